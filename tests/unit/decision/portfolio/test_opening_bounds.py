from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import horizon_problem

from steelyard.decision.portfolio import opening_bounds
from steelyard.decision.portfolio.choices import remaining_choices
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.opening_bounds import NeedPatterns


def _by_hand(choices, prices, opening, counted):
    """Return worth at prices: the best start of each use case, the modules that pay, the rest."""
    worth, room = choices.opened(opening)
    value = counted * choices.worth - choices.use @ prices
    total = counted * worth + room @ prices
    served = choices.is_served(opening)
    for use_case in range(choices.problem.n_use_cases):
        own = value[: choices.n_starts][served & (choices.use_case == use_case)]
        total += max(own.max(initial=0.0), 0.0)
    lots = slice(choices.n_starts, None)
    return total + (np.maximum(value[lots], 0.0) * choices.at_most[lots]).sum()


@pytest.mark.parametrize("largest_table", [10_000, 1])
@pytest.mark.parametrize("is_worth_counted", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_all_openings_are_bounded_as_by_hand(monkeypatch, seed, is_worth_counted, largest_table):
    monkeypatch.setattr(opening_bounds, "LARGEST_TABLE", largest_table)
    monkeypatch.setattr(opening_bounds, "BLOCK", 5)
    rng = np.random.default_rng(seed)
    problem = horizon_problem(rng, n_capabilities=3, n_plans=9)
    choices = remaining_choices(rows=portfolio_rows(problem=problem))
    prices = rng.random(len(choices.limit))
    priced = NeedPatterns(choices=choices).priced(prices=prices, is_worth_counted=is_worth_counted)
    openings = np.array([*product(range(problem.n_years + 1), repeat=3)])
    openings = openings[choices.may_open[np.arange(3), openings].all(axis=1)]
    expected = [_by_hand(choices, prices, row, float(is_worth_counted)) for row in openings]
    np.testing.assert_allclose(priced.bounds(openings=openings), expected, atol=1e-12)


def test_no_openings_have_no_bounds():
    problem = horizon_problem(np.random.default_rng(0))
    choices = remaining_choices(rows=portfolio_rows(problem=problem))
    priced = NeedPatterns(choices=choices).priced(prices=np.zeros(len(choices.limit)))
    assert priced.bounds(openings=np.zeros((0, 2), dtype=int)).shape == (0,)
