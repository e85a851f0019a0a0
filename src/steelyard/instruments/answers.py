"""What is wrong with answers before an instrument is evaluated: everything at once."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Final

from steelyard.errors import Problem
from steelyard.instruments.evaluate import floors_of
from steelyard.instruments.results import FloorsThenWeighted
from steelyard.instruments.standing import UNKNOWN, is_asked, standing_of, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.instruments.instrument import Instrument
    from steelyard.instruments.questions import AnswerValue, NumberAnswer, Question
    from steelyard.instruments.standing import Standing

LONGEST_LIST: Final = 12
"""Names shown of a long list. [1]"""


def answer_problems(
    instrument: Instrument,
    answers: Mapping[str, AnswerValue],
    *,
    floors: Mapping[str, str],
    others: str = "",
) -> tuple[Problem, ...]:
    """Return everything wrong with answers.

    Parameters
    ----------
    instrument
        The instrument.
    answers
        Answer by question, as written.
    floors
        Least level by part.
    others
        What was said of the questions not named: ``unknown``, an answer, or nothing.

    Returns
    -------
    tuple of Problem
        Each with its place, what was expected and found, and the next step. Empty if none.
    """
    wrong = [
        *_unknown_questions(instrument, answers),
        *_wrong_answers(instrument, answers),
        *_wrong_floors(instrument, floors),
        *_wrong_others(instrument, others),
    ]
    if not wrong:
        # Only well-formed answers can be missing or contradict each other.
        filled = with_others(instrument, answers, others)
        wrong = [*_missing(instrument, filled), *_contradictions(instrument, filled)]
    return tuple(wrong)


def with_others(
    instrument: Instrument, answers: Mapping[str, AnswerValue], others: str
) -> dict[str, AnswerValue]:
    """Return answers with what was said of the questions not named.

    Parameters
    ----------
    instrument
        The instrument.
    answers
        Answer by question.
    others
        ``unknown``, or an answer given to every other question that has it; empty for nothing.

    Returns
    -------
    dict
        Answer by question; questions to which ``others`` is no answer stay out.
    """
    found = dict(answers)
    standing: dict[str, Standing] = {}
    for question in instrument.questions:
        name, choices = question.id, {choice.id for choice in question.choices}
        is_meant = bool(others) and (others == UNKNOWN or others in choices)
        # What the answers before it rule out is not asked, so nothing is said of it.
        if name not in found and is_meant and is_asked(question, standing) is not False:
            found[name] = (others,) if question.several and others != UNKNOWN else others
        standing[name] = standing_of(question, found.get(name, UNKNOWN), standing)
    return found


def _unknown_questions(
    instrument: Instrument, answers: Mapping[str, AnswerValue]
) -> Iterator[Problem]:
    known = [question.id for question in instrument.questions]
    for name in answers:
        if name not in known:
            yield Problem(
                f"answers.{name}",
                f"a question of {instrument.id} {instrument.edition}",
                f"the unknown question '{name}'",
                f"{_nearest(name, known)}Correct or remove it.",
            )


def _wrong_answers(instrument: Instrument, answers: Mapping[str, AnswerValue]) -> Iterator[Problem]:
    for question in instrument.questions:
        answer = answers.get(question.id, UNKNOWN)
        if answer != UNKNOWN and (expected := _mismatch(question, answer)):
            step = "Correct it, or write 'unknown'."
            yield Problem(f"answers.{question.id}", expected, _shown(answer), step)


def _mismatch(question: Question, answer: AnswerValue) -> str:
    # What was expected, where the answer is not of that kind; empty where it is.
    if question.number is not None:
        return _number_mismatch(question.number, answer)
    choices = [choice.id for choice in question.choices]
    named = answer if isinstance(answer, tuple) else (answer,)
    is_list = isinstance(answer, tuple)
    if answer == ():
        return f"at least one of {', '.join(choices[:LONGEST_LIST])}"
    if is_list == question.several and all(name in choices for name in named):
        return "each choice once" if len(set(named)) < len(named) else ""
    words = ", ".join(choices[:LONGEST_LIST])
    return f"a list of any of {words}" if question.several else f"one of {words}"


def _number_mismatch(number: NumberAnswer, answer: AnswerValue) -> str:
    least, most = number.at_least, number.at_most
    if isinstance(answer, int | float) and math.isfinite(answer):
        is_low = least is not None and answer < least
        is_high = most is not None and answer > most
        if not is_low and not is_high:
            return ""
    bounds = [f">= {least:g}"] if least is not None else []
    bounds += [f"<= {most:g}"] if most is not None else []
    return f"{' and '.join(bounds) or 'a number'} [{number.unit}]"


def _wrong_floors(instrument: Instrument, floors: Mapping[str, str]) -> Iterator[Problem]:
    parts = floors_of(instrument)
    scales = [r.scale for r in instrument.results if isinstance(r, FloorsThenWeighted)]
    levels = [level.id for level in instrument.scales[scales[0]]] if scales else []
    for part, level in floors.items():
        if part not in parts:
            expected = f"one of {', '.join(parts)}" if parts else "no floors for this instrument"
            yield Problem(f"floors.{part}", expected, f"'{part}'", "Correct or remove it.")
        elif level not in levels:
            expected = f"one of {', '.join(levels)}"
            yield Problem(f"floors.{part}", expected, f"'{level}'", "Correct it.")


def _wrong_others(instrument: Instrument, others: str) -> Iterator[Problem]:
    choices = [choice for question in instrument.questions for choice in question.choices]
    known = {choice.id for choice in choices}
    if any(choice.id == others and choice.needs_evidence for choice in choices):
        step = "Name those questions one by one, each with its evidence."
        yield Problem("others", "an answer that needs no evidence", f"'{others}'", step)
    if others and others != UNKNOWN and others not in known:
        expected = "unknown, or an answer that a question has"
        yield Problem("others", expected, f"'{others}'", "Correct or remove it.")


def _missing(instrument: Instrument, answers: Mapping[str, AnswerValue]) -> Iterator[Problem]:
    found = standings(instrument, answers)
    for question in instrument.questions:
        is_silent = question.id not in answers and not question.optional
        if is_silent and question.given_by is None and is_asked(question, found) is True:
            yield Problem(
                f"answers.{question.id}",
                "an answer",
                "nothing",
                "Answer it, write 'unknown', or write 'others: unknown' once for all.",
            )


def _contradictions(
    instrument: Instrument, answers: Mapping[str, AnswerValue]
) -> Iterator[Problem]:
    found = standings(instrument, answers)
    for question in instrument.questions:
        given = answers.get(question.id, UNKNOWN)
        if given != UNKNOWN and is_asked(question, found) is False and question.points_of(given):
            parents = ", ".join(f"answers.{entry.question}" for entry in question.asked_if)
            yield Problem(
                f"answers.{question.id}",
                f"no answer, because {parents} says that it does not apply",
                _shown(given),
                "Correct one of the two.",
            )
    for entry in instrument.contradictions:
        if all(_answers_one_of(answers.get(c.question), c.any_of) for c in entry.when):
            places = " and ".join(f"answers.{c.question}" for c in entry.when)
            words = ", ".join(_shown(answers[c.question]) for c in entry.when)
            reason = entry.text["en"].rstrip(".")
            yield Problem(places, f"answers that can both be true: {reason}", words, "Correct one.")


def _answers_one_of(answer: AnswerValue | None, wanted: tuple[str, ...]) -> bool:
    named = answer if isinstance(answer, tuple) else (str(answer),)
    return bool(set(named) & set(wanted))


def _shown(answer: AnswerValue) -> str:
    if isinstance(answer, tuple):
        return f"[{', '.join(str(part) for part in answer)}]"
    return f"{answer:g}" if isinstance(answer, float) else f"'{answer}'"


def _nearest(name: str, known: list[str]) -> str:
    alike = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean '{alike[0]}'? " if alike else ""
