from __future__ import annotations

import numpy as np
from tests.unit.decision.portfolio.two_offices import two_offices

from steelyard.decision.portfolio.screening import possible_choices


def test_all_that_may_be_is_possible_where_there_is_enough():
    possible = possible_choices(problem=two_offices())
    assert possible.starts.all()
    assert possible.openings.all()


def test_a_start_whose_capability_cannot_be_open_in_time_is_out():
    problem = two_offices(may_open=np.array([[False, True]]))
    assert possible_choices(problem=problem).starts.tolist() == [[1, 1], [0, 1], [0, 1]]


def test_a_plan_is_possible_if_savings_of_others_pay_for_it():
    use = two_offices().plan_use.copy()
    use[2, :, 0] = -20.0
    use[0, :, 0] = 30.0
    starts = possible_choices(problem=two_offices(plan_use=use)).starts
    assert starts[0].all()
    # Its own saving does not count for a plan that is taken in its place.
    use[2, :, 0], use[1, :, 0] = 3.0, -20.0
    assert not possible_choices(problem=two_offices(plan_use=use)).starts[0].any()


def test_an_opening_too_dear_is_out_and_with_it_the_starts_that_need_it():
    possible = possible_choices(problem=two_offices(limit=np.array([4.0, 1.0])))
    assert possible.openings.tolist() == [[0, 1]]
    assert possible.starts.tolist() == [[1, 1], [0, 1], [0, 1]]


def test_what_is_not_limited_screens_nothing():
    possible = possible_choices(problem=two_offices(limit=np.full(2, np.inf)))
    assert possible.starts.all()
