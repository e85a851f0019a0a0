"""A plan stands as alone, and as pooled where that is worth more or nothing else is open."""

from __future__ import annotations

from steelyard.decision.horizon.joint_plans import joint_plans


def plans_of(toy, **ways):
    found = toy.member("m", [toy.Use("u", ways)], {})
    return [
        (found.pooled.plans[plan.row].option, plan.is_alone) for plan in joint_plans({0: found})
    ]


def test_what_pooling_does_not_change_stands_once(toy):
    assert plans_of(toy, buy=toy.Way(1, 2)) == [("buy", True)]


def test_what_pooling_betters_stands_twice(toy):
    assert plans_of(toy, buy=toy.Way(1, 2, better=1)) == [("buy", True), ("buy", False)]


def test_what_only_pooling_opens_stands_as_pooled(toy):
    assert plans_of(toy, buy=toy.Way(1, 2, pooled_only=True)) == [("buy", False)]
