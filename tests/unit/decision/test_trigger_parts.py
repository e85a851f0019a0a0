"""Days of review, and what stays if the leading option falls."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.decision.trigger import Comparator, TriggerKind
from steelyard.decision.trigger_parts import Found, months_later, next_best, plain_trigger
from steelyard.instruments import load_pack


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_some_months_later(day, months, expected):
    assert months_later(day, months) == expected


def test_the_next_in_line_is_the_one_of_least_loss(triggered):
    study, decision, _, _ = triggered()
    found = Found(decision, study.dossier, load_pack("GENERIC"), {}, {}, {})
    large = decision.of("large")
    assert next_best(found, large, lambda row: row.option.model == "d") == "edge:f"
    assert next_best(found, large, lambda row: True) == "do_minimum"


def test_without_a_benefit_nothing_may_be_left(triggered, synthetic):
    cases = [synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)]
    study, decision, _, _ = triggered(use_cases=cases)
    found = Found(decision, study.dossier, load_pack("GENERIC"), {}, {}, {})
    assert next_best(found, decision.of("small"), lambda row: True) == ""


def test_ids_say_what_and_where():
    made = plain_trigger(
        "",
        TriggerKind.BUDGET,
        "budget",
        compared=Comparator.BELOW,
        value=1.0,
        review_on=date(2026, 1, 1),
        values={},
    )
    assert made.id == "plan/budget/below"
    assert made.when.key == "trigger.when.budget.below"
    assert made.why.key == "trigger.why.budget"
