"""What must hold of every consortium: nobody is forced together, and what is joint is paid once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import toy_consortium as toy

from steelyard.decision.horizon.together import build_together

ROUNDING = 1e-6
SEEDS = st.integers(0, 2**32 - 1)


def members_of(seed, n=3):
    """Return made-up members whose uses share a team and a cluster."""
    rng = np.random.default_rng(seed)
    return tuple(member(rng, f"m{place}") for place in range(n))


def member(rng, name):
    def whole(low, high):
        return int(rng.integers(low, high))

    uses = [
        toy.Use(
            f"u{number}",
            {
                "buy": toy.Way(whole(1, 9), whole(1, 12), handled=whole(1, 50)),
                "build": toy.Way(
                    whole(0, 4), whole(2, 12), ("platform_team", "serving(x)"),
                    posts=whole(0, 2), load=whole(0, 9), handled=whole(1, 50),
                    better=whole(0, 3),
                ),
            },
        )
        for number in range(whole(1, 3))
    ]  # fmt: skip
    shared = {
        "platform_team": toy.Shared(whole(2, 30), posts=whole(0, 2)),
        "serving(x)": toy.Shared(whole(2, 30), node=8, node_cost=whole(1, 9)),
    }
    given = toy.Given(
        running=whole(4, 20) if rng.random() < 0.5 else None,
        posts=whole(1, 4) if rng.random() < 0.5 else None,
    )
    return toy.member(name, uses, shared, given)


def found_of(members, **form):
    return build_together(toy.consortium([m.id for m in members], toy.Form(**form)), members)


def by_group(found):
    return {frozenset(group.members): group for group in found.groups}


@settings(max_examples=15)
@given(SEEDS, st.sampled_from([0, 5, 40]), st.sampled_from([0, 12]))
def test_no_group_is_worth_less_than_the_best_way_to_part_it(seed, once, months):
    groups = by_group(found_of(members_of(seed), once=once, months=months))
    for names, group in groups.items():
        for other, part in groups.items():
            if other < names:
                assert group.worth >= part.worth + groups[names - other].worth - ROUNDING
        assert group.worth >= group.as_one - ROUNDING
        assert group.bound >= group.worth - ROUNDING


@settings(max_examples=15)
@given(SEEDS)
def test_what_is_joint_is_paid_once_and_by_those_who_go_together(seed):
    found = found_of(members_of(seed), once=3)
    joint = sum(bloc.joint_cost for bloc in found.blocs)
    gross = sum(member.gross for member in found.members)
    assert gross - joint == pytest.approx(found.worth)
    for bloc in found.blocs:
        assert len({build.id for build in bloc.builds}) == len(bloc.builds)
        paid = bloc.pact_cost + sum(build.cost for build in bloc.builds)
        assert bloc.joint_cost == pytest.approx(paid)
    for rule in found.rules:
        assert sum(rule.payments.values()) == pytest.approx(joint, abs=ROUNDING)
        assert sum(rule.values.values()) == pytest.approx(found.worth)


@settings(max_examples=10)
@given(SEEDS, st.sampled_from([*permutations(range(3))]))
def test_the_order_of_members_changes_nothing(seed, order):
    members = members_of(seed)
    found = found_of(members, once=3)
    moved = found_of([members[place] for place in order], once=3)
    assert moved.worth == pytest.approx(found.worth)
    groups = by_group(moved)
    for names, group in by_group(found).items():
        assert groups[names].worth == pytest.approx(group.worth, abs=ROUNDING)
    for rule, other in zip(found.rules[:2], moved.rules[:2], strict=True):
        for name in rule.values:
            assert other.values[name] == pytest.approx(rule.values[name], abs=1e-4)


@settings(max_examples=10)
@given(SEEDS)
def test_members_alike_get_alike_shares(seed):
    first, other = members_of(seed, 2)
    found = found_of([first, replace(first, id="twin"), other], once=2)
    for rule in found.rules[:2]:
        assert rule.values["twin"] == pytest.approx(rule.values[first.id], abs=1e-4)


@settings(max_examples=10)
@given(SEEDS)
def test_a_dearer_pact_never_gains_more(seed):
    members = members_of(seed)
    gains = [found_of(members, once=once).gain for once in (0, 2, 10, 1000)]
    assert all(later <= before + ROUNDING for before, later in pairwise(gains))
    assert gains[-1] == pytest.approx(0.0, abs=ROUNDING)
