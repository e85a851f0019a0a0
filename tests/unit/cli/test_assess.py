"""``steelyard assess``."""

from __future__ import annotations

import io
import json

import pytest
from ruamel.yaml import YAML
from tests.unit.instruments.small_instrument import small_body

from steelyard.dossier.loader import load_dossier
from steelyard.instruments import instrument_ids

FILE = """\
instrument: osaid
edition: "1.0"
about: {model: [m-7b]}
assessor: A. Tester
role: Officer
date: 2022-11-27
answers:
  use: met
  # Clause 2 of the licence.
  study: {answer: not_met, evidence: "p. 2"}
others: unknown
"""


@pytest.fixture
def answers(tmp_path):
    """Return a function that writes answers with some words exchanged."""

    def write(*exchanges):
        text = FILE
        for before, after in exchanges:
            assert before in text
            text = text.replace(before, after, 1)
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def own(tmp_path):
    """Return a function that writes an instrument of one's own."""

    def write(**changes):
        stream = io.StringIO()
        YAML(typ="safe", pure=True).dump(small_body(**changes), stream)
        path = tmp_path / "own.yaml"
        path.write_text(stream.getvalue(), encoding="utf-8")
        return path

    return write


def test_answers_are_told_in_words_and_as_data(run, answers):
    told = run("assess", "osaid", "--answers", answers())
    assert told.exit_code == 0, told.stderr
    assert "Open Source AI Definition" in told.stdout
    assert "Not open source AI" in told.stdout
    done = run("assess", "osaid", "--answers", answers(), "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["results"]["open-source-ai"]["level"] == "not_open_source"
    assert found["about"] == {"model": ["m-7b"]}


def test_open_answers_leave_a_range_and_say_what_settles_it(run, answers):
    done = run(
        "assess", "osaid", "--answers", answers(("answer: not_met", "answer: met")), "--json"
    )
    found = json.loads(done.stdout)
    assert found["results"]["open-source-ai"] == {
        "level": None,
        "possible": ["not_open_source", "open_source"],
    }
    assert "modify" in found["settling"]


def test_words_come_in_chinese(run, answers):
    done = run("assess", "osaid", "--answers", answers(), "--lang", "zh")
    assert done.exit_code == 0
    assert "不属于开源" in done.stdout


def test_the_instruments_are_listed(run):
    done = run("assess", "--list")
    assert done.exit_code == 0
    rows = done.stdout.splitlines()
    assert [row.split()[0] for row in rows if row.split()[0] in instrument_ids()] == list(
        instrument_ids()
    )
    found = json.loads(run("assess", "--list", "--json").stdout)
    assert [row["id"] for row in found] == list(instrument_ids())


def test_a_template_filled_in_is_answered(run, tmp_path):
    done = run("assess", "osaid", "--template")
    assert done.exit_code == 0
    text = done.stdout.replace("''", "someone", 2).replace("''", "2024-11-27", 1)
    path = tmp_path / "filled.yaml"
    path.write_text(text.replace("{model: []}", "{model: [m-7b]}"), encoding="utf-8")
    answered = run("assess", "osaid", "--answers", path)
    assert answered.exit_code == 0, answered.stderr
    assert "can still move the result" in answered.stdout


def test_a_template_left_as_it_is_is_refused(run, refused, tmp_path):
    path = tmp_path / "blank.yaml"
    path.write_text(run("assess", "osaid", "--template").stdout, encoding="utf-8")
    words = refused("assess", "osaid", "--answers", path)
    for place in ("assessor", "role", "date", "about"):
        assert place in words


def test_an_entry_goes_into_a_dossier_as_it_is(run, answers, written):
    done = run("assess", "osaid", "--answers", answers(), "--entry")
    assert done.exit_code == 0
    dossier = load_dossier(written(more=f"\n{done.stdout}"))
    (entry,) = dossier.assessments
    assert entry.values == {"use": "met", "study": "not_met"}
    assert entry.answers["study"].evidence == "p. 2"
    assert "# Clause 2 of the licence." in done.stdout


def test_an_entry_is_printed_only_of_answers_that_can_be_used(refused, answers):
    assert "another" in refused(
        "assess", "osaid", "--answers", answers(("use: met", "use: another")), "--entry"
    )


def test_an_instrument_of_ones_own_is_applied_and_has_a_template(run, own, answers):
    path = own()
    assert "instrument: small" in run("assess", path, "--template").stdout
    head = ('instrument: osaid\nedition: "1.0"\nabout: {model: [m-7b]}',
            'instrument: small\nedition: "2.0"\nabout: {offer: [cloud]}')  # fmt: skip
    file = answers(head, ("  use: met\n", ""), ('study: {answer: not_met, evidence: "p. 2"}',
                                               "depth: low"))  # fmt: skip
    done = run("assess", path, "--answers", file)
    assert done.exit_code == 0, done.stderr
    assert "The lowest: low grade" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "INSTRUMENT: expected an id, found nothing."),
        (("osaid",), "--answers: expected a file, found none. Write one with --template"),
        (("osaid", "--entry"), "--answers: expected a file, found none."),
        (("atlantis", "--template"), "instrument: expected one of ca-aia, "),
        (("absent.yaml", "--template"), "absent.yaml: expected a file that can be read"),
        (
            ("osaid", "--answers", "absent.yaml"),
            "absent.yaml: expected a file of answers",
        ),
        (("osaid", "--answers", "."), "found the folder"),
        (("osaid", "--template", "--lang", "fr"), "--lang"),
    ],
)
def test_what_cannot_be_done_is_refused(refused, words, said):
    # A narrow terminal breaks lines between words.
    assert said in " ".join(refused("assess", *words).split())


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (('edition: "1.0"', 'edition: "0.9"'), "edition (line 2): expected edition 1.0 of osaid"),
        (("use: met", "usr: met"), "Did you mean 'use'?"),
        (("use: met", "use: true"), "answers.use (line 8)"),
        (("others: unknown\n", ""), "expected an answer, found nothing"),
        (("instrument: osaid", "instrument: mof"), "the instrument asked for"),
        (("{model: [m-7b]}", "{offer: [a]}"), "expected model, which osaid assesses, found offer"),
        (("2022-11-27", "soon"), "date (line 6): expected a date"),
        ((FILE, "- a\n"), "expected a mapping with answers"),
        ((FILE, "a: ["), "expected YAML"),
    ],
)
def test_answers_that_cannot_be_used_are_refused(refused, answers, exchange, said):
    words = refused("assess", "osaid", "--answers", answers(exchange))
    assert said in " ".join(words.split())


@pytest.mark.parametrize(
    "changes",
    [
        {"questions": ["a"]},
        {"scales": {"grade": 3}},
        {"results": []},
        {"main_result": "nobody"},
        {"contradictions": [{"when": 1}]},
    ],
)
def test_an_instrument_of_ones_own_that_is_wrong_is_refused(refused, own, changes):
    assert "own.yaml" in refused("assess", own(**changes), "--template")
