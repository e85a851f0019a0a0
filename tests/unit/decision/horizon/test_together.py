"""Building together from end to end on made-up members: gain, nothing, somebody who would leave."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.joint_shares_result import Standing
from steelyard.decision.horizon.together import _Maker, build_together, n_groups
from steelyard.decision.horizon.together_result import UseStanding
from steelyard.dossier.schema import Reading


def together(toy, members, *forms, **changes):
    consortium = toy.consortium([entry.id for entry in members], *forms, **changes)
    return build_together(consortium, members)


def rules(found):
    return {rule.rule: rule for rule in found.rules}


def test_three_that_buy_alone_build_together(toy):
    found = together(toy, toy.buyers_who_build_together(), toy.Form(once=2))
    assert (found.worth_alone, found.worth, found.gain) == pytest.approx((120, 122, 2))
    assert found.gain_value == pytest.approx(0.0)
    assert found.is_together
    assert 0.0 < found.gain_share < 1.0
    assert found.gain_spread.p05 < found.gain < found.gain_spread.p95
    for member in found.members:
        (use,) = member.uses
        assert (use.alone.way, use.together.way) == ("buy", "build")
        assert use.standing is UseStanding.OTHERWISE
    assert rules(found)["nucleolus"].standing is Standing.HOLDS
    assert found.core.standing is Standing.HOLDS
    assert len(found.groups) == 7


def test_two_for_whom_the_pact_is_too_dear_go_alone(toy):
    found = together(toy, toy.nothing_to_share(), toy.Form(once=6))
    assert found.gain == 0.0
    assert not found.is_together
    assert [bloc.members for bloc in found.blocs] == [("a",), ("b",)]
    assert found.forms[0].ready_year is None
    assert found.forms[0].earliest_year == 2027
    assert found.gain_spread.p95 == 0.0
    for rule in found.rules:
        assert set(rule.payments.values()) == {0.0}
    assert {use.standing for member in found.members for use in member.uses} == {UseStanding.ALONE}


def test_one_would_leave_if_use_decided_but_not_under_least_complaint(toy):
    found = together(toy, toy.one_would_leave())
    by_use = rules(found)["proportional"]
    assert by_use.standing is Standing.BREAKS
    assert by_use.leaving[0].members == ("c",)
    assert rules(found)["nucleolus"].standing is Standing.HOLDS
    assert {use.standing for member in found.members for use in member.uses} == {
        UseStanding.TOGETHER
    }


def test_what_a_leaving_group_would_build_is_told(toy):
    # The first brings two more nodes, asks seldom, and would leave the others to pay for them.
    def member(name, gain, load, handled):
        way = toy.Way(0, gain, ("serving(x)",), load=load, handled=handled)
        shared = {"serving(x)": toy.Shared(60, node=8, node_cost=50)}
        return toy.member(name, [toy.Use("u", {"build": way})], shared)

    members = [member("a", 40, 16, 1), member("b", 25, 4, 500), member("c", 25, 4, 500)]
    found = together(toy, members)
    assert found.worth == pytest.approx(160 + 200 - 60 - 100)
    first = rules(found)["proportional"].leaving[0]
    assert (first.members, first.builds) == (("b", "c"), ("serving(x)",))


def test_forms_are_compared_the_chosen_first(toy):
    dear = toy.Form(once=40, months=20, id="dear", control=4)
    late = toy.Form(months=60, id="late")
    found = together(
        toy, toy.buyers_who_build_together(), dear, toy.Form(once=2), late, chosen="pact"
    )
    assert [form.id for form in found.forms] == ["pact", "dear", "late"]
    assert [form.gain for form in found.forms] == pytest.approx([2, 0, 0])
    assert [form.ready_year for form in found.forms] == [2027, None, None]
    assert [form.earliest_year for form in found.forms] == [2027, 2029, None]
    assert [form.control for form in found.forms] == [2, 4, 2]
    assert found.forms[0].pact_cost == 2.0
    assert found.forms[0].joint_cost == 38.0
    consortium = toy.consortium(("a", "b", "c"), dear, late)
    assert n_groups(consortium) == 8


def test_who_stays_out_goes_alone(toy):
    shared = {toy.PLATFORM: toy.Shared(30)}
    keen = [
        toy.member(name, [toy.Use("u", {"build": toy.Way(0, 6, (toy.PLATFORM,))})], shared)
        for name in ("a", "b")
    ]
    other = toy.member("c", [toy.Use("u", {"buy": toy.Way(1, 2)})], {})
    found = together(toy, [*keen, other], toy.Form(once=1))
    assert [bloc.members for bloc in found.blocs] == [("c",), ("a", "b")] or [
        bloc.members for bloc in found.blocs
    ] == [("a", "b"), ("c",)]
    assert rules(found)["proportional"].payments["c"] == 0.0
    assert found.gain == pytest.approx(48 - 30 - 1)


def test_who_has_no_plan_alone_is_named_and_nothing_is_shared_out(toy):
    given = toy.Given(running=1, deadlines=("u",))
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, given)
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    found = together(toy, [poor, rich])
    assert (found.worth_alone, found.gain, found.worth) == (None, None, 60.0)
    assert (found.rules, found.core, found.gain_spread) == ((), None, None)
    assert found.members[0].alone is None
    assert [note.key for note in found.notes] == ["together.note.no_plan_alone"]
    nobody = together(toy, [poor, replace(poor, id="poor2")])
    assert (nobody.worth, nobody.blocs) == (None, ())
    assert nobody.members[0].gross is None


def test_what_one_does_not_limit_is_noted(toy):
    use = [toy.Use("u", {"buy": toy.Way(1, 2)})]
    stated = toy.member("a", use, {}, toy.Given(running=3, posts=1))
    found = together(toy, [stated, toy.member("b", use, {})])
    assert [(note.key, note.values["members"]) for note in found.notes] == [
        ("together.note.unlimited.posts", "b"),
        ("together.note.unlimited.running", "b"),
    ]


@pytest.mark.parametrize(("ways", "more", "standing"), [
    ({"buy": (5, 1)}, {}, UseStanding.NEVER_PAYS),
    ({"buy": (1, 1.5)}, {"needs": ("platform_team",)}, UseStanding.NOT_IN_PLAN),
    ({}, {}, UseStanding.NO_WAY),
])  # fmt: skip
def test_why_a_use_stays_as_it_is(ways, more, standing, toy):
    six = toy.Given(reading=Reading.SIX_DIMENSIONS)
    used = {name: toy.Way(*amounts, **more) for name, amounts in ways.items()}
    members = [
        toy.member(name, [toy.Use("u", used)], {"platform_team": toy.Shared(90)}, six)
        for name in ("a", "b")
    ]
    found = together(toy, members)
    assert {use.standing for member in found.members for use in member.uses} == {standing}


def test_a_use_without_benefit_says_nothing(toy):
    use = [toy.Use("u", {"buy": toy.Way(1, 0)}, has_benefit=False)]
    found = together(toy, [toy.member(name, use, {}) for name in ("a", "b")])
    assert found.members[0].uses[0].standing is UseStanding.NO_BENEFIT


def test_a_use_may_be_dropped_together(toy):
    # With one post between them, the post goes where it is worth more.
    def member(name, gain, posts):
        use = toy.Use("u", {"buy": toy.Way(0, gain, posts=1)})
        more = toy.Use("w", {"buy": toy.Way(0, 9, posts=1)})
        uses = [use, more] if name == "b" else [use]
        return toy.member(name, uses, {}, toy.Given(posts=posts))

    found = together(toy, [member("a", 1, 1), member("b", 8, 1)])
    (use,) = found.members[0].uses
    assert use.standing is UseStanding.DROPPED
    assert use.together is None
    assert found.gain == pytest.approx(4 * 7)


@pytest.mark.parametrize(
    "change",
    [{"start_year": 2028}, {"tier": "volume"}, {"switch_year": 2029}, {"with_pooled": True}],
)
def test_only_what_is_done_alike_and_at_the_same_time_is_the_same(change, toy, monkeypatch):
    members = [toy.member(name, [toy.Use("u", {"buy": toy.Way(1, 2)})], {}) for name in ("a", "b")]
    told = _Maker.together

    def otherwise(maker, place):
        part = told(maker, place)
        return replace(part, uses=tuple(replace(use, **change) for use in part.uses))

    monkeypatch.setattr(_Maker, "together", otherwise)
    found = together(toy, members)
    assert {use.standing for member in found.members for use in member.uses} == {
        UseStanding.OTHERWISE
    }


def test_the_result_is_plain_data(toy):
    found = together(toy, toy.one_would_leave()).as_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["rules"][2]["leaving"][0]["members"] == ["c"]
    assert found["core"]["standing"] == "holds"


def test_the_same_again(toy):
    first, again = (
        json.dumps(together(toy, toy.buyers_who_build_together(), toy.Form(once=2)).as_json())
        for _ in range(2)
    )
    assert first == again
    assert np.isfinite(len(first))
