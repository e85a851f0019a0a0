"""The median case along grids: what would be best if one thing were different.

The median case alone need not agree with the expected values on which the verdict rests, because
spreads are skewed. It is therefore anchored: each option's value and money are moved by a constant,
so that at the medians they equal what is expected over all draws. The constant of money grows with
the volume, because the skewness of money comes from the volume.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtr

from steelyard.decision.performance import value_table
from steelyard.decision.readings import Standing, dimension_values, settle
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.options.model import Appraisal
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter, Sample, Statement

REFINEMENTS = 2
"""Times a bracket around a change is divided. [1]"""
DIVISIONS = 9
"""Parts into which it is divided each time. [1]"""
FINE = np.linspace(-6.0, 6.0, 2401)
"""Standard normal quantiles on which a distribution is inverted."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """One thing moved along a grid, all else at the median.

    Attributes
    ----------
    key
        Name of the scan.
    members
        Parameters that move together.
    grid
        Coordinates in rising order, 0 being the median: standard normal quantiles, or logarithms
        of a factor on the median. [1]
    is_factor
        Whether coordinates are logarithms of a factor.
    """

    key: str
    members: tuple[Parameter, ...]
    grid: FloatArray
    is_factor: bool

    def values(self, member: Parameter, coordinates: FloatArray) -> FloatArray:
        """Return a member's values at coordinates.

        Parameters
        ----------
        member
            One of the members.
        coordinates
            Any shape. [1]

        Returns
        -------
        FloatArray
            Same shape, in the member's unit.
        """
        if self.is_factor:
            return np.asarray(member.statement.p50 * np.exp(coordinates), dtype=np.float64)
        return member.statement.quantile(ndtr(coordinates))


class Change(NamedTuple):
    """Where along a scan the best option changes."""

    scan: Scan
    coordinate: float
    """Where, on the scan's axis. [1]"""
    is_above: bool
    """Whether the change lies above the median."""
    becomes: int
    """Row of the option that is best beyond."""


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
    offset
        What anchors value and money, shape ``(option, 1)``.
    """

    contest: Contest
    model: Callable[[Sample, tuple[str, ...]], Appraisal]
    volume: Parameter
    offset: Standing

    def at(self, fixed: Mapping[str, FloatArray], n_points: int) -> Points:
        """Return the anchored median case where some parameters take given values.

        Parameters
        ----------
        fixed
            Values by parameter id, shape ``(point,)``, in the parameter's unit.
        n_points
            Number of points. [1]

        Returns
        -------
        Points
            One case per point.

        Notes
        -----
        Equation D-9 of ``docs/method/decision.md``.
        """
        plain = _median_case(self.contest, self.model, fixed, n_points)
        volume = fixed.get(self.volume.id, np.full(n_points, self.volume.statement.p50))
        growth = volume / self.volume.statement.p50
        standing = Standing(
            plain.standing.value + self.offset.value,
            plain.standing.delta + self.offset.delta * growth,
        )
        return plain._replace(standing=standing, best=self.contest.deciding.best(standing))

    def along(self, scans: Sequence[Scan]) -> list[Points]:
        """Return the anchored median case along each scan, in one evaluation.

        Parameters
        ----------
        scans
            What is moved.

        Returns
        -------
        list of Points
            One per scan, in the order of its grid.
        """
        return self._evaluate([(scan, scan.grid) for scan in scans])

    def changes(self, scans: Sequence[Scan], found: Sequence[Points], leading: int) -> list[Change]:
        """Return the nearest change of the best option on either side of the median.

        Parameters
        ----------
        scans
            What was moved.
        found
            The cases along them.
        leading
            Row of the option that is best at the medians.

        Returns
        -------
        list of Change
            None, one or two per scan, to within 1 % of a cell of the grid.

        Notes
        -----
        Section "What would change the answer" of ``docs/method/decision.md``.
        """
        brackets = [
            bracket
            for scan, points in zip(scans, found, strict=True)
            for bracket in _brackets(scan, points.best, leading)
        ]
        brackets = self._narrowed(brackets)
        return [
            Change(
                bracket.scan,
                0.5 * (bracket.inner + bracket.outer),
                bracket.outer > 0,
                bracket.becomes,
            )
            for bracket in brackets
        ]

    def boundaries(self, scan: Scan, points: Points) -> list[float]:
        """Return where along one scan the best option changes, each time it does.

        Parameters
        ----------
        scan
            What was moved.
        points
            The cases along it.

        Returns
        -------
        list of float
            Coordinates in rising order, one between any two neighbouring points of the grid whose
            best options differ. [1]
        """
        turns = np.flatnonzero(np.diff(points.best))
        brackets = [
            _Bracket(
                scan,
                float(scan.grid[turn]),
                float(scan.grid[turn + 1]),
                int(points.best[turn]),
                int(points.best[turn + 1]),
            )
            for turn in turns
        ]
        return [0.5 * (found.inner + found.outer) for found in self._narrowed(brackets)]

    def _narrowed(self, brackets: list[_Bracket]) -> list[_Bracket]:
        for _ in range(REFINEMENTS if brackets else 0):
            brackets = self._refined(brackets)
        return brackets

    def _refined(self, brackets: list[_Bracket]) -> list[_Bracket]:
        grids = [
            np.linspace(bracket.inner, bracket.outer, DIVISIONS + 1)[1:-1] for bracket in brackets
        ]
        wanted = [(bracket.scan, grid) for bracket, grid in zip(brackets, grids, strict=True)]
        found = self._evaluate(wanted)
        refined = []
        for bracket, grid, points in zip(brackets, grids, found, strict=True):
            changed = np.flatnonzero(points.best != bracket.stays)
            first = int(changed[0]) if len(changed) else len(grid)
            inner = bracket.inner if first == 0 else float(grid[first - 1])
            outer, becomes = bracket.outer, bracket.becomes
            if first < len(grid):
                outer, becomes = float(grid[first]), int(points.best[first])
            refined.append(_Bracket(bracket.scan, inner, outer, bracket.stays, becomes))
        return refined

    def _evaluate(self, wanted: Sequence[tuple[Scan, FloatArray]]) -> list[Points]:
        n_points = sum(len(grid) for _, grid in wanted)
        fixed: dict[str, FloatArray] = {}
        start, slices = 0, []
        for scan, grid in wanted:
            part = slice(start, start + len(grid))
            for member in scan.members:
                if member.id not in fixed:
                    fixed[member.id] = np.full(n_points, member.statement.p50)
                fixed[member.id][part] = scan.values(member, grid)
            slices.append(part)
            start = part.stop
        found = self.at(fixed, n_points)
        return [
            Points(
                Standing(found.standing.value[:, part], found.standing.delta[:, part]),
                found.best[part],
                found.quality[:, part],
                found.spending[:, part],
                found.investment[:, part],
            )
            for part in slices
        ]


class _Bracket(NamedTuple):
    scan: Scan
    inner: float
    outer: float
    stays: int
    becomes: int


def _brackets(scan: Scan, best: IntArray, leading: int) -> list[_Bracket]:
    # From the median outwards on either side: the first point with another best option.
    found = []
    for side in (-1.0, 1.0):
        order = [index for index in np.argsort(np.abs(scan.grid)) if scan.grid[index] * side > 0]
        inner = 0.0
        for index in order:
            if best[index] != leading:
                outer = float(scan.grid[index])
                found.append(_Bracket(scan, inner, outer, leading, int(best[index])))
                break
            inner = float(scan.grid[index])
    return found


def profile_of(
    contest: Contest, model: Callable[[Sample, tuple[str, ...]], Appraisal], volume: Parameter
) -> Profile:
    """Anchor the median case of a use case to its expected values.

    Parameters
    ----------
    contest
        The short list.
    model
        The appraisal as a function of the sample.
    volume
        Parameter of the yearly volume.

    Returns
    -------
    Profile
        Ready to be moved along grids.
    """
    base = _median_case(contest, model, {}, 1).standing
    expected = contest.expected(contest.deciding.reading)
    offset = Standing(expected.value - base.value, expected.delta - base.delta)
    return Profile(contest, model, volume, offset)


def _median_case(
    contest: Contest,
    model: Callable[[Sample, tuple[str, ...]], Appraisal],
    fixed: Mapping[str, FloatArray],
    n_points: int,
) -> Points:
    frame = contest.frame
    sample = median_sample(n_points).with_values(fixed)
    (appraisal,) = model(sample, (contest.appraisal.use_case,)).use_cases
    table = value_table(
        appraisal,
        contest.table.options,
        criteria=frame.criteria,
        anchors=contest.anchors,
        sample=sample,
    )
    known = frame.preferences
    dimensions = dimension_values(table.values, known.within_mean, known.dimension_of)
    standing = settle(table, dimensions, contest.deciding.reading, known.decided)
    costs = [appraisal.costs[position] for position in table.options]
    nothing = np.zeros(n_points)
    return Points(
        standing,
        np.zeros(n_points, dtype=np.int64),
        appraisal.quality[list(table.options)],
        np.array([(cost.capital + cost.running).mean(axis=0) + nothing for cost in costs]),
        np.array([cost.capital.sum(axis=0) + nothing for cost in costs]),
    )


def probability_below(statement: Statement, value: float) -> float:
    """Return the probability that a parameter lies below a value.

    Parameters
    ----------
    statement
        What is believed about it; not certain.
    value
        In the statement's unit.

    Returns
    -------
    float
        Between 0 and 1, by inverting the quantiles on a fine grid. [1]

    Examples
    --------
    >>> from steelyard.uncertainty import Family, Statement
    >>> round(probability_below(Statement(1.0, 2.0, 8.0, Family.LOGNORMAL), 8.0), 6)
    0.95
    """
    grid = ndtr(FINE)
    return float(np.interp(value, statement.quantile(grid), grid))
