"""What a step more money buys, and what is scarce."""

from __future__ import annotations

from itertools import pairwise

import pytest

from steelyard.decision.horizon.frontiers import frontier_of, shadows_of
from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.portfolio.solution import Effort

EFFORT = Effort(gap=1e-6)


@pytest.mark.parametrize("kind", [ResourceKind.NET_COST, ResourceKind.INVESTMENT_TOTAL])
def test_more_money_buys_more_value(planned, kind):
    found = frontier_of(planned().reader(), kind, n_points=5, effort=EFFORT)
    assert found
    for before, after in pairwise(found):
        assert after.money > before.money
        assert after.points > before.points
        assert after.changes
    for entry in found:
        assert entry.bound >= entry.points - 1e-9
        assert sum(entry.ways.values()) == 2
    assert found[0].changes == ()


def test_nothing_is_scarce_where_nothing_is_limited(planned):
    assert shadows_of(planned().reader()) == ()


def test_a_budget_that_binds_has_a_worth(planned):
    spent = max(bill.running for bill in planned().reader().bills())
    tight = planned(at_hand={"running_per_year": 0.98 * spent})
    shadows = shadows_of(tight.reader())
    assert {entry.kind for entry in shadows} <= {"running", "posts"}
    assert any(entry.kind == "running" and entry.worth > 0 for entry in shadows)
    for entry in shadows:
        assert entry.used <= entry.limit * (1 + 1e-6)
