from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.gone_through import horizon_problem
from tests.unit.decision.portfolio.two_offices import BOTH, NOTHING, chosen, two_offices

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import use_of, worth_of


@pytest.mark.parametrize(
    "selection",
    [BOTH, NOTHING, chosen([0, 2], [1, 1], [1], [[1, 0]]), chosen([1, -1], [1, -1], [0])],
)
def test_a_selection_and_its_columns_stand_for_each_other(selection):
    problem = two_offices()
    rows = portfolio_rows(problem=problem)
    values = rows.values_of(selection)
    for part, back in zip(selection, rows.selection_of(values), strict=True):
        np.testing.assert_array_equal(part, back)
    assert rows.worth @ values == pytest.approx(worth_of(problem=problem, selection=selection))
    used = (rows.matrix @ values)[: len(rows.enforced)] * rows.row_scale
    np.testing.assert_allclose(used, use_of(problem=problem, selection=selection))


def test_rows_keep_exactly_what_the_rules_allow():
    rows = portfolio_rows(problem=two_offices())
    late_cluster = rows.values_of(chosen([1, -1], [0, -1], [1]))
    assert np.any(rows.matrix @ late_cluster > rows.row_most)
    assert np.all(rows.matrix @ rows.values_of(BOTH) <= rows.row_most)


def test_a_year_in_which_nothing_may_begin_repeats_the_year_before():
    problem = two_offices(may_start=np.array([[True, False], [False, True], [False, False]]))
    rows = portfolio_rows(problem=problem)
    assert rows.plan_column.tolist() == [[0, 0], [-1, 1], [-1, -1]]


def test_a_link_is_not_written_twice():
    # A plan that may start in the first year only needs the cluster by then, and by no later year.
    one_year = two_offices(may_start=np.array([[True, True], [True, False], [True, False]]))
    n_links = -1 + 2 * 2  # two fewer starts, two fewer links and two fewer rows of order
    fewer = portfolio_rows(problem=two_offices()).matrix.shape[0]
    assert fewer - portfolio_rows(problem=one_year).matrix.shape[0] == n_links + 1


def test_resources_without_limit_have_no_row():
    rows = portfolio_rows(problem=two_offices(limit=np.array([np.inf, 1.0])))
    assert rows.enforced.tolist() == [1]


def test_a_resource_that_nothing_uses_keeps_its_unit():
    problem = two_offices(
        plan_use=np.zeros((3, 2, 2)),
        capability_use=np.zeros((1, 2, 2)),
        module_use=np.zeros((1, 2, 2)),
    )
    assert portfolio_rows(problem=problem).row_scale.tolist() == [1.0, 1.0]


def test_a_problem_without_anything_has_rows_too():
    rng = np.random.default_rng(0)
    problem = horizon_problem(rng, n_plans=0, n_capabilities=0, n_modules=0, n_resources=1)
    rows = portfolio_rows(problem=problem)
    assert rows.matrix.shape == (1, 0)
    assert rows.selection_of(np.zeros(0)).plan.tolist() == [-1, -1, -1]


def test_a_relaxation_speaks_of_the_resources_of_the_problem():
    rows = portfolio_rows(problem=two_offices(limit=np.array([12.0, np.inf])))
    relaxed = rows.relaxed(rows.programme(is_whole=False).solved())
    assert relaxed.shadow.shape == (2,)
    assert relaxed.shadow[1] == 0
    assert relaxed.opened.shape == (1, 2)
    infeasible = portfolio_rows(problem=two_offices(limit=np.array([-1.0, 1.0])))
    assert not infeasible.relaxed(infeasible.programme(is_whole=False).solved()).is_feasible
