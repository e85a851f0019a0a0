from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import best_of_all, horizon_problem
from tests.unit.decision.portfolio.two_offices import BOTH, two_offices

from steelyard.decision.portfolio import branching
from steelyard.decision.portfolio.branching import OpeningSearch
from steelyard.decision.portfolio.incumbent import better_of
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.solution import Effort
from steelyard.decision.portfolio.stopping import Stopping


def _search(problem, best=None, **effort):
    stopping = Stopping(effort=Effort(**{"gap": 0.0} | effort), largest=1.0)
    return OpeningSearch(rows=portfolio_rows(problem=problem), stopping=stopping, best=best)


def _tight(seed):
    # Many plans, two scarce resources: rounding alone does not find the best.
    return horizon_problem(
        np.random.default_rng(seed), n_use_cases=4, n_plans=12, n_modules=0, n_resources=2
    )


def test_it_counts_the_openings():
    assert _search(two_offices()).n_openings == 3


def test_the_best_so_far_is_where_it_begins():
    problem = two_offices()
    best = better_of(problem=problem, found=BOTH, best=None)
    found = _search(problem, best=best).search()
    assert found.best is best
    assert found.bound == pytest.approx(15)


@pytest.mark.parametrize("n_nodes", [1, 3, 6, 10])
def test_wherever_it_stops_the_bound_holds(monkeypatch, n_nodes):
    monkeypatch.setattr(branching, "FIRST_NODES", 1)
    monkeypatch.setattr(branching, "swapped", lambda **_: None)
    for seed in range(6):
        problem = _tight(seed)
        found = _search(problem, n_nodes=n_nodes).search()
        best = best_of_all(problem)
        assert found.bound >= best - 1e-9
        assert found.best is None or found.best.worth <= best + 1e-9


@pytest.mark.parametrize("largest_box", [50_000, 2])
def test_without_any_rounding_the_solver_below_finds_the_best(monkeypatch, largest_box):
    monkeypatch.setattr(branching, "swapped", lambda **_: None)
    monkeypatch.setattr(branching, "LARGEST_BOX", largest_box)
    for seed in range(6):
        problem = _tight(seed)
        found = _search(problem, gap=1e-9).search()
        assert found.bound == pytest.approx(max(best_of_all(problem), found.bound), abs=1e-5)
        worth = -np.inf if found.best is None else found.best.worth
        assert worth == pytest.approx(best_of_all(problem))


def test_where_rounding_found_the_best_the_solver_below_finds_nothing_better(monkeypatch):
    looked = []
    plain = OpeningSearch._search_below

    def counted(self, top):
        looked.append(top)
        plain(self, top)

    monkeypatch.setattr(OpeningSearch, "_search_below", counted)
    # Below some openings of these two, nothing is left that could be better.
    for seed in (97, 216):
        problem = _tight(seed)
        assert _search(problem).search().best.worth == pytest.approx(best_of_all(problem))
    assert looked


def test_an_answer_that_our_arithmetic_does_not_confirm_leaves_its_bound(monkeypatch):
    monkeypatch.setattr(branching, "better_of", lambda **_: None)
    found = _search(two_offices()).search()
    assert found.best is None
    assert found.bound == pytest.approx(15, abs=1e-4)


def test_what_prices_show_to_be_impossible_is_not_looked_at(monkeypatch):
    # The first office must run on the cluster at once: every later opening is ruled out by a price.
    plan_use = two_offices().plan_use
    plan_use[:, :, 1] = 0.0
    plan_use[1, 0, 1] = -1.0
    problem = two_offices(
        plan_use=plan_use, module_use=np.zeros((1, 2, 2)), limit=np.array([13.0, -1.0])
    )
    looked = []
    plain = OpeningSearch._bound_of

    def counted(self, opening):
        looked.append(opening.tolist())
        return plain(self, opening)

    monkeypatch.setattr(OpeningSearch, "_bound_of", counted)
    monkeypatch.setattr(branching, "THRESHOLDS", (2.0,))
    found = _search(problem).search()
    assert found.best.selection.opening.tolist() == [0]
    assert found.bound == pytest.approx(15)
