"""What is left to choose once the opening years are fixed: one start per use case, and modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from steelyard.decision.portfolio.model_rows import HALF
from steelyard.decision.portfolio.problem import NEVER, Selection
from steelyard.decision.portfolio.programme import Programme

if TYPE_CHECKING:
    from steelyard.decision.portfolio.model_rows import PortfolioRows
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.programme import Answer
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class RemainingChoices:
    """Starts and modules as columns, and what each opening year leaves of the resources.

    An *opening* is written here as a year, or as the number of years where a capability is
    never opened. Only resources that are enforced are held.

    Attributes
    ----------
    problem, enforced
        What it is made of, and which of its resources have limits.
    plan, start, use_case
        Of each start that is possible, shape ``(column,)``.
    worth, use
        Worth and resources of starts, then of modules, shapes ``(item,)`` and
        ``(item, resource)``. [unit of worth] [unit of the resource]
    due
        Latest opening of each capability that a start can stand on, shape
        ``(column, capability)``.
    module, year
        Of each kind of module and year in which some may be added, shape ``(lot,)``.
    at_most
        Most of each item, shape ``(item,)``. [1]
    limit, scale
        Limits, and units of the resource in one unit of its row, shape ``(resource,)``.
        [unit of the resource]
    opening_worth, opening_use
        Worth and resources by opening, the last being never, shapes ``(capability, opening)`` and
        ``(capability, opening, resource)``. [unit of worth] [unit of the resource]
    may_open
        Openings that are possible, shape ``(capability, opening)``.
    """

    problem: PortfolioProblem
    enforced: IntArray
    plan: IntArray
    start: IntArray
    use_case: IntArray
    worth: FloatArray
    use: FloatArray
    due: IntArray
    module: IntArray
    year: IntArray
    at_most: FloatArray
    limit: FloatArray
    scale: FloatArray
    opening_worth: FloatArray
    opening_use: FloatArray
    may_open: BoolArray

    @property
    def n_starts(self) -> int:
        """Starts that are possible; modules come after them. [1]."""
        return len(self.plan)

    def opened(self, opening: IntArray) -> tuple[float, FloatArray]:
        """Return the worth of openings and the resources that they leave.

        Parameters
        ----------
        opening
            Opening of each capability, shape ``(capability,)``.

        Returns
        -------
        tuple of float and FloatArray
            Worth, and room, shape ``(resource,)``.
        """
        capability = np.arange(len(opening))
        room = self.limit - self.opening_use[capability, opening].sum(axis=0)
        return float(self.opening_worth[capability, opening].sum()), room

    def is_served(self, opening: IntArray) -> BoolArray:
        """Return which starts can stand on openings.

        Parameters
        ----------
        opening
            Opening of each capability, shape ``(capability,)``.

        Returns
        -------
        BoolArray
            Shape ``(column,)``.
        """
        served: BoolArray = np.all(opening <= self.due, axis=1)
        return served

    def selection(self, opening: IntArray, taken: IntArray, modules: IntArray) -> Selection:
        """Return the selection of openings, starts and modules.

        Parameters
        ----------
        opening
            Opening of each capability, shape ``(capability,)``.
        taken
            Column of the start of each use case, -1 for none, shape ``(use_case,)``.
        modules
            Modules of each lot, shape ``(lot,)``.

        Returns
        -------
        Selection
            In the terms of the problem.
        """
        counts = np.zeros(self.problem.most_modules.shape, dtype=np.int64)
        counts[self.module, self.year] = modules
        is_taken = taken >= 0
        plan = np.full(len(taken), NEVER, dtype=np.int64)
        start = plan.copy()
        plan[is_taken], start[is_taken] = self.plan[taken[is_taken]], self.start[taken[is_taken]]
        is_open = opening < self.problem.n_years
        return Selection(plan, start, np.where(is_open, opening, NEVER), counts)

    def selection_of(self, opening: IntArray, values: FloatArray) -> Selection:
        """Return the selection for which whole-number items stand.

        Parameters
        ----------
        opening
            Opening of each capability, shape ``(capability,)``.
        values
            Items, shape ``(item,)``. [1]

        Returns
        -------
        Selection
            In the terms of the problem.
        """
        taken = np.full(self.problem.n_use_cases, NEVER, dtype=np.int64)
        columns = np.flatnonzero(values[: self.n_starts] > HALF)
        taken[self.use_case[columns]] = columns
        modules = np.rint(values[self.n_starts :]).astype(np.int64)
        return self.selection(opening, taken, modules)

    def programme(self, *, is_whole: bool) -> Programme:
        """Return the programme of starts and modules, openings still to be set.

        Parameters
        ----------
        is_whole
            Whether items must be whole numbers.

        Returns
        -------
        Programme
            Rows of resources first, then one for each use case.
        """
        matrix, row_most = self.rows()
        return Programme(
            objective=self.worth,
            most=self.at_most,
            matrix=matrix,
            row_most=row_most,
            is_whole=np.ones(len(self.worth), dtype=np.bool_) if is_whole else None,
        )

    def elastic_programme(self) -> Programme:
        """Return the programme that overuses resources as little as it can, worth aside.

        Returns
        -------
        Programme
            The same rows; one column for the overuse of each resource after the items.
        """
        matrix, row_most = self.rows()
        n_items, n_resources = len(self.worth), len(self.limit)
        over = sparse.eye_array(len(row_most), n_resources)
        return Programme(
            objective=np.append(np.zeros(n_items), -np.ones(n_resources)),
            most=np.append(self.at_most, np.full(n_resources, np.inf)),
            matrix=sparse.csc_array(sparse.hstack([matrix, -over])),
            row_most=row_most,
        )

    def prices(self, answer: Answer) -> FloatArray:
        """Return what a solved programme takes each enforced resource to be worth.

        Parameters
        ----------
        answer
            Of a programme whose first rows are those of the resources.

        Returns
        -------
        FloatArray
            Shape ``(resource,)``, 0 or more. [unit of worth per unit of the resource]
        """
        prices: FloatArray = np.maximum(answer.dual[: len(self.limit)], 0.0) / self.scale
        return prices

    def rows(self) -> tuple[sparse.csc_array, FloatArray]:
        """Return the rows of resources, then one for each use case, and their most.

        Returns
        -------
        tuple of csc_array and FloatArray
            Shapes ``(row, item)`` and ``(row,)``.
        """
        columns = np.arange(self.n_starts)
        one_each = sparse.csr_array(
            (np.ones(self.n_starts), (self.use_case, columns)),
            shape=(self.problem.n_use_cases, len(self.worth)),
        )
        resources = sparse.csr_array(self.use.T / self.scale[:, np.newaxis])
        row_most = np.append(self.limit / self.scale, np.ones(self.problem.n_use_cases))
        return sparse.csc_array(sparse.vstack([resources, one_each])), row_most


def remaining_choices(*, rows: PortfolioRows) -> RemainingChoices:
    """Return what is left to choose once the opening years are fixed.

    Parameters
    ----------
    rows
        The whole problem as rows.

    Returns
    -------
    RemainingChoices
        Its starts, modules and openings.

    Notes
    -----
    Equation H-8 of ``docs/method/portfolio.md``.
    """
    problem, enforced = rows.problem, rows.enforced
    n_years = problem.n_years
    plan, start = np.nonzero(rows.possible.starts)
    due = start[:, np.newaxis] + problem.requires[plan]
    is_bound = (problem.requires[plan] >= 0) & (due < n_years)
    module, year = np.nonzero(problem.most_modules > 0)
    use = np.concatenate([problem.plan_use[plan, start], problem.module_use[module, year]])
    may_open = rows.possible.openings
    n_capabilities = len(may_open)
    opening_worth = np.zeros((n_capabilities, n_years + 1))
    opening_use = np.zeros((n_capabilities, n_years + 1, len(enforced)))
    opening_worth[:, :-1] = np.where(may_open, problem.capability_worth, 0.0)
    opening_use[:, :-1] = np.where(
        may_open[:, :, np.newaxis], problem.capability_use[:, :, enforced], 0.0
    )
    return RemainingChoices(
        problem=problem,
        enforced=enforced,
        plan=plan,
        start=start,
        use_case=problem.plan_use_case[plan],
        worth=np.append(problem.plan_worth[plan, start], problem.module_worth[module, year]),
        use=use[:, enforced],
        due=np.where(is_bound, due, n_years),
        module=module,
        year=year,
        at_most=np.append(np.ones(len(plan)), problem.most_modules[module, year].astype(float)),
        limit=problem.limit[enforced],
        scale=rows.row_scale,
        opening_worth=opening_worth,
        opening_use=opening_use,
        may_open=np.column_stack([may_open, np.ones(n_capabilities, dtype=np.bool_)]),
    )
