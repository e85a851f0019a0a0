"""What changed between two decisions."""

from __future__ import annotations

import copy

import pytest

from steelyard.decision.compare import USE_CASE_FIELDS, compare_decisions
from steelyard.errors import DomainError

VOLUME = "dossier:use_cases/small/workload/requests_per_year"


def manifest(**inputs):
    return {
        "facts_edition": "2026.11", "as_of": "2026-01-01", "draws": 400, "seed": 7,
        "steelyard": "0.1.0", "inputs": inputs,
    }  # fmt: skip


def stated(middle):
    return {"p05": 1, "p50": middle, "p95": 9, "unit": "request/year", "status": "assumed"}


@pytest.fixture(scope="module")
def body(decided):
    return {**decided().as_json(), "manifest": manifest(**{VOLUME: stated(5), "fact:x": stated(1)})}


@pytest.fixture
def other(body):
    return copy.deepcopy(body)


def test_nothing_changed(body, other):
    found = compare_decisions(body, other)
    assert found.use_cases == ()
    assert found.as_json()["inputs"] == []


def test_a_changed_input_is_named_as_cause_where_the_answer_hangs_on_it(body, other):
    other["manifest"]["inputs"][VOLUME] = stated(8)
    other["manifest"]["inputs"]["fact:y"] = stated(2)
    other["use_cases"][0]["recommended"] = "do_minimum"
    other["use_cases"][0]["confidence"] = 0.99
    found = compare_decisions(body, other)
    (change,) = found.use_cases
    assert change.recommended.after == "do_minimum"
    assert change.causes == (VOLUME,)
    before = body["use_cases"][0]["recommended"]
    assert [moved.name for moved in found.inputs] == [VOLUME, "fact:y"]
    assert found.as_json()["use_cases"][0]["recommended"]["before"] == before


def test_costs_exclusions_and_options_are_compared(body, other):
    options = other["use_cases"][1]["options"]
    chosen = next(row for row in options if row["id"] == "open:d")
    chosen["cost"]["shared"]["p50"] *= 2
    freed = next(row for row in options if row["id"] == "own:e")
    freed["exclusions"] = []
    gone = next(row for row in options if row["id"] == "api:b")
    options[options.index(gone)] = {**gone, "id": "api:new"}
    found = compare_decisions(body, other)
    (change,) = found.use_cases
    assert change.recommended is None
    assert [moved.name for moved in change.costs] == ["open:d"]
    assert change.exclusions[0].before == ["people"]
    assert [moved.name for moved in change.options] == ["api:b", "api:new"]
    assert change.as_json()["confidence"] is None


def test_use_cases_and_the_frame_are_compared(body, other):
    other["use_cases"][0]["id"] = "tiny"
    other["reading"] = "value_and_cost"
    other["manifest"]["seed"] = 8
    other["manifest"]["inputs"]["fact:x"] = "plain"
    found = compare_decisions(body, other)
    assert (found.only_before, found.only_after) == (("small",), ("tiny",))
    assert [entry.name for entry in found.frame] == ["reading", "seed"]
    assert found.inputs[0].after == "plain"


def test_a_decision_without_a_rule_of_joining_followed_the_mean_weights(body, other):
    del other["aggregation"]
    assert compare_decisions(body, other).frame == ()
    other["aggregation"] = "borda"
    (moved,) = compare_decisions(body, other).frame
    assert (moved.before, moved.after) == ("mean_of_weights", "borda")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "without a list use_cases"),
        ({"use_cases": 3}, "without a list use_cases"),
        ({"use_cases": [{"id": 1}]}, "a use case without one of"),
        ({"use_cases": []}, "no manifest"),
        ({"use_cases": [], "manifest": {}}, "a manifest without inputs"),
        (
            {"use_cases": [dict.fromkeys(USE_CASE_FIELDS, 1.0) | {"options": [3]}]},
            "a use case without one of",
        ),
    ],
)  # fmt: skip
def test_foreign_files_are_refused_with_the_next_step(body, content, words):
    with pytest.raises(DomainError, match=words):
        compare_decisions(body, content)
    with pytest.raises(DomainError, match=r"first file.*steelyard decide"):
        compare_decisions(content, body)


def test_money_of_two_currencies_is_not_compared(body, other):
    with pytest.raises(DomainError, match="one currency, found EUR and CNY"):
        compare_decisions({**body, "currency": "EUR"}, {**other, "currency": "CNY"})
