"""Three rules, who would leave under each, and what is too close to call."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from steelyard.decision.horizon.joint_shares import MOST_LISTED, SharedPlan, core_outcome, rules_of
from steelyard.decision.horizon.joint_shares_result import Standing

NAMES = ("a", "b", "c")


def game(worths, gap=0.0):
    worths = np.array(worths, dtype=float)
    return SimpleNamespace(worths=worths, bounds=worths + gap)


def plan(gross, requests, cost, names=NAMES, blocs=None):
    found = blocs or [(range(len(names)), cost)]
    return SharedPlan(names, np.array(gross, float), np.array(requests, float), found)


PLATFORM = game([0, 0, 0, 10, 0, 1, 1, 26])
SHARED = plan([25, 25, 16], [100, 100, 800], 40)


def by_rule(coalitions, shared):
    return {rule.rule: rule for rule in rules_of(coalitions, shared, lambda group: (f"g{group}",))}


def test_the_three_rules_share_the_worth_and_the_cost():
    for rule in by_rule(PLATFORM, SHARED).values():
        assert sum(rule.values.values()) == pytest.approx(26)
        assert sum(rule.payments.values()) == pytest.approx(40)
        for name, gross in zip(NAMES, (25, 25, 16), strict=True):
            assert rule.values[name] + rule.payments[name] == pytest.approx(gross)
        assert rule.advantage == rule.values


def test_who_pays_by_use_may_leave_and_least_complaint_holds():
    found = by_rule(PLATFORM, SHARED)
    assert found["nucleolus"].standing is Standing.HOLDS
    assert found["nucleolus"].leaving == ()
    broken = found["proportional"]
    assert broken.standing is Standing.BREAKS
    (group,) = broken.leaving
    assert (group.members, group.gain, group.alone, group.held) == (("c",), 16.0, 0.0, -16.0)
    assert group.builds == ("g4",)
    assert group.is_decided


def test_what_plans_could_still_gain_leaves_it_undecided():
    found = by_rule(game(PLATFORM.worths, 9.0), SHARED)["proportional"]
    assert found.standing is Standing.UNDECIDED
    assert not found.leaving[0].is_decided
    assert by_rule(game(PLATFORM.worths, 7.9), SHARED)["proportional"].standing is Standing.BREAKS


def test_groups_pay_their_own_cost_and_alike_where_nobody_uses_it():
    blocs = [((0, 1), 12.0), ((2,), 0.0)]
    shared = plan([20, 10, 5], [300, 100, 0], 0, blocs=blocs)
    assert shared.payments_by_use().tolist() == [9.0, 3.0, 0.0]
    unused = plan([20, 10, 5], [0, 0, 0], 0, blocs=blocs)
    assert unused.payments_by_use().tolist() == [6.0, 6.0, 0.0]


def test_at_most_so_many_groups_are_listed():
    names = tuple("abcde")
    worths = np.array([bin(group).count("1") for group in range(32)], float)
    shared = plan([-60.0, 16.25, 16.25, 16.25, 16.25], [1] * 5, 0, names)
    found = by_rule(game(worths), shared)["proportional"]
    assert len(found.leaving) == MOST_LISTED
    assert found.n_leaving > MOST_LISTED


def test_groups_beyond_doubt_are_listed_before_larger_gains_in_doubt():
    # "c" gains more by leaving than "a", but how well it could plan on its own is known less well.
    coalitions = game([0.0] * 8)
    coalitions.bounds[0b100] = 50.0
    found = by_rule(coalitions, plan([-10, 30, -20], [1, 1, 1], 0))["proportional"]
    groups = [(group.members, group.gain, group.is_decided) for group in found.leaving]
    assert groups == [(("a", "c"), 30, True), (("a",), 10, True), (("c",), 20, False)]
    assert found.standing is Standing.BREAKS
    assert found.n_leaving == len(groups)


def test_an_empty_core_is_told_unless_it_is_too_close():
    majority = [0, 0, 0, 10, 0, 10, 10, 10]
    found = core_outcome(game(majority))
    assert found.standing is Standing.BREAKS
    assert found.least_level == pytest.approx(10 / 3)
    assert found.subsidy == pytest.approx(5)
    assert core_outcome(game(majority, 2.0)).standing is Standing.UNDECIDED
    assert core_outcome(PLATFORM).standing is Standing.HOLDS
