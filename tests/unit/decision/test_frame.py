"""What all use cases have in common."""

from __future__ import annotations

import pytest

from steelyard.dossier.schema import Reading


def test_rules_follow_the_reading_and_the_mean_price(contests, parted):
    frame = contests(**parted("value_and_cost", "borda"))["large"].frame
    assert frame.price is not None
    rules = frame.reading_rules(has_benefit=True)
    assert set(rules) == set(Reading)
    assert rules[Reading.VALUE_AND_COST].price == pytest.approx(frame.price.mean())
    plain = contests()["large"].frame
    assert plain.price is None
    assert not plain.reading_rules(has_benefit=True)[Reading.VALUE_AND_COST].is_priced
