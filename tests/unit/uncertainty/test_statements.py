"""A statement gives back the quantiles that were stated, and refuses what cannot be meant."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from steelyard.uncertainty.statements import Z95, Family, Statement

STATED = np.array([0.05, 0.5, 0.95])


@pytest.mark.parametrize(
    "statement",
    [
        Statement(1.0, 2.0, 8.0, Family.LOGNORMAL),
        Statement(-3.0, 1.0, 2.0, Family.NORMAL),
        Statement(0.2, 0.7, 0.75, Family.LOGITNORMAL),
        Statement(10.0, 20.0, 25.0, Family.UNIFORM),
        Statement.point(4.0),
    ],
)
def test_the_stated_quantiles_come_back(statement):
    expected = [statement.p05, statement.p50, statement.p95]
    np.testing.assert_allclose(statement.quantile(STATED), expected, rtol=1e-12)


def test_the_ends_of_a_uniform_lie_a_little_beyond_its_quantiles():
    ends = Statement(5.0, 50.0, 95.0, Family.UNIFORM).quantile(np.array([0.0, 1.0]))
    np.testing.assert_allclose(ends, [0.0, 100.0], atol=1e-12)


def test_a_lognormal_stays_positive_and_a_share_inside_its_range():
    far = np.array([1e-12, 1.0 - 1e-12])
    assert (Statement(0.1, 1.0, 1.1, Family.LOGNORMAL).quantile(far) > 0).all()
    share = Statement(0.01, 0.5, 0.99, Family.LOGITNORMAL).quantile(far)
    assert ((share > 0) & (share < 1)).all()


def test_the_mean_of_a_lognormal_is_that_of_its_two_halves():
    # U-9 of docs/method/uncertainty.md.
    middles = (np.arange(100_000) + 0.5) / 100_000
    low, high = np.log(2.0) / Z95, np.log(4.0) / Z95
    expected = 2.0 * (np.exp(low**2 / 2) * ndtr(-low) + np.exp(high**2 / 2) * ndtr(high))
    found = Statement(1.0, 2.0, 8.0, Family.LOGNORMAL).quantile(middles).mean()
    assert found == pytest.approx(expected, rel=1e-4)


def test_only_a_point_is_certain():
    assert Statement.point(3.0).is_certain
    assert not Statement(1.0, 2.0, 3.0, Family.NORMAL).is_certain


def test_scaling_moves_every_quantile():
    scaled = Statement(1.0, 2.0, 8.0, Family.LOGNORMAL).scaled(1000.0)
    assert scaled == Statement(1000.0, 2000.0, 8000.0, Family.LOGNORMAL)


def test_a_rescaled_share_is_no_share_any_more():
    share = Statement(0.1, 0.5, 0.9, Family.LOGITNORMAL)
    assert share.scaled(1.0) == share
    rescaled = share.scaled(100.0)
    assert rescaled.family is Family.NORMAL
    far = rescaled.quantile(np.array([1e-6, 0.5, 1.0 - 1e-6]))
    np.testing.assert_allclose(far, [0.0, 50.0, 100.0])


@pytest.mark.parametrize(
    ("quantiles", "family", "said"),
    [
        ((2.0, 1.0, 3.0), Family.NORMAL, "p05 <= p50 <= p95"),
        ((1.0, 2.0, float("inf")), Family.NORMAL, "finite"),
        ((float("nan"), 2.0, 3.0), Family.NORMAL, "finite"),
        ((1.0, 2.0, 3.0), Family.POINT, "three equal"),
        ((0.0, 2.0, 3.0), Family.LOGNORMAL, "p05 > 0"),
        ((0.0, 0.5, 0.9), Family.LOGITNORMAL, "strictly inside"),
        ((0.1, 0.5, 1.0), Family.LOGITNORMAL, "strictly inside"),
        ((0.1, 0.5, 1.2, 0.0, 1.0), Family.NORMAL, "within 0–1"),
    ],
)
def test_what_cannot_be_meant_is_refused(quantiles, family, said):
    with pytest.raises(ValueError, match=said):
        Statement(*quantiles[:3], family, *quantiles[3:])


def test_no_draw_leaves_the_hard_bounds_and_the_stated_quantiles_stay():
    share = Statement(0.03, 0.12, 0.35, Family.LOGNORMAL, 0.0, 1.0)
    assert share.quantile(np.array([0.99999])) == 1.0
    np.testing.assert_allclose(share.quantile(STATED), [0.03, 0.12, 0.35], rtol=1e-12)
    assert share.scaled(100.0).most == 100.0


def test_a_factor_is_positive():
    with pytest.raises(ValueError, match="positive factor"):
        Statement.point(1.0).scaled(0.0)
