from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import (
    drawn_worths,
    every_selection,
    made,
    random_problem,
)

from steelyard.decision.portfolio.commitment import completions, first_part, value_of_staging
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.problem import violations, worth_of
from steelyard.decision.portfolio.solution import Effort

EXACT = Effort(gap=1e-9)


def _case(rng, n_draws=60):
    problem = random_problem(rng)
    selections = every_selection(problem)
    worths = drawn_worths(rng, problem, n_draws)
    scores = score_pool(selections=selections, **worths)
    return problem, selections, worths, scores, rng.integers(0, 3, size=n_draws)


def test_what_begins_later_is_not_part_of_the_first_years(rng):
    problem = random_problem(rng)
    selection = made(problem, [(0, 1), (2, 0), (-1, -1)], [0, 1], [1, 1])
    begun = first_part(selection=selection, n_years=1)
    assert begun.plan.tolist() == [-1, 2, -1]
    assert begun.start.tolist() == [-1, 0, -1]
    assert begun.opening.tolist() == [0, -1]
    assert begun.modules.tolist() == [[1, 0]]


def test_staging_is_worth_what_a_loop_over_first_parts_finds(rng):
    for _ in range(3):
        _, selections, _, scores, signal = _case(rng)
        found = value_of_staging(selections=selections, scores=scores, signal=signal)
        parts = {}
        for index, selection in enumerate(selections):
            begun = first_part(selection=selection, n_years=1)
            parts.setdefault(tuple(map(bytes, begun)), []).append(index)
        staged = {
            part: np.mean([
                scores[members][:, signal == signal[draw]].mean(axis=1).max() for draw in range(60)
            ])
            for part, members in parts.items()
        }
        best = max(staged.values())
        assert found.staged == pytest.approx(best)
        assert found.fixed == pytest.approx(scores.mean(axis=1).max())
        assert found.value == pytest.approx(best - scores.mean(axis=1).max())
        assert found.foreseen + 1e-12 >= found.staged >= found.fixed - 1e-12
        assert found.staged_of_part == pytest.approx(list(staged.values()))
        assert found.fixed_of_part.max() == pytest.approx(found.fixed)
        assert np.all(found.first_part[found.completion] == found.best_part)
        by_signal = [
            scores[portfolio, signal == seen].sum()
            for seen, portfolio in enumerate(found.completion)
        ]
        assert sum(by_signal) / 60 == pytest.approx(found.staged)
        assert found.n_draws.tolist() == np.bincount(signal, minlength=3).tolist()


def test_a_signal_that_says_nothing_is_worth_nothing(rng):
    _, selections, _, scores, signal = _case(rng)
    found = value_of_staging(selections=selections, scores=scores, signal=0 * signal)
    assert found.value == pytest.approx(0, abs=1e-12)
    assert len(found.open_use_cases) == len(found.open_capabilities) == 0
    assert found.first_part[found.fixed_portfolio] == found.best_part


