from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import horizon_problem
from tests.unit.decision.portfolio.two_offices import BOTH, NOTHING, chosen, two_offices

from steelyard.decision.portfolio import solve
from steelyard.decision.portfolio.solution import Effort, Ending
from steelyard.decision.portfolio.solve import solve_portfolio

WAYS = pytest.mark.parametrize("most_openings", [1e9, 0])


@WAYS
def test_the_best_of_both_offices(monkeypatch, most_openings):
    monkeypatch.setattr(solve, "MOST_OPENINGS", most_openings)
    solved = solve_portfolio(problem=two_offices())
    assert solved.worth == pytest.approx(15)
    assert solved.gap <= 1e-3
    assert solved.ending is Ending.WITHIN_GAP
    for part, expected in zip(solved.selection, BOTH, strict=True):
        np.testing.assert_array_equal(part, expected)


@WAYS
def test_nothing_feasible_is_a_result(monkeypatch, most_openings):
    monkeypatch.setattr(solve, "MOST_OPENINGS", most_openings)
    solved = solve_portfolio(problem=two_offices(limit=np.array([-1.0, 1.0])))
    assert solved == (None, -np.inf, -np.inf, Ending.INFEASIBLE)


@WAYS
def test_a_hint_that_breaks_a_rule_is_left_aside(monkeypatch, most_openings):
    monkeypatch.setattr(solve, "MOST_OPENINGS", most_openings)
    for hint in (BOTH, NOTHING, chosen([1, 2], [0, 0], [-1])):
        assert solve_portfolio(problem=two_offices(), hint=hint).worth == pytest.approx(15)


def test_inconsistent_tables_are_refused():
    with pytest.raises(ValueError, match="plan_use"):
        solve_portfolio(problem=two_offices(limit=np.zeros(3)))


def test_a_problem_without_plans_is_worth_nothing():
    rng = np.random.default_rng(1)
    problem = horizon_problem(rng, n_plans=0, n_capabilities=0, n_modules=0, n_resources=0)
    solved = solve_portfolio(problem=problem)
    assert solved.worth == 0
    assert solved.ending is Ending.WITHIN_GAP


def test_where_nodes_run_out_the_gap_is_told():
    rng = np.random.default_rng(4)
    problem = horizon_problem(rng, n_use_cases=4, n_plans=12, n_resources=2)
    solved = solve_portfolio(problem=problem, effort=Effort(gap=0.0, n_nodes=1))
    assert solved.ending is Ending.LIMIT
    assert solved.bound > solved.worth


def test_time_can_be_limited_instead():
    solved = solve_portfolio(problem=two_offices(), effort=Effort(seconds=60.0))
    assert solved.worth == pytest.approx(15)


def test_no_time_may_leave_nothing_but_a_bound(monkeypatch):
    monkeypatch.setattr(solve.OpeningSearch, "_probe", lambda *_: None)
    solved = solve_portfolio(problem=two_offices(), effort=Effort(seconds=0.0))
    assert solved.selection is None
    assert solved.ending is Ending.LIMIT
    assert solved.bound >= 15
