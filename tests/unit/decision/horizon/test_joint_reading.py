"""What members do alone and together is read from the selections, and adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.joint_problem import joint_tables
from steelyard.decision.horizon.joint_reading import JointReader, part_alone
from steelyard.decision.horizon.pact import pact_of
from steelyard.decision.horizon.plans import Plan
from steelyard.decision.portfolio.solve import solve_portfolio

CLUSTER = "serving(x)"


def reader_of(toy, members, form=None):
    pact = pact_of(
        toy.consortium([m.id for m in members], form or toy.Form()).form,
        n_draws=toy.N_DRAWS,
        seed=1,
    )
    joint = joint_tables(dict(enumerate(members)), ("platform_team", "serving"), pact)
    found = solve_portfolio(problem=joint.problem)
    return JointReader(joint, found.selection, [m.id for m in members]), found.worth


def test_parts_and_what_is_joint_add_up_to_the_worth(toy):
    members = toy.buyers_who_build_together()
    reader, worth = reader_of(toy, members, toy.Form(once=2))
    bloc = reader.bloc(worth)
    gross = [reader.part(place).gross for place in range(3)]
    assert gross == pytest.approx([60, 52, 48])
    assert sum(gross) - bloc.joint_cost == pytest.approx(worth)
    assert (bloc.pact_cost, bloc.joint_cost, bloc.pact_year) == (2.0, 38.0, 2027)
    (build,) = bloc.builds
    assert (build.id, build.cost, build.ready_year, build.nodes) == (toy.PLATFORM, 36.0, 2027, 0)
    assert [(user.member, user.use_case) for user in build.users] == [
        ("a", "drafts"), ("b", "drafts"), ("c", "drafts"),
    ]  # fmt: skip


def test_uses_say_what_is_joint_and_what_is_their_own(toy):
    shared = {toy.PLATFORM: toy.Shared(3), "retrieval_platform": toy.Shared(1)}
    ways = {"build": toy.Way(0, 5, tuple(shared))}
    members = [
        toy.member("a", [toy.Use("u", ways), toy.Use("w", {"buy": toy.Way(9, 1)})], shared),
        toy.member("b", [toy.Use("u", ways)], shared),
    ]
    reader, _ = reader_of(toy, members)
    part = reader.part(0)
    use, kept = part.uses
    assert kept is None
    assert (use.option, use.way, use.pathways) == ("build", "build", "open_adaptation")
    assert use.joint == (toy.PLATFORM,)
    assert use.own == ("retrieval_platform",)
    assert not use.with_pooled
    assert part.requests == use.requests == 400.0
    assert part.gross == pytest.approx(20 - 1)


def test_who_does_not_use_it_is_no_user(toy):
    members = [*toy.buyers_who_build_together(), toy.member("d", [toy.Use("u", {})], {})]
    reader, worth = reader_of(toy, members, toy.Form(once=2))
    (build,) = reader.bloc(worth).builds
    assert {user.member for user in build.users} == {"a", "b", "c"}


def test_others_people_and_money_are_told(toy):
    use = toy.Use("u", {"buy": toy.Way(1, 4, better=3)})
    reader, worth = reader_of(toy, [toy.member("a", [use], {}), toy.member("b", [use], {})])
    assert [reader.part(place).uses[0].with_pooled for place in (0, 1)] == [True, True]
    assert reader.part(0).requests == 0.0
    assert reader.bloc(worth).builds == ()


def test_nodes_are_counted_with_their_cluster(toy):
    shared = {CLUSTER: toy.Shared(10, node=8, node_cost=6)}
    use = toy.Use("u", {"build": toy.Way(0, 9, (CLUSTER,), load=8)})
    reader, worth = reader_of(toy, [toy.member(name, [use], shared) for name in ("a", "b")])
    (build,) = reader.bloc(worth).builds
    assert (build.nodes, build.cost) == (1, 16.0)


def test_without_a_pact_there_is_none_to_tell(toy):
    use = toy.Use("u", {"buy": toy.Way(1, 4)})
    reader, worth = reader_of(toy, [toy.member("a", [use], {}), toy.member("b", [use], {})])
    bloc = reader.bloc(worth)
    assert (bloc.pact_year, bloc.pact_cost, bloc.joint_cost) == (None, 0.0, 0.0)


def test_a_member_alone_has_nothing_joint(toy):
    member = toy.member(
        "a", [toy.Use("u", {"build": toy.Way(0, 9, (toy.PLATFORM,))}), toy.Use("w", {})],
        {toy.PLATFORM: toy.Shared(4)},
    )  # fmt: skip
    solved = solve_portfolio(problem=member.alone.problem)
    part = part_alone(member, solved.selection, solved.worth)
    use, kept = part.uses
    assert kept is None
    assert (use.own, use.joint, use.start_year) == ((toy.PLATFORM,), (), 2027)
    assert (part.gross, part.value, part.requests) == (32.0, 0.0, 0.0)


def test_value_is_what_a_plan_is_worth_beyond_its_money(toy):
    member = toy.member("a", [toy.Use("u", {"buy": toy.Way(1, 2)})], {})
    worths = member.alone.problem.plan_worth + 7.0
    valued = replace(member.alone, problem=replace(member.alone.problem, plan_worth=worths))
    member = replace(member, alone=valued)
    solved = solve_portfolio(problem=valued.problem)
    assert part_alone(member, solved.selection, solved.worth).value == pytest.approx(7.0)
    lost = replace(valued, flows=tuple(tuple(None for _ in by) for by in valued.flows))
    part = part_alone(replace(member, alone=lost), solved.selection, solved.worth)
    assert (part.value, part.uses[0].requests) == (0.0, 0.0)


def test_a_switch_is_told_with_its_year(toy):
    member = toy.member("a", [toy.Use("u", {"buy": toy.Way(1, 2), "build": toy.Way(1, 1)})], {})
    plans = (Plan(0, "buy", "build", 2), *member.alone.plans[1:])
    member = replace(member, alone=replace(member.alone, plans=plans))
    solved = solve_portfolio(problem=member.alone.problem)
    (use,) = part_alone(member, solved.selection, solved.worth).uses
    assert (use.successor, use.switch_year, use.way) == ("build", 2029, "build")
    assert np.isfinite(solved.worth)
