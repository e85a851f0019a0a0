"""Which plans a use case may take."""

from __future__ import annotations

from steelyard.decision.horizon.plans import MOST_SUCCESSORS, SWITCH_AFTER, plans_of

TIER = {
    "id": "tier",
    "name": {"en": "tier"},
    "models": ["a", "d"],
    "fee_per_year": 1e4,
    "discount": 0.2,
    "from_year": 2027,
    "source": "a letter",
}


def test_every_option_but_todays_is_a_plan(planned):
    found = planned()
    single = [plan for plan in found.plans if not plan.successor]
    for position, contest in enumerate(found.contests):
        assert [p.option for p in single if p.use_case == position] == list(contest.ids[1:])


def test_a_bought_way_may_give_way_to_owned_ones(planned):
    chains = [plan for plan in planned().plans if plan.successor]
    assert chains
    for plan in chains:
        assert plan.option.startswith(("api", "licence"))
        assert plan.after in SWITCH_AFTER
    for use_case in (0, 1):
        mine = [plan for plan in chains if plan.use_case == use_case]
        assert len(mine) <= MOST_SUCCESSORS * len(SWITCH_AFTER)


def test_a_tier_is_one_more_plan_of_the_models_it_names(planned):
    found = planned(portfolio={"tiers": [TIER]})
    under = {plan.option for plan in found.plans if plan.tier}
    assert under == {"api:a", "open:d"}


def test_where_only_owned_ways_are_left_nothing_gives_way(planned, synthetic):
    twist = synthetic.Twist(excluded=("api:a", "api:b", "licence:c", "own:e"))
    found = planned(twist=twist)
    assert plans_of(found.contests, (), price=found.price)
    assert not any(plan.successor for plan in found.plans)
