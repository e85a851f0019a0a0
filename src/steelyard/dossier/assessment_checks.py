"""Whether a dossier's assessments fit their instruments, the dossier, and each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.dossier.assessments import assessment_problems
from steelyard.dossier.names import HOSTINGS
from steelyard.dossier.wording import nearest
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem
from steelyard.instruments import (
    UNKNOWN,
    Given,
    Subject,
    evaluate,
    instrument_ids,
    load_instrument,
    load_pack,
    with_others,
)

YES, NO = "yes", "no"
"""Ids of the answers to questions that the program answers with yes or no."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.assessments import Assessment
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.yaml_text import Loc, PlainTree
    from steelyard.instruments import AnswerValue, Instrument


def dossier_problems(dossier: Dossier, tree: PlainTree) -> tuple[Problem, ...]:
    """Return everything wrong with the assessments of a dossier.

    Parameters
    ----------
    dossier
        Typed.
    tree
        The data it was read from, with lines.

    Returns
    -------
    tuple of Problem
        Answers that cannot be used first; only sound ones are held against the data classes.
    """
    found = (*_of_each(dossier, tree), *_twice(dossier, tree))
    return found or tuple(_classes(dossier, tree))


def _twice(dossier: Dossier, tree: PlainTree) -> Iterator[Problem]:
    # Of two assessments of one thing the newer counts; on one day nobody can say which.
    first: dict[tuple[str, str, str, str], int] = {}
    for number, entry in enumerate(dossier.assessments):
        for name in entry.about.names:
            key = (entry.instrument, str(entry.about.kind), name, entry.date.isoformat())
            before = first.setdefault(key, number)
            if before != number:
                loc: Loc = ("assessments", number)
                yield Problem(
                    path_text(loc),
                    f"one assessment of {name} by {entry.instrument} a day",
                    f"a second one, beside assessments[{before}]",
                    "Keep the one that counts, or correct its date.",
                    tree.line_of(loc),
                )


def _of_each(dossier: Dossier, tree: PlainTree) -> Iterator[Problem]:
    for number, entry in enumerate(dossier.assessments):
        loc: Loc = ("assessments", number)
        for found in (
            *assessment_problems(entry),
            *subject_problems(dossier, entry),
            *_against_dossier(dossier, entry),
        ):
            line = tree.line_of((*loc, *found.path.split(".")))
            path = f"{path_text(loc)}.{found.path}"
            yield Problem(path, found.expected, found.found, found.next_step, line)


def subject_problems(dossier: Dossier, entry: Assessment) -> Iterator[Problem]:
    """Find what an assessment is about that the dossier does not have.

    Parameters
    ----------
    dossier
        With its use cases and offers.
    entry
        The assessment.

    Yields
    ------
    Problem
        Places are relative to the assessment.
    """
    known: dict[Subject, tuple[str, ...]] = {
        Subject.USE_CASE: tuple(case.id for case in dossier.use_cases),
        Subject.OFFER: tuple(offer.id for offer in dossier.offers),
        Subject.HOSTING: HOSTINGS,
    }
    kind = entry.about.kind
    for name in entry.about.names:
        if kind in known and name not in known[kind]:
            words = f"{kind}s".replace("_", " ").replace("hostings", "hosting kinds")
            expected = f"one of the {words} ({', '.join(known[kind]) or 'the dossier has none'})"
            step = f"{nearest(name, known[kind])}Correct the name."
            yield Problem(f"about.{kind}", expected, f"'{name}'", step)


def _against_dossier(dossier: Dossier, entry: Assessment) -> Iterator[Problem]:
    # What the dossier itself answers, the assessor cannot answer otherwise.
    if entry.instrument not in instrument_ids():
        return
    instrument = load_instrument(entry.instrument)
    for name in entry.about.names:
        for question, answer in given_answers(instrument, dossier, name).items():
            said = entry.values.get(question, UNKNOWN)
            if said not in {UNKNOWN, answer}:
                expected = f"'{answer}', as the dossier says of {name}"
                step = "Correct one of the two."
                yield Problem(f"answers.{question}", expected, f"'{said}'", step)


def _classes(dossier: Dossier, tree: PlainTree) -> Iterator[Problem]:
    # A data class that the classifying instrument contradicts is one of the two wrong.
    rule = load_pack(dossier.jurisdiction.pack).classified_by
    if rule is None:
        return
    instrument = load_instrument(rule.instrument)
    for place, case in enumerate(dossier.use_cases):
        # Only the assessment that the study counts: the newest of those made by its date.
        made = [
            (entry.date, number)
            for number, entry in enumerate(dossier.assessments)
            if entry.instrument == rule.instrument
            and entry.date <= dossier.as_of
            and case.id in entry.about.names
        ]
        if not made:
            continue
        _, number = max(made)
        said = answers_with_dossier(dossier.assessments[number], instrument, dossier, case.id)
        outcome = evaluate(instrument, said).level_range(rule.result)
        levels = outcome.possible if outcome is not None else ()
        allowed = [label for level in levels for label in rule.labels.get(level, ())]
        if case.data_class not in allowed:
            loc: Loc = ("use_cases", place, "data_class")
            expected = f"{' or '.join(allowed)}, as assessments[{number}] finds ({instrument.id})"
            step = "Correct the class, or the answers of the assessment."
            found = f"'{case.data_class}'"
            yield Problem(path_text(loc), expected, found, step, tree.line_of(loc))


def answers_with_dossier(
    entry: Assessment, instrument: Instrument, dossier: Dossier, name: str
) -> dict[str, AnswerValue]:
    """Return the answers that count of one thing: what is named, the dossier's own, and the others.

    Parameters
    ----------
    entry
        The assessment.
    instrument
        The instrument it answers.
    dossier
        Answers what the assessor left open; what was said of all other questions comes after it.
    name
        What is assessed.

    Returns
    -------
    dict
        Answer by question.
    """
    said = entry.values
    for question, answer in given_answers(instrument, dossier, name).items():
        if said.get(question, UNKNOWN) == UNKNOWN:
            said[question] = answer
    return with_others(instrument, said, entry.others)


def given_answers(instrument: Instrument, dossier: Dossier, name: str) -> dict[str, AnswerValue]:
    """Return what the dossier itself answers of an instrument.

    Parameters
    ----------
    instrument
        With questions that say what answers them.
    dossier
        Level of administration, and who meets the output of a use case.
    name
        What is assessed; a use case's id where it is one.

    Returns
    -------
    dict
        Answer by question.
    """
    serves = {case.id: YES if case.serves_public else NO for case in dossier.use_cases}
    known: dict[Given, str] = {Given.TIER: str(dossier.jurisdiction.tier)}
    if name in serves:
        known[Given.SERVES_PUBLIC] = serves[name]
    found: dict[str, AnswerValue] = {}
    for question in instrument.questions:
        if question.given_by in known:
            answer = known[question.given_by]
            if answer in {choice.id for choice in question.choices}:
                found[question.id] = answer
    return found
