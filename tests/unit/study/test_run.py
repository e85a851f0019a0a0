"""A study is five calls, and its manifest says how it came about."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from steelyard.errors import DomainError, DossierError, FactError
from steelyard.study import LEAST_DRAWS, MOST_DRAWS, Effort, decision_json, run_study


def test_every_stage_hands_on(small_study):
    names = [use_case.id for use_case in small_study.dossier.use_cases]
    assert [need.use_case.id for need in small_study.needs.use_cases] == names
    assert [entry.use_case for entry in small_study.appraisal.use_cases] == names
    assert [entry.use_case for entry in small_study.median.use_cases] == names
    assert [entry.use_case for entry in small_study.decision.use_cases] == names
    assert small_study.sample.n == 100
    assert small_study.facts.used, "the facts behind the figures are recorded"


def test_the_manifest_tells_how_it_came_about(small_study, small_path):
    manifest = small_study.manifest.as_json()
    assert manifest["dossier_digest"] == hashlib.sha256(small_path.read_bytes()).hexdigest()
    assert manifest["as_of"] == small_study.dossier.as_of.isoformat()
    inputs = manifest["inputs"]
    assert list(inputs) == sorted(inputs)
    assert {entry["status"] for entry in inputs.values()} <= {
        "given", "derived", "assumed", "fact", "model",
    }  # fmt: skip
    volume = inputs["dossier:use_cases/service/workload/requests_per_year"]
    stated = small_study.dossier.use_cases[0].workload.requests_per_year.statement
    assert (volume["p05"], volume["p50"], volume["p95"]) == (stated.p05, stated.p50, stated.p95)
    assert volume["unit"] == "request/year"


def test_progress_names_every_step(small_path):
    told = []
    run_study(small_path, draws=LEAST_DRAWS, progress=lambda *step: told.append(step))
    assert "service" in [name for name, _ in told]
    assert {total for _, total in told} == {len(told)}


def test_the_day_can_be_moved(small_path):
    study = run_study(small_path, draws=LEAST_DRAWS, as_of=date(2026, 6, 30))
    assert study.dossier.as_of == study.facts.as_of == study.manifest.as_of == date(2026, 6, 30)


def test_a_thorough_study_says_so_and_gives_the_same_bytes(small_study, small_path):
    once, again = (
        run_study(small_path, draws=LEAST_DRAWS, effort=Effort.THOROUGH) for _ in range(2)
    )
    assert decision_json(once) == decision_json(again)
    assert once.manifest.as_json()["effort"] == "thorough"
    assert small_study.manifest.as_json()["effort"] == "quick"
    verdicts = [
        [(entry.recommended, entry.confidence) for entry in study.decision.use_cases]
        for study in (once, small_study)
    ]
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("draws", [0, LEAST_DRAWS - 1, MOST_DRAWS + 1])
def test_too_few_and_too_many_draws_are_refused(draws, small_path):
    with pytest.raises(DomainError, match=f"expected {LEAST_DRAWS} to {MOST_DRAWS}"):
        run_study(small_path, draws=draws)


def test_a_dossier_that_is_none_is_refused(tmp_path):
    with pytest.raises(DossierError):
        run_study(tmp_path / "absent.yaml")


def test_unknown_machines_and_models_are_refused_with_near_names(small_path, tmp_path):
    text = small_path.read_text(encoding="utf-8")
    path = tmp_path / "dossier.yaml"
    path.write_text(text + "\ncandidates: {models: [qwen2.6-72b], hardware: [L400]}\n", "utf-8")
    with pytest.raises(FactError) as told:
        run_study(path, draws=LEAST_DRAWS)
    message = str(told.value)
    assert "candidates/models: model 'qwen2.6-72b'" in message
    assert "candidates/hardware: hardware 'L400'" in message
    assert message.count("Nearest:") == 2
