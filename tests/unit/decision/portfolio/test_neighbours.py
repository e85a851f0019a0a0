from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import every_selection, made, random_problem

from steelyard.decision.portfolio.neighbours import pruned, single_moves
from steelyard.decision.portfolio.problem import use_of, violations, worth_of


def _key(selection):
    return tuple(part.tobytes() for part in selection)


def test_moves_are_the_feasible_portfolios_that_differ_in_one_use_case(rng):
    n_moves = 0
    for _ in range(4):
        problem = random_problem(rng)
        feasible = every_selection(problem)
        for selection in feasible[:: max(len(feasible) // 5, 1)]:
            moves = single_moves(problem=problem, selection=selection)
            found = [moves.made(move, selection) for move in range(len(moves.plan))]
            expected = [
                other
                for other in feasible
                if np.array_equal(other.opening, selection.opening)
                and np.array_equal(other.modules, selection.modules)
                and ((other.plan != selection.plan) | (other.start != selection.start)).sum() == 1
            ]
            assert {_key(other) for other in found} == {_key(other) for other in expected}
            assert len(found) == len(expected)
            for move, other in enumerate(found):
                n_moves += 1
                gain = worth_of(problem=problem, selection=other) - worth_of(
                    problem=problem, selection=selection
                )
                assert moves.worth[move] == pytest.approx(gain)
                added = use_of(problem=problem, selection=other) - use_of(
                    problem=problem, selection=selection
                )
                assert moves.use[move] == pytest.approx(added)
    assert n_moves > 50


def test_what_may_not_be_started_may_hold_anything(rng):
    problem = random_problem(rng)
    worth = np.where(problem.may_start, problem.plan_worth, np.nan)
    nothing = made(problem, [(-1, -1)] * 3, [-1, -1], [0, 0])
    moves = single_moves(problem=replace(problem, plan_worth=worth), selection=nothing)
    assert np.isfinite(moves.worth).all()


def test_pruning_leaves_no_opening_and_no_module_in_vain(rng):
    n_pruned = 0
    for _ in range(4):
        problem = random_problem(rng)
        for selection in every_selection(problem)[::9]:
            found = pruned(problem=problem, selection=selection)
            n_pruned += found is not selection
            assert not violations(problem=problem, selection=found)
            assert worth_of(problem=problem, selection=found) >= worth_of(
                problem=problem, selection=selection
            )
            for capability in np.flatnonzero(found.opening >= 0):
                opening = found.opening.copy()
                opening[capability] = -1
                assert violations(problem=problem, selection=found._replace(opening=opening))
            for cell in np.argwhere(found.modules > 0):
                modules = found.modules.copy()
                modules[tuple(cell)] -= 1
                assert violations(problem=problem, selection=found._replace(modules=modules))
    assert n_pruned > 10


def test_what_brings_worth_stays(rng):
    problem = replace(
        random_problem(rng),
        capability_worth=np.ones((2, 2)),
        module_worth=np.ones((1, 2)),
        may_open=np.ones((2, 2), dtype=bool),
        limit=np.full(2, np.inf),
    )
    selection = made(problem, [(-1, -1)] * 3, [0, 1], [1, 1])
    assert pruned(problem=problem, selection=selection) is selection
