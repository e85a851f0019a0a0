"""How each question stands: answered, open, not applicable or not asked, and what it can count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.instruments.instrument import Instrument
    from steelyard.instruments.questions import AnswerValue, Condition, Question

UNKNOWN: Final = "unknown"
"""The answer that leaves a question open."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One question, as it stands.

    Attributes
    ----------
    answers
        Answers still possible: one where it is answered, none where it is left out.
    low, high
        Least and greatest points still possible. [point]
    is_open
        Whether an answer is missing.
    is_out
        Whether it is left out for certain: not asked, or not applicable.
    may_be_out
        Whether an open answer can still leave it out.
    """

    answers: tuple[AnswerValue, ...]
    low: float = 0.0
    high: float = 0.0
    is_open: bool = False
    is_out: bool = False
    may_be_out: bool = False


NOT_ASKED: Final = Standing((), is_out=True, may_be_out=True)


def standings(instrument: Instrument, answers: Mapping[str, AnswerValue]) -> dict[str, Standing]:
    """Return how every question stands.

    Parameters
    ----------
    instrument
        The instrument.
    answers
        Answer by question; a question left out, or answered ``unknown``, is open.

    Returns
    -------
    dict
        Standing by question, in the order of the instrument.
    """
    found: dict[str, Standing] = {}
    for question in instrument.questions:
        found[question.id] = standing_of(question, answers.get(question.id, UNKNOWN), found)
    return found


def standing_of(question: Question, answer: AnswerValue, found: Mapping[str, Standing]) -> Standing:
    """Return how one question stands.

    Parameters
    ----------
    question
        The question.
    answer
        Its answer, or ``unknown``.
    found
        Standing of the questions before it.

    Returns
    -------
    Standing
        Left out where the questions before it say that it is not asked.
    """
    asked = is_asked(question, found)
    return NOT_ASKED if asked is False else _stand(question, answer, is_certain=asked is True)


def is_asked(question: Question, found: Mapping[str, Standing]) -> bool | None:
    """Return whether a question is asked at all.

    Parameters
    ----------
    question
        The question.
    found
        Standing of the questions before it.

    Returns
    -------
    bool or None
        None while an open answer decides it.
    """
    parts = [_holds(condition, found[condition.question]) for condition in question.asked_if]
    if False in parts:
        return False
    return None if None in parts else True


def _holds(condition: Condition, standing: Standing) -> bool | None:
    if standing.is_out:
        return False
    wanted = set(condition.any_of)
    fits = [
        bool(wanted & set(answer)) if isinstance(answer, tuple) else str(answer) in wanted
        for answer in standing.answers
    ]
    if standing.may_be_out or (any(fits) and not all(fits)):
        return None if any(fits) else False
    return all(fits)


def _stand(question: Question, answer: AnswerValue, *, is_certain: bool) -> Standing:
    is_open = answer == UNKNOWN
    if is_open and question.optional:
        return NOT_ASKED
    values = question.possible_answers() if is_open else (answer,)
    counted = [value for value in values if not question.is_excluded(value)]
    if not counted:
        return Standing(values, is_out=True, may_be_out=True)
    points = [question.points_of(value) for value in counted]
    return Standing(
        answers=values,
        low=min(points),
        high=max(points),
        is_open=is_open,
        may_be_out=not is_certain or len(counted) < len(values),
    )
