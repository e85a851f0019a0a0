"""Answers of readings and stakeholders in JSON."""

from __future__ import annotations

from steelyard.decision.reading_result import (
    MoneyAnchors,
    PriceSwitch,
    ReadingResult,
    StakeholderView,
    StakeholderWeights,
)
from steelyard.dossier.schema import Reading


def test_price_switches_are_listed():
    found = ReadingResult(
        Reading.VALUE_AND_COST, "", 0.0, ("a", "b"), {"api": 1 / 3}, ("a", "b"),
        (PriceSwitch(12.5, "b"),),
    ).as_json()  # fmt: skip
    assert found["price_switches"] == [{"from_price": 12.5, "option": "b"}]
    assert found["pathway_acceptability"] == {"api": 0.33333333}


def test_anchors_views_and_weights():
    assert MoneyAnchors(-1.0, 2.0, "a", "stated").as_json()["worst_is"] == "stated"
    assert StakeholderView("s", "a", 0.5, {"a": 0.5}).as_json()["first"] == {"a": 0.5}
    weights = StakeholderWeights(
        "s", "none", {"cost": 1.0}, {"cost": 0.9}, {"cost": 1.0}, True, False
    )
    assert weights.as_json()["low"] == {"cost": 0.9}
