"""The median case along grids: what would be best if one thing were different.

The median case alone need not agree with the expected values on which the verdict rests, because
spreads are skewed. It is therefore anchored: each option's value and money are moved by a constant,
so that at the medians they equal what is expected over all draws. The constant of money grows with
the volume, because the skewness of money comes from the volume. Gates count with the probability
that they are met, not as met or missed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.gate_odds import DRAWS, gate_odds, margins_of
from steelyard.decision.grids import Bracket
from steelyard.decision.performance import value_table
from steelyard.decision.readings import Standing, dimension_values, settle
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.gate_odds import GateOdds, Margins
    from steelyard.decision.grids import Scan
    from steelyard.decision.performance import ValueTable
    from steelyard.options.model import AppraisalModel
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter

DIVISIONS = 40
"""Parts into which a cell of a grid is divided to find a change in it. [1]"""


class Points(NamedTuple):
    """The anchored median case at many points."""

    standing: Standing
    """Value and money, shape ``(option, point)``."""
    best: IntArray
    """Row of the best option, shape ``(point,)``."""
    quality: FloatArray
    """Accepted share, shape ``(option, point)``. [1]"""
    spending: FloatArray
    """Mean yearly spending standing alone, shape ``(option, point)``. [CUR/year]"""
    investment: FloatArray
    """Capital over the horizon standing alone, shape ``(option, point)``. [CUR]"""
    own: tuple[Standing, ...]
    """Value and money to each elector where orders are joined; else empty."""

    def part(self, points: slice) -> Points:
        """Return some of the cases.

        Parameters
        ----------
        points
            Which.

        Returns
        -------
        Points
            The same figures for these.
        """
        return Points(
            _part(self.standing, points),
            self.best[points],
            self.quality[:, points],
            self.spending[:, points],
            self.investment[:, points],
            tuple(_part(entry, points) for entry in self.own),
        )


def _part(standing: Standing, points: slice) -> Standing:
    return Standing(standing.value[:, points], standing.delta[:, points])


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The anchored median case of one use case.

    Attributes
    ----------
    contest
        The short list.
    model
        The appraisal as a function of the sample.
    volume
        Parameter of the yearly volume.
    offsets
        What anchors value and money, shape ``(option, 1)``: at the decided weights first, then to
        each elector where orders are joined.
    odds
        How likely gates are met.
    base
        The case with every parameter at its median.
    """

    contest: Contest
    model: AppraisalModel
    volume: Parameter
    offsets: tuple[Standing, ...]
    odds: GateOdds
    base: Points

    def along(self, wanted: Sequence[tuple[Scan, FloatArray]]) -> list[Points]:
        """Return the anchored median case along scans, in one evaluation.

        Parameters
        ----------
        wanted
            What is moved, and at which coordinates.

        Returns
        -------
        list of Points
            One per scan, in the order of its coordinates.

        Notes
        -----
        Equation D-9 of ``docs/method/decision.md``.
        """
        if not wanted:
            return []
        fixed, parts, n_points = _moved(wanted)
        anchored = self.at(fixed, n_points)
        return [anchored.part(part) for part in parts]

    def at(self, fixed: Mapping[str, FloatArray], n_points: int) -> Points:
        """Return the anchored median case where some parameters take given values.

        Parameters
        ----------
        fixed
            Values by parameter id, shape ``(point,)``.
        n_points
            Number of cases. [1]

        Returns
        -------
        Points
            One evaluation of the model.

        Notes
        -----
        Equation D-9 of ``docs/method/decision.md``.
        """
        plain = _median_case(self.contest, self.model, fixed, n_points).settled(
            self.contest, self.odds
        )
        return _anchored(self.contest, plain, self.offsets, self.growth(fixed, n_points))

    def growth(self, fixed: Mapping[str, FloatArray], n_points: int) -> FloatArray:
        """Return the volume of each case over its median.

        Parameters
        ----------
        fixed
            Values by parameter id, shape ``(point,)``.
        n_points
            Number of cases. [1]

        Returns
        -------
        FloatArray
            Shape ``(point,)``. [1]
        """
        return _growth(self.volume, fixed, n_points)

    def narrowed(self, brackets: Sequence[Bracket]) -> list[Bracket]:
        """Return brackets a fortieth as wide, in one evaluation.

        Parameters
        ----------
        brackets
            Around changes of the best option.

        Returns
        -------
        list of Bracket
            In the same order, each around the change next to its inner end.

        Notes
        -----
        Section "What would change the answer" of ``docs/method/decision.md``.
        """
        grids = [
            np.linspace(bracket.inner, bracket.outer, DIVISIONS + 1)[1:-1] for bracket in brackets
        ]
        scans = [bracket.scan for bracket in brackets]
        found = self.along(list(zip(scans, grids, strict=True)))
        refined = []
        for bracket, grid, points in zip(brackets, grids, found, strict=True):
            changed = np.flatnonzero(points.best != bracket.stays)
            first = int(changed[0]) if len(changed) else len(grid)
            inner = bracket.inner if first == 0 else float(grid[first - 1])
            outer, becomes = bracket.outer, bracket.becomes
            if first < len(grid):
                outer, becomes = float(grid[first]), int(points.best[first])
            refined.append(Bracket(bracket.scan, inner, outer, bracket.stays, becomes))
        return refined


