"""Mean weights, or the orders of those who decide."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from steelyard.decision.group import group_view
from steelyard.dossier.schema import Aggregation, Reading

READINGS = [*Reading]
ORDERS = ["borda", "kemeny"]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("rule", ORDERS)
def test_two_of_three_outvote_the_mean_of_weights(contests, parted, reading, rule):
    contest = contests(**parted(reading, rule))["large"]
    joining = contest.joining
    assert joining.is_of_orders
    assert joining.method is Aggregation(rule)
    assert len(joining.own) == 3
    leading, by_mean = contest.leading(reading), contest.leading_by_mean(reading)
    assert (contest.ids[leading], contest.ids[by_mean]) == ("api:a", "open:d")
    view = group_view(contest)
    assert view.best == view.chosen.order[0] == "api:a"
    assert view.chosen.method == rule


@pytest.mark.parametrize("reading", READINGS)
def test_mean_weights_are_one_more_set_of_weights(contests, parted, reading):
    contest = contests(**parted(reading, "mean_of_weights"))["large"]
    joining = contest.joining
    assert not joining.is_of_orders
    assert joining.own == ()
    assert contest.leading(reading) == contest.leading_by_mean(reading)
    drawn = contest.best(reading, partial(contest.standing, reading))
    assert np.array_equal(drawn, contest.rules[reading].best(contest.standing(reading)))


def test_one_who_decides_alone_is_followed_whatever_the_rule(contests, parted):
    changes = parted("six_dimensions", "borda")
    first, *others = changes["stakeholders"]
    alone = contests(**{**changes, "stakeholders": [{**first, "decides": True}, *others]})["large"]
    assert alone.joining.method is Aggregation.MEAN_OF_WEIGHTS
    assert not alone.joining.is_of_orders


def test_of_two_who_differ_the_mean_weights_decide_and_both_are_named(contests, parted):
    changes = parted("six_dimensions", "kemeny")
    finance, _, security = changes["stakeholders"]
    contest = contests(**{**changes, "stakeholders": [finance, security]})["large"]
    view = group_view(contest)
    reading = Reading.SIX_DIMENSIONS
    assert {"api:a", "open:d"} <= set(view.chosen.tied_first)
    assert contest.leading(reading) == contest.leading_by_mean(reading)
    assert view.best == contest.ids[contest.leading(reading)]


def test_a_price_for_each_case_moves_the_orders(contests, parted):
    contest = contests(**parted("value_and_cost", "borda"))["large"]
    reading = Reading.VALUE_AND_COST
    best = contest.joining.best(
        contest.rules[reading], partial(contest.expected, reading), price=np.array([1.0, 6e4])
    )
    assert contest.ids[best[0]] == "api:a"
    assert contest.ids[best[1]] == "open:d"
