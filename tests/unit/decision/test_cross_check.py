"""Two other methods on the same table."""

from __future__ import annotations

from steelyard.decision.cross_check import best_by_method


def test_a_dominant_option_is_best_by_every_method(contests):
    large = contests()["large"]
    row = large.ids.index("open:d")
    large.means[row] = 1.0
    assert set(best_by_method(large, row).values()) == {"open:d"}


def test_one_option_beside_today_is_no_contest(contests, synthetic, monkeypatch):
    monkeypatch.setattr(synthetic, "PLAN", synthetic.PLAN[:2])
    assert best_by_method(contests()["small"], 1) == {}
