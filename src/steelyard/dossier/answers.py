"""Check what was answered: every answer in its type, and all that cannot be used at once."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from steelyard.dossier.questions import QUESTIONS, Kind, Question
from steelyard.dossier.structure import known_codes
from steelyard.dossier.wording import nearest, shown
from steelyard.dossier.yaml_text import read_text, read_yaml
from steelyard.errors import DossierError, Problem
from steelyard.instruments.packs import load_pack, pack_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

UNKNOWN: Final = frozenset({"", "unknown", "?"})
"""Answers that leave a question open."""


@dataclass(frozen=True, slots=True)
class Range:
    """An answered quantity: one number, or low, middle and high.

    Attributes
    ----------
    low, middle, high
        In the unit of the question; equal when one number was given.
    """

    low: float
    middle: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether one number was given."""
        return self.low == self.high


Answer = str | bool | Range | tuple[str, str] | None
"""A checked answer; None where it was left open."""


def check_answer(question: Question, raw: object) -> Answer:
    """Check one answer.

    Parameters
    ----------
    question
        The question.
    raw
        What was typed, or a value from an answers file.

    Returns
    -------
    Answer
        The answer in its type.

    Raises
    ------
    DossierError
        With the one problem, its unit and the next step.
    """
    text = _as_text(raw)
    if text.lower() in UNKNOWN:
        if question.may_be_unknown:
            return None
        _refuse(question, "an answer", "nothing", "Answer it; a range 'low middle high' will do.")
    return _CHECKS[question.kind](question, text)


def load_answers(path: str | PathLike[str]) -> dict[str, object]:
    """Read a file of answers.

    Parameters
    ----------
    path
        YAML file: answer by question id.

    Returns
    -------
    dict
        Answers as they stand in the file, not yet checked.

    Raises
    ------
    DossierError
        If the file cannot be read or holds no mapping.
    """
    data = read_yaml(read_text(path)).data
    if not isinstance(data, dict):
        step = "Write one answer a line, as 'country: CV EUR'."
        raise DossierError([Problem("file", "a mapping of answers", shown(data), step)])
    return data


def check_answers(answers: Mapping[str, object]) -> dict[str, Answer]:
    """Check all answers together.

    Parameters
    ----------
    answers
        Answer by question id.

    Returns
    -------
    dict
        Checked answers, one for each question.

    Raises
    ------
    DossierError
        With all problems at once.
    """
    problems: list[Problem] = []
    checked: dict[str, Answer] = {}
    known = tuple(question.id for question in QUESTIONS)
    for name in answers:
        if name not in known:
            hint = nearest(str(name), known)
            found = f"the unknown question '{name}'"
            problems.append(
                Problem(f"answers.{name}", ", ".join(known), found, f"{hint}Remove it.")
            )
    for question in QUESTIONS:
        try:
            checked[question.id] = check_answer(question, answers.get(question.id))
        except DossierError as error:
            problems += error.problems
    if problems:
        raise DossierError(problems)
    return checked


def _refuse(question: Question, expected: str, found: str, next_step: str) -> NoReturn:
    raise DossierError([Problem(f"answers.{question.id}", expected, found, next_step)])


def _as_text(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list | tuple):
        return " ".join(_as_text(part) for part in raw).strip()
    return str(raw).strip()


def _text(question: Question, text: str) -> Answer:
    return " ".join(text.split())


def _accelerators(question: Question, text: str) -> Answer:
    if text.lower() in {"none", "0", "no", "无"}:
        return None
    found = re.fullmatch(r"([0-9]+)\s*[xX×]\s*([A-Za-z0-9.-]+)", text)
    if found is None:
        step = "Write the number, x, and the id that 'steelyard facts list' shows."
        _refuse(question, "none, or a number x an id, as 8 x L4", shown(text), step)
    return found.group(1), found.group(2)


def _date(question: Question, text: str) -> Answer:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        _refuse(question, "a date, as 2026-11-21", shown(text), "Enter year-month-day.")


def _country(question: Question, text: str) -> Answer:
    country, *more = text.upper().split()
    known = known_codes("country")
    if country not in known:
        step = f"{nearest(country, known)}Look the code up."
        _refuse(question, "an ISO 3166-1 country code", shown(text), step)
    if len(more) > 1 or (more and more[0] not in known_codes("currency")):
        step = "Write the country and one currency, as CV EUR."
        _refuse(question, "an ISO 4217 currency code after it", shown(text), step)
    return " ".join((country, *more))


def _data_class(question: Question, text: str) -> Answer:
    labels = tuple(entry.label for pack in pack_ids() for entry in load_pack(pack).data_classes)
    if text not in labels:
        expected = f"one of {', '.join(labels)}"
        _refuse(question, expected, shown(text), f"{nearest(text, labels)}Choose one.")
    return text


def _languages(question: Question, text: str) -> Answer:
    codes = tuple(text.replace(",", " ").lower().split())
    known = known_codes("language")
    for code in codes:
        if code not in known or codes.count(code) > 1:
            step = "Separate the codes by blanks, each once."
            _refuse(question, "ISO 639 language codes", shown(code), step)
    return " ".join(codes)


def _choice(question: Question, text: str) -> Answer:
    if text not in question.choices:
        step = f"{nearest(text, question.choices)}Choose one."
        _refuse(question, f"one of {', '.join(question.choices)}", shown(text), step)
    return text


def _yes_no(question: Question, text: str) -> Answer:
    word = text.lower()
    if word not in {"yes", "no", "true", "false", "y", "n", "是", "否"}:
        _refuse(question, "yes or no", shown(text), "Answer yes or no.")
    return word in {"yes", "true", "y", "是"}


def _range(question: Question, text: str) -> Answer:
    expected = f"one number or 'low middle high' >= {question.least:g} [{question.unit}]"
    if question.most < math.inf:
        expected += f", at most {question.most:g}"
    words = text.replace("_", "").split()
    step = "Write plain numbers, without thousands separators."
    try:
        numbers = [_number(word) for word in words]
    except ValueError:
        numbers = []
    if len(numbers) not in {1, 3} or not all(math.isfinite(number) for number in numbers):
        _refuse(question, expected, shown(text), step)
    low, middle, high = numbers * 3 if len(numbers) == 1 else numbers
    if not question.least <= low <= middle <= high <= question.most:
        _refuse(question, expected, shown(text), "Order them, inside the range.")
    return Range(low, middle, high)


def _number(word: str) -> float:
    return float(word[:-1]) / 100.0 if word.endswith("%") else float(word)


_CHECKS: Final = {
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.COUNTRY: _country,
    Kind.LANGUAGES: _languages,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.QUANTITY: _range,
    Kind.ACCELERATORS: _accelerators,
    Kind.DATA_CLASS: _data_class,
}
