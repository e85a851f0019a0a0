"""Boxes of opening years: halved until small enough to be gone through one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.relaxation import relaxed_rows, whole_or_not

if TYPE_CHECKING:
    from steelyard.decision.portfolio.model_rows import PortfolioRows
    from steelyard.decision.portfolio.programme import Programme
    from steelyard.decision.portfolio.solution import Relaxed
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class Box(NamedTuple):
    """Openings still allowed, and what none of them is worth more than."""

    bound: float
    """Bound on every selection with such openings. [unit of worth]"""
    allowed: BoolArray
    """By capability and opening, the last being never, shape ``(capability, opening)``."""

    @property
    def n_openings(self) -> float:
        """Openings in it; a float, since they can be more than an integer holds. [1]."""
        return float(np.prod(self.allowed.sum(axis=1, dtype=float)))


def openings_in(*, allowed: BoolArray) -> IntArray:
    """Return every combination of openings of a box.

    Parameters
    ----------
    allowed
        By capability and opening, shape ``(capability, opening)``.

    Returns
    -------
    IntArray
        Shape ``(combination, capability)``, in lexicographic order.
    """
    choices = [np.flatnonzero(row) for row in allowed]
    if not choices:
        return np.zeros((1, 0), dtype=np.int64)
    return np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, len(choices))


class BoxRelaxation:
    """The linear relaxation, restricted to one box after another."""

    def __init__(self, *, rows: PortfolioRows) -> None:
        self._rows = rows
        self._programme: Programme = whole_or_not(rows=rows, is_whole=False)

    def solved(self, *, allowed: BoolArray) -> Relaxed:
        """Return the relaxation of a box.

        Parameters
        ----------
        allowed
            By capability and opening, shape ``(capability, opening)``.

        Returns
        -------
        Relaxed
            Bound, prices and parts open.
        """
        rows = self._rows
        least, most = np.zeros(len(rows.most)), rows.most.copy()
        n_years = rows.problem.n_years
        for by_year, openings in zip(rows.opening_column, allowed, strict=True):
            years = np.flatnonzero(openings)
            before = by_year[: years[0]]
            most[before[before >= 0]] = 0.0
            if years[-1] < n_years:
                least[by_year[years[-1] :]] = 1.0
        self._programme.bounded(least=least, most=most)
        return relaxed_rows(rows=rows, answer=self._programme.solved())


def halved(*, box: Box, opened: FloatArray) -> tuple[Box, Box]:
    """Return the halves of a box, cut where its relaxation is least decided.

    Parameters
    ----------
    box
        At least one capability has two openings left.
    opened
        Part of each capability open by each year in the relaxation of the box, shape
        ``(capability, year)``. [1]

    Returns
    -------
    tuple of Box
        Earlier and later openings of one capability, each with the bound of the whole.
    """
    doubt = (opened * (1.0 - opened)).sum(axis=1)
    count = box.allowed.sum(axis=1)
    # Where the relaxation is decided everywhere, the capability with most openings left is cut.
    capability = int(np.lexsort((-count, -np.where(count > 1, doubt, -1.0)))[0])
    years = np.flatnonzero(box.allowed[capability])
    cut = years[len(years) // 2]
    early, late = box.allowed.copy(), box.allowed.copy()
    early[capability, cut:] = False
    late[capability, :cut] = False
    return Box(box.bound, early), Box(box.bound, late)
