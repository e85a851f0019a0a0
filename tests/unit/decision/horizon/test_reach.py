"""How near a use comes to paying, with everything shared for free."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from steelyard.decision.horizon.reach import reaches_of


def reach_of(toy, **ways):
    (found,) = reaches_of(toy.member("m", [toy.Use("u", ways)], {}))
    return found


def test_of_ways_that_pay_the_one_that_leaves_most(toy):
    found = reach_of(toy, buy=toy.Way(1, 3), build=toy.Way(1, 5, once=2))
    assert (found.option, found.start_year, found.cost, found.gain) == ("build", 2027, 6.0, 20.0)


def test_of_others_the_one_that_brings_back_most_of_its_cost(toy):
    found = reach_of(toy, buy=toy.Way(10, 4), build=toy.Way(1, 1, once=2))
    # Not the one that starts last, though it loses least.
    assert (found.option, found.start_year) == ("build", 2027)
    assert found.gain / found.cost == 4 / 6


def test_what_costs_nothing_and_brings_less_is_compared_by_its_loss(toy):
    assert reach_of(toy, buy=toy.Way(0, -1)).start_year == 2030


def test_nothing_is_said_without_a_benefit_or_a_way(toy):
    plain = toy.member("m", [toy.Use("u", {"buy": toy.Way(1, 2)}, has_benefit=False)], {})
    assert reaches_of(plain) == (None,)
    shut = SimpleNamespace(may_start=lambda restarts, plan, start: False)
    barred = toy.member("m", [toy.Use("u", {"buy": toy.Way(1, 2)})], {})
    assert reaches_of(replace(barred, limits=shut)) == (None,)


def test_what_cannot_be_priced_is_passed_over(toy):
    member = toy.member("m", [toy.Use("u", {"buy": toy.Way(1, 2)})], {})
    for entry in member.pooled.restarts.appraisals:
        for costs in entry.use_cases[0].costs:
            costs.yearly = None
    assert reaches_of(member) == (None,)


def test_what_comes_back_is_a_part_of_the_cost(toy):
    assert reach_of(toy, buy=toy.Way(10, 4)).returned == 0.4
    assert reach_of(toy, buy=toy.Way(10, -4)).returned == 0.0
    assert reach_of(toy, buy=toy.Way(0, -1)).returned == 0.0
