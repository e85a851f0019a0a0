"""A pool of portfolios: the best of drawn scenarios, and what lies one step from them."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.neighbours import pruned, single_moves
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.problem import (
    NEVER,
    PortfolioProblem,
    Selection,
    require_consistent,
    worth_of,
)
from steelyard.decision.portfolio.solution import Ending, Solved
from steelyard.decision.portfolio.solve import relax, solve_portfolio
from steelyard.uncertainty.blocks import map_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from steelyard.decision.portfolio.solution import Effort
    from steelyard.quantities.arrays import FloatArray, IntArray


class Pool(NamedTuple):
    """Distinct portfolios that keep every limit, and how near each scenario's best is."""

    selections: tuple[Selection, ...]
    """What was solved for, in the order of the scenarios, then neighbours; empty where no
    portfolio is feasible."""
    n_solved: int
    """The first so many were found by the solver. [1]"""
    median: int
    """Position of the portfolio of greatest worth at medians; -1 in an empty pool."""
    expected: Solved
    """The portfolio of greatest mean worth over the scenarios, with its bound."""
    winner: IntArray
    """Position of each scenario's best, -1 in an empty pool, shape ``(scenario,)``."""
    worth: FloatArray
    """Its worth there, shape ``(scenario,)``. [unit of worth]"""
    bound: FloatArray
    """No portfolio is worth more in the scenario, shape ``(scenario,)``. [unit of worth]"""
    endings: tuple[Ending, ...]
    """Why the search in each scenario stopped."""

    @property
    def gap(self) -> FloatArray:
        """Distance from the bound, relative to the larger of both, shape ``(scenario,)``. [1].

        Infinite in an empty pool.
        """
        if not self.selections:
            return np.full(len(self.bound), np.inf)
        scale = np.maximum(np.maximum(np.abs(self.bound), np.abs(self.worth)), 1e-12)
        found: FloatArray = np.maximum(self.bound - self.worth, 0.0) / scale
        return found


def fill_pool(
    *,
    problem: PortfolioProblem,
    plan_worths: FloatArray,
    capability_worths: FloatArray,
    module_worths: FloatArray,
    n_portfolios: int,
    effort: Effort | None = None,
    progress: Callable[[int, int], None] | None = None,
    n_workers: int | None = None,
) -> Pool:
    """Return the best portfolios of drawn scenarios and portfolios one step from them.

    Parameters
    ----------
    problem
        The case at medians; use and limits are those of every scenario.
    plan_worths
        Worth drawn for plans, shape ``(plan, year, scenario)``. [unit of worth]
    capability_worths, module_worths
        The same of capabilities and modules, shapes ``(capability, year, scenario)`` and
        ``(module, year, scenario)``. [unit of worth]
    n_portfolios
        Portfolios wanted; fewer where there are no more neighbours, more only where the
        solver alone found more. [1]
    effort
        How far each search goes, the usual effort if omitted; counted, not timed, it gives the
        same pool on any machine.
    progress
        Told after each search how many are done, of how many. It is called from the threads that
        search, one search at a time counted; what it raises stops the filling.
    n_workers
        Threads; as many as processors if omitted. [1]

    Returns
    -------
    Pool
        The same whatever the number of workers.

    Raises
    ------
    ValueError
        If shapes differ, or there is no scenario.

    Notes
    -----
    Equations U-3 and U-5 of ``docs/method/portfolio-under-uncertainty.md``. The medians are solved
    first, then the mean, then the scenarios, each starting from the better of these two, for
    limits are the same. An interruption (``KeyboardInterrupt``) starts no further search, waits for
    those under way and is raised again; nothing has been changed by then, for a pool exists only
    whole.
    """
    _require_draws(problem, plan_worths, capability_worths, module_worths)
    n_scenarios = plan_worths.shape[2]
    steps = count(1)

    def solved(case: PortfolioProblem, hint: Selection | None) -> Solved:
        found = solve_portfolio(problem=case, effort=effort, hint=hint)
        if progress is not None:
            progress(next(steps), n_scenarios + 2)
        return found

    median = solved(problem, None)
    if median.ending is Ending.INFEASIBLE:
        # Limits are those of every scenario: what is infeasible once is infeasible always.
        return _empty(median, [median] * n_scenarios)
    tables = (plan_worths, capability_worths, module_worths)
    mean = _with_worths(
        problem, *(np.asarray(table.mean(axis=2, dtype=np.float64)) for table in tables)
    )
    expected = solved(mean, median.selection)
    starts = [e.selection for e in (median, expected) if e.selection is not None]

    def in_scenario(scenario: int) -> Solved:
        drawn = [table[:, :, scenario].astype(np.float64) for table in tables]
        case = _with_worths(problem, *drawn)
        worth = [worth_of(problem=case, selection=selection) for selection in starts]
        return solved(case, starts[int(np.argmax(worth))] if starts else None)

    found = map_blocks(in_scenario, range(n_scenarios), n_workers=n_workers)
    distinct = _distinct([median, expected, *found])
    n_solved = len(distinct)
    _add_neighbours(distinct, mean, n_portfolios)
    selections = tuple(distinct.values())
    if not selections:
        return _empty(expected, found)
    scores = score_pool(
        selections=selections,
        plan_worths=plan_worths.astype(np.float64),
        capability_worths=capability_worths.astype(np.float64),
        module_worths=module_worths.astype(np.float64),
    )
    worth = scores.max(axis=0)
    at_medians = [worth_of(problem=problem, selection=selection) for selection in selections]
    return Pool(
        selections,
        n_solved,
        int(np.argmax(at_medians)),
        expected,
        scores.argmax(axis=0),
        worth,
        np.maximum([entry.bound for entry in found], worth),
        tuple(entry.ending for entry in found),
    )