def profile_of(
    contest: Contest,
    model: AppraisalModel,
    volume: Parameter,
    scans: Sequence[Scan],
) -> tuple[Profile, list[Points]]:
    """Anchor the median case of a use case to its expected values, and move it along scans.

    Parameters
    ----------
    contest
        The short list.
    model
        The appraisal as a function of the sample.
    volume
        Parameter of the yearly volume.
    scans
        What is moved.

    Returns
    -------
    tuple
        The profile, ready to be moved further, and the case along each scan; one evaluation of the
        model serves all.
    """
    fixed, parts, n_moved = _moved([(scan, scan.grid) for scan in scans])
    n_points = n_moved + 1  # the last one stays at the medians
    fixed = {name: np.append(values, _middle(scans, name)) for name, values in fixed.items()}
    case = _median_case(contest, model, fixed, n_points)
    drawn = margins_of(contest.appraisal, contest.table.options, contest.frame.sample, n=DRAWS)
    odds = gate_odds(drawn, case.margins.part(slice(n_moved, None)))
    plain = case.settled(contest, odds)
    offsets = _offsets(contest, plain.part(slice(n_moved, None)))
    anchored = _anchored(contest, plain, offsets, _growth(volume, fixed, n_points))
    base = anchored.part(slice(n_moved, None))
    profile = Profile(contest, model, volume, offsets, odds, base)
    return profile, [anchored.part(part) for part in parts]


def _middle(scans: Sequence[Scan], name: str) -> float:
    members = (member for scan in scans for member in scan.members)
    return next(member.statement.p50 for member in members if member.id == name)


def _growth(volume: Parameter, fixed: Mapping[str, FloatArray], n_points: int) -> FloatArray:
    middle = volume.statement.p50
    return np.asarray(fixed.get(volume.id, np.full(n_points, middle)) / middle, dtype=np.float64)


def _offsets(contest: Contest, middle: Points) -> tuple[Standing, ...]:
    # What lies between expectation and the plain median case, at the weights of each.
    joining = contest.joining
    weights = (joining.decided, *joining.own)
    found = []
    for wanted, plain in zip(weights, (middle.standing, *middle.own), strict=True):
        expected = contest.expected(contest.deciding.reading, wanted)
        found.append(Standing(expected.value - plain.value, expected.delta - plain.delta))
    return tuple(found)


def _anchored(
    contest: Contest, plain: Points, offsets: Sequence[Standing], growth: FloatArray
) -> Points:
    standing, *own = (
        Standing(entry.value + offset.value, entry.delta + offset.delta * growth)
        for entry, offset in zip((plain.standing, *plain.own), offsets, strict=True)
    )
    best = contest.joining.best_of(contest.deciding, standing, own)
    return plain._replace(standing=standing, best=best, own=tuple(own))


def _moved(
    wanted: Sequence[tuple[Scan, FloatArray]],
) -> tuple[dict[str, FloatArray], list[slice], int]:
    # Values of every moved parameter, one case after the other, and where each scan lies.
    n_points = sum(len(grid) for _, grid in wanted)
    fixed: dict[str, FloatArray] = {}
    start, parts = 0, []
    for scan, grid in wanted:
        part = slice(start, start + len(grid))
        for member in scan.members:
            if member.id not in fixed:
                fixed[member.id] = np.full(n_points, member.statement.p50)
            fixed[member.id][part] = scan.values(member, grid)
        parts.append(part)
        start = part.stop
    return fixed, parts, n_points


class _Case(NamedTuple):
    """The plain median case at many points, before gates are settled."""

    table: ValueTable
    dimensions: FloatArray
    margins: Margins
    quality: FloatArray
    spending: FloatArray
    investment: FloatArray

    def settled(self, contest: Contest, odds: GateOdds) -> Points:
        table = replace(self.table, met=odds.along(self.margins))
        joining, reading = contest.joining, contest.deciding.reading
        standing, *own = (
            settle(table, self.dimensions, reading, weights)
            for weights in (joining.decided, *joining.own)
        )
        nobody = np.zeros(standing.value.shape[1], dtype=np.int64)
        return Points(standing, nobody, self.quality, self.spending, self.investment, tuple(own))


def _median_case(
    contest: Contest,
    model: AppraisalModel,
    fixed: Mapping[str, FloatArray],
    n_points: int,
) -> _Case:
    frame = contest.frame
    sample = median_sample(n_points).with_values(fixed)
    wanted = frozenset(contest.ids)
    (appraisal,) = model(sample, (contest.appraisal.use_case,), wanted).use_cases
    names = [option.id for option in appraisal.options]
    options = tuple(names.index(name) for name in contest.ids)
    table = value_table(
        appraisal,
        options,
        criteria=frame.criteria,
        anchors=contest.anchors,
        sample=sample,
    )
    known = frame.preferences
    costs = [appraisal.costs[position] for position in options]
    nothing = np.zeros(n_points)
    return _Case(
        table,
        dimension_values(table.values, known.within_mean, known.dimension_of),
        margins_of(appraisal, options, sample),
        appraisal.quality[list(options)],
        np.array([(cost.capital + cost.running).mean(axis=0) + nothing for cost in costs]),
        np.array([cost.capital.sum(axis=0) + nothing for cost in costs]),
    )
