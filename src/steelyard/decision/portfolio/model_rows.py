"""A portfolio over years as sparse rows: "started by", "open by" and modules added."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from steelyard.decision.portfolio.problem import NEVER, Selection
from steelyard.decision.portfolio.programme import Programme
from steelyard.decision.portfolio.screening import Possible, possible_choices
from steelyard.decision.portfolio.solution import Relaxed

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.programme import Answer
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

HALF: Final = 0.5
"""A whole-number column above this counts as one. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioRows:
    """A portfolio problem as rows of a linear programme in whole numbers.

    Attributes
    ----------
    problem
        What it states.
    possible
        What can be chosen at all.
    plan_column, opening_column, module_column
        Column of "plan has started by", "capability is open by" and "modules added in" each
        year, -1 where that cannot be, shapes ``(plan, year)``, ``(capability, year)``,
        ``(module, year)``.
    worth
        Worth of each column, shape ``(column,)``. [unit of worth]
    at_most
        Most of each column; the least is 0, shape ``(column,)``. [1]
    matrix
        Rows of resources, then links, order in time and choices, shape ``(row, column)``.
    row_most
        Most of each row, shape ``(row,)``. [unit of the row]
    enforced
        Resource of each resource row, shape ``(resource row,)``.
    row_scale
        One unit of a resource row, shape ``(resource row,)``. [unit of the resource]
    """

    problem: PortfolioProblem
    possible: Possible
    plan_column: IntArray
    opening_column: IntArray
    module_column: IntArray
    worth: FloatArray
    at_most: FloatArray
    matrix: sparse.csc_array
    row_most: FloatArray
    enforced: IntArray
    row_scale: FloatArray

    def values_of(self, selection: Selection) -> FloatArray:
        """Return the columns that stand for a selection.

        Parameters
        ----------
        selection
            What is started, opened and bought.

        Returns
        -------
        FloatArray
            Shape ``(column,)``. [1]
        """
        values = np.zeros(len(self.at_most))
        for plan, start in zip(selection.plan, selection.start, strict=True):
            if plan >= 0:
                values[_columns(self.plan_column[plan, start:])] = 1.0
        for capability, opening in enumerate(selection.opening):
            if opening >= 0:
                values[_columns(self.opening_column[capability, opening:])] = 1.0
        has_column = self.module_column >= 0
        values[self.module_column[has_column]] = selection.modules[has_column]
        return values

    def selection_of(self, values: FloatArray) -> Selection:
        """Return the selection for which whole-number columns stand.

        Parameters
        ----------
        values
            Columns, shape ``(column,)``. [1]

        Returns
        -------
        Selection
            Rounded to the nearest whole numbers; nothing is checked.
        """
        problem = self.problem
        first = _first_years(self.plan_column, values)
        plan = np.full(problem.n_use_cases, NEVER, dtype=np.int64)
        start = np.full(problem.n_use_cases, NEVER, dtype=np.int64)
        taken = np.flatnonzero(first >= 0)
        plan[problem.plan_use_case[taken]] = taken
        start[problem.plan_use_case[taken]] = first[taken]
        modules = np.zeros(self.module_column.shape, dtype=np.int64)
        has_column = self.module_column >= 0
        modules[has_column] = np.rint(values[self.module_column[has_column]])
        return Selection(plan, start, _first_years(self.opening_column, values), modules)

    def programme(self, *, is_whole: bool) -> Programme:
        """Return the programme of these rows.

        Parameters
        ----------
        is_whole
            Whether columns must be whole numbers.

        Returns
        -------
        Programme
            Ready to be solved.
        """
        return Programme(
            objective=self.worth,
            most=self.at_most,
            matrix=self.matrix,
            row_most=self.row_most,
            is_whole=np.ones(len(self.at_most), dtype=np.bool_) if is_whole else None,
        )

    def relaxed(self, answer: Answer) -> Relaxed:
        """Return what their solved relaxation says about the problem.

        Parameters
        ----------
        answer
            Of the programme, not in whole numbers.

        Returns
        -------
        Relaxed
            In the units of the problem.
        """
        shadow = np.zeros(len(self.problem.limit))
        dual = answer.dual[: len(self.enforced)]
        shadow[self.enforced] = np.maximum(dual, 0.0) / self.row_scale
        opened = np.zeros(self.opening_column.shape)
        if answer.values is not None:
            has_column = self.opening_column >= 0
            opened[has_column] = answer.values[self.opening_column[has_column]]
        return Relaxed(answer.bound, shadow, opened, answer.is_feasible)


