from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.two_offices import two_offices

from steelyard.decision.portfolio.relaxation import relax


def test_the_relaxation_is_worth_at_least_the_best_selection():
    assert relax(problem=two_offices()).bound == pytest.approx(15)
    assert relax(problem=two_offices(limit=np.array([12.0, 1.0]))).bound >= 12


def test_a_resource_in_another_unit_has_its_shadow_value_in_that_unit():
    problem = two_offices(limit=np.array([12.0, 1.0]))
    in_cents = two_offices(
        plan_use=problem.plan_use * [100, 1],
        capability_use=problem.capability_use * [100, 1],
        module_use=problem.module_use * [100, 1],
        limit=problem.limit * [100, 1],
    )
    shadow = relax(problem=problem).shadow
    assert shadow[0] > 0
    assert relax(problem=in_cents).shadow[0] == pytest.approx(shadow[0] / 100)


def test_where_nothing_is_feasible_it_says_so():
    relaxed = relax(problem=two_offices(limit=np.array([-1.0, 1.0])))
    assert not relaxed.is_feasible
    assert relaxed.bound == -np.inf
