"""Who would accept what."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.acceptance import (
    accepted_shares,
    broadest_acceptance,
    losses,
)

ONE_SIDE = np.zeros(3, dtype=int)


def test_ties_by_rounding_count_for_each():
    utilities = np.array([[1.0], [1.0 - 1e-15], [0.5]])
    lost = losses(utilities=utilities, side_of=ONE_SIDE)
    assert accepted_shares(lost=lost, tolerance=0.0).tolist() == [1, 1, 0]


def test_what_cannot_be_ranked_is_never_accepted():
    lost = losses(utilities=np.array([[-np.inf], [0.2], [0.1]]), side_of=ONE_SIDE)
    assert accepted_shares(lost=lost, tolerance=0.15).tolist() == [0, 1, 1]


def test_beside_the_best_of_another_side_nothing_is_near():
    lost = losses(utilities=np.array([[0.0], [0.01], [0.005]]), side_of=np.array([0, 1, 1]))
    assert accepted_shares(lost=lost, tolerance=0.1).tolist() == [0, 1, 1]


def test_a_larger_tolerance_never_lowers_acceptance(rng):
    lost = losses(utilities=rng.random((3, 50)), side_of=ONE_SIDE)
    shares = [accepted_shares(lost=lost, tolerance=size) for size in (0.0, 0.1, 0.5, 1.0)]
    assert np.all(np.diff(shares, axis=0) >= 0)
    assert shares[-1].tolist() == [1, 1, 1]


def test_where_somebody_always_refuses_the_share_is_zero():
    found = broadest_acceptance(accepted=np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert found.share == 0
    assert found.is_broadest.all()


def test_impossible_inputs_are_refused():
    with pytest.raises(ValueError, match="finite utility"):
        losses(utilities=np.array([[np.nan], [1.0], [0.0]]), side_of=ONE_SIDE)
    with pytest.raises(ValueError, match="finite utility"):
        losses(utilities=np.full((3, 1), -np.inf), side_of=ONE_SIDE)
    with pytest.raises(ValueError, match="finite utility"):
        losses(utilities=np.empty((0, 4)), side_of=np.empty(0, dtype=int))
    with pytest.raises(ValueError, match="tolerance"):
        accepted_shares(lost=np.zeros((2, 1)), tolerance=-0.1)
    with pytest.raises(ValueError, match="tolerance"):
        accepted_shares(lost=np.zeros((2, 0)), tolerance=0.1)
    with pytest.raises(ValueError, match="a stakeholder and an option"):
        broadest_acceptance(accepted=np.empty((0, 3)))
