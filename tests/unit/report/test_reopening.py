from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from steelyard.decision.trigger_checks import TriggerCheck, TriggerState
from steelyard.dossier.text import Message
from steelyard.report.decision_names import names_of_decisions
from steelyard.report.learning import learning_of
from steelyard.report.reopening import AnswerChange, answer_changes, reopening_in_words
from steelyard.study import decision_json

DAYS = (date(2024, 5, 23), date(2026, 11, 21))


@pytest.fixture(scope="module")
def stored(study):
    return json.loads(decision_json(study))


@pytest.fixture(scope="module")
def names(study, stored):
    return names_of_decisions([stored], study.dossier, {})


@pytest.fixture(scope="module")
def tell(names):
    def tells(checks, changes=None, language="en"):
        return reopening_in_words(
            checks, changes, days=DAYS, n_use_cases=9, names=names, language=language
        )

    return tells


@pytest.fixture(scope="module")
def triggers(study):
    return learning_of(study).triggers


def check(trigger, state, key="trigger.found.none"):
    return TriggerCheck(trigger, state, "none", Message(key))


def test_what_says_the_same_of_several_is_said_once(tell, triggers):
    dated = [one for one in triggers if one.kind.value == "instrument"]
    assert len(dated) > 1
    text = tell([check(one, TriggerState.FIRED) for one in dated])
    assert text.count("data classification") == 1
    assert "Drafting official documents, Checking and correcting documents" in text
    assert "Triggers fired: 9 of 9; due for a look: 0" in text
    assert text.splitlines()[0] == "The decision of 23 May 2024 held against 21 November 2026."


def test_what_is_due_and_was_thought_impossible_is_counted(tell, triggers):
    one = replace(triggers[0], is_inside=True)
    text = tell([
        check(one, TriggerState.DUE),
        check(replace(one, is_inside=False), TriggerState.DUE),
        check(replace(one, is_inside=False), TriggerState.DUE),
    ])
    assert "And 2 more that lie outside what was believed." in text
    fired = tell([check(replace(one, is_inside=False), TriggerState.FIRED)])
    assert "outside" not in fired


def test_what_cannot_be_checked_stands_under_its_reason(tell, triggers):
    checks = [check(one, TriggerState.UNCHECKED, "trigger.not.no_option") for one in triggers[:3]]
    text = tell(checks)
    assert text.count("no longer among those composed") == 1
    assert ": 3 (" in text


def test_an_input_of_the_use_case_is_not_named_twice(tell, triggers):
    own = next(one for one in triggers if one.what.endswith("requests_per_year"))
    (line,) = [row for row in tell([check(own, TriggerState.FIRED)]).splitlines() if "- " in row]
    assert line.startswith("- Requests a year (")


def test_the_plan_has_a_name_of_its_own(tell, triggers):
    plan = next(one for one in triggers if one.use_case == "")
    assert "- The plan " in tell([check(plan, TriggerState.FIRED)])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_are_told_with_what_leads(tell, stored, language):
    first, second, third = (dict(case) for case in stored["use_cases"][:3])
    before = {"use_cases": [first, second]}
    after = {
        "use_cases": [
            {**first, "recommended": "do_minimum", "leading": "do_minimum"},
            {**third, "recommended": "undecided"},
        ]
    }
    changes = answer_changes(before, after)
    assert [change.use_case for change in changes] == [first["id"], second["id"], third["id"]]
    assert changes[1].after is None
    assert changes[2].before is None
    assert changes[2].as_json()["after"]["recommended"] == "undecided"
    assert changes[1].as_json()["after"] is None
    text = tell([], changes, language)
    assert "{" not in text
    if language == "en":
        assert "changes the answer in 3 of 9 use cases:" in text
        assert f"{'Checking and correcting documents'}: gone" in text
        assert ": new" in text
        assert "; now keep today's service" in text


def test_the_same_answers_and_no_study_are_told_apart(tell, stored):
    assert answer_changes(stored, stored) == ()
    assert "gives the same answers" in tell([], ())
    assert "No new study was run" in tell([], None)


def test_a_change_knows_both_sides():
    assert AnswerChange("u", None, None).as_json() == {
        "use_case": "u", "before": None, "after": None,
    }  # fmt: skip
