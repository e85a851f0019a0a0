"""``steelyard reopen``: exit codes, plain text and JSON."""

from __future__ import annotations

import json

import pytest

TRIAL = """
evidence:
  - {use_case: service, model: llama-3.1-70b, n_items: 60, n_accepted: 50,
     date: 2026-10-01, source: report}
"""


@pytest.fixture
def decided(run, written, tmp_path):
    """Decide the small dossier quickly and return dossier and folder."""
    path, folder = written(), tmp_path / "out"
    done = run("decide", path, "--out", folder, "--draws", 100, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return path, folder


def test_nothing_fired_ends_with_0(run, decided):
    path, folder = decided
    done = run("reopen", folder, "--dossier", path)
    assert done.exit_code == 0, done.stderr
    assert "Triggers fired: 0 of" in done.stdout
    assert "A new study gives the same answers." in done.stdout


def test_something_fired_ends_with_1(run, decided, written):
    _, folder = decided
    more = written(name="new.yaml", more=TRIAL)
    done = run("reopen", folder, "--dossier", more, "--triggers-only")
    assert done.exit_code == 1, done.stderr
    assert "Fired" in done.stdout
    assert "No new study was run." in done.stdout
    chinese = run("reopen", folder, "--dossier", more, "--triggers-only", "--lang", "zh")
    assert "已触发" in chinese.stdout


def test_json_has_every_trigger_with_its_state(run, decided):
    path, folder = decided
    done = run("reopen", folder, "--dossier", path, "--triggers-only", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert sum(told["counts"].values()) == len(told["triggers"])
    assert told["decision"] is None
    assert {"id", "state", "found", "words", "review_on"} <= set(told["triggers"][0])


def test_a_day_may_be_given(run, decided):
    path, folder = decided
    done = run(
        "reopen", folder, "--dossier", path, "--triggers-only", "--as-of", "2028-01-01", "--json"
    )
    assert json.loads(done.stdout)["as_of"] == "2028-01-01"


def test_bad_input_ends_with_2(refused, decided, tmp_path, written):
    path, folder = decided
    assert "expected a decision.json" in refused("reopen", tmp_path, "--dossier", path)
    assert "or later" in refused(
        "reopen", folder, "--dossier", path, "--as-of", "2020-01-01", "--triggers-only"
    )
    assert refused("reopen", folder, "--dossier", tmp_path / "absent.yaml")
    other = written(("- id: service", "- id: another"), name="other.yaml")
    assert "found none of them" in refused("reopen", folder, "--dossier", other)
