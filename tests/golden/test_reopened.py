"""The decision of May 2024 against the dossier of today: named triggers fire, answers change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steelyard.decision.trigger_checks import TriggerState
from steelyard.study import load_dossier, reopen_decision

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWS = 500
FIRED_OF_DRAFTING = {
    "dossier:use_cases/document-drafting/benefit/minutes_saved",
    "family:staff_cost",
    "option",
    "instrument:CN/cn-gbt-43697",
    "best_quality",
}


@pytest.fixture(scope="module")
def decided(decision_of, tmp_path_factory):
    folder = tmp_path_factory.mktemp("guangxi-2024")
    text = json.dumps(decision_of("guangxi-2024", draws=DRAWS))
    (folder / "decision.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_guangxi_of_2024_reopened_with_the_dossier_of_2026(decided):
    found = reopen_decision(decided, EXAMPLES / "guangxi-2026" / "dossier.yaml")
    fired = [check.trigger for check in found.of(TriggerState.FIRED)]
    drafting = {one.what for one in fired if one.use_case == "document-drafting"}
    assert drafting == FIRED_OF_DRAFTING
    assert {one.use_case for one in fired if one.what.startswith("instrument:")} == {
        case.id for case in load_dossier(EXAMPLES / "guangxi-2024" / "dossier.yaml").use_cases
    }
    lost = {check.trigger.use_case for check in found.checks if check.found == "gone"}
    assert lost == {
        "document-drafting", "citizen-questions", "service-recommendation", "city-monitoring",
    }  # fmt: skip
    unread = {check.words.key for check in found.of(TriggerState.UNCHECKED)}
    assert unread <= {"trigger.not.no_option"}
    answers = {change.use_case: change.after.leading for change in found.changes}
    assert answers["citizen-questions"].startswith("open_adaptation:")
    assert found.is_open
    text = found.as_text("en")
    assert "Minutes saved by an accepted result (Drafting official documents): below" in text
    assert "Rules for data classification and grading" in text


@pytest.mark.slow
@pytest.mark.parametrize("case", ["guangxi-2024", "singapore-2023-12", "small-country"])
def test_a_decision_held_against_its_own_dossier_is_at_rest(case, decision_of, tmp_path):
    text = json.dumps(decision_of(case, draws=DRAWS))
    (tmp_path / "decision.json").write_text(text, encoding="utf-8")
    found = reopen_decision(tmp_path, EXAMPLES / case / "dossier.yaml", triggers_only=True)
    assert not found.is_open
    assert not found.of(TriggerState.DUE)
    assert len(found.checks) > len(found.of(TriggerState.UNCHECKED))
