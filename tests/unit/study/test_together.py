"""Two like offices: from the files to the page, and the same bytes again."""

from __future__ import annotations

import hashlib
import json

import pytest

from steelyard.errors import DomainError, DossierError
from steelyard.study import (
    render_together_pages,
    run_together,
    together_in_words,
    together_json,
)

FILE = """
id: two
title: {en: Two}
as_of: 2026-11-21
prepared_by: tests
members:
  - {id: a, name: {en: Office A}, dossier: a.yaml, kind: agency}
  - {id: b, name: {en: Office B}, dossier: b.yaml, kind: agency}
governance:
  - id: pact
    name: {en: Pact}
    vehicle: consortium
    set_up_cost: 1000
    cost_per_year: 500
    delay_months: 6
    control: {level: 3, rationale: {en: Both decide.}, rater: tests}
    shared_cost_factor: 1.1
    source: made up
chosen: pact
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("two")
    text = (root / "examples" / "small-country" / "dossier.yaml").read_text(encoding="utf-8")
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "consortium.yaml").write_text(FILE, encoding="utf-8")
    return folder / "consortium.yaml"


@pytest.fixture(scope="module")
def steps():
    return []


@pytest.fixture(scope="module")
def found(path, steps):
    return run_together(path, draws=100, seed=5, progress=lambda *step: steps.append(step))


def test_members_alike_get_alike(found):
    first, second = found.result.members
    assert first.alone == second.alone
    for rule in found.result.rules:
        assert rule.values["a"] == pytest.approx(rule.values["b"])
    assert found.result.worth >= found.result.worth_alone


def test_progress_counts_every_step(found, steps):
    assert {total for _, total in steps} == {len(steps)}
    assert steps[-1][0] == "group"
    assert found.manifest.n_draws == 100


def test_the_file_says_how_it_came_about(found, path):
    body = json.loads(together_json(found))
    assert body["id"] == "two"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert body["manifest"]["digests"]["consortium.yaml"] == digest
    assert set(body["manifest"]["digests"]) == {"consortium.yaml", "a.yaml", "b.yaml"}
    assert body["manifest"]["seed"] == 5
    assert body["is_illustration"] is True


def test_the_same_files_give_the_same_bytes(found, path):
    again = run_together(path, draws=100, seed=5)
    assert together_json(again) == together_json(found)
    pages = render_together_pages(found, ["en", "zh"])
    assert pages == render_together_pages(again, ["en", "zh"])
    assert list(pages) == ["together.en.html", "together.zh.html"]


def test_it_can_be_said_in_words(found):
    assert "Pact" in together_in_words(found, "en").splitlines()[0]


def test_bad_input_is_refused_before_anything_runs(path, tmp_path):
    with pytest.raises(DomainError):
        run_together(path, draws=3)
    with pytest.raises(DossierError):
        run_together(tmp_path / "none.yaml")
