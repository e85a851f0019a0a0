"""At most twenty questions, each with its unit and its check, that make a whole dossier."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NoReturn

from steelyard.dossier.schema import Tier
from steelyard.dossier.structure import known_codes
from steelyard.dossier.text import in_language
from steelyard.dossier.use_cases import Impact, Task
from steelyard.dossier.wording import nearest, shown
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

PACK_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "CN": ("general", "general_personal", "important", "core"),
    "SG": ("open", "restricted", "confidential_cloud_eligible", "confidential", "secret"),
    "GENERIC": ("public", "internal", "sensitive", "secret"),
}
"""Data classes that a short dossier offers, by jurisdiction pack."""

ROOMS: Final = ("none", "own", "provider", "both")
"""Where machines could stand in the country."""

UNKNOWN: Final = frozenset({"", "unknown", "?"})
"""Answers that leave a question open."""


class Kind(StrEnum):
    """What form an answer has."""

    TEXT = "text"
    DATE = "date"
    COUNTRY = "country"
    LANGUAGES = "languages"
    CHOICE = "choice"
    YES_NO = "yes_no"
    QUANTITY = "quantity"
    ACCELERATORS = "accelerators"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    id
        Key of the answer.
    text
        The question by language.
    kind
        Form of the answer.
    unit
        Unit of a quantity, else empty.
    choices
        Permitted words of a choice.
    least, most
        Range of a quantity, in its unit.
    may_be_unknown
        Whether ``unknown`` is an answer; the dossier then says so.
    """

    id: str
    text: Mapping[str, str]
    kind: Kind
    unit: str = ""
    choices: tuple[str, ...] = ()
    least: float = 0.0
    most: float = math.inf
    may_be_unknown: bool = False

    def prompt(self, language: str) -> str:
        """Return the question as it is put to a person.

        Parameters
        ----------
        language
            ``en`` or ``zh``.

        Returns
        -------
        str
            Question, unit, and how to answer.
        """
        hints = [f"[{self.unit}]" if self.unit else "", f"({', '.join(self.choices)})"]
        parts = [in_language(dict(self.text), language), hints[0], hints[1] if self.choices else ""]
        if self.kind is Kind.QUANTITY:
            parts.append("(one number, or low middle high)")
        return " ".join(part for part in parts if part)


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


def _quantity(
    key: str,
    english: str,
    chinese: str,
    unit: str,
    *,
    least: float = 0.0,
    most: float = math.inf,
    is_open: bool = False,
) -> Question:
    text = {"en": english, "zh": chinese}
    return Question(key, text, Kind.QUANTITY, unit, least=least, most=most, may_be_unknown=is_open)


QUESTIONS: Final[tuple[Question, ...]] = (
    Question("who", {"en": "Who answers these questions?", "zh": "由谁填写？"}, Kind.TEXT),
    Question(
        "country",
        {"en": "Which country (two capital letters)?", "zh": "国家（两位大写代码）？"},
        Kind.COUNTRY,
    ),
    Question("as_of", {"en": "Date of the study?", "zh": "研究日期？"}, Kind.DATE),
    Question(
        "tier",
        {"en": "Which level of government decides?", "zh": "由哪一级政府决策？"},
        Kind.CHOICE,
        choices=tuple(Tier),
    ),
    Question(
        "languages",
        {
            "en": "Languages of the service, the main one first (codes, as pt kea)?",
            "zh": "服务语言，主要语言在前（代码，如 zh za）？",
        },
        Kind.LANGUAGES,
    ),
    Question("service", {"en": "What is the model to do?", "zh": "模型用来做什么？"}, Kind.TEXT),
    Question(
        "task",
        {"en": "What kind of work is that?", "zh": "属于哪类工作？"},
        Kind.CHOICE,
        choices=tuple(Task),
    ),
    _quantity(
        "requests", "How many requests a year?", "每年多少次请求？", "request/year", least=1.0
    ),
    _quantity(
        "minutes",
        "How many minutes of staff time does one take today?",
        "目前每次需要多少分钟人工？",
        "min/request",
        least=0.01,
    ),
    _quantity(
        "hourly_cost",
        "What does an hour of that staff cost in all?",
        "人工每小时全成本？",
        "CUR/h",
        least=0.001,
    ),
    _quantity(
        "error_rate",
        "What share is handled wrongly or comes back today?",
        "目前出错或返工的比例？",
        "1",
        most=1.0,
        is_open=True,
    ),
    Question(
        "public",
        {"en": "Do citizens meet the answers directly?", "zh": "公众是否直接看到模型输出？"},
        Kind.YES_NO,
    ),
    Question(
        "impact",
        {"en": "What can a wrong answer do?", "zh": "错误输出的后果？"},
        Kind.CHOICE,
        choices=tuple(Impact),
    ),
    Question(
        "data_class",
        {"en": "How are the data classified?", "zh": "数据属于哪一级？"},
        Kind.CHOICE,
        choices=tuple(label for labels in PACK_LABELS.values() for label in labels),
    ),
    _quantity(
        "specialists",
        "How many people could build and run it today?",
        "目前可投入的技术人员？",
        "FTE",
    ),
    _quantity("hires", "How many more could be hired in a year?", "每年可新招多少人？", "FTE/year"),
    Question(
        "accelerators",
        {
            "en": "Accelerators in place (number x id, as 8 x L4; or none)?",
            "zh": "现有加速卡（数量 x 型号，如 8 x L4；无则填 none）？",
        },
        Kind.ACCELERATORS,
    ),
    Question(
        "rooms",
        {
            "en": "Where could machines stand in the country: nowhere, an own room, a provider?",
            "zh": "国内可在何处部署：无、自有机房、服务商、两者皆有？",
        },
        Kind.CHOICE,
        choices=ROOMS,
    ),
    _quantity(
        "running_budget",
        "Greatest running cost in any one year?",
        "每年运行经费上限？",
        "CUR/year",
        is_open=True,
    ),
    _quantity("investment", "Greatest investment in all?", "投资总额上限？", "CUR", is_open=True),
)
"""The questions, in the order in which they are put."""


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
        return " ".join(_as_text(part) for part in raw)
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
    known, code = known_codes("country"), text.upper()
    if code not in known:
        step = f"{nearest(code, known)}Look the code up."
        _refuse(question, "an ISO 3166-1 country code", shown(text), step)
    return code


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
}
