"""The portfolio of a group: blocks side by side, what they share in one, the pact before it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.joint_problem import joint_tables
from steelyard.decision.horizon.pact import pact_of
from steelyard.decision.horizon.resources import ResourceKind, ResourceList
from steelyard.decision.portfolio.problem import require_consistent, violations, worth_of
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.dossier.schema import Reading

CLUSTER = "serving(x)"
KINDS = ("platform_team", "serving")


def joint_of(toy, members, form=None):
    stated = toy.consortium([entry.id for entry in members], form or toy.Form()).form
    pact = pact_of(stated, n_draws=toy.N_DRAWS, seed=1)
    found = joint_tables(dict(enumerate(members)), KINDS, pact)
    require_consistent(found.problem)
    return found


def solved(toy, members, form=None):
    joint = joint_of(toy, members, form)
    return joint, solve_portfolio(problem=joint.problem)


def test_what_is_joint_is_paid_once(toy):
    members = toy.buyers_who_build_together()
    joint, found = solved(toy, members, toy.Form(once=2))
    assert found.worth == pytest.approx(122.0)
    opened = [
        column.id
        for column, start in zip(joint.columns, found.selection.opening, strict=True)
        if start >= 0
    ]
    assert opened == [toy.PLATFORM, "pact"]


def test_the_draws_of_a_plan_mean_its_worth(toy):
    members = toy.buyers_who_build_together()
    joint, found = solved(toy, members, toy.Form(once=2))
    draws = joint.draws_of(found.selection)
    assert draws.std() > 0
    assert draws.mean() == pytest.approx(worth_of(problem=joint.problem, selection=found.selection))


def test_a_pact_that_comes_late_lets_everybody_buy_first(toy):
    members = toy.buyers_who_build_together()
    _, found = solved(toy, members, toy.Form(once=2, months=36))
    assert found.worth == pytest.approx(120.0)


def lender_and_borrower(toy, **given):
    """Return one with money and no use for it, and one with a use and no money."""
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(running=10))
    poor = toy.member(
        "poor", [toy.Use("u", {"buy": toy.Way(5, 20)})], {}, toy.Given(running=1, **given)
    )
    return rich, poor


def test_money_is_lent_under_the_pact_alone(toy):
    members = lender_and_borrower(toy)
    alone = [solve_portfolio(problem=entry.alone.problem).worth for entry in members]
    assert alone == [0.0, 0.0]
    joint, found = solved(toy, members, toy.Form(once=8))
    assert found.worth == pytest.approx(4 * 15 - 8)
    # Nothing is lent where nobody pays for a pact: the plan alone breaks its own limit.
    closed = found.selection._replace(opening=np.full_like(found.selection.opening, -1))
    assert violations(problem=joint.problem, selection=closed)


def test_the_pact_itself_is_paid_from_what_all_have(toy):
    _, found = solved(toy, lender_and_borrower(toy), toy.Form(yearly=7))
    assert found.worth == pytest.approx(0.0)


def test_more_is_lent_only_once_the_pact_works(toy):
    _, found = solved(toy, lender_and_borrower(toy), toy.Form(months=13))
    assert found.worth == pytest.approx(2 * 15)


def test_what_one_does_not_limit_is_lent_without_limit(toy):
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given())
    poor = toy.member("poor", [toy.Use("u", {"buy": toy.Way(50, 70)})], {}, toy.Given(running=1))
    _, found = solved(toy, (rich, poor), toy.Form(once=1))
    assert found.worth == pytest.approx(4 * 20 - 1)


def test_money_for_all_years_is_lent_too(toy):
    rich = toy.member("rich", [toy.Use("u", {"buy": toy.Way(5, 1)})], {}, toy.Given(total=10))
    way = toy.Way(0, 5, once=8)
    poor = toy.member("poor", [toy.Use("u", {"build": way})], {}, toy.Given(total=1))
    _, found = solved(toy, (rich, poor), toy.Form(once=1))
    assert found.worth == pytest.approx(20 - 8 - 1)


def test_posts_of_a_team_come_from_all(toy):
    def member(name, posts):
        use = toy.Use("u", {"build": toy.Way(0, 5, (toy.PLATFORM,), posts=1)})
        return toy.member(
            name, [use], {toy.PLATFORM: toy.Shared(1, posts=1)}, toy.Given(posts=posts)
        )

    _, enough = solved(toy, (member("a", 1), member("b", 2)))
    assert enough.worth == pytest.approx(2 * 20 - 1)
    _, short = solved(toy, (member("a", 1), member("b", 1)))
    assert short.worth == pytest.approx(20 - 1)


def test_a_joint_cluster_carries_the_load_of_all(toy):
    def member(name, in_place=0):
        use = toy.Use("u", {"build": toy.Way(0, 9, (CLUSTER,), load=8)})
        shared = {CLUSTER: toy.Shared(10, node=8, node_cost=6, in_place=in_place)}
        return toy.member(name, [use], shared)

    joint, found = solved(toy, (member("a"), member("b")))
    # The footprint carries 8 of 16; one more node is bought.
    assert found.worth == pytest.approx(2 * 36 - 10 - 6)
    assert found.selection.modules.sum() == 1
    assert joint.draws_of(found.selection).mean() == pytest.approx(found.worth)
    joint, found = solved(toy, (member("a", 1), member("b")))
    assert found.worth == pytest.approx(2 * 36 - 10 - 0.6)
    assert joint.draws_of(found.selection).mean() == pytest.approx(found.worth)


def test_what_opens_only_with_all_asks_for_the_pact(toy):
    use = toy.Use("u", {"buy": toy.Way(1, 4, pooled_only=True)})
    _, found = solved(
        toy, (toy.member("a", [use], {}), toy.member("b", [use], {})), toy.Form(once=5)
    )
    assert found.worth == pytest.approx(2 * 12 - 5)


def test_what_is_opened_is_paid_for_by_the_group(toy):
    six = toy.Given(reading=Reading.SIX_DIMENSIONS)
    saver = toy.member("saver", [toy.Use("u", {"buy": toy.Way(0, 10)})], {}, six)
    # Credited with value beside its money: here it loses 8 a year and is worth taking for none.
    loser = toy.member("loser", [toy.Use("u", {"buy": toy.Way(8, 0)})], {}, six)
    problem = joint_of(toy, (saver, loser)).problem
    own = problem.limit == 0.0
    assert own.sum() == 3
    _, found = solved(toy, (saver, loser))
    assert found.worth == pytest.approx(40.0)


def test_a_use_without_benefit_is_not_asked_to_pay(toy):
    six = toy.Given(reading=Reading.SIX_DIMENSIONS, deadlines=("u",))

    def member(name):
        use = toy.Use("u", {"build": toy.Way(0, 0, (toy.PLATFORM, CLUSTER))}, has_benefit=False)
        shared = {toy.PLATFORM: toy.Shared(10), CLUSTER: toy.Shared(4, node=8)}
        return toy.member(name, [use], shared, six)

    joint = joint_tables(
        dict(enumerate((member("a"), member("b")))),
        ("platform_team",),
        pact_of(toy.consortium(("a", "b"), toy.Form(once=3)).form, n_draws=toy.N_DRAWS, seed=1),
    )
    found = solve_portfolio(problem=joint.problem)
    assert found.worth == pytest.approx(-10 - 2 * 4 - 3)
    assert [row.is_alone for row in joint.plans] == [True, True]


def without(member, kind):
    """Return a member alone among whose limits there is none of a kind."""
    rows = member.alone.resources.rows
    kept = [row for row, known in enumerate(rows) if known.kind is not kind]
    problem = replace(
        member.alone.problem,
        plan_use=member.alone.problem.plan_use[:, :, kept],
        limit=member.alone.problem.limit[kept],
    )
    resources = ResourceList(tuple(rows[row] for row in kept))
    return replace(member, alone=replace(member.alone, resources=resources, problem=problem))


def test_what_must_be_served_only_with_all_at_hand_is_not_forced(toy):
    given = toy.Given(deadlines=("u",))
    use = [toy.Use("u", {"buy": toy.Way(5, 1)})]
    forced = toy.member("a", use, {}, given)
    _, found = solved(toy, (forced, toy.member("b", use, {})))
    assert found.worth == pytest.approx(-16.0)
    _, found = solved(toy, (without(forced, ResourceKind.DEADLINE), toy.member("b", use, {})))
    assert found.worth == pytest.approx(0.0)


def test_a_cap_known_only_with_all_at_hand_binds_plans_as_alone(toy):
    member = without(
        toy.member("a", [toy.Use("u", {"buy": toy.Way(5, 9)})], {}), ResourceKind.INVESTMENT_TOTAL
    )
    joint = joint_of(toy, (member, toy.member("b", [toy.Use("u", {})], {})))
    assert joint.plans[0].is_alone
    np.testing.assert_allclose(joint.problem.plan_worth[0], member.alone.problem.plan_worth[0])


def test_what_cannot_open_yet_costs_nothing_and_carries_nothing(toy):
    shared = {toy.PLATFORM: toy.Shared(3, from_year=1), CLUSTER: toy.Shared(2, node=8, from_year=1)}
    use = toy.Use("u", {"build": toy.Way(0, 9, tuple(shared), load=4)}, has_benefit=False)
    members = [toy.member(name, [use], shared) for name in ("a", "b")]
    joint, found = solved(toy, members)
    assert found.worth == pytest.approx(2 * 27 - 3 - 2)
    assert (joint.problem.most_modules[0] == [0, 128, 128, 128]).all()