def test_what_is_left_open_is_what_differs_between_completions(rng):
    problem = random_problem(rng, n_plans=3)
    selections = [
        made(problem, [(0, 0), (1, 1), (-1, -1)], [0, 1], [0, 0]),
        made(problem, [(0, 0), (-1, -1), (-1, -1)], [0, -1], [0, 0]),
    ]
    scores = np.array([[2.0, 0.0, 2.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    found = value_of_staging(selections=selections, scores=scores, signal=np.array([0, 2, 0, 2]))
    assert (found.fixed, found.staged, found.value) == (1.0, 1.5, 0.5)
    assert found.completion.tolist() == [0, -1, 1]
    assert found.n_draws.tolist() == [2, 0, 2]
    assert found.open_use_cases.tolist() == [1]
    assert found.open_capabilities.tolist() == [1]


def test_what_follows_on_an_option_may_be_left_open(rng):
    problem = random_problem(rng, n_plans=3)
    selections = [made(problem, [(p, 0), (-1, -1), (-1, -1)], [-1, -1], [0, 0]) for p in (0, 1)]
    asked = {
        "selections": selections,
        "scores": np.array([[2.0, 0.0], [0.0, 2.0]]),
        "signal": np.array([0, 1]),
    }
    assert value_of_staging(**asked).value == 0
    found = value_of_staging(**asked, option=np.array([0, 0, 1]))
    assert found.value == 1
    assert found.open_use_cases.tolist() == [0]


def test_completions_are_the_best_that_begin_nothing_else_at_first(rng):
    for _ in range(3):
        problem, selections, worths, scores, _ = _case(rng, n_draws=2)
        committed = selections[int(scores.mean(axis=1).argmax())]
        begun = first_part(selection=committed, n_years=1)
        found = completions(
            problem=problem, committed=committed, n_years=1, **worths, effort=EXACT, n_workers=1
        )
        assert np.all(found.bound >= found.worth)
        for seen, selection in enumerate(found.selections):
            case = replace(
                problem,
                plan_worth=worths["plan_worths"][:, :, seen],
                capability_worth=worths["capability_worths"][:, :, seen],
                module_worth=worths["module_worths"][:, :, seen],
            )
            allowed = [s for s in selections if _begins_nothing_else(s, begun)]
            best = max(worth_of(problem=case, selection=other) for other in allowed)
            assert found.worth[seen] == pytest.approx(best)
            assert worth_of(problem=case, selection=selection) == pytest.approx(best)
            assert not violations(problem=problem, selection=selection)
            assert _begins_nothing_else(selection, begun)


def _begins_nothing_else(selection, begun):
    """Whether each thing begins as in the first part, or later and not in the first part."""
    plan_ok = np.where(
        begun.plan >= 0,
        (selection.plan == -1)
        | ((selection.plan == begun.plan) & (selection.start == begun.start)),
        selection.start != 0,
    )
    opening_ok = np.where(
        begun.opening >= 0,
        (selection.opening == -1) | (selection.opening == begun.opening),
        selection.opening != 0,
    )
    modules_ok = selection.modules[:, 0] <= begun.modules[:, 0]
    return plan_ok.all() and opening_ok.all() and modules_ok.all()


def test_completions_may_change_what_follows_on_an_option(rng):
    problem = replace(
        random_problem(rng, n_plans=2, n_use_cases=1),
        plan_use_case=np.zeros(2, dtype=np.int64),
        may_start=np.ones((2, 2), dtype=bool),
        requires=np.full((2, 2), -1),
        limit=np.full(2, np.inf),
    )
    committed = made(problem, [(0, 0)], [-1, -1], [0, 0])
    worths = drawn_worths(rng, problem, 1)
    worths["plan_worths"][1, 0] = 100.0
    asked = {"problem": problem, "committed": committed, "n_years": 1, **worths}
    assert completions(**asked).selections[0].plan.tolist() == [0]
    found = completions(**asked, option=np.zeros(2, dtype=np.int64))
    assert found.selections[0].plan.tolist() == [1]


def test_what_is_committed_to_keeps_every_limit(rng):
    problem = random_problem(rng)
    selection = made(problem, [(-1, -1)] * 3, [-1, -1], [9, 0])
    with pytest.raises(ValueError, match="keeps every limit"):
        completions(
            problem=problem, committed=selection, n_years=1, **drawn_worths(rng, problem, 1)
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"n_years": 0}, "a first year"),
        ({"scores": np.zeros((1, 2))}, "finite worth of"),
        ({"scores": np.full((2, 2), np.nan)}, "finite worth of"),
        ({"signal": np.zeros(3, dtype=int)}, "a signal in each of 2"),
        ({"signal": np.array([0, -1])}, "a signal in each of 2"),
    ],
)
def test_refuses_what_does_not_fit(rng, changes, message):
    problem = random_problem(rng)
    nothing = made(problem, [(-1, -1)] * 3, [-1, -1], [0, 0])
    asked = {
        "selections": [nothing, nothing],
        "scores": np.zeros((2, 2)),
        "signal": np.zeros(2, dtype=int),
    }
    with pytest.raises(ValueError, match=message):
        value_of_staging(**(asked | changes))
