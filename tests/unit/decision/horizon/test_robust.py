"""A pool of plans on all draws and stakeholders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.robust import RobustPlanner
from steelyard.decision.portfolio.solution import Effort


@pytest.fixture(scope="module")
def planner(planned):
    found = planned()
    solved = found.solved()
    return RobustPlanner(
        tables=found.tables,
        selection=solved.selection,
        bound=solved.bound,
        n_scenarios=6,
        n_plans=12,
        n_bounds=74,
        effort=Effort(gap=1e-6),
    )


@pytest.fixture(scope="module")
def robust(planner):
    return planner.plans()


def test_the_robust_plan_is_regretted_no_more(robust):
    assert robust.robust.least_mean <= robust.median.least_mean + 1e-6
    for regret in (robust.median, robust.robust):
        assert 0 <= regret.least_mean <= regret.most_mean * (1 + 1e-9) + 1e-6
        assert 0 <= regret.least_p95 <= regret.most_p95 * (1 + 1e-9) + 1e-6
    assert robust.n_draws == 80
    assert robust.largest_gap <= 1e-6
    assert robust.value_of_stages >= 0


def test_the_core_index_adds_up(robust):
    for entry in robust.core:
        assert sum(entry.shares.values()) == pytest.approx(1.0)
        served = 1 - entry.shares["do_minimum"]
        expected = "always" if served >= 0.9 else "never" if served <= 0.1 else "borderline"
        assert entry.standing == expected
        assert set(entry.by_stakeholder) == {"anyone"}
    assert all(0 < share <= 1 for share in robust.capabilities.values())


def test_what_is_committed_is_not_left_open(robust):
    assert not set(robust.commit) & set(robust.leave_open)
    never = {entry.use_case for entry in robust.core if entry.standing == "never"}
    assert not set(robust.leave_open) & never


def test_the_same_again_gives_the_same(planner, robust):
    assert planner.plans() == robust


def test_another_plan_than_those_of_the_pool_is_scored_too(planner):
    nothing = np.full(2, -1)
    selection = planner.selection._replace(
        plan=nothing, start=nothing, opening=np.full(len(planner.selection.opening), -1)
    )
    found = replace(planner, selection=selection, n_scenarios=2, n_plans=1).plans()
    assert found.median.least_mean > found.robust.least_mean
    assert set(found.differs) == {"small", "large"}
    assert found.commit == ()
