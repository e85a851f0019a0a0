"""The comparison of frozen results finds what it should, and forgives only rounding."""

from __future__ import annotations

import pytest

FROZEN = {"a": [1.0, {"b": "x", "c": None}], "d": True}


@pytest.mark.parametrize(
    ("found", "n"),
    [
        ({"a": [1.0 + 1e-9, {"b": "x", "c": None}], "d": True}, 0),
        ({"a": [1.001, {"b": "x", "c": None}], "d": True}, 1),
        ({"a": [1.0, {"b": "y", "c": 0.0}], "d": True}, 2),
        ({"a": [1.0], "d": 1}, 2),
        ({"a": [1.0, {"b": "x"}], "d": True, "e": 1}, 2),
    ],
)
def test_differences(tools, found, n):
    differences, _ = tools
    assert len(differences(FROZEN, found)) == n
