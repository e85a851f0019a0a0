"""Moving one thing along a grid, and the cells of the grid in which the best option changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter, Statement

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


class Bracket(NamedTuple):
    """Two points of a scan between which the best option changes."""

    scan: Scan
    inner: float
    """Where ``stays`` is still best. [1]"""
    outer: float
    """Where another option is best. [1]"""
    stays: int
    """Row of the option that is best at ``inner``."""
    becomes: int
    """Row of the option that is best at ``outer``."""

    @property
    def coordinate(self) -> float:
        """Where the change lies, on the scan's axis."""
        return 0.5 * (self.inner + self.outer)

    @property
    def is_above(self) -> bool:
        """Whether the change lies above the median."""
        return self.outer > 0


def changes(scan: Scan, best: IntArray, leading: int) -> list[Bracket]:
    """Return the nearest change of the best option on either side of the median.

    Parameters
    ----------
    scan
        What was moved.
    best
        Row of the best option along its grid, shape ``(point,)``.
    leading
        Row of the option that is best at the medians.

    Returns
    -------
    list of Bracket
        None, one or two, each between neighbouring points of the grid.
    """
    found = []
    for side in (-1.0, 1.0):
        order = [index for index in np.argsort(np.abs(scan.grid)) if scan.grid[index] * side > 0]
        inner = 0.0
        for index in order:
            outer = float(scan.grid[index])
            if best[index] != leading:
                found.append(Bracket(scan, inner, outer, leading, int(best[index])))
                break
            inner = outer
    return found


def boundaries(scan: Scan, best: IntArray) -> list[Bracket]:
    """Return every change of the best option along a scan.

    Parameters
    ----------
    scan
        What was moved.
    best
        Row of the best option along its grid, shape ``(point,)``.

    Returns
    -------
    list of Bracket
        In rising order, each between neighbouring points of the grid.
    """
    return [
        Bracket(
            scan,
            float(scan.grid[turn]),
            float(scan.grid[turn + 1]),
            int(best[turn]),
            int(best[turn + 1]),
        )
        for turn in np.flatnonzero(np.diff(best))
    ]


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