def portfolio_rows(*, problem: PortfolioProblem) -> PortfolioRows:
    """Return a portfolio problem as sparse rows.

    Parameters
    ----------
    problem
        What is to be solved, consistent.

    Returns
    -------
    PortfolioRows
        Columns that count years cumulatively, resource rows scaled one by one.

    Notes
    -----
    Equations H-1 to H-6 of ``docs/method/portfolio.md``.
    """
    starts, may_open = possible_choices(problem=problem)
    plans = _steps(starts, 0, problem.plan_worth, problem.plan_use)
    openings = _steps(may_open, plans.end, problem.capability_worth, problem.capability_use)
    is_sold = problem.most_modules > 0
    modules = np.full(is_sold.shape, NEVER, dtype=np.int64)
    modules[is_sold] = openings.end + np.arange(is_sold.sum())
    most = np.concatenate([np.ones(openings.end), problem.most_modules[is_sold].astype(float)])
    worth = np.concatenate([plans.worth, openings.worth, problem.module_worth[is_sold]])
    use = np.concatenate([plans.use, openings.use, problem.module_use[is_sold]])
    enforced = np.flatnonzero(np.isfinite(problem.limit))
    scale = _row_scales(problem, starts, may_open, enforced)
    resources = sparse.csr_array(use[:, enforced].T / scale[:, np.newaxis])
    order = _order_rows(np.concatenate([plans.column, openings.column]))
    links = _link_rows(problem, plans.column, openings.column)
    choices = _choice_rows(problem, plans.column)
    logic, logic_most = _stacked([*links, *order, *choices], len(most))
    return PortfolioRows(
        problem=problem,
        possible=Possible(starts, may_open),
        plan_column=plans.column,
        opening_column=openings.column,
        module_column=modules,
        worth=worth,
        at_most=most,
        matrix=sparse.csc_array(sparse.vstack([resources, logic])),
        row_most=np.concatenate([problem.limit[enforced] / scale, logic_most]),
        enforced=enforced,
        row_scale=scale,
    )


class _Steps(NamedTuple):
    """Columns of one kind with the difference that each makes on top of the next."""

    column: IntArray
    worth: FloatArray
    use: FloatArray
    end: int


def _steps(may: BoolArray, first: int, worth: FloatArray, use: FloatArray) -> _Steps:
    # A column says "by this year". Years in which nothing may begin repeat the year before.
    own = np.full(may.shape, NEVER, dtype=np.int64)
    own[may] = first + np.arange(may.sum())
    column = np.maximum.accumulate(own, axis=1) if own.size else own
    at_worth, at_use = worth[may], use[may]
    thing = np.nonzero(may)[0]
    has_next = np.flatnonzero(thing[1:] == thing[:-1])
    step_worth, step_use = at_worth.copy(), at_use.copy()
    step_worth[has_next] -= at_worth[has_next + 1]
    step_use[has_next] -= at_use[has_next + 1]
    return _Steps(column, step_worth, step_use, first + len(at_worth))


def _row_scales(
    problem: PortfolioProblem, starts: BoolArray, may_open: BoolArray, enforced: IntArray
) -> FloatArray:
    # A power of two near the largest entry that counts: scaling then rounds nothing.
    counted = (
        problem.plan_use[starts],
        problem.capability_use[may_open],
        problem.module_use[problem.most_modules > 0],
    )
    largest = np.max([np.abs(part).max(axis=0, initial=0.0) for part in counted], axis=0)[enforced]
    scale: FloatArray = np.exp2(np.round(np.log2(np.where(largest > 0, largest, 1.0))))
    return scale


class _Row(NamedTuple):
    columns: list[int]
    signs: list[float]
    most: float


def _order_rows(column: IntArray) -> list[_Row]:
    # What has begun by one year has begun by the next.
    rows = []
    for by_year in column:
        years = _columns(by_year)
        rows += [_Row([int(now), int(then)], [1.0, -1.0], 0.0) for now, then in pairwise(years)]
    return rows


def _link_rows(
    problem: PortfolioProblem, plan_column: IntArray, opening_column: IntArray
) -> list[_Row]:
    rows = []
    for use_case in range(problem.n_use_cases):
        plans = np.flatnonzero(problem.plan_use_case == use_case)
        for capability in np.flatnonzero((problem.requires[plans] >= 0).any(axis=0)):
            needing = plans[problem.requires[plans, capability] >= 0]
            lag = problem.requires[needing, capability]
            rows += _links(plan_column[needing], lag, opening_column[capability])
    return rows


def _links(started: IntArray, lag: IntArray, opened: IntArray) -> list[_Row]:
    # One row for a use case, a capability and each year in which more plans have come to need it.
    rows: list[_Row] = []
    before: list[int] = []
    for year in range(len(opened)):
        is_due = year >= lag
        columns = _columns(started[is_due, (year - lag)[is_due]]).tolist()
        if columns and columns != before:
            rows.append(_Row([*columns, int(opened[year])], [1.0] * len(columns) + [-1.0], 0.0))
        before = columns
    return rows


def _choice_rows(problem: PortfolioProblem, plan_column: IntArray) -> list[_Row]:
    rows = []
    for use_case in range(problem.n_use_cases):
        last = _columns(plan_column[problem.plan_use_case == use_case, -1]).tolist()
        if last:
            rows.append(_Row(last, [1.0] * len(last), 1.0))
    return rows


def _stacked(rows: list[_Row], n_columns: int) -> tuple[sparse.csr_array, FloatArray]:
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.array([c for row in rows for c in row.columns], dtype=np.int64)
    signs = np.array([s for row in rows for s in row.signs])
    matrix = sparse.csr_array((signs, columns, ends), shape=(len(rows), n_columns))
    return matrix, np.array([row.most for row in rows])


def _columns(column: IntArray) -> IntArray:
    found: IntArray = np.unique(column[column >= 0])
    return found


def _first_years(column: IntArray, values: FloatArray) -> IntArray:
    # First year by which it has begun; -1 where it never does.
    is_on = (column >= 0) & (values[np.maximum(column, 0)] > HALF if values.size else False)
    return np.where(is_on.any(axis=1), is_on.argmax(axis=1), NEVER)
