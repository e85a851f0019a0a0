"""Whether the parts of an instrument's file refer only to each other, each the right way."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from steelyard.instruments.results import (
    CumulativeLadder,
    FloorsThenWeighted,
    LevelResult,
    LookupMatrix,
    Percentage,
    Tally,
)

N_LEVELS = 5
"""Levels of a criterion, from 0 to 4. [1]"""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steelyard.instruments.instrument import Instrument
    from steelyard.instruments.questions import Condition
    from steelyard.instruments.results import Result


def faults_of(instrument: Instrument) -> tuple[str, ...]:
    """Return what is wrong with an instrument's own references.

    Parameters
    ----------
    instrument
        As read.

    Returns
    -------
    tuple of str
        One sentence each; empty if nothing is wrong.
    """
    return (
        *_repeated(instrument),
        *_unknown_sources(instrument),
        *_questions(instrument),
        *_results(instrument),
        *_consequences(instrument),
    )


def _repeated(instrument: Instrument) -> Iterator[str]:
    names = [
        *(question.id for question in instrument.questions),
        *(group.id for group in instrument.groups),
        *(result.id for result in instrument.results),
    ]
    # A result may bear the name of the group it is the outcome of.
    for name in sorted({name for name in names if names.count(name) > 1}):
        is_pair = names.count(name) == 2 and name in {group.id for group in instrument.groups}  # noqa: PLR2004
        if not (is_pair and name in {result.id for result in instrument.results}):
            yield f"the id {name} stands twice"


def _unknown_sources(instrument: Instrument) -> Iterator[str]:
    cited = [
        *(question.source for question in instrument.questions),
        *(result.source for result in instrument.results),
        *(entry.source for entry in instrument.obligations),
    ]
    for name in sorted(set(cited) - set(instrument.references)):
        yield f"no reference {name}"


def _questions(instrument: Instrument) -> Iterator[str]:
    groups = {group.id for group in instrument.groups}
    before: set[str] = set()
    for question in instrument.questions:
        if question.group and question.group not in groups:
            yield f"question {question.id}: no group {question.group}"
        if question.scale and question.scale not in instrument.scales:
            yield f"question {question.id}: no scale {question.scale}"
        for condition in question.asked_if:
            if condition.question not in before:
                yield f"question {question.id}: asked_if names {condition.question}, not before it"
            else:
                yield from _condition(instrument, condition)
        before.add(question.id)


def _condition(instrument: Instrument, condition: Condition) -> Iterator[str]:
    names = {question.id for question in instrument.questions}
    if condition.question not in names:
        yield f"a condition names the unknown question {condition.question}"
        return
    choices = {choice.id for choice in instrument.question(condition.question).choices}
    for answer in condition.any_of:
        if answer not in choices:
            yield f"question {condition.question} has no answer {answer}"


def _results(instrument: Instrument) -> Iterator[str]:
    asked = {question.id for question in instrument.questions}
    asked |= {group.id for group in instrument.groups}
    levels: set[str] = set()
    for result in instrument.results:
        # Questions are counted, not levels; and only a level can be a part of what follows.
        known = asked if isinstance(result, Tally) else asked | levels
        lost = [part for part in _parts(result) if part not in known]
        for part in lost:
            yield f"result {result.id}: no question, group or earlier result {part}"
        if not lost:
            yield from _levels(instrument, result)
        if isinstance(result, LevelResult):
            levels.add(result.id)
    if instrument.main_result not in {result.id for result in instrument.results}:
        yield f"no result {instrument.main_result}"


def _parts(result: Result) -> tuple[str, ...]:
    match result:
        case CumulativeLadder():
            return tuple(part for rung in result.rungs for part in rung.of)
        case LookupMatrix():
            return tuple(result.rows) or tuple(filter(None, (result.row, result.column)))
        case FloorsThenWeighted():
            parts = (part for weights in result.weights.values() for part in weights)
            return (*parts, *(name for names in result.scores.values() for name in names))
        case Percentage():
            return (*result.of, *(result.mitigation.of if result.mitigation else ()))
        case _:
            return result.of


def _levels(instrument: Instrument, result: Result) -> Iterator[str]:
    if not isinstance(result, LevelResult | FloorsThenWeighted):
        return
    if result.scale not in instrument.scales:
        yield f"result {result.id}: no scale {result.scale}"
        return
    levels = [level.id for level in instrument.scales[result.scale]]
    match result:
        case CumulativeLadder():
            yield from _exactly(result.id, [rung.level for rung in result.rungs], levels[1:])
        case Percentage():
            yield from _exactly(result.id, [step.level for step in result.shares], levels)
            yield from _maxima(instrument, result)
            ends = [step.up_to for step in result.shares]
            if ends[-1] != 1.0 or any(a >= b for a, b in itertools.pairwise(ends)):
                yield f"result {result.id}: shares must ascend to 1"
        case LookupMatrix():
            yield from _cells(instrument, result, levels)
        case FloorsThenWeighted():
            if len({tuple(weights) for weights in result.weights.values()}) > 1:
                yield f"result {result.id}: every profile must weigh the same parts"
        case _:
            yield from _points(instrument, result, len(levels) - 1)


def _exactly(name: str, found: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    if list(found) != list(wanted):
        yield f"result {name}: expected the levels {', '.join(wanted)}, found {', '.join(found)}"


def _points(instrument: Instrument, result: Result, top: int) -> Iterator[str]:
    earlier = {entry.id for entry in instrument.results}
    questions = [part for part in _parts(result) if part not in earlier]
    for name in instrument.questions_in(tuple(questions)):
        question = instrument.question(name)
        for answer in question.possible_answers():
            points = question.points_of(answer)
            if not question.is_excluded(answer) and points not in range(top + 1):
                yield f"question {name}: {points:g} is no level of result {result.id}"


def _maxima(instrument: Instrument, result: Percentage) -> Iterator[str]:
    # A stated maximum that the questions cannot reach, or can exceed, would shift every share.
    stated = [(result.of, result.maximum)]
    if result.mitigation is not None:
        stated.append((result.mitigation.of, result.mitigation.maximum))
    known = {question.id for question in instrument.questions}
    for parts, maximum in stated:
        names = instrument.questions_in(parts)
        if set(names) <= known:
            most = sum(instrument.question(name).most_points() for name in names)
            if most != maximum:
                yield f"result {result.id}: maximum {maximum:g}, but the answers reach {most:g}"


def _cells(instrument: Instrument, result: LookupMatrix, levels: Sequence[str]) -> Iterator[str]:
    if bool(result.rows) == bool(result.row and result.column):
        yield f"result {result.id}: expected either rows, or row and column"
        return
    columns = set(next(iter(result.cells.values())))
    for row, cells in result.cells.items():
        if set(cells) != columns:
            yield f"result {result.id}: row {row} has other columns than the first"
        for level in sorted(set(cells.values()) - set(levels)):
            yield f"result {result.id}: no level {level}"
    for row in sorted(set(result.rows.values()) - set(result.cells)):
        yield f"result {result.id}: no row {row}"
    asked = [(name, columns) for name in result.rows]
    if not result.rows:
        asked = [(result.row, set(result.cells)), (result.column, columns)]
    questions = {question.id: question for question in instrument.questions}
    for name, wanted in asked:
        if name not in questions:
            yield f"result {result.id}: {name} is no question, so no cell can be read at it"
            continue
        question = questions[name]
        answers = {choice.id for choice in question.choices if not choice.excluded}
        if answers != wanted:
            yield f"result {result.id}: answers of {name} and the table differ"


def _consequences(instrument: Instrument) -> Iterator[str]:
    for entry in instrument.contradictions:
        for condition in entry.when:
            yield from _condition(instrument, condition)
    for obligation in instrument.obligations:
        found = [entry for entry in instrument.results if entry.id == obligation.result]
        if not found or not isinstance(found[0], LevelResult):
            yield f"obligation {obligation.id}: no result {obligation.result} that is a level"
            continue
        levels = {level.id for level in instrument.scales[found[0].scale]}
        for level in sorted(set(obligation.at) - levels):
            yield f"obligation {obligation.id}: no level {level}"
    yield from _informed(instrument)


def _informed(instrument: Instrument) -> Iterator[str]:
    graded = {r.id: r.scale for r in instrument.results if isinstance(r, LevelResult)}
    for name in instrument.informs:
        n_levels = len(instrument.scales[graded[name]]) if name in graded else 0
        if n_levels != N_LEVELS:
            yield f"informs {name}: expected a result of {N_LEVELS} levels, found {n_levels}"
