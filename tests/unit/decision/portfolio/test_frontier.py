from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import every_selection, random_problem

from steelyard.decision.portfolio import frontier as module
from steelyard.decision.portfolio.frontier import frontier
from steelyard.decision.portfolio.problem import use_of, violations, worth_of
from steelyard.decision.portfolio.solution import Effort, Ending, Solved

EXACT = Effort(gap=1e-9)


def _frontier(problem, **changes):
    asked = {"resource": 0, "n_points": 9, "effort": EXACT, "n_workers": 1}
    return frontier(problem=problem, **(asked | changes))


@pytest.mark.parametrize("is_limited", [True, False])
def test_each_point_is_the_best_within_what_is_allowed(rng, is_limited):
    for _ in range(3):
        problem = random_problem(rng)
        if not is_limited:
            problem = replace(problem, limit=np.array([np.inf, problem.limit[1]]))
        feasible = every_selection(problem)
        use = np.array([use_of(problem=problem, selection=s)[0] for s in feasible])
        worth = np.array([worth_of(problem=problem, selection=s) for s in feasible])
        found = _frontier(problem)
        for point in found.points:
            assert not violations(problem=problem, selection=point.selection)
            assert point.use <= point.allowed + 1e-6
            assert point.worth == pytest.approx(worth[use <= point.allowed + 1e-9].max())
            assert point.bound == pytest.approx(point.worth, rel=1e-5)
            assert point.ending is Ending.WITHIN_GAP
        assert found.points[-1].worth == pytest.approx(worth.max())
        assert found.points[0].use == pytest.approx(use.min())
        assert found.ending is Ending.WITHIN_GAP


def test_steps_say_what_they_buy(rng):
    found = _frontier(random_problem(rng, n_use_cases=4, n_plans=8), n_points=12)
    assert len(found.steps) == len(found.points) - 1 > 2
    assert found.use.tolist() == [point.use for point in found.points]
    assert found.worth.tolist() == [point.worth for point in found.points]
    assert found.bound.tolist() == [point.bound for point in found.points]
    assert found.marginal_worth.tolist() == [step.marginal_worth for step in found.steps]
    for step, before, after in zip(found.steps, found.points, found.points[1:], strict=False):
        assert step.use == pytest.approx(after.use - before.use)
        assert step.worth == pytest.approx(after.worth - before.worth)
        assert step.marginal_worth == pytest.approx(step.worth / step.use)
        same = np.setdiff1d(np.arange(4), step.use_cases)
        assert np.array_equal(before.selection.plan[same], after.selection.plan[same])
        assert np.array_equal(before.selection.start[same], after.selection.start[same])
        opened = np.flatnonzero(before.selection.opening != after.selection.opening)
        assert np.array_equal(step.capabilities, opened)
        assert np.array_equal(step.modules, after.selection.modules - before.selection.modules)


def test_threads_change_nothing(rng):
    problem = random_problem(rng, n_use_cases=4, n_plans=8)
    one, two = (_frontier(problem, n_workers=n) for n in (1, 2))
    assert [point[:4] for point in one.points] == [point[:4] for point in two.points]


def test_what_is_infeasible_has_no_frontier(rng):
    found = _frontier(replace(random_problem(rng), limit=np.array([5.0, -10.0])))
    assert found == ((), (), Ending.INFEASIBLE)


def test_one_portfolio_is_one_point(rng):
    problem = random_problem(rng)
    nothing = replace(
        problem,
        may_start=np.zeros_like(problem.may_start),
        may_open=np.zeros_like(problem.may_open),
        most_modules=np.zeros_like(problem.most_modules),
    )
    found = _frontier(nothing)
    assert [(point.use, point.worth) for point in found.points] == [(0.0, 0.0)]
    assert found.steps == ()


def test_what_no_single_move_makes_cheaper_is_searched_afresh(rng):
    problem = random_problem(rng)
    modules_only = replace(
        problem,
        may_start=np.zeros_like(problem.may_start),
        may_open=np.zeros_like(problem.may_open),
        module_worth=np.ones((1, 2)),
        limit=np.full(2, np.inf),
    )
    found = _frontier(modules_only, n_points=3)
    assert found.use == pytest.approx([0.0, 0.4, 0.8])
    assert found.worth == pytest.approx([0, 1, 2])
    assert found.marginal_worth == pytest.approx([2.5, 2.5])


@pytest.mark.parametrize("changes", [{"n_points": 1}, {"resource": 2}, {"resource": -1}])
def test_refuses_what_is_no_frontier(rng, changes):
    with pytest.raises(ValueError, match="expected 2 points"):
        _frontier(random_problem(rng), **changes)


def test_amounts_for_which_nothing_was_found_leave_the_others(rng, monkeypatch):
    problem, n_calls = random_problem(rng, n_use_cases=4, n_plans=8), 0

    def tired(**asked):
        nonlocal n_calls
        n_calls += 1
        if n_calls == 1:
            return solve(**asked)
        return Solved(None, -np.inf, 100.0, Ending.LIMIT)

    solve = module.solve_portfolio
    monkeypatch.setattr(module, "solve_portfolio", tired)
    found = _frontier(problem)
    assert len(found.points) == 1
    assert found.ending is Ending.WITHIN_GAP
