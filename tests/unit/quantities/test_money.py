"""Discounting and price levels, against sums that fit on a slip of paper."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.quantities.money import discount_factors, nominal, present_value


def test_the_first_year_counts_in_full():
    np.testing.assert_allclose(discount_factors(rate=0.25, n_years=3), [1.0, 0.8, 0.64])


def test_present_value_of_each_draw():
    cash = np.array([[100.0, 0.0], [125.0, 50.0]])
    np.testing.assert_allclose(present_value(cash, rate=0.25), [200.0, 40.0])


def test_without_a_rate_amounts_add_up():
    assert present_value(np.ones((5, 1)), rate=0.0) == pytest.approx([5.0])


def test_nominal_amounts_grow_from_the_price_year():
    paid = nominal(np.full((2, 2), 100.0), inflation=np.array([0.0, 0.1]), years_to_first=1.0)
    np.testing.assert_allclose(paid, [[100.0, 110.0], [100.0, 121.0]])


@pytest.mark.parametrize(("rate", "n_years"), [(-1.0, 3), (0.03, 0)])
def test_impossible_horizons_are_refused(rate, n_years):
    with pytest.raises(ValueError, match="rate above -1 and at least one year"):
        discount_factors(rate=rate, n_years=n_years)
