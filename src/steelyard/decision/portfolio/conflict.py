"""Why nothing is feasible: limits that conflict, and what would make room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import require_consistent, use_of, violations
from steelyard.decision.portfolio.programme import Programme
from steelyard.decision.portfolio.solution import Effort, Ending
from steelyard.decision.portfolio.solve import solve_portfolio

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.solution import Solved
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

KEPT: Final = -1
"""Group of resources whose limits nobody can move. [1]"""


def smallest_conflict(
    *, problem: PortfolioProblem, groups: IntArray, effort: Effort | None = None
) -> tuple[int, ...]:
    """Return groups of limits that cannot be kept together, none of which can be left out.

    Parameters
    ----------
    problem
        A problem without a feasible selection.
    groups
        Group of each resource, -1 for a limit that cannot move, shape ``(resource,)``.
    effort
        How far each search for a feasible selection goes.

    Returns
    -------
    tuple of int
        Groups, ascending; empty where the limits that cannot move conflict by themselves. With
        all but any one of them something is feasible, unless a search ran out of nodes: then the
        group stays.

    Raises
    ------
    ValueError
        If shapes differ, or the problem is not shown to be infeasible.

    Notes
    -----
    Equation H-14 of ``docs/method/portfolio.md``: a deletion filter. Another order can end in
    another such set.
    """
    _require_groups(problem, groups)
    if (
        _feasible(problem, np.zeros(len(groups), dtype=np.bool_), effort).ending
        != Ending.INFEASIBLE
    ):
        message = "expected a problem without a feasible selection"
        raise ValueError(message)
    is_freed = np.zeros(len(groups), dtype=np.bool_)
    conflict = []
    for group in np.unique(groups[groups != KEPT]):
        without = is_freed | (groups == group)
        if _feasible(problem, without, effort).ending == Ending.INFEASIBLE:
            is_freed = without
        else:
            conflict.append(int(group))
    return tuple(conflict)


def relaxation_prices(
    *, problem: PortfolioProblem, groups: IntArray, effort: Effort | None = None
) -> FloatArray:
    """Return by how much the limits of each group alone must move for something to be feasible.

    Parameters
    ----------
    problem
        A problem, as a rule without a feasible selection.
    groups
        Group of each resource, -1 for a limit that cannot move, shape ``(resource,)``; those of
        one group share a unit.
    effort
        How far each search goes.

    Returns
    -------
    FloatArray
        Least sum over the resources of a group, within the gap of ``effort`` or as far as its
        nodes reach; NaN where moving it alone does not help; shape ``(group,)``, the groups
        ascending. [unit of the resource]

    Raises
    ------
    ValueError
        If shapes differ.

    Notes
    -----
    Equation H-15 of ``docs/method/portfolio.md``.
    """
    _require_groups(problem, groups)
    prices = [
        _least_relaxation(problem, np.flatnonzero(groups == group), effort or Effort())
        for group in np.unique(groups[groups != KEPT])
    ]
    return np.array(prices, dtype=float)


def _require_groups(problem: PortfolioProblem, groups: IntArray) -> None:
    require_consistent(problem)
    if groups.shape != problem.limit.shape:
        message = f"groups: expected shape {problem.limit.shape}, found {groups.shape}"
        raise ValueError(message)


def _feasible(problem: PortfolioProblem, is_freed: BoolArray, effort: Effort | None) -> Solved:
    # Without worth the first selection that keeps every limit ends the search.
    freed = replace(
        problem,
        plan_worth=np.zeros_like(problem.plan_worth),
        capability_worth=np.zeros_like(problem.capability_worth),
        module_worth=np.zeros_like(problem.module_worth),
        limit=np.where(is_freed, np.inf, problem.limit),
    )
    return solve_portfolio(problem=freed, effort=effort)


def _least_relaxation(problem: PortfolioProblem, moved: IntArray, effort: Effort) -> float:
    is_moved = np.isin(np.arange(len(problem.limit)), moved)
    start = _feasible(problem, is_moved, effort).selection
    if start is None:
        return np.nan
    # Limits so wide that nothing is screened out; the rows then get the true ones.
    widest = np.where(is_moved, problem.limit + _all_use(problem), problem.limit)
    rows = portfolio_rows(problem=replace(problem, limit=widest))
    elastic = np.flatnonzero(is_moved[rows.enforced])
    row_most = rows.row_most.copy()
    resource = rows.enforced[elastic]
    row_most[elastic] = problem.limit[resource] / rows.row_scale[elastic]
    n_columns = len(rows.at_most)
    over = sparse.csr_array(
        (-1.0 / rows.row_scale[elastic], (elastic, np.arange(len(elastic)))),
        shape=(len(row_most), len(elastic)),
    )
    programme = Programme(
        objective=np.append(np.zeros(n_columns), -np.ones(len(elastic))),
        most=np.append(rows.at_most, np.full(len(elastic), np.inf)),
        matrix=sparse.csc_array(sparse.hstack([rows.matrix, over])),
        row_most=row_most,
        is_whole=np.arange(n_columns + len(elastic)) < n_columns,
    )
    needed = np.maximum(use_of(problem=problem, selection=start) - problem.limit, 0.0)[resource]
    programme.started_from(values=np.append(rows.values_of(start), needed))
    answer = programme.solved(gap=effort.gap, n_nodes=effort.n_nodes, seconds=effort.seconds)
    found = [start]
    if answer.values is not None:
        found.append(rows.selection_of(answer.values[:n_columns]))
    return min(
        float(np.maximum(use_of(problem=problem, selection=s) - problem.limit, 0.0)[moved].sum())
        for s in found
        if not violations(problem=rows.problem, selection=s)
    )


def _all_use(problem: PortfolioProblem) -> FloatArray:
    # More than any selection can use.
    used = (
        np.where(problem.may_start[:, :, np.newaxis], problem.plan_use, 0.0),
        np.where(problem.may_open[:, :, np.newaxis], problem.capability_use, 0.0),
        np.where(problem.most_modules[:, :, np.newaxis] > 0, problem.module_use, 0.0)
        * problem.most_modules[:, :, np.newaxis],
    )
    total: FloatArray = np.sum([np.abs(part).sum(axis=(0, 1)) for part in used], axis=0)
    finite = np.where(np.isfinite(problem.limit), np.abs(problem.limit), 0.0)
    return total + finite + 1.0
