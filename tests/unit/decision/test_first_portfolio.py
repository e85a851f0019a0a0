"""The first portfolio against brute force, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from steelyard.decision.first_portfolio import first_portfolio

VALUE = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def portfolio(synthetic, contests, weights=(None, None), **changes):
    found = contests(**changes)
    study = synthetic.study(**changes)
    recommended = dict.fromkeys(found, "do_minimum")
    return tuple(found.values()), study.appraisal, first_portfolio(
        tuple(found.values()), study.appraisal, weights, recommended
    )  # fmt: skip


def brute_force(contests, appraisal, price):
    best, plan = -np.inf, None
    for rows in product(*(range(len(contest.ids)) for contest in contests)):
        needed, total = set(), 0.0
        for contest, row in zip(contests, rows, strict=True):
            position = contest.table.options[row]
            needed |= contest.appraisal.capabilities[position]
            costs = contest.appraisal.costs[position]
            value = contest.expected(contest.deciding.reading).value[row, 0]
            total += price * 100 * value - (costs.marginal - costs.benefit).mean()
        total -= sum(appraisal.capabilities[name].cost.mean() for name in needed)
        if total > best:
            best, plan = total, rows
    return best, [contest.ids[row] for contest, row in zip(contests, plan, strict=True)]


@pytest.mark.parametrize("price", [100, 20_000, 60_000, 200_000])
@pytest.mark.parametrize("cluster", [2.0, 12.0])
def test_it_agrees_with_brute_force(synthetic, contests, price, cluster):
    rules = {**VALUE, "money_per_value_point": price}
    changes = {"rules": rules, "twist": synthetic.Twist(cluster=cluster)}
    found, appraisal, answer = portfolio(synthetic, contests, **changes)
    objective, ids = brute_force(found, appraisal, price)
    assert answer.chosen.objective == pytest.approx(objective)
    assert list(answer.chosen.choices.values()) == ids
    assert not answer.is_price_implied


def test_a_shared_capability_is_paid_once(synthetic, contests):
    found, appraisal, answer = portfolio(synthetic, contests)
    assert answer.chosen.choices["large"] == "open:d"
    assert answer.chosen.capabilities == (synthetic.CLUSTER,)
    cluster = appraisal.capabilities[synthetic.CLUSTER].cost
    assert answer.chosen.capability_cost == pytest.approx(cluster.mean())
    net = cluster.copy()
    for contest in found:
        row = contest.ids.index(answer.chosen.choices[contest.appraisal.use_case])
        costs = contest.appraisal.costs[contest.table.options[row]]
        net += costs.marginal + costs.today - costs.benefit
    assert answer.chosen.net_cost.p50 == pytest.approx(np.median(net))


def test_runners_up_are_worth_less(synthetic, contests):
    _, _, answer = portfolio(synthetic, contests)
    assert all(plan.objective <= answer.chosen.objective for plan in answer.runners_up)


def test_under_six_dimensions_the_weight_of_cost_implies_the_price(synthetic, contests):
    found, _, answer = portfolio(synthetic, contests)
    span = np.mean([contest.anchors.worst - contest.anchors.best for contest in found])
    assert answer.money_per_value_point == pytest.approx(span / (1 / 6 / 2) / 100)
    assert answer.is_price_implied
    assert {note.key for note in answer.notes} == {
        "portfolio.note.no_budget",
        "portfolio.note.equal_weights",
        "portfolio.note.implied_price",
    }


def test_weight_of_cost_zero_leaves_value_without_a_price(synthetic, contests):
    stakeholders = [{"id": "a", "name": {"en": "a"}, "weights": {"points": {"safety": 1}}}]
    _, _, answer = portfolio(synthetic, contests, stakeholders=stakeholders)
    assert answer.money_per_value_point == 0


def test_stated_weights_of_use_cases_are_normalised(synthetic, contests):
    _, _, answer = portfolio(synthetic, contests, weights=(1.0, 3.0))
    assert answer.use_case_weights == {"small": 0.25, "large": 0.75}
    assert answer.are_weights_stated


def test_value_and_cost_without_a_price_takes_the_cheapest(synthetic, contests):
    found, appraisal, answer = portfolio(synthetic, contests, rules=VALUE)
    assert answer.chosen.objective == pytest.approx(brute_force(found, appraisal, 0.0)[0])
    assert answer.is_price_implied


def test_a_use_case_without_a_benefit_is_not_left_as_it_is(synthetic, contests):
    bare = [synthetic.use_case("small", 1e4, benefit=None), synthetic.use_case("large", 1e6)]
    _, _, answer = portfolio(synthetic, contests, use_cases=bare)
    assert answer.chosen.choices["small"] != "do_minimum"


def test_it_says_where_it_differs_from_the_verdicts(synthetic, contests):
    _, _, answer = portfolio(synthetic, contests)
    assert answer.differs == ("small", "large")


def test_beyond_ten_capabilities_the_least_useful_are_left_out(synthetic, contests):
    found = contests()
    study = synthetic.study()
    for contest in found.values():
        changed = list(contest.appraisal.capabilities)
        changed[4] = frozenset(f"c{index:02}" for index in range(11))
        changed[1] = frozenset({"team"})
        object.__setattr__(contest.appraisal, "capabilities", tuple(changed))
    shared = dict.fromkeys(
        ["team", *(f"c{index:02}" for index in range(11))],
        study.appraisal.capabilities[synthetic.TEAM],
    )
    object.__setattr__(study.appraisal, "capabilities", shared)
    answer = first_portfolio(
        tuple(found.values()), study.appraisal, (None, None), dict.fromkeys(found, "x")
    )
    dropped = next(note for note in answer.notes if note.key == "portfolio.note.dropped")
    assert len(str(dropped.values["names"]).split(", ")) == 2
    assert "open:d" not in answer.chosen.choices.values()


def test_unknown_benefit_counts_with_its_full_range(synthetic, contests):
    twist = synthetic.Twist(unknown_quality=("api:a",))
    _, _, answer = portfolio(synthetic, contests, twist=twist)
    assert np.isfinite(answer.chosen.net_cost.p95)
    assert np.isfinite(answer.chosen.objective)


def test_a_use_case_without_a_scale_of_money_does_not_enter_the_implied_price(synthetic, contests):
    found = contests()
    plain = first_portfolio(
        (found["large"],), synthetic.study().appraisal, (None,), {"large": "do_minimum"}
    )
    only_today = found["small"].anchors
    dummy = replace(only_today, best=0.0, worst=1.0, best_is="do_minimum", worst_is="do_minimum")
    mixed = (replace(found["small"], anchors=dummy), found["large"])
    both = first_portfolio(
        mixed, synthetic.study().appraisal, (None, None), dict.fromkeys(found, "do_minimum")
    )
    assert both.money_per_value_point == pytest.approx(plain.money_per_value_point)


@pytest.mark.parametrize("cluster", [2.0, 12.0, 30.0, 60.0])
def test_under_six_dimensions_what_is_opened_pays(synthetic, contests, cluster):
    found, appraisal, answer = portfolio(
        synthetic, contests, twist=synthetic.Twist(cluster=cluster, excluded=("own:e", "edge:f"))
    )
    for plan in (answer.chosen, *answer.runners_up):
        saved = 0.0
        for contest in found:
            position = contest.table.options[
                contest.ids.index(plan.choices[contest.appraisal.use_case])
            ]
            if contest.appraisal.capabilities[position]:
                costs = contest.appraisal.costs[position]
                saved += float((costs.benefit - costs.marginal).mean())
        paid = sum(float(appraisal.capabilities[name].cost.mean()) for name in plan.capabilities)
        assert saved >= paid * (1 - 1e-9)
    if cluster == 60.0:
        assert answer.chosen.capabilities == ()


def test_value_is_credited_above_the_least_valuable_way_only(synthetic, contests):
    # One way that pays by little: its value over nothing is no credit, money alone decides.
    others = tuple(name for name, *_ in synthetic.PLAN[1:] if name != "open:d")
    found, _, answer = portfolio(
        synthetic, contests, twist=synthetic.Twist(cluster=0.5, excluded=others)
    )
    chosen = answer.chosen
    money = -(chosen.own_cost + chosen.capability_cost)
    assert chosen.choices["large"] == "open:d"
    assert chosen.objective == pytest.approx(money)
    assert len(found) == 2


def test_choices_that_wait_for_an_answer_are_conditional(synthetic, contests):
    found = contests()
    answer = first_portfolio(
        tuple(found.values()),
        synthetic.study().appraisal,
        (None, None),
        {"small": "undecided", "large": "find_out_first"},
    )
    new = [name for name, option in answer.chosen.choices.items() if option != "do_minimum"]
    assert list(answer.chosen.conditional) == new
    assert answer.chosen.conditional_capabilities == answer.chosen.capabilities
    assert any(note.key == "portfolio.note.conditional" for note in answer.notes)


def test_a_use_case_without_a_benefit_loses_no_money(synthetic, contests):
    bare = [synthetic.use_case("small", 1e4, benefit=None), synthetic.use_case("large", 1e6)]
    found, appraisal, answer = portfolio(synthetic, contests, use_cases=bare)
    chosen = answer.chosen
    assert chosen.without_benefit == ("small",)
    large = found[1]
    costs = large.appraisal.costs[large.table.options[large.ids.index(chosen.choices["large"])]]
    saved = costs.benefit - costs.marginal
    needed = large.appraisal.capabilities[
        large.table.options[large.ids.index(chosen.choices["large"])]
    ]
    saved = saved - sum(appraisal.capabilities[name].cost for name in needed)
    assert chosen.saving.p50 == pytest.approx(np.median(saved))
    assert chosen.cost_without_benefit.p50 > 0
    assert any(note.key == "portfolio.note.without_benefit" for note in answer.notes)


def test_a_missed_gate_sinks_the_cost_in_the_plans_money(synthetic, contests):
    others = tuple(name for name, *_ in synthetic.PLAN[1:] if name != "open:d")
    plain, missed = (
        portfolio(synthetic, contests, twist=synthetic.Twist(excluded=others, missed_share=share))
        for share in (0.0, 0.3)
    )
    assert missed[2].chosen.choices["large"] == plain[2].chosen.choices["large"] == "open:d"
    costs = missed[0][1].appraisal.costs[4]
    cluster = missed[1].capabilities[synthetic.CLUSTER].cost
    met = missed[0][1].appraisal.met[4]
    saved = np.where(met, costs.benefit, 0.0) - costs.marginal - cluster
    assert missed[2].chosen.choices["small"] == "do_minimum"
    assert missed[2].chosen.saving.p05 == pytest.approx(np.quantile(saved, 0.05))
