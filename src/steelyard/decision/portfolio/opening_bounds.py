"""Bounds on whole sets of opening years at once, under given prices of what is scarce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.decision.portfolio.choices import RemainingChoices
    from steelyard.quantities.arrays import FloatArray, IntArray

LARGEST_TABLE: Final = 10_000
"""Cells of a table over the openings that one pattern of needs asks about. [1]"""
BLOCK: Final = 4_096
"""Openings bounded at a time, so that their tables stay in the processor's cache. [1]"""


class _Pattern(NamedTuple):
    """Starts that stand on the same capabilities."""

    capabilities: IntArray
    columns: IntArray
    rows: IntArray
    """Use cases that have such a start."""
    cell: IntArray
    """Cell of each start: its use case and the latest openings that it can stand on."""


class NeedPatterns:
    """Starts sorted by the capabilities on which they stand, ready to be priced."""

    def __init__(self, *, choices: RemainingChoices) -> None:
        self._choices = choices
        self._n_openings = choices.problem.n_years + 1
        needs = choices.due < choices.problem.n_years
        kinds, of_start = np.unique(needs, axis=0, return_inverse=True)
        self._patterns: list[_Pattern] = []
        self._wide: list[int] = []
        for kind, is_needed in enumerate(kinds):
            columns = np.flatnonzero(of_start.ravel() == kind)
            capabilities = np.flatnonzero(is_needed)
            if self._n_openings ** len(capabilities) > LARGEST_TABLE:
                self._wide += columns.tolist()
            else:
                self._patterns.append(self._pattern(columns, capabilities))

    def _pattern(self, columns: IntArray, capabilities: IntArray) -> _Pattern:
        rows, row = np.unique(self._choices.use_case[columns], return_inverse=True)
        shape = (len(rows), *[self._n_openings] * len(capabilities))
        latest = self._choices.due[np.ix_(columns, capabilities)]
        cell = np.ravel_multi_index((row, *latest.T), shape)
        return _Pattern(capabilities, columns, rows, cell)

    def priced(self, *, prices: FloatArray, is_worth_counted: bool = True) -> PricedOpenings:
        """Return the bounds that hold under prices of the resources.

        Parameters
        ----------
        prices
            Worth of one unit of each enforced resource, 0 or more, shape ``(resource,)``.
            [unit of worth per unit of the resource]
        is_worth_counted
            Whether worth counts; if not, a bound below 0 says that limits cannot be kept.

        Returns
        -------
        PricedOpenings
            Ready to bound any openings.
        """
        choices, counted = self._choices, float(is_worth_counted)
        value = counted * choices.worth - choices.use @ prices
        n_starts = choices.n_starts
        lots = value[n_starts:] * choices.at_most[n_starts:]
        tables = [self._table(pattern, value) for pattern in self._patterns]
        wide = np.array(self._wide, dtype=np.int64)
        return PricedOpenings(
            constant=float(prices @ choices.limit + np.maximum(lots, 0.0).sum()),
            opening=counted * choices.opening_worth - choices.opening_use @ prices,
            tables=[
                (p.capabilities, p.rows, table)
                for p, table in zip(self._patterns, tables, strict=True)
            ],
            wide=(choices.use_case[wide], choices.due[wide], value[wide]),
            n_use_cases=choices.problem.n_use_cases,
        )

    def _table(self, pattern: _Pattern, value: FloatArray) -> FloatArray:
        # Best start of each use case that stands on openings no later than those of the cell.
        axes = [self._n_openings] * len(pattern.capabilities)
        table = np.full(len(pattern.rows) * int(np.prod(axes, dtype=np.int64)), -np.inf)
        np.maximum.at(table, pattern.cell, value[pattern.columns])
        table = table.reshape(len(pattern.rows), *axes)
        for axis in range(1, table.ndim):
            table = np.flip(np.maximum.accumulate(np.flip(table, axis), axis=axis), axis)
        return np.ascontiguousarray(table.reshape(len(pattern.rows), -1))


class PricedOpenings:
    """Bounds of openings under one set of prices."""

    def __init__(
        self,
        *,
        constant: float,
        opening: FloatArray,
        tables: list[tuple[IntArray, IntArray, FloatArray]],
        wide: tuple[IntArray, IntArray, FloatArray],
        n_use_cases: int,
    ) -> None:
        self._constant = constant
        self._opening = opening
        self._tables = tables
        self._wide = wide
        self._n_use_cases = n_use_cases

    def bounds(self, *, openings: IntArray) -> FloatArray:
        """Return what no selection with these openings is worth more than.

        Parameters
        ----------
        openings
            Opening of each capability, shape ``(candidate, capability)``.

        Returns
        -------
        FloatArray
            Shape ``(candidate,)``. [unit of worth]

        Notes
        -----
        Equation H-9 of ``docs/method/portfolio.md``.
        """
        blocks = [
            self._block(openings[first : first + BLOCK]) for first in range(0, len(openings), BLOCK)
        ]
        return np.concatenate([np.zeros(0), *blocks])

    def _block(self, openings: IntArray) -> FloatArray:
        best = np.zeros((self._n_use_cases, len(openings)))
        n_openings = self._opening.shape[1]
        for capabilities, rows, table in self._tables:
            cell = np.zeros(len(openings), dtype=np.int64)
            for capability in capabilities:
                cell = cell * n_openings + openings[:, capability]
            best[rows] = np.maximum(best[rows], table[:, cell])
        for use_case, due, value in zip(*self._wide, strict=True):
            is_served = np.all(openings <= due, axis=1)
            best[use_case] = np.maximum(best[use_case], np.where(is_served, value, 0.0))
        capability = np.arange(openings.shape[1])
        total: FloatArray = best.sum(axis=0) + self._opening[capability, openings].sum(axis=1)
        return total + self._constant
