"""Boxes of opening years: halved until small enough to be gone through one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.decision.portfolio.model_rows import PortfolioRows
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

    def openings(self) -> IntArray:
        """Return every combination of openings in it.

        Returns
        -------
        IntArray
            Shape ``(combination, capability)``, in lexicographic order.
        """
        choices = [np.flatnonzero(row) for row in self.allowed]
        if not choices:
            return np.zeros((1, 0), dtype=np.int64)
        return np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, len(choices))

    def halved(self, opened: FloatArray) -> tuple[Box, Box]:
        """Return its halves, cut where its relaxation is least decided.

        Parameters
        ----------
        opened
            Part of each capability open by each year in the relaxation, shape
            ``(capability, year)``. [1]

        Returns
        -------
        tuple of Box
            Earlier and later openings of one capability that has several left, each with the
            bound of the whole.
        """
        count = self.allowed.sum(axis=1)
        doubt = np.where(count > 1, (opened * (1.0 - opened)).sum(axis=1), -1.0)
        # Where the relaxation is decided everywhere, the one with most openings left is cut.
        capability = int(np.lexsort((-count, -doubt))[0])
        years = np.flatnonzero(self.allowed[capability])
        cut = years[len(years) // 2]
        early, late = self.allowed.copy(), self.allowed.copy()
        early[capability, cut:] = False
        late[capability, :cut] = False
        return Box(self.bound, early), Box(self.bound, late)


class BoxRelaxation:
    """The linear relaxation, restricted to one box after another."""

    def __init__(self, *, rows: PortfolioRows) -> None:
        self._rows = rows
        self._programme = rows.programme(is_whole=False)

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
        least, most = np.zeros(len(rows.at_most)), rows.at_most.copy()
        n_years = rows.problem.n_years
        for by_year, openings in zip(rows.opening_column, allowed, strict=True):
            years = np.flatnonzero(openings)
            before = by_year[: years[0]]
            most[before[before >= 0]] = 0.0
            if years[-1] < n_years:
                least[by_year[years[-1] :]] = 1.0
        self._programme.bounded(least=least, most=most)
        return rows.relaxed(self._programme.solved())
