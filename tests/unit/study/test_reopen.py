"""A decision held against a new dossier: what fired, what changes, and what is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest

from steelyard.decision.trigger_checks import TriggerState
from steelyard.errors import DomainError
from steelyard.study import Effort, decision_json, reopen_decision, run_study
from steelyard.study.reopen import stored_effort, stored_inputs

DRAFTS = "{p05: 9.5e+4, p50: 9.5e+5, p95: 9.5e+6, status"
TRIAL = """evidence:
  - {use_case: service, model: llama-3.1-70b, n_items: 60, n_accepted: 50,
     date: 2026-10-01, source: report}
own_rules:"""
VOLUME = "requests_per_year: {p05: 8500, p50: 47000, p95: 256000,"


@pytest.fixture(scope="module")
def folder(small_study, tmp_path_factory):
    made = tmp_path_factory.mktemp("decided")
    (made / "decision.json").write_text(decision_json(small_study), encoding="utf-8")
    return made


@pytest.fixture
def edited(small_path, tmp_path):
    """Return a function that writes the small dossier with some words exchanged."""

    def write(*exchanges):
        text = small_path.read_text(encoding="utf-8")
        for old, new in exchanges:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "dossier.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def fired(found):
    return {check.trigger.what for check in found.of(TriggerState.FIRED)}


def test_the_same_dossier_opens_nothing(folder, small_path):
    found = reopen_decision(folder, small_path)
    assert found.checks
    assert not found.is_open
    assert found.changes == ()
    assert found.comparison.as_json()["use_cases"] == []
    assert found.n_use_cases == 1
    again = reopen_decision(folder / "decision.json", small_path)
    assert json.dumps(found.as_json()) == json.dumps(again.as_json())
    assert "gives the same answers" in found.as_text("en")


def test_a_quick_check_runs_no_study(folder, small_path, monkeypatch):
    monkeypatch.setattr("steelyard.study.reopen.run_study", None)
    found = reopen_decision(folder, small_path, triggers_only=True)
    assert found.changes is None
    assert found.comparison is None
    assert found.as_json()["decision"] is None
    assert not found.of(TriggerState.FIRED)


@pytest.fixture(scope="module")
def large(root, tmp_path_factory):
    """Decide the Guangxi case at few draws; return its text and the folder of the decision."""
    path = root / "examples" / "guangxi-2024" / "dossier.yaml"
    made = tmp_path_factory.mktemp("guangxi")
    (made / "decision.json").write_text(decision_json(run_study(path, draws=100)), encoding="utf-8")
    return path.read_text(encoding="utf-8"), made


@pytest.mark.parametrize("factor", [1.05, 1 / 1.05])
def test_a_volume_moved_beyond_its_value_fires_and_short_of_it_does_not(large, tmp_path, factor):
    text, folder = large
    assert DRAFTS in text
    stored = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
    (row,) = [
        row
        for row in stored["triggers"]
        if row["what"] == "dossier:use_cases/document-drafting/workload/requests_per_year"
    ]
    middle = row["value"] * factor
    moved = f"{{p05: {middle / 10:.8g}, p50: {middle:.10g}, p95: {middle * 10:.8g}, status"
    path = tmp_path / "dossier.yaml"
    path.write_text(text.replace(DRAFTS, moved, 1), encoding="utf-8")
    found = reopen_decision(folder, path, triggers_only=True)
    state = {check.trigger.id: check.state for check in found.checks}[row["id"]]
    assert (state is TriggerState.FIRED) == ((factor > 1) == (row["comparison"] == "above"))


def test_a_study_tells_whether_the_answer_changes(folder, edited):
    steps = []
    path = edited((VOLUME, "requests_per_year: {p05: 40000000, p50: 47000000, p95: 56000000,"))
    found = reopen_decision(
        folder, path, draws=100, seed=5, progress=lambda name, total: steps.append((name, total))
    )
    assert steps
    assert found.is_open
    told = found.as_json()["decision"]
    assert told["changes"] == bool(found.changes)
    assert any(entry["name"] == "seed" for entry in told["comparison"]["frame"])


def test_time_alone_makes_triggers_due(folder, small_path):
    found = reopen_decision(folder, small_path, as_of=date(2028, 1, 1), triggers_only=True)
    assert found.as_of == date(2028, 1, 1)
    assert found.of(TriggerState.DUE)
    assert found.as_json()["counts"]["due"] == len(found.of(TriggerState.DUE))


def test_a_trial_on_own_items_fires(folder, edited):
    found = reopen_decision(folder, edited(("own_rules:", TRIAL)), triggers_only=True)
    assert "evidence:" in fired(found)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda decision: decision.pop("triggers"), "triggers: expected the list"),
        (lambda decision: decision.pop("manifest"), "manifest: expected inputs"),
        (lambda decision: decision["manifest"].update(draws="many"), "manifest: expected"),
        (lambda decision: decision["manifest"].update(as_of="2030-01-01"), "2030-01-01 or later"),
        (
            lambda decision: [case.update(id="other") for case in decision["use_cases"]],
            "expected one of other, as decided before, found none",
        ),
    ],
)
def test_what_cannot_be_reopened_says_why(folder, small_path, tmp_path, change, match):
    decision = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
    change(decision)
    (tmp_path / "decision.json").write_text(json.dumps(decision), encoding="utf-8")
    with pytest.raises(DomainError, match=match):
        reopen_decision(tmp_path, small_path)


def test_stored_inputs_are_read_at_their_medians(folder):
    decision = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
    inputs, n_draws, seed, day = stored_inputs(decision)
    assert (n_draws, day) == (100, date(2026, 11, 21))
    assert seed == decision["manifest"]["seed"]
    volume = inputs["dossier:use_cases/service/workload/requests_per_year"]
    assert (volume.statement.p50, volume.unit) == (47000.0, "request/year")


def test_a_new_study_looks_as_deep_as_the_decision_did():
    assert stored_effort({"manifest": {"effort": "thorough"}}) is Effort.THOROUGH
    assert stored_effort({"manifest": {}}) is Effort.QUICK
    with pytest.raises(DomainError, match="expected quick or thorough, found 'deep'"):
        stored_effort({"manifest": {"effort": "deep"}})
