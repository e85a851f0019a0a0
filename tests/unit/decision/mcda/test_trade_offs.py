"""What a gain is worth, as the money of a whole dimension's swing."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.trade_offs import annuity_years, swing_money


def test_without_a_rate_years_are_counted():
    assert annuity_years(discount_rate=0.0, n_years=7) == pytest.approx(7)
    assert annuity_years(discount_rate=0.05, n_years=1) == 1


def test_the_whole_range_of_the_only_criterion_is_worth_what_was_said():
    found = swing_money(
        money_per_year=np.array([3.0]), years=5.0, gain=4.0, anchor_range=4.0, within_weight=1.0
    )
    assert found == pytest.approx([15.0])


@pytest.mark.parametrize(
    ("gain", "within"), [(0.0, 0.5), (-1.0, 0.5), (5.0, 0.5), (1.0, 0.0), (1.0, 1.5)]
)
def test_gains_beyond_the_range_and_empty_weights_are_refused(gain, within):
    with pytest.raises(ValueError, match="expected a gain above 0"):
        swing_money(
            money_per_year=np.ones(1), years=1.0, gain=gain, anchor_range=4.0, within_weight=within
        )


@pytest.mark.parametrize(("rate", "n_years"), [(-1.0, 3), (0.03, 0)])
def test_no_years_and_impossible_rates_are_refused(rate, n_years):
    with pytest.raises(ValueError, match="expected a rate above -1"):
        annuity_years(discount_rate=rate, n_years=n_years)
