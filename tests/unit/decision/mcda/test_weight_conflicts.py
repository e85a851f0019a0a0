"""Statements that cannot hold together, and the fewest to take back."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.weight_conflicts import (
    conflict_words,
    conflicting,
    hold_together,
    joined_conditions,
    reach_of,
    smallest_relaxations,
)
from steelyard.decision.mcda.weight_statements import Interval, Ranking, Ratio

NAMES = ("cost", "safety", "culture")
AT_LEAST_60 = [Interval(item, 0.6, 1.0) for item in range(3)]


def test_statements_that_hold_together_need_no_relaxing():
    statements = [Interval(0, 0.2, 0.5), Ratio(1, 2, 1.0, 2.0)]
    assert smallest_relaxations(statements=statements, n_items=3) == ()
    assert conflicting(statements=statements, n_items=3) == []


def test_where_one_is_not_enough_two_are_named():
    assert smallest_relaxations(statements=AT_LEAST_60, n_items=3) == ([0, 1], [0, 2], [1, 2])
    words = conflict_words(statements=AT_LEAST_60, names=NAMES)
    assert "It is enough to relax 2 statements: statement 1 and statement 2; or " in words


def test_the_smallest_set_is_found_where_leaving_out_in_order_finds_a_larger_one():
    # Each of the first two clashes with the third; the third alone settles both.
    statements = [Interval(0, 0.6, 1.0), Interval(1, 0.3, 1.0), Interval(2, 0.8, 1.0)]
    assert smallest_relaxations(statements=statements, n_items=3) == ([2],)
    assert "statement 3 (the others leave culture between 0 and 0.1)" in conflict_words(
        statements=statements, names=NAMES
    )


def test_a_circle_of_ratios_says_how_far_each_would_have_to_move():
    statements = [Ratio(0, 1, 2.0, 3.0), Ratio(1, 2, 2.0, np.inf), Ratio(2, 0, 1.0, 1.0)]
    words = conflict_words(statements=statements, names=NAMES)
    assert "statement 2: safety at least 2 times culture" in words
    assert "statement 3: culture 1 times cost" in words
    assert "statement 1 (the others leave cost 0 to 0.5 times safety)" in words


def test_a_ranking_is_taken_back_as_a_whole():
    statements = [Ranking(((0,), (1,), (2,))), Interval(2, 0.5, 1.0)]
    words = conflict_words(statements=statements, names=NAMES)
    assert words.endswith(
        "relax one statement: statement 1; or statement 2 (the others leave culture between 0 and "
        "0.333)."
    )


def test_a_circle_of_ratios_is_not_met_by_weights_of_nothing():
    circle = [Ratio(0, 1, 1.001, np.inf), Ratio(1, 0, 1.0, np.inf)]
    assert not hold_together(statements=circle, n_items=3)
    assert hold_together(statements=[Ratio(0, 1, 1.0, np.inf), circle[1]], n_items=3)
    assert not hold_together(statements=[circle[0], Interval(1, 0.0, 0.0)], n_items=3)


def test_many_ways_out_are_counted():
    statements = [Ratio(0, 1, 2.0, np.inf), *(Ratio(0, 1, 0.0, 1.0) for _ in range(1))]
    statements += [Ratio(1, 2, 2.0, 2.0), Ratio(2, 0, 2.0, 2.0)]
    assert smallest_relaxations(statements=statements, n_items=3) == ([0],)
    circle = [Ratio(item, (item + 1) % 7, 1.1, np.inf) for item in range(7)]
    words = conflict_words(statements=circle, names=[str(item) for item in range(7)])
    assert words.endswith("; or 2 other ways.")


def test_nothing_said_leaves_everything():
    free = joined_conditions(parts=[], n_items=3)
    assert reach_of(conditions=free, item=1) == pytest.approx((0.0, 1.0))
    assert reach_of(conditions=free, item=1, other=2) == (0.0, np.inf)
