from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import (
    drawn_worths,
    every_selection,
    random_problem,
)

from steelyard.decision.portfolio import scenario_pool as module
from steelyard.decision.portfolio.problem import violations, worth_of
from steelyard.decision.portfolio.scenario_pool import fill_pool, upper_bounds
from steelyard.decision.portfolio.solution import Effort, Ending, Solved

EXACT = Effort(gap=1e-9)
N_SCENARIOS = 6


def _case(rng, **changes):
    problem = random_problem(rng, **changes)
    return problem, drawn_worths(rng, problem, N_SCENARIOS)


def _filled(problem, worths, **changes):
    asked = {"n_portfolios": 12, "effort": EXACT, "n_workers": 1}
    return fill_pool(problem=problem, **worths, **(asked | changes))


def _in_scenario(problem, worths, scenario):
    return replace(
        problem,
        plan_worth=worths["plan_worths"][:, :, scenario],
        capability_worth=worths["capability_worths"][:, :, scenario],
        module_worth=worths["module_worths"][:, :, scenario],
    )


def test_the_pool_holds_the_best_of_every_scenario_of_the_mean_and_of_the_medians(rng):
    for _ in range(3):
        problem, worths = _case(rng)
        pool, feasible = _filled(problem, worths), every_selection(problem)
        for scenario in range(N_SCENARIOS):
            case = _in_scenario(problem, worths, scenario)
            best = max(worth_of(problem=case, selection=selection) for selection in feasible)
            assert pool.worth[scenario] == pytest.approx(best)
            assert pool.bound[scenario] == pytest.approx(best, rel=1e-5)
            winner = pool.selections[pool.winner[scenario]]
            assert worth_of(problem=case, selection=winner) == pytest.approx(best)
        assert pool.gap == pytest.approx(0, abs=1e-5)
        assert pool.endings == (Ending.WITHIN_GAP,) * N_SCENARIOS
        best = max(worth_of(problem=problem, selection=selection) for selection in feasible)
        median = pool.selections[pool.median]
        assert worth_of(problem=problem, selection=median) == pytest.approx(best)
        mean = replace(
            problem,
            plan_worth=worths["plan_worths"].mean(axis=2),
            capability_worth=worths["capability_worths"].mean(axis=2),
            module_worth=worths["module_worths"].mean(axis=2),
        )
        best = max(worth_of(problem=mean, selection=selection) for selection in feasible)
        assert pool.expected.worth == pytest.approx(best)


def test_portfolios_of_the_pool_are_distinct_and_keep_every_limit(rng):
    problem, worths = _case(rng)
    pool = _filled(problem, worths)
    assert len(pool.selections) == 12 > pool.n_solved
    assert len({tuple(map(bytes, selection)) for selection in pool.selections}) == 12
    assert not any(violations(problem=problem, selection=s) for s in pool.selections)


def test_there_are_no_more_than_are_asked_for_or_solved_and_no_more_than_there_are(rng):
    problem, worths = _case(rng)
    assert (
        len(_filled(problem, worths, n_portfolios=1).selections)
        == _filled(problem, worths).n_solved
    )
    assert len(_filled(problem, worths, n_portfolios=10**6).selections) <= len(
        every_selection(problem)
    )


def test_threads_change_nothing(rng):
    problem, worths = _case(rng)
    one, two = (_filled(problem, worths, n_workers=n) for n in (1, 2))
    for first, second in zip(one.selections, two.selections, strict=True):
        assert all(map(np.array_equal, first, second))
    assert np.array_equal(one.worth, two.worth)
    assert np.array_equal(one.bound, two.bound)


def test_progress_counts_the_searches(rng):
    told = []
    _filled(*_case(rng), progress=lambda *step: told.append(step))
    assert told == [(step, N_SCENARIOS + 2) for step in range(1, N_SCENARIOS + 3)]


@pytest.mark.parametrize("n_workers", [1, 2])
def test_an_interruption_starts_no_further_search(rng, monkeypatch, n_workers):
    n_searches, solve = 0, module.solve_portfolio

    def counted(**asked):
        nonlocal n_searches
        n_searches += 1
        return solve(**asked)

    def stop(done, wanted):
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "solve_portfolio", counted)
    problem = random_problem(rng)
    worths = drawn_worths(rng, problem, 40)
    with pytest.raises(KeyboardInterrupt):
        _filled(problem, worths, progress=stop, n_workers=n_workers)
    assert n_searches < 40


def test_what_is_infeasible_leaves_the_pool_empty(rng):
    problem, worths = _case(rng)
    pool = _filled(replace(problem, limit=np.array([5.0, -10.0])), worths)
    assert pool.selections == ()
    assert pool.endings == (Ending.INFEASIBLE,) * N_SCENARIOS
    assert np.all(pool.worth == -np.inf)
    assert np.all(pool.bound == -np.inf)
    assert np.all(pool.winner == -1)
    assert np.all(pool.gap == np.inf)


def test_where_searches_found_nothing_the_pool_is_empty_and_says_why(rng, monkeypatch):
    nothing = Solved(None, -np.inf, 9.0, Ending.LIMIT)
    monkeypatch.setattr(module, "solve_portfolio", lambda **_: nothing)
    pool = _filled(*_case(rng))
    assert pool.selections == ()
    assert pool.endings == (Ending.LIMIT,) * N_SCENARIOS
    assert np.all(pool.bound == 9.0)


def test_bounds_are_above_the_best_of_each_draw(rng):
    told = []
    for _ in range(3):
        problem, worths = _case(rng)
        bounds = upper_bounds(
            problem=problem, **worths, progress=lambda *step: told.append(step), n_workers=1
        )
        pool = _filled(problem, worths)
        assert np.all(bounds >= pool.worth - 1e-6)
        nearer = upper_bounds(problem=problem, **worths, effort=EXACT, n_workers=1)
        assert nearer == pytest.approx(pool.worth, rel=1e-5)
    assert told[-1] == (N_SCENARIOS, N_SCENARIOS)
    quiet = upper_bounds(problem=problem, **worths)
    assert quiet == pytest.approx(bounds)


@pytest.mark.parametrize("name", ["plan_worths", "capability_worths", "module_worths"])
def test_draws_fit_the_problem(rng, name):
    problem, worths = _case(rng)
    worths[name] = worths[name][:, :1]
    with pytest.raises(ValueError, match=f"{name}: expected shape"):
        _filled(problem, worths)
    with pytest.raises(ValueError, match=f"{name}: expected shape"):
        upper_bounds(problem=problem, **worths)


def test_there_is_a_scenario(rng):
    problem, worths = _case(rng)
    with pytest.raises(ValueError, match="expected shape"):
        _filled(problem, {name: table[:, :, :0] for name, table in worths.items()})
