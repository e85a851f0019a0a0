"""Triggers go to decision.json and come back, and what is none is refused by its place."""

from __future__ import annotations

import json

import pytest

from steelyard.decision.trigger import FIELDS, Trigger, TriggerKind, triggers_from_json
from steelyard.errors import DomainError

RULES = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


@pytest.fixture
def rows(triggered):
    _, _, found, _ = triggered()
    return json.loads(json.dumps([trigger.as_json() for trigger in found]))


@pytest.mark.parametrize("rules", [None, {**RULES, "money_per_value_point": 1000}, RULES])
def test_what_is_written_is_read_back(triggered, rules):
    _, _, found, _ = triggered(**({} if rules is None else {"rules": rules}))
    text = json.dumps({"triggers": [trigger.as_json() for trigger in found]}, allow_nan=False)
    back = triggers_from_json(json.loads(text))
    assert [one.id for one in back] == [one.id for one in found]
    again = json.dumps({"triggers": [trigger.as_json() for trigger in back]})
    assert again == text
    assert set(found[0].as_json()) == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("comparison", "near", r"triggers\[0\]\.comparison: expected one of above, below"),
        ("kind", "hunch", r"triggers\[0\]\.kind: expected one of input"),
        ("value", "many", r"triggers\[0\]\.value: expected a number, found a str"),
        ("value", True, "expected a number, found a bool"),
        ("review_on", "soon", r"review_on: expected a day as 2024-05-23, found 'soon'"),
        ("review_on", 3, r"review_on: expected a text, found a int"),
        ("believed", 3, "believed: expected p05, p50, p95 and unit"),
        ("believed", {"p05": 1, "p50": 2, "unit": "1"}, r"believed\.p95: expected a number"),
        ("baseline", "x", "baseline: expected a number"),
        ("when", "text", "when: expected a key and values"),
        ("why", {"key": 1, "values": {}}, r"why\.key: expected a text"),
        ("then", None, "then: expected a text, found nothing"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(rows, field, value, expected):
    rows[0][field] = value
    with pytest.raises(DomainError, match=expected):
        triggers_from_json({"triggers": rows})


def test_a_missing_field_is_named(rows):
    del rows[1]["unit"]
    with pytest.raises(DomainError, match=r"triggers\[1\]: .* found none called unit"):
        triggers_from_json({"triggers": rows})


@pytest.mark.parametrize(
    ("content", "found"), [({}, "found none"), ({"triggers": {}}, "found a dict")]
)
def test_a_decision_without_triggers_says_what_to_do(content, found):
    with pytest.raises(DomainError, match=f"{found}. Decide again with this version"):
        triggers_from_json(content)


def test_something_else_is_no_trigger():
    with pytest.raises(DomainError, match="expected a mapping with id"):
        Trigger.from_json(3)


def test_states_and_days_are_kept_as_text(rows):
    by_kind = {row["kind"]: row for row in rows}
    assert by_kind[TriggerKind.OPTION.value]["value"] == "lost"
    kept = Trigger.from_json(by_kind[TriggerKind.OPTION.value])
    assert kept.value == "lost"
    assert kept.believed is None
