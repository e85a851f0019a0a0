from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.two_offices import two_offices

from steelyard.decision.portfolio import conflict
from steelyard.decision.portfolio.conflict import KEPT, relaxation_prices, smallest_conflict
from steelyard.decision.portfolio.solution import Effort

MONEY, ROOM, FIRST, SECOND = range(4)


def _must_serve(money, room):
    """Both offices must be served, from limits on money and room."""
    plain = two_offices()
    served = np.zeros((3, 2, 2))
    served[:2, :, 0] = served[2, :, 1] = -1.0
    none = np.zeros((1, 2, 2))
    return two_offices(
        plan_use=np.concatenate([plain.plan_use, served], axis=2),
        capability_use=np.concatenate([plain.capability_use, none], axis=2),
        module_use=np.concatenate([plain.module_use, none], axis=2),
        limit=np.array([money, room, -1.0, -1.0]),
    )


def test_only_what_conflicts_is_named():
    # The cheapest way to serve both: buy a year later 2, the cluster 3 and its use 2 from then on.
    problem = _must_serve(6.0, 1.0)
    assert smallest_conflict(problem=problem, groups=np.arange(4)) == (MONEY, FIRST, SECOND)
    prices = relaxation_prices(problem=problem, groups=np.arange(4))
    np.testing.assert_allclose(prices, [1.0, np.nan, 1.0, 1.0], atol=1e-6)


def test_limits_move_in_groups_and_some_not_at_all():
    problem = _must_serve(6.0, 1.0)
    groups = np.array([7, 7, KEPT, KEPT])
    assert smallest_conflict(problem=problem, groups=groups) == (7,)
    assert relaxation_prices(problem=problem, groups=groups) == pytest.approx([1.0])
    assert smallest_conflict(problem=problem, groups=np.full(4, KEPT)) == ()
    assert relaxation_prices(problem=problem, groups=np.full(4, KEPT)).shape == (0,)


def test_a_limit_that_is_kept_must_not_move():
    assert relaxation_prices(problem=_must_serve(20.0, 1.0), groups=np.arange(4)) == pytest.approx(
        np.zeros(4)
    )


def test_limits_that_are_not_enforced_need_not_move():
    problem = _must_serve(np.inf, 0.0)
    # Room for one is needed, and one node adds as much.
    assert relaxation_prices(problem=problem, groups=np.arange(4)) == pytest.approx(np.zeros(4))


def test_what_is_feasible_has_no_conflict():
    with pytest.raises(ValueError, match="without a feasible selection"):
        smallest_conflict(problem=_must_serve(20.0, 1.0), groups=np.arange(4))


def test_groups_must_fit():
    for function in (smallest_conflict, relaxation_prices):
        with pytest.raises(ValueError, match="groups"):
            function(problem=_must_serve(6.0, 1.0), groups=np.arange(3))


def test_where_the_solver_finds_nothing_the_first_way_counts(monkeypatch):
    class Silent(conflict.Programme):
        def solved(self, **limits):
            return super().solved(**limits)._replace(values=None)

    monkeypatch.setattr(conflict, "Programme", Silent)
    prices = relaxation_prices(problem=_must_serve(6.0, 1.0), groups=np.arange(4), effort=Effort())
    assert prices[MONEY] >= 1.0
