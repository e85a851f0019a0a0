"""A file of answers is read and checked at once, each problem with its line and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.instruments.small_instrument import FULL, small

from steelyard.dossier.assessment_file import load_assessment
from steelyard.errors import DossierError
from steelyard.instruments import load_instrument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[str | bytes], Path]

ANSWERS = """\
instrument: small
edition: "2.0"
about: {offer: [cloud, other]}
assessor: A. Tester
role: Security officer
date: 2024-05-23
answers:
  scope: "yes"
  depth: {answer: mid, evidence: "p. 3"}
  breadth: high
  harms: [health, relief]
  share: 50
  tested: met
  logged: not_applicable
"""


def problems(path: Path) -> str:
    with pytest.raises(DossierError) as caught:
        load_assessment(path, small())
    return str(caught.value)


def test_a_sound_file_is_typed(written: Writer) -> None:
    entry = load_assessment(written(ANSWERS), small())
    assert entry.values == FULL
    assert entry.about.names == ("cloud", "other")
    assert entry.answers["depth"].evidence == "p. 3"


def test_a_bare_yes_is_a_word_and_not_true(written: Writer) -> None:
    entry = load_assessment(written(ANSWERS.replace('"yes"', "yes")), small())
    assert entry.values["scope"] == "yes"


def test_the_instrument_that_the_file_names_is_opened(written: Writer) -> None:
    edition = load_instrument("osaid").edition
    head = f'instrument: osaid\nedition: "{edition}"\nabout: {{model: m}}\n'
    rest = "assessor: A\nrole: B\ndate: 2024-05-23\nothers: unknown\n"
    assert load_assessment(written(head + rest)).instrument == "osaid"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('edition: "2.0"', 'edition: "1.9"', "edition (line 2): expected edition 2.0 of small"),
        (
            "depth: {",
            "dept: {",
            "answers.dept (line 9): expected a question of small 2.0, found the unknown question "
            "'dept'. Did you mean 'depth'?",
        ),
        ("  logged: not_applicable\n", "", "answers.logged (line 8): expected an answer, found no"),
        ("breadth: high", "breadth: higher", "answers.breadth (line 10): expected one of low, mid"),
        ("share: 50", "share: 150", "answers.share (line 12): expected >= 0 and <= 100 [per cent]"),
        (
            "share: 50",
            "share: [50]",
            "answers.share (line 12): expected the id of an answer, a number, a list, or "
            "unknown, found a list with 1 entries.",
        ),
        (
            "share: 50",
            "share: .nan",
            "answers.share (line 12): expected the id of an answer",
        ),
        ("share: 50", "share: {evidence: a}", "answers.share (line 12): expected the id of an ans"),
        ('"yes"', "true", "answers.scope (line 8): expected the id of an answer, a number, a list"),
        ('"yes"', "", "answers.scope (line 9): expected the id of an answer, a number, a list"),
        (
            "{offer: [cloud, other]}",
            "{use_case: letters}",
            "about (line 3): expected offer, which small assesses, found use_case.",
        ),
        (
            "{offer: [cloud, other]}",
            "{offer: [], model: m}",
            "(line 3)",
        ),
        (
            "{offer: [cloud, other]}",
            "{}",
            "about (line 3): expected exactly one of use_case, mod",
        ),
        ("{offer: [cloud, other]}", "{offer: []}", "about.offer (line 3)"),
        ("A. Tester", "''", "assessor (line 4)"),
        ("2024-05-23", "''", "date (line 6): expected a date, as 2024-05-23"),
        ("small", "large", "instrument (line 1): expected 'small', the instrument asked fo"),
        ("role: Security officer\n", "", "role"),
        ("answers:", "note: [a]\nanswers:", "note (line 7)"),
        (
            "answers:",
            "others: perhaps\nanswers:",
            "others (line 7): expected unknown, or an answer",
        ),
        ("answers:", "floors: {lowest: top}\nanswers:", "floors.lowest (line 7): expected one of"),
    ],
)
def test_a_problem_is_named_with_its_line(
    written: Writer, before: str, after: str, words: str
) -> None:
    assert before in ANSWERS
    assert words in problems(written(ANSWERS.replace(before, after, 1)))


def test_contradictory_answers_are_named_together(written: Writer) -> None:
    text = ANSWERS.replace("answer: mid", "answer: high").replace("tested: met", "tested: not_met")
    words = problems(written(text))
    assert "answers.depth and answers.tested" in words
    assert "expected answers that can both be true" in words


def test_every_problem_is_named_at_once(written: Writer) -> None:
    text = ANSWERS.replace("high", "higher").replace("share: 50", "share: -1")
    assert len(problems(written(text)).splitlines()) == 2
    text = ANSWERS.replace("A. Tester", "''").replace("2024-05-23", "then").replace("small", "7")
    assert len(problems(written(text)).splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "file: expected a mapping with answers, found nothing. Write one with 'steelyard"),
        ("- a\n", "found a list with 1 entries"),
        ("words", "found 'words'"),
        (b"\x00", "found binary data"),
        ("a: [", "expected YAML"),
        ("a: 1\na: 2\n", "a (line 2): expected each name once"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused(
    written: Writer, content: str | bytes, words: str
) -> None:
    assert words in problems(written(content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "found none" in problems(tmp_path / "absent.yaml")
    assert "the folder" in problems(tmp_path)
