"""From standings to the outcome of one result: unwrap labels, call the kernel, label the result."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.instruments.aggregate.levels import (
    cumulative_ladder,
    high_water_mark,
    look_up,
    minimum,
)
from steelyard.instruments.aggregate.points import (
    level_of_share,
    misses_floor,
    mitigated_score,
    weighted_score,
)
from steelyard.instruments.outcome import Award, Count, Counts, Ends, LevelRange
from steelyard.instruments.results import (
    CumulativeLadder,
    FloorsThenWeighted,
    HighWaterMark,
    LookupMatrix,
    Minimum,
    Percentage,
    Result,
    Tally,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.instruments.instrument import Instrument
    from steelyard.instruments.outcome import Outcome
    from steelyard.instruments.standing import Standing
    from steelyard.quantities.arrays import FloatArray

LOWEST, HIGHEST = 0, 1
N_CASES: Final = 2
"""The lowest and the highest completion. [1]"""


class Inputs:
    """Everything a result may read: questions, groups and earlier results, as numbers."""

    def __init__(
        self,
        instrument: Instrument,
        standing: Mapping[str, Standing],
        outcomes: Mapping[str, Outcome],
        floors: Mapping[str, str],
    ) -> None:
        self.instrument = instrument
        self.standing = standing
        self.outcomes = outcomes
        self.floors = floors

    def spans(self, names: Sequence[str], *, left_out: tuple[float, float]) -> FloatArray:
        """Return lowest and highest numbers of parts.

        Parameters
        ----------
        names
            Questions, groups or earlier results.
        left_out
            What a part that may be left out counts in the lowest and in the highest case, where
            that is further out than its own answers.

        Returns
        -------
        FloatArray
            Shape ``(part, case)``; parts left out for certain are absent.
        """
        rows = []
        for name in names:
            outcome = self.outcomes.get(name)
            if isinstance(outcome, LevelRange):
                rows.append((float(outcome.low), float(outcome.high)))
                continue
            for question in self.instrument.questions_in((name,)):
                entry = self.standing[question]
                if entry.is_out:
                    continue
                low, high = entry.low, entry.high
                if entry.may_be_out:
                    low, high = min(low, left_out[LOWEST]), max(high, left_out[HIGHEST])
                rows.append((low, high))
        return np.array(rows, dtype=np.float64).reshape(-1, N_CASES)

    def points(self, names: Sequence[str]) -> FloatArray:
        """Return the sum of the points of parts, shape ``(case,)``; what is left out counts 0.

        Parameters
        ----------
        names
            Questions, groups or earlier results.

        Returns
        -------
        FloatArray
            Lowest and highest sum. [point]
        """
        return np.asarray(self.spans(names, left_out=(0.0, 0.0)).sum(axis=0), dtype=np.float64)

    def may_be_empty(self, names: Sequence[str]) -> bool:
        """Return whether every part is left out, or an open answer can still leave it out.

        Parameters
        ----------
        names
            Questions, groups or earlier results.

        Returns
        -------
        bool
            True where it can come to nothing being known.
        """
        if any(isinstance(self.outcomes.get(name), LevelRange) for name in names):
            return False
        asked = self.instrument.questions_in(tuple(names))
        return all(self.standing[question].may_be_out for question in asked)

    def level_range(self, scale: str, found: FloatArray) -> LevelRange:
        """Return numbers as a range of levels.

        Parameters
        ----------
        scale
            Scale of the result.
        found
            Lowest and highest number, shape ``(case,)``. [level]

        Returns
        -------
        LevelRange
            With the ids of the levels between them.
        """
        low, high = int(found[LOWEST]), int(found[HIGHEST])
        levels = self.instrument.scales[scale]
        return LevelRange(tuple(level.id for level in levels[low : high + 1]), low, high, scale)

    def whole_scale(self, scale: str) -> LevelRange:
        """Return the range of an outcome of which nothing is known.

        Parameters
        ----------
        scale
            Scale of the result.

        Returns
        -------
        LevelRange
            Every level.
        """
        return self.level_range(scale, np.array([0, self.top(scale)], dtype=np.float64))

    def top(self, scale: str) -> int:
        """Return the number of the highest level of a scale.

        Parameters
        ----------
        scale
            Its id.

        Returns
        -------
        int
            One less than the number of levels. [level]
        """
        return len(self.instrument.scales[scale]) - 1


def aggregate(
    result: Result,
    instrument: Instrument,
    standing: Mapping[str, Standing],
    outcomes: Mapping[str, Outcome],
    floors: Mapping[str, str],
) -> Outcome:
    """Return the outcome of one result.

    Parameters
    ----------
    result
        What to add up, and how.
    instrument
        Its instrument.
    standing
        Standing of every question.
    outcomes
        Outcomes of the results before it.
    floors
        Least levels, as the buyer states them.

    Returns
    -------
    Outcome
        A range of levels, an award, or counts.
    """
    inputs = Inputs(instrument, standing, outcomes, floors)
    outcome: Outcome
    match result:
        case Minimum():
            outcome = _weakest_link(result, inputs)
        case HighWaterMark():
            outcome = _highest(result, inputs)
        case CumulativeLadder():
            outcome = _ladder(result, inputs)
        case LookupMatrix():
            outcome = _table(result, inputs)
        case Percentage():
            outcome = _percentage(result, inputs)
        case FloorsThenWeighted():
            outcome = _award(result, inputs)
        case Tally():
            outcome = _tally(result, inputs)
    return outcome


def _weakest_link(result: Minimum, inputs: Inputs) -> Outcome:
    if inputs.may_be_empty(result.of):
        # With every part left out there is nothing to take the lowest of: nothing is known.
        return inputs.whole_scale(result.scale)
    top = float(inputs.top(result.scale))
    levels = inputs.spans(result.of, left_out=(top, top))
    return inputs.level_range(result.scale, minimum(part_levels=levels))


def _highest(result: HighWaterMark, inputs: Inputs) -> Outcome:
    if inputs.may_be_empty(result.of):
        return inputs.whole_scale(result.scale)
    levels = inputs.spans(result.of, left_out=(0.0, 0.0))
    return inputs.level_range(result.scale, high_water_mark(part_levels=levels))


def _ladder(result: CumulativeLadder, inputs: Inputs) -> Outcome:
    rungs = []
    for rung in result.rungs:
        parts = inputs.spans(rung.of, left_out=(1.0, 1.0))
        rungs.append((parts >= 1.0).all(axis=0))
    return inputs.level_range(result.scale, cumulative_ladder(is_met=np.array(rungs)))


def _table(result: LookupMatrix, inputs: Inputs) -> Outcome:
    ids = [level.id for level in inputs.instrument.scales[result.scale]]
    rows, columns = list(result.cells), list(next(iter(result.cells.values())))
    table = np.array([[ids.index(result.cells[r][c]) for c in columns] for r in rows], np.float64)
    reads = _reads(result, inputs)
    if all(may_be_out for _, _, may_be_out in reads):
        return inputs.whole_scale(result.scale)
    spans = []
    for read, answers, may_be_out in reads:
        # An answer that leaves the question out has neither row nor column.
        cells = product(
            [rows.index(name) for name in read if name in rows],
            [columns.index(name) for name in answers if name in columns],
        )
        picked = np.array(list(cells), dtype=np.int64).reshape(-1, 2)
        if len(picked):
            found = look_up(cell_levels=table, row=picked[:, 0], column=picked[:, 1])
            spans.append((0.0 if may_be_out else found.min(), found.max()))
    return inputs.level_range(result.scale, high_water_mark(part_levels=np.array(spans)))


def _reads(result: LookupMatrix, inputs: Inputs) -> list[tuple[list[str], list[str], bool]]:
    # Rows and columns that may be read, and whether the cell may be left out.
    standing = inputs.standing
    if result.rows:
        return [
            ([row], _named(standing[question]), standing[question].may_be_out)
            for question, row in result.rows.items()
        ]
    row, column = standing[result.row], standing[result.column]
    return [(_named(row), _named(column), row.may_be_out or column.may_be_out)]


def _named(entry: Standing) -> list[str]:
    return [str(answer) for answer in entry.answers]


def _percentage(result: Percentage, inputs: Inputs) -> Outcome:
    raw = inputs.points(result.of)
    mitigation = np.zeros(N_CASES)
    score = raw
    if (rule := result.mitigation) is not None:
        mitigation = inputs.points(rule.of)
        # The lowest score comes from the most mitigation, and the other way round.
        score = mitigated_score(
            raw_points=raw,
            mitigation_points=mitigation[::-1],
            most_mitigation=rule.maximum,
            threshold=rule.threshold,
            discount=rule.discount,
            is_rounded=result.is_rounded,
        )
    places = level_of_share(
        points=score,
        maximum=result.maximum,
        upper_ends=np.array([step.up_to for step in result.shares]),
    )
    ids = [level.id for level in inputs.instrument.scales[result.scale]]
    steps = np.array([ids.index(result.shares[int(place)].level) for place in places], np.float64)
    found = inputs.level_range(result.scale, steps)
    return LevelRange(
        found.possible,
        found.low,
        found.high,
        found.scale,
        raw=_ends(raw),
        mitigation=_ends(mitigation) if result.mitigation is not None else None,
        score=_ends(score),
        share=_ends(score / result.maximum),
    )


def _ends(values: FloatArray) -> Ends:
    return Ends(float(values[LOWEST]), float(values[HIGHEST]))


def _award(result: FloorsThenWeighted, inputs: Inputs) -> Outcome:
    parts = list(next(iter(result.weights.values())))
    top = float(inputs.top(result.scale))
    levels = np.array([_part_levels(part, top, inputs) for part in parts])
    ids = [level.id for level in inputs.instrument.scales[result.scale]]
    floors = np.array([ids.index(inputs.floors.get(part, ids[0])) for part in parts], np.float64)
    misses = misses_floor(part_levels=levels, floors=floors)
    missed = tuple(part for part, row in zip(parts, misses, strict=True) if row[HIGHEST])
    doubt = tuple(
        part for part, row in zip(parts, misses, strict=True) if row[LOWEST] and not row[HIGHEST]
    )
    scored = [result.scores.get(part, (part,)) for part in parts]
    points = np.array([inputs.points(names) for names in scored])
    most = np.array([_most_points(names, top, inputs) for names in scored], dtype=np.float64)
    scores = {
        profile: _ends(
            weighted_score(
                part_points=points,
                most_points=most,
                weights=np.array([weights[part] for part in parts], dtype=np.float64),
            )
        )
        for profile, weights in result.weights.items()
    }
    passes = False if missed else (None if doubt else True)
    return Award(passes, missed, doubt, scores, has_floors=bool(inputs.floors))


def _part_levels(part: str, top: float, inputs: Inputs) -> FloatArray:
    # Of a part that may be left out altogether nothing is known, as where the lowest is taken.
    if inputs.may_be_empty([part]):
        return np.array([0.0, top])
    return minimum(part_levels=inputs.spans([part], left_out=(top, top)))


def _most_points(names: Sequence[str], top: float, inputs: Inputs) -> float:
    # An earlier result counts up to the top of the scale, a question up to its best answer.
    total = 0.0
    for name in names:
        outcome = inputs.outcomes.get(name)
        if isinstance(outcome, LevelRange):
            total += inputs.top(outcome.scale)
            continue
        for question in inputs.instrument.questions_in((name,)):
            if not inputs.standing[question].is_out:
                total += inputs.instrument.question(question).most_points()
    return total or top


def _tally(result: Tally, inputs: Inputs) -> Outcome:
    counted = inputs.instrument.questions_in(result.of)
    groups = dict.fromkeys(inputs.instrument.question(name).group for name in counted)
    by_group = {
        group: _count([n for n in counted if inputs.instrument.question(n).group == group], inputs)
        for group in groups
    }
    return Counts(_count(counted, inputs), by_group)


def _count(questions: Sequence[str], inputs: Inputs) -> Count:
    entries = [inputs.standing[name] for name in questions]
    return Count(
        met=sum(not e.is_open and not e.is_out and e.low >= 1.0 for e in entries),
        not_met=sum(not e.is_open and not e.is_out and e.low < 1.0 for e in entries),
        not_applicable=sum(e.is_out for e in entries),
        open=sum(e.is_open for e in entries),
    )
