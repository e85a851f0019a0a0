"""Every group has a plan; none is worth less than the best way to part it."""

from __future__ import annotations

import numpy as np

from steelyard.decision.horizon.coalitions import alone_solved, coalitions_of, members_in
from steelyard.decision.horizon.pact import pact_of

KINDS = ("platform_team",)


def found_of(toy, members, form=None, told=lambda: None):
    stated = toy.consortium([entry.id for entry in members], form or toy.Form()).form
    pact = pact_of(stated, n_draws=toy.N_DRAWS, seed=1)
    return coalitions_of(members, KINDS, pact, alone_solved(members), told=told)


def test_bits_are_members():
    assert [members_in(group) for group in (1, 2, 5, 7)] == [[0], [1], [0, 2], [0, 1, 2]]


def test_groups_that_gain_stay_and_others_part(toy):
    told = []
    found = found_of(toy, toy.buyers_who_build_together(), toy.Form(once=2), lambda: told.append(1))
    assert len(told) == 4
    np.testing.assert_allclose(found.worths, [0, 40, 40, 80, 40, 80, 80, 122])
    assert (found.bounds >= found.worths).all()
    assert found.structure(7) == [7]
    assert found.structure(3) == [1, 2]
    assert found.is_priced
    assert found.all_members == 7


def test_a_dear_pact_never_makes_a_group_worse_than_apart(toy):
    found = found_of(toy, toy.nothing_to_share(), toy.Form(once=1000))
    assert found.solved[3].worth == 80.0
    np.testing.assert_allclose(found.worths, [0, 40, 40, 80])
    assert found.structure(3) == [1, 2]


def test_who_has_no_plan_alone_leaves_groups_without_a_price(toy):
    given = toy.Given(running=1, deadlines=("u",))
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, given)
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    found = found_of(toy, (poor, rich))
    assert not found.is_priced
    assert found.worths[1] == -np.inf
    assert found.worths[3] == 60.0
