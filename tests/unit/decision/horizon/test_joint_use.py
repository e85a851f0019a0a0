"""What plans use counts in their own rows and in those of all."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.joint_problem import joint_tables
from steelyard.decision.horizon.pact import pact_of
from steelyard.decision.horizon.resources import ResourceKind


def joint_of(toy, *members):
    pact = pact_of(toy.consortium([m.id for m in members]).form, n_draws=toy.N_DRAWS, seed=1)
    return joint_tables(dict(enumerate(members)), ("platform_team",), pact)


def rows_of(joint, kind, owner, year=2027):
    return [
        row
        for row, (who, known) in enumerate(zip(joint.rows.owners, joint.rows.rows, strict=True))
        if known.kind is kind and who == owner and known.year == year
    ]


def test_plans_use_their_own_limit_and_that_of_all(toy):
    one, two = (
        toy.member(name, [toy.Use("u", {"buy": toy.Way(cost, 9)})], {}, toy.Given(running=5))
        for name, cost in (("a", 3), ("b", 4))
    )
    joint = joint_of(toy, one, two)
    use = joint.problem.plan_use[:, 0]
    (first,), (second,), (both,) = (
        rows_of(joint, ResourceKind.RUNNING, who) for who in (0, 1, None)
    )
    assert use[:, [first, second, both]].tolist() == [[3, 0, 3], [0, 4, 4]]


def test_the_pact_lifts_up_to_what_all_have_and_what_can_be_used(toy):
    def lifted(*members):
        joint = joint_of(toy, *members)
        (row,) = rows_of(joint, ResourceKind.RUNNING, 0)
        return float(-joint.problem.capability_use[-1, 0, row])

    poor = toy.member("a", [toy.Use("u", {"buy": toy.Way(9, 20)})], {}, toy.Given(running=1))
    rich = toy.member("b", [toy.Use("u", {"buy": toy.Way(1, 2)})], {}, toy.Given(running=4))
    assert lifted(poor, rich) == pytest.approx(4.0)
    unknown = toy.member("b", [toy.Use("u", {"buy": toy.Way(1, 2)})], {}, toy.Given())
    assert lifted(poor, unknown) == pytest.approx(8.0)
    modest = toy.member("a", [toy.Use("u", {"buy": toy.Way(1, 20)})], {}, toy.Given(running=1))
    assert lifted(modest, rich) == 0.0


def test_the_pact_lifts_only_the_years_in_which_it_works(toy):
    members = [
        toy.member(name, [toy.Use("u", {"buy": toy.Way(9, 20)})], {}, toy.Given(running=1, total=0))
        for name in ("a", "b")
    ]
    joint = joint_of(toy, *members)
    (early,) = rows_of(joint, ResourceKind.RUNNING, 0, 2027)
    (late,) = rows_of(joint, ResourceKind.RUNNING, 0, 2029)
    lifted = -joint.problem.capability_use[-1]
    assert (lifted[:, early] > 0).tolist() == [True, False, False, False]
    assert (lifted[:, late] > 0).tolist() == [True, True, True, False]
    assert np.isfinite(lifted).all()
