"""``steelyard documents``."""

from __future__ import annotations

import json

import pytest

DAY = ("--as-of", "2026-11-21")


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "not on record"), ("zh", "无记录"), ("ko", "기록 없음")]
)
def test_the_list_is_told_in_three_languages(run, lang, word):
    done = run("documents", "qwen3-32b", *DAY, "--lang", lang)
    assert done.exit_code == 0
    assert word in done.stdout
    assert "Apache-2.0" in done.stdout


def test_the_letter_is_printed_as_it_is_sent(run):
    done = run("documents", "deepseek-r1", *DAY, "--letter", "--sender", "Ministry of Examples")
    assert done.exit_code == 0
    assert done.stdout.startswith("# Request for audit documents: deepseek-r1\n")
    assert "Date: 21 November 2026" in done.stdout
    assert "Ministry of Examples" in done.stdout


def test_json_says_which_facts_were_used(run):
    data = json.loads(run("documents", "deepseek-r1", *DAY, "--json").stdout)
    assert "doc.deepseek-r1.licence-weights" in data["facts_used"]
    assert "letter" not in data
    both = json.loads(run("documents", "deepseek-r1", *DAY, "--json", "--letter").stdout)
    assert both["letter"].startswith("# Request")


def test_a_pathway_narrows_the_list(run):
    data = json.loads(run("documents", "qwen3-32b", *DAY, "--pathway", "api", "--json").stdout)
    assert "licence-weights" not in {entry["id"] for entry in data["documents"]}
    told = run("documents", "qwen3-32b", *DAY, "--pathway", "pretraining").stdout
    assert "needs no document of a provider" in told


def test_an_early_day_knows_less(run):
    early = json.loads(run("documents", "deepseek-r1", "--as-of", "2025-02-01", "--json").stdout)
    late = json.loads(run("documents", "deepseek-r1", *DAY, "--json").stdout)

    def on_record(data):
        return sum(entry["on_record"] is not None for entry in data["documents"])

    assert 0 < on_record(early) < on_record(late)
    assert early["transparency"] is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("no-such-model",), "Nearest"),
        (("deepseek-r1", "--as-of", "2024-05-23"), "after the study's date"),
        (("deepseek-r1", "--lang", "fr"), "--lang"),
        (("deepseek-r1", "--pathway", "magic"), "--pathway"),
    ],
)
def test_wrong_input_is_refused(refused, words, expected):
    assert expected in refused("documents", *words)
