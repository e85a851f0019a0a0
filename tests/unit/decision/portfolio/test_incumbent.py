from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import best_of_all, horizon_problem
from tests.unit.decision.portfolio.two_offices import BOTH, NOTHING, chosen, two_offices

from steelyard.decision.portfolio import incumbent
from steelyard.decision.portfolio.choices import remaining_choices
from steelyard.decision.portfolio.incumbent import Incumbent, better_of, swapped
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import violations, worth_of

AT_ONCE = np.array([0])


def _swapped(problem, values, opening=AT_ONCE):
    choices = remaining_choices(rows=portfolio_rows(problem=problem))
    return swapped(
        choices=choices, opening=opening, values=values, prices=np.zeros(len(choices.limit))
    )


def _same(found, expected):
    return all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_the_better_of_two_is_kept_and_the_first_of_equals():
    problem = two_offices()
    best = better_of(problem=problem, found=NOTHING, best=None)
    assert best == Incumbent(NOTHING, 0.0)
    best = better_of(problem=problem, found=BOTH, best=best)
    assert best.worth == 15
    assert better_of(problem=problem, found=NOTHING, best=best) is best
    assert better_of(problem=problem, found=None, best=best) is best


def test_what_breaks_a_rule_is_not_taken():
    broken = chosen([1, 2], [0, 0], [-1], [[1, 0]])
    assert better_of(problem=two_offices(), found=broken, best=None) is None


def test_a_whole_answer_is_kept_as_it_is():
    assert _same(_swapped(two_offices(), np.array([0.0, 0, 1, 0, 1, 0, 1])), BOTH)


def test_too_much_is_mended_at_the_least_loss():
    # Both at once without a node: room is short by one; a node mends it and loses nothing.
    assert _same(_swapped(two_offices(), np.array([0.0, 0, 1, 0, 1, 0, 0])), BOTH)


def test_a_node_too_many_is_given_back_where_money_is_short():
    problem = two_offices(limit=np.array([9.0, 1.0]))
    found = _swapped(problem, np.array([0.0, 0, 1, 0, 0, 0, 1]))
    assert _same(found, chosen([1, -1], [0, -1], [0]))


def test_what_cannot_be_mended_gives_nothing():
    # Savings of one unit are asked for, and nobody saves.
    problem = two_offices(limit=np.array([-1.0, 1.0]))
    assert _swapped(problem, np.zeros(1)) is None


def test_rounds_are_counted(monkeypatch):
    monkeypatch.setattr(incumbent, "MOST_ROUNDS", 1)
    assert _swapped(two_offices(), np.zeros(7)).plan.tolist() == [1, -1]
    assert (
        _swapped(two_offices(limit=np.array([6.0, 1.0])), np.array([0.0, 0, 1, 0, 1, 0, 0])) is None
    )


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_back_keeps_the_limits_and_is_no_better_than_the_best(seed):
    rng = np.random.default_rng(seed)
    problem = horizon_problem(rng, n_plans=8)
    choices = remaining_choices(rows=portfolio_rows(problem=problem))
    never = np.full(2, problem.n_years)
    values = rng.random(len(choices.worth))
    found = _swapped(problem, values, opening=never)
    if found is not None:
        assert not violations(problem=problem, selection=found)
        assert worth_of(problem=problem, selection=found) <= best_of_all(problem) + 1e-9
