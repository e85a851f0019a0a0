from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import horizon_problem
from tests.unit.decision.portfolio.two_offices import two_offices

from steelyard.decision.portfolio.choices import remaining_choices
from steelyard.decision.portfolio.first_prices import first_relaxation
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.relaxation import relax


def _first(problem):
    return first_relaxation(choices=remaining_choices(rows=portfolio_rows(problem=problem)))


@pytest.mark.parametrize("seed", range(8))
def test_it_is_never_tighter_than_the_full_relaxation(seed):
    problem = horizon_problem(np.random.default_rng(seed), n_plans=9)
    full, first = relax(problem=problem), _first(problem)
    assert first.bound >= full.bound - 1e-6
    assert first.is_feasible >= full.is_feasible
    assert np.all(first.shadow >= 0)


def test_without_capabilities_it_is_the_full_relaxation():
    problem = horizon_problem(np.random.default_rng(3), n_capabilities=0)
    assert _first(problem).bound == pytest.approx(relax(problem=problem).bound)


def test_where_nothing_is_feasible_it_says_so():
    first = _first(two_offices(limit=np.array([-1.0, 1.0])))
    assert not first.is_feasible
    assert not first.opened.any()
