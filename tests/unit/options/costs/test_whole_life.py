"""Years of service, what recurs in them, what they are worth, and what is shared."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.costs.whole_life import benefit, recurring, share_in_service, shared_cost


def test_service_and_waiting_make_up_the_horizon():
    months = np.array([0.0, 7.5, 12.0, 59.0, 60.0, 80.0])
    shares = share_in_service(months_to_service=months, n_years=5)
    np.testing.assert_allclose(shares.sum(axis=0), np.clip(5.0 - months / 12.0, 0.0, None))
    assert (np.diff(shares, axis=0) >= 0).all()


def test_nothing_recurs_where_nothing_runs():
    never = recurring(interval_years=np.array([2.0]), in_service=np.zeros((4, 1)))
    np.testing.assert_array_equal(never, 0.0)


def test_the_benefit_turns_where_rejected_results_eat_it_up():
    worth = benefit(
        handled=np.ones((1, 1)),
        quality=np.array([2.0 / 3.0]),
        value_of_accepted=np.array([[5.0]]),
        cost_of_rejected=np.array([[10.0]]),
    )
    np.testing.assert_allclose(worth, 0.0, atol=1e-12)


def test_alone_one_pays_for_everything():
    own, capability = np.array([1.0, 2.0]), np.array([10.0, 20.0])
    alone = shared_cost(own=own, capability=capability, n_sharers=1)
    np.testing.assert_array_equal(alone, [11.0, 22.0])


def test_nobody_cannot_share():
    with pytest.raises(ValueError, match="at least one sharer, found 0"):
        shared_cost(own=np.zeros(1), capability=np.zeros(1), n_sharers=0)