def _require_draws(
    problem: PortfolioProblem, plan: FloatArray, capability: FloatArray, module: FloatArray
) -> None:
    require_consistent(problem)
    n_draws = plan.shape[-1]
    for name, table, own in (
        ("plan_worths", plan, problem.plan_worth),
        ("capability_worths", capability, problem.capability_worth),
        ("module_worths", module, problem.module_worth),
    ):
        if table.shape != (*own.shape, n_draws) or n_draws == 0:
            message = f"{name}: expected shape {(*own.shape, n_draws)}, found {table.shape}"
            raise ValueError(message)


def _with_worths(
    problem: PortfolioProblem, plan: FloatArray, capability: FloatArray, module: FloatArray
) -> PortfolioProblem:
    return replace(problem, plan_worth=plan, capability_worth=capability, module_worth=module)


def _empty(expected: Solved, found: Sequence[Solved]) -> Pool:
    bound = np.array([entry.bound for entry in found])
    worth, winner = np.full(len(found), -np.inf), np.full(len(found), NEVER)
    return Pool((), 0, NEVER, expected, winner, worth, bound, tuple(e.ending for e in found))


def _distinct(found: Iterable[Solved]) -> dict[bytes, Selection]:
    distinct: dict[bytes, Selection] = {}
    for entry in found:
        if entry.selection is not None:
            distinct.setdefault(_identity(entry.selection), entry.selection)
    return distinct


def _identity(selection: Selection) -> bytes:
    return b"".join(np.asarray(part, dtype=np.int64).tobytes() for part in selection)


def _add_neighbours(
    distinct: dict[bytes, Selection], problem: PortfolioProblem, n_portfolios: int
) -> None:
    # Each portfolio in turn hands over its next best neighbour: no part of the pool crowds it.
    waiting = deque(_neighbours(problem, selection) for selection in distinct.values())
    while waiting and len(distinct) < n_portfolios:
        neighbours = waiting.popleft()
        found = next(neighbours, None)
        if found is not None:
            distinct.setdefault(_identity(found), found)
            waiting.append(neighbours)


def _neighbours(problem: PortfolioProblem, selection: Selection) -> Iterator[Selection]:
    yield pruned(problem=problem, selection=selection)
    moves = single_moves(problem=problem, selection=selection)
    for move in np.argsort(-moves.worth, kind="stable"):
        yield pruned(problem=problem, selection=moves.made(int(move), selection))


def upper_bounds(
    *,
    problem: PortfolioProblem,
    plan_worths: FloatArray,
    capability_worths: FloatArray,
    module_worths: FloatArray,
    effort: Effort | None = None,
    progress: Callable[[int, int], None] | None = None,
    n_workers: int | None = None,
) -> FloatArray:
    """Return a worth that no portfolio exceeds, draw by draw.

    Parameters
    ----------
    problem
        Use and limits; its own worths count nothing.
    plan_worths
        Worth drawn for plans, shape ``(plan, year, draw)``. [unit of worth]
    capability_worths, module_worths
        The same of capabilities and modules, shapes ``(capability, year, draw)`` and
        ``(module, year, draw)``. [unit of worth]
    effort
        How far a search for each draw goes, whose bound is nearer; the linear relaxation alone if
        omitted, which is sooner done.
    progress
        Told after each draw how many are done, of how many, from the threads that solve.
    n_workers
        Threads; as many as processors if omitted. [1]

    Returns
    -------
    FloatArray
        Shape ``(draw,)``; minus infinity where nothing is feasible. [unit of worth]

    Raises
    ------
    ValueError
        If shapes differ, or there is no draw.

    Notes
    -----
    Equation U-6 of ``docs/method/portfolio-under-uncertainty.md``. Where a scenario has been
    solved, the lesser of this bound and that of its search holds.
    """
    _require_draws(problem, plan_worths, capability_worths, module_worths)
    tables = (plan_worths, capability_worths, module_worths)
    steps = count(1)

    def bound(draw: int) -> float:
        drawn = [table[:, :, draw].astype(np.float64) for table in tables]
        case = _with_worths(problem, *drawn)
        if effort is None:
            found = relax(problem=case).bound
        else:
            found = solve_portfolio(problem=case, effort=effort).bound
        if progress is not None:
            progress(next(steps), plan_worths.shape[2])
        return found

    return np.array(map_blocks(bound, range(plan_worths.shape[2]), n_workers=n_workers))
