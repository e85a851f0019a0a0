"""What is built once counts at its dearest, when all could have it, and after the pact."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.joint_columns import joint_columns, joint_modules
from steelyard.decision.horizon.pact import PACT, pact_of

TEAM = "platform_team"
CLUSTER = "serving(x)"


def columns_of(toy, shares, *, kinds=("platform_team", "serving"), form=None):
    used = form or toy.Form()
    use = [toy.Use("u", {"build": toy.Way(1, 2, tuple(shares[0]))})]
    group = {place: toy.member(f"m{place}", use, shared) for place, shared in enumerate(shares)}
    stated = toy.consortium([f"m{place}" for place in group], used).form
    pact = pact_of(stated, n_draws=toy.N_DRAWS, seed=1)
    return joint_columns(group, kinds, pact)


def test_the_dearest_statement_times_the_factor(toy):
    shares = [{TEAM: toy.Shared(10)}, {TEAM: toy.Shared(12)}]
    team, pact = columns_of(toy, shares, form=toy.Form(factor=1.5))
    assert (team.is_joint, team.owner, team.members) == (True, None, (0, 1))
    assert team.openings[0].cash[0, 0] == 18.0
    assert team.openings[0].expected.capital[0] == pytest.approx(18.0)
    assert (pact.id, pact.is_joint) == (PACT, True)


def test_kinds_that_may_not_be_shared_stay_apart(toy):
    shares = [{TEAM: toy.Shared(10)}, {TEAM: toy.Shared(12)}]
    first, second, _ = columns_of(toy, shares, kinds=("serving",))
    assert [(entry.owner, entry.openings[0].cash[0, 0]) for entry in (first, second)] == [
        (0, 10.0), (1, 12.0),
    ]  # fmt: skip


def test_it_opens_when_the_slowest_could_open_it_and_the_pact_works(toy):
    shares = [{TEAM: toy.Shared(10)}, {TEAM: toy.Shared(8, from_year=2)}]
    team, pact = columns_of(toy, shares, form=toy.Form(months=3))
    assert [entry is not None for entry in team.openings] == [False, False, True, True]
    assert [entry is not None for entry in pact.openings] == [False, True, True, True]
    assert team.openings[2].cash[2, 0] == 10.0


def test_machines_in_place_serve_all(toy):
    shares = [
        {CLUSTER: toy.Shared(10, node=8, node_cost=5, in_place=2)},
        {CLUSTER: toy.Shared(12, node=8, node_cost=7)},
    ]
    cluster, pact = columns_of(toy, shares)
    node = cluster.openings[0].node
    assert node.n_in_place == 2
    assert node.bought.capital[0] == 7.0
    assert node.in_place.running[0] == pytest.approx(0.5)
    assert joint_modules((cluster, pact)) == ((0, False), (0, True))


def test_without_machines_in_place_none_are_offered(toy):
    shares = [{CLUSTER: toy.Shared(10, node=8, node_cost=5)}] * 2
    columns = columns_of(toy, shares)
    assert joint_modules(columns) == ((0, False),)
    assert np.isfinite(columns[0].openings[0].node.in_place_cash).all()
