"""Each member's own limits, and those of all together."""

from __future__ import annotations

import numpy as np

from steelyard.decision.horizon.joint_columns import JointColumn
from steelyard.decision.horizon.joint_rows import joint_rows, key_of
from steelyard.decision.horizon.resources import Resource, ResourceKind

CLUSTER = "serving(x)"


def rows_of(toy, *given, shared=None, joint=()):
    use = [toy.Use("u", {"build": toy.Way(1, 2)})]
    group = {
        place: toy.member(f"m{place}", use, shared or {}, entry)
        for place, entry in enumerate(given)
    }
    columns = [JointColumn(name, (0, 1), True, ()) for name in joint]
    return joint_rows(group, columns)


def limit(rows, owner, kind, name="", year=2027):
    wanted = key_of(owner, Resource(kind, name, year, 0.0))
    keys = [key_of(who, row) for who, row in zip(rows.owners, rows.rows, strict=True)]
    return rows.rows[keys.index(wanted)].limit if wanted in keys else None


def test_limits_are_summed_and_each_ones_own_stay(toy):
    rows = rows_of(toy, toy.Given(running=3, posts=1), toy.Given(running=4, posts=2))
    assert [limit(rows, who, ResourceKind.RUNNING) for who in (0, 1, None)] == [3, 4, 7]
    assert [limit(rows, who, ResourceKind.POSTS, toy.ROLE) for who in (0, 1, None)] == [1, 2, 3]
    assert limit(rows, None, ResourceKind.NET_COST, year=None) == np.inf
    assert limit(rows, 0, ResourceKind.NET_COST, year=None) is None


def test_what_one_does_not_state_does_not_limit_all(toy):
    rows = rows_of(toy, toy.Given(running=3, posts=1), toy.Given())
    assert [limit(rows, who, ResourceKind.RUNNING) for who in (0, 1, None)] == [3, None, np.inf]
    assert limit(rows, None, ResourceKind.POSTS, toy.ROLE) == np.inf


def test_room_on_a_joint_cluster_stands_once(toy):
    shared = {CLUSTER: toy.Shared(1, node=8, in_place=2)}
    rows = rows_of(toy, toy.Given(), toy.Given(), shared=shared, joint=[CLUSTER])
    assert limit(rows, None, ResourceKind.ROOM, CLUSTER) == 0.0
    assert limit(rows, 0, ResourceKind.ROOM, CLUSTER) is None
    assert limit(rows, None, ResourceKind.IN_PLACE, CLUSTER, None) == 4.0
    apart = rows_of(toy, toy.Given(), toy.Given(), shared=shared)
    assert limit(apart, 1, ResourceKind.ROOM, CLUSTER) == 0.0
    assert limit(apart, 1, ResourceKind.IN_PLACE, CLUSTER, None) == 2.0


def test_a_use_counts_in_its_own_row_and_in_that_of_all(toy):
    rows = rows_of(toy, toy.Given(running=3), toy.Given(running=4))
    money = Resource(ResourceKind.RUNNING, "", 2027, 0.0)
    own = rows.targets(0, money)
    assert sorted(rows.owners[row] is None for row in own) == [False, True]
    (joint,) = rows.targets(None, money)
    assert rows.owners[joint] is None
    lifted = rows.own_pooled()
    assert {rows.owners[row] for row in lifted} == {0, 1}
    assert {rows.of_all(row) for row in lifted if rows.rows[row].year == 2027} == {joint}


def test_deadlines_stay_as_they_are_alone(toy):
    given = toy.Given(deadlines=("u",))
    rows = rows_of(toy, given, toy.Given())
    assert limit(rows, 0, ResourceKind.DEADLINE, "u") == -1.0
    assert limit(rows, 1, ResourceKind.DEADLINE, "u") is None
