"""Assessments in a dossier are held against their instruments, the dossier and its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.errors import DossierError
from steelyard.instruments import load_instrument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[str | bytes], Path]

OFFER = (
    "offers: [{id: cloud, supplier: S, supplier_country: NO, pathway: api, model: m, "
    "hosting: vendor_abroad, valid_until: 2025-01-01, source: letter}]\n"
)
CLASSIFIED = (
    ("pack: GENERIC", "pack: CN"),
    ('country: "NO"', "country: CN"),
    ("data_class: internal", "data_class: important"),
)


def entry(instrument: str, about: str, *answers: str) -> str:
    edition = load_instrument(instrument).edition
    lines = "".join(f"\n      {answer}" for answer in answers)
    written = f"\n    answers:{lines}" if answers else ""
    return f"""\
  - instrument: {instrument}
    edition: "{edition}"
    about: {about}
    assessor: A. Tester
    role: Officer
    date: 2024-05-23
    others: unknown{written}
"""


@pytest.fixture
def problems(least: str, written: Writer) -> Callable[..., str]:
    """Return a function that says what is wrong with a dossier of some assessments."""

    def find(*entries: str, exchanged: tuple[tuple[str, str], ...] = ()) -> str:
        text = least
        for before, after in exchanged:
            assert before in text
            text = text.replace(before, after)
        path = written(f"{text}{OFFER}assessments:\n{''.join(entries)}")
        try:
            assert load_dossier(path).assessments
        except DossierError as error:
            return str(error)
        return ""

    return find


def line_of(least: str, offset: int) -> int:
    return len(f"{least}{OFFER}assessments:\n".splitlines()) + offset


@pytest.mark.parametrize(
    ("instrument", "about"),
    [
        ("kr-csap", "{use_case: letters}"),
        ("eu-csf", "{offer: cloud}"),
        ("osaid", "{model: [anything, at-all]}"),
    ],
)
def test_an_assessment_of_what_the_dossier_knows_is_in_order(
    problems: Callable[..., str], instrument: str, about: str
) -> None:
    assert problems(entry(instrument, about)) == ""


def test_an_unknown_use_case_is_named_with_its_line_and_a_hint(
    problems: Callable[..., str], least: str
) -> None:
    assert problems(entry("kr-csap", "{use_case: [letters, leters]}")) == (
        f"assessments[0].about.use_case (line {line_of(least, 3)}): expected one of the use "
        "cases (letters), found 'leters'. Did you mean 'letters'? Correct the name."
    )


def test_an_unknown_offer_is_named_beside_those_there_are(problems: Callable[..., str]) -> None:
    assert "one of the offers (cloud), found 'rain'" in problems(entry("eu-csf", "{offer: rain}"))


def test_each_assessment_is_checked_at_its_own_lines(
    problems: Callable[..., str], least: str
) -> None:
    second = entry("kr-csap", "{use_case: letters}", "nobody: yes")
    words = problems(entry("osaid", "{model: m}", "use: perhaps"), second)
    assert f"assessments[0].answers.use (line {line_of(least, 9)}): expected one of met" in words
    assert f"assessments[1].answers.nobody (line {line_of(least, 18)}): expected a quest" in words


def test_an_answer_of_the_wrong_form_has_its_line(problems: Callable[..., str], least: str) -> None:
    words = problems(entry("osaid", "{model: m}", "use: true"))
    assert f"assessments[0].answers.use (line {line_of(least, 9)}): expected the id of an" in words


def test_a_wrong_subject_and_a_wrong_instrument_are_named(problems: Callable[..., str]) -> None:
    words = problems(entry("osaid", "{offer: cloud}"))
    assert "assessments[0].about" in words
    assert "expected model, which osaid assesses, found offer" in words
    words = problems(entry("osaid", "{model: m}").replace("osaid", "oasid"))
    assert "assessments[0].instrument" in words


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((), ""),
        (
            ("national-security: very-serious",),
            "use_cases[0].data_class (line 32): expected core",
        ),
    ],
)
def test_a_class_that_its_instrument_contradicts_is_refused(
    problems: Callable[..., str], answers: tuple[str, ...], words: str
) -> None:
    found = problems(entry("cn-gbt-43697", "{use_case: letters}", *answers), exchanged=CLASSIFIED)
    assert words in found
    assert bool(words) == bool(found)


@pytest.mark.parametrize(
    ("old", "new", "is_refused"),
    [
        ("2024-05-01", "2024-05-02", False),
        ("2024-05-02", "2024-05-01", True),
        ("2999-01-01", "2024-05-01", False),
    ],
)
def test_a_class_is_held_against_the_assessment_that_counts(
    problems: Callable[..., str], old: str, new: str, *, is_refused: bool
) -> None:
    core = entry("cn-gbt-43697", "{use_case: letters}", "national-security: very-serious")
    undecided = entry("cn-gbt-43697", "{use_case: letters}")
    dated = (core.replace("2024-05-23", old), undecided.replace("2024-05-23", new))
    assert ("data_class" in problems(*dated, exchanged=CLASSIFIED)) is is_refused


def test_classes_are_held_against_sound_answers_only(problems: Callable[..., str]) -> None:
    answers = ("national-security: very-serious", "nobody: very-serious")
    words = problems(entry("cn-gbt-43697", "{use_case: letters}", *answers), exchanged=CLASSIFIED)
    assert "answers.nobody" in words
    assert "data_class" not in words


def test_an_instrument_that_does_not_classify_says_nothing_of_classes(
    problems: Callable[..., str],
) -> None:
    assert problems(entry("kr-csap", "{use_case: letters}"), exchanged=CLASSIFIED) == ""
