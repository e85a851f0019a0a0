"""Triggers are derived from what the study found: flips, facts, budgets and the plan."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from steelyard.decision.findings import FlipFamily
from steelyard.decision.portfolio_choice import BudgetCheck
from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.decision.triggers import triggers_of
from steelyard.instruments import load_pack
from steelyard.uncertainty.summary import Spread

PRICED = {
    "reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01",
    "money_per_value_point": 1000,
}  # fmt: skip
PACK = load_pack("GENERIC")


def of_kind(triggers, kind):
    return [trigger for trigger in triggers if trigger.kind is kind]


@pytest.mark.parametrize("rules", [None, PRICED])
def test_every_flip_has_its_trigger(triggered, rules):
    _, decision, found, _ = triggered(**({} if rules is None else {"rules": rules}))
    for case in decision.use_cases:
        for flip in case.flips:
            same = [
                trigger
                for trigger in found
                if trigger.use_case == case.use_case
                and trigger.value == flip.value
                and trigger.comparison.value == flip.direction
            ]
            assert len(same) == 1, flip.parameter
            assert same[0].then == flip.becomes
            assert same[0].is_inside == flip.is_inside
            assert same[0].unit == flip.unit


def test_ids_are_unique_and_the_bytes_the_same(triggered):
    def text():
        _, _, found, _ = triggered(rules=PRICED)
        return json.dumps([trigger.as_json() for trigger in found], allow_nan=False)

    rows = json.loads(text())
    assert len({row["id"] for row in rows}) == len(rows)
    assert text() == text()


def test_a_quality_trigger_knows_the_median_case(triggered):
    _, decision, found, median = triggered(rules=PRICED)
    quality = of_kind(found, TriggerKind.QUALITY)
    assert quality
    for trigger in quality:
        entry = next(part for part in median.use_cases if part.use_case == trigger.use_case)
        row = [option.id for option in entry.options].index(trigger.option)
        assert trigger.baseline == entry.quality[row, 0]
    assert all(trigger.baseline is None for trigger in of_kind(found, TriggerKind.WEIGHT))
    assert decision.of("small").flips


def test_a_fact_is_watched_by_its_own_date(triggered):
    due = date(2026, 6, 1)
    _, decision, found, _ = triggered(reviews={"machine.price": due})
    inside = [row for row in decision.decisive_inputs if row.parameter == "fact:machine.price"]
    facts = of_kind(found, TriggerKind.FACT)
    cases = {name for row in inside if row.changes_answer for name in row.use_cases}
    assert {trigger.use_case for trigger in facts} >= cases
    assert all(trigger.review_on == due for trigger in facts)


def test_a_fact_whose_review_is_overdue_is_due_at_once(triggered):
    study, decision, _, median = triggered()
    flip = next(flip for flip in decision.of("small").flips if flip.is_inside)
    on_fact = replace(flip, parameter="fact:x", family=FlipFamily.PARAMETER)
    case = replace(decision.of("small"), flips=(on_fact,))
    found = triggers_of(
        replace(decision, use_cases=(case,)),
        study.dossier,
        pack=PACK,
        reviews={"x": date(2020, 1, 1)},
        median=median,
    )
    watched = of_kind(found, TriggerKind.INPUT)[0]
    review = of_kind(found, TriggerKind.FACT)[0]
    assert watched.review_on == review.review_on == study.dossier.as_of
    assert review.comparison is Comparator.DATE_REACHED
    assert review.value == "2020-01-01"


def test_a_flip_of_which_nothing_is_believed_has_no_spread(triggered):
    rules = {key: value for key, value in PRICED.items() if key != "money_per_value_point"}
    _, _, found, _ = triggered(rules=rules)
    price = [trigger for trigger in found if trigger.what.endswith("money_per_value_point")]
    assert price
    assert all(trigger.believed is None for trigger in price)


@pytest.mark.parametrize(("required", "side"), [(50.0, "below"), (500.0, "above")])
def test_budgets_are_held_against_the_dearest_year(triggered, synthetic, required, side):
    staff = synthetic.dossier().capacity.model_dump(mode="json", exclude_none=True)["staff"]
    budget = {"investment_per_year": {"p05": 80, "p50": 100, "p95": 200}}
    capacity = {"has_data_centre": True, "staff": staff, "budget": budget}
    study, decision, _, median = triggered(capacity=capacity)
    checks = tuple(
        BudgetCheck("investment_per_year", year, 100.0, required / (1 + year - 2027))
        for year in (2027, 2028)
    )
    portfolio = replace(decision.portfolio, budgets=checks)
    found = triggers_of(
        replace(decision, portfolio=portfolio), study.dossier, pack=PACK, reviews={}, median=median
    )
    (budget,) = of_kind(found, TriggerKind.BUDGET)
    assert budget.value == required
    assert budget.comparison.value == side
    assert budget.believed.p50 == 100.0
    assert budget.is_inside == (80 <= required <= 200)
    assert budget.use_case == ""


def test_whether_the_plan_saves_is_left_to_a_study(triggered):
    study, decision, found, median = triggered()
    (saving,) = of_kind(found, TriggerKind.FIGURE)
    assert saving.comparison is Comparator.BELOW
    chosen = replace(decision.portfolio.chosen, saving=None)
    plain = replace(decision, portfolio=replace(decision.portfolio, chosen=chosen))
    found = triggers_of(plain, study.dossier, pack=PACK, reviews={}, median=median)
    assert not of_kind(found, TriggerKind.FIGURE)


def test_a_plan_that_asks_for_nothing_has_no_budget_to_watch(triggered):
    study, decision, _, median = triggered()
    flat = Spread(0.0, 0.0, 0.0, "CUR")
    portfolio = replace(
        decision.portfolio,
        chosen=replace(decision.portfolio.chosen, saving=flat),
        budgets=(BudgetCheck("investment_total", None, 100.0, 0.0),),
    )
    plain = replace(decision, portfolio=portfolio)
    found = triggers_of(plain, study.dossier, pack=PACK, reviews={}, median=median)
    assert not [one for one in found if one.use_case == ""]


def test_the_market_is_watched_for_something_better(triggered):
    _, _, found, median = triggered()
    for trigger in of_kind(found, TriggerKind.MARKET):
        entry = next(part for part in median.use_cases if part.use_case == trigger.use_case)
        assert trigger.value > trigger.believed.p50
        assert trigger.believed.p50 == pytest.approx(np.nanmax(entry.quality[1:, 0]))


def test_where_no_quality_is_known_the_market_has_no_mark(triggered, synthetic):
    names = tuple(name for name, *_ in synthetic.PLAN)
    _, _, found, _ = triggered(twist=synthetic.Twist(unknown_quality=names[1:]))
    assert not of_kind(found, TriggerKind.MARKET)
