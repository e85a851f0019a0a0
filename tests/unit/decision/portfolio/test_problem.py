from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.two_offices import BOTH, NOTHING, chosen, two_offices

from steelyard.decision.portfolio.problem import (
    require_consistent,
    use_of,
    violations,
    worth_of,
)


def test_a_consistent_problem_passes():
    require_consistent(two_offices())
    assert two_offices().n_years == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"limit": np.zeros(3)}, "plan_use"),
        ({"requires": np.zeros((3, 2), dtype=int)}, "requires"),
        ({"limit": np.array([np.nan, 1.0])}, "limits"),
        ({"limit": np.array([-np.inf, 1.0])}, "limits"),
        ({"plan_worth": np.full((3, 2), np.inf)}, "finite worth"),
        ({"plan_use_case": np.array([0, 1, 2])}, "use cases 0 to 1"),
    ],
)
def test_what_does_not_fit_together_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        require_consistent(two_offices(**changes))


def test_what_may_not_be_chosen_need_not_be_finite():
    worth, may = np.full((3, 2), np.nan), np.zeros((3, 2), dtype=np.bool_)
    require_consistent(two_offices(plan_worth=worth, may_start=may))


def test_modules_that_are_not_bought_count_nothing():
    problem = two_offices(module_worth=np.full((1, 2), np.nan))
    assert worth_of(problem=problem, selection=NOTHING) == 0
    assert use_of(problem=problem, selection=NOTHING) == pytest.approx([0, 0])


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (chosen([1, -1], [-1, -1], [0]), "use case 0: plan without start"),
        (chosen([-1, -1], [0, -1], [0]), "use case 0: plan without start"),
        (chosen([2, -1], [0, -1], [0]), "use case 0: plan 2 may not start in year 0"),
        (chosen([1, -1], [0, -1], [1]), "use case 0: capability 0 not open in 0"),
        (chosen([1, -1], [0, -1], [-1]), "use case 0: capability 0 not open in 0"),
        (chosen([-1, -1], [-1, -1], [-1], [[2, 0]]), "modules: fewer than none or more"),
        (chosen([-1, -1], [-1, -1], [-1], [[0, 1]]), "modules: fewer than none or more"),
        (chosen([1, 2], [0, 0], [0]), "resource 1"),
    ],
)
def test_each_broken_rule_is_named(selection, phrase):
    found = violations(problem=two_offices(), selection=selection)
    assert any(text.startswith(phrase) for text in found), found


def test_a_barred_opening_is_named():
    problem = two_offices(may_open=np.array([[False, True]]))
    found = violations(problem=problem, selection=chosen([-1, -1], [-1, -1], [0]))
    assert found == ("capability 0: may not open in year 0",)


def test_a_need_beyond_the_last_year_binds_nothing():
    problem = two_offices(requires=np.array([[-1], [2], [2]]))
    assert not violations(problem=problem, selection=chosen([1, -1], [0, -1], [-1]))


def test_a_selection_that_keeps_all_breaks_nothing():
    assert not violations(problem=two_offices(), selection=BOTH)
    free = two_offices(limit=np.array([np.inf, 1.0]))
    assert not violations(problem=free, selection=BOTH)
