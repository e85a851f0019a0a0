"""Plain data are walked without trusting their shape."""

from steelyard.dossier.plain import entries


def test_entries_keep_their_positions() -> None:
    assert entries({"a": {"b": [1, {"c": 2}]}}, "a", "b") == [(1, {"c": 2})]
    assert entries({"a": 5}, "a", "b") == []
