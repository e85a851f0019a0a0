"""Each answer is checked at once, with unit and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.answers import Range, check_answer, check_answers, load_answers
from steelyard.dossier.questions import QUESTIONS, Question
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from pathlib import Path


def question(key: str) -> Question:
    return next(entry for entry in QUESTIONS if entry.id == key)


@pytest.mark.parametrize(
    ("key", "raw", "answer"),
    [
        ("who", "  An   office ", "An office"),
        ("country", "cv", "CV"),
        ("country", "CV eur", "CV EUR"),
        ("as_of", "2026-11-21", "2026-11-21"),
        ("tier", "county", "county"),
        ("languages", "pt, kea", "pt kea"),
        ("languages", ["zh", "za"], "zh za"),
        ("requests", 5000, Range(5000, 5000, 5000)),
        ("requests", "1_000 2000 1e4", Range(1000, 2000, 10000)),
        ("requests", [1000, 2000, 3000], Range(1000, 2000, 3000)),
        ("error_rate", "15%", Range(0.15, 0.15, 0.15)),
        ("error_rate", "unknown", None),
        ("running_budget", None, None),
        ("public", True, True),
        ("public", "否", False),
        ("data_class", "internal", "internal"),
        ("accelerators", "none", None),
        ("accelerators", "8 x L4", ("8", "L4")),
        ("accelerators", "16×H20-96GB", ("16", "H20-96GB")),
        ("rooms", "none", "none"),
    ],
)
def test_answers(key: str, raw: object, answer: object) -> None:
    assert check_answer(question(key), raw) == answer


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        ("who", "", "answers.who: expected an answer, found nothing"),
        ("country", "QX", "an ISO 3166-1 country code"),
        ("country", "CV XXQ", "an ISO 4217 currency code after it"),
        ("as_of", "tomorrow", "a date, as 2026-11-21"),
        ("tier", "nationl", "Did you mean 'national'?"),
        ("languages", "pt pt", "ISO 639 language codes"),
        ("languages", "qqq", "ISO 639 language codes"),
        ("requests", "many", "one number or 'low middle high' >= 1 [request/year], found 'many'"),
        ("requests", "0", ">= 1 [request/year]"),
        ("requests", "1 2", "one number or 'low middle high'"),
        ("requests", "3 2 1", "Order them"),
        ("requests", "inf", "found 'inf'"),
        ("requests", "unknown", "a range 'low middle high' will do"),
        ("error_rate", "120%", "at most 1"),
        ("public", "perhaps", "yes or no"),
        ("data_class", "intern", "Did you mean 'internal'?"),
        ("accelerators", "some", "none, or a number x an id"),
    ],
)
def test_answers_that_cannot_be_used(key: str, raw: object, expected: str) -> None:
    with pytest.raises(DossierError) as caught:
        check_answer(question(key), raw)
    assert expected in str(caught.value)
    assert len(caught.value.problems) == 1


def test_a_file_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("who: A\nrequests: [1, 2, 3]\n")
    assert load_answers(path) == {"who": "A", "requests": [1, 2, 3]}
    path.write_text("- A\n")
    with pytest.raises(DossierError, match="a mapping of answers, found a list"):
        load_answers(path)
    with pytest.raises(DossierError, match="expected the file"):
        load_answers(tmp_path / "none.yaml")


def test_all_together_and_unknown_questions() -> None:
    with pytest.raises(DossierError) as caught:
        check_answers({"contry": "CV", "who": "A"})
    assert len(caught.value.problems) == len(QUESTIONS) - 4 + 1
    assert "Did you mean 'country'?" in str(caught.value)
