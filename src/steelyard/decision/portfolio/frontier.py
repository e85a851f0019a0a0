"""Worth against the use of one scarce resource: what more of it would buy."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.neighbours import pruned, single_moves
from steelyard.decision.portfolio.problem import (
    SLACK,
    PortfolioProblem,
    Selection,
    require_consistent,
    use_of,
    worth_of,
)
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.uncertainty.blocks import map_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.portfolio.solution import Effort, Ending, Solved
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

LEAST_POINTS: Final = 2
"""A frontier has two ends. [1]"""


class Point(NamedTuple):
    """The best portfolio found within some use of the resource."""

    allowed: float
    """Most that it was allowed to use. [unit of the resource]"""
    use: float
    """What it uses. [unit of the resource]"""
    worth: float
    """What it is worth. [unit of worth]"""
    bound: float
    """No portfolio that uses no more than allowed is worth more. [unit of worth]"""
    selection: Selection
    """What it starts, opens and buys."""
    ending: Ending
    """Why the search for it stopped."""


class Step(NamedTuple):
    """What the next point does otherwise."""

    use: float
    """Use added. [unit of the resource]"""
    worth: float
    """Worth added. [unit of worth]"""
    marginal_worth: float
    """Worth of each unit of the resource added. [unit of worth per unit of the resource]"""
    use_cases: IntArray
    """Use cases with another plan or start."""
    capabilities: IntArray
    """Capabilities opened in another year, or only in one of the two."""
    modules: IntArray
    """Modules added beyond those of the point before, shape ``(module, year)``. [1]"""


class Frontier(NamedTuple):
    """Portfolios of which none is worth more and uses no more than another."""

    points: tuple[Point, ...]
    """By rising use, each worth more than the one before; empty where nothing is feasible."""
    steps: tuple[Step, ...]
    """From each point to the next."""
    ending: Ending
    """How the search for the portfolio of greatest worth stopped."""

    @property
    def use(self) -> FloatArray:
        """Use at each point, shape ``(point,)``. [unit of the resource]."""
        return np.array([point.use for point in self.points])

    @property
    def worth(self) -> FloatArray:
        """Worth at each point, shape ``(point,)``. [unit of worth]."""
        return np.array([point.worth for point in self.points])

    @property
    def bound(self) -> FloatArray:
        """Bound at each point, shape ``(point,)``. [unit of worth]."""
        return np.array([point.bound for point in self.points])

    @property
    def marginal_worth(self) -> FloatArray:
        """Worth of each unit that a step adds, shape ``(step,)``.

        [unit of worth per unit of the resource].
        """
        return np.array([step.marginal_worth for step in self.steps])


def frontier(
    *,
    problem: PortfolioProblem,
    resource: int,
    n_points: int,
    effort: Effort | None = None,
    n_workers: int | None = None,
) -> Frontier:
    """Return the greatest worth for rising use of one resource.

    Parameters
    ----------
    problem
        Worth, use and limits; that of the resource may be infinite.
    resource
        Index of the resource that is spent or saved, for example money over the whole life.
    n_points
        Amounts of the resource tried, both ends included, 2 or more. [1]
    effort
        How far each search goes; the usual effort if omitted.
    n_workers
        Threads, of which two are of use; as many as processors if omitted. [1]

    Returns
    -------
    Frontier
        Undominated points between the least use that is feasible and the use of the portfolio of
        greatest worth, evenly spaced in what is allowed, and what each step buys.

    Raises
    ------
    ValueError
        If there are fewer than two points, or no such resource.

    Notes
    -----
    Equations U-1 and U-2 of ``docs/method/portfolio-under-uncertainty.md``. A portfolio found for
    one amount also counts for every larger one, and the bound of an amount also holds for every
    smaller one, so worth and bound never fall as the use rises.

    References
    ----------
    .. [1] Source id ``haimes-1971-bicriterion``.
    """
    require_consistent(problem=problem)
    if n_points < LEAST_POINTS or not 0 <= resource < len(problem.limit):
        message = f"expected 2 points or more of one of {len(problem.limit)} resources"
        raise ValueError(message)
    top = solve_portfolio(problem=problem, effort=effort)
    if top.selection is None:
        return Frontier((), (), top.ending)
    largest = _use(problem, resource, top.selection)
    thrift = replace(
        problem,
        plan_worth=-problem.plan_use[:, :, resource],
        capability_worth=-problem.capability_use[:, :, resource],
        module_worth=-problem.module_use[:, :, resource],
    )
    least = solve_portfolio(problem=thrift, effort=effort, hint=top.selection).selection
    least = top.selection if least is None else least
    smallest = min(_use(problem, resource, least), largest)
    allowed = np.unique(np.linspace(smallest, largest, n_points))[:-1]
    half = (len(allowed) + 1) // 2
    jobs: list[tuple[FloatArray, Selection]] = [
        (allowed[:half], least),
        (allowed[half:][::-1], top.selection),
    ]

    def sweep(job: tuple[FloatArray, Selection]) -> list[Solved]:
        return _sweep(problem, resource, effort, *job)

    upwards, downwards = map_blocks(sweep, jobs, n_workers=n_workers)
    return _frontier(
        problem, resource, np.append(allowed, largest), [*upwards, *reversed(downwards), top]
    )


def _sweep(
    problem: PortfolioProblem,
    resource: int,
    effort: Effort | None,
    allowed: FloatArray,
    near: Selection,
) -> list[Solved]:
    # Each amount starts from its neighbour, made cheaper where it would use too much.
    found = []
    for most in allowed:
        limit = problem.limit.copy()
        limit[resource] = min(float(most), limit[resource])
        tighter = replace(problem, limit=limit)
        hint = _within(tighter, resource, float(limit[resource]), near)
        if _use(tighter, resource, hint) > most + SLACK * max(abs(most), 1.0):
            solved = solve_portfolio(problem=tighter, effort=effort)
        else:
            solved = solve_portfolio(problem=tighter, effort=effort, hint=hint)
        found.append(solved)
        near = near if solved.selection is None else solved.selection
    return found


def _within(
    problem: PortfolioProblem, resource: int, most: float, selection: Selection
) -> Selection:
    # What loses least worth for each unit saved goes first. The limit of the resource itself is
    # left aside: it is what the selection breaks.
    limit = problem.limit.copy()
    limit[resource] = np.inf
    free = replace(problem, limit=limit)
    while _use(problem, resource, selection) > most:
        moves = single_moves(problem=free, selection=selection)
        saved = -moves.use[:, resource]
        saves = np.flatnonzero(saved > SLACK * np.abs(saved).max(initial=0.0))
        if len(saves) == 0:
            break
        price = -moves.worth[saves] / saved[saves]
        selection = moves.made(int(saves[np.argmin(price)]), selection)
        selection = pruned(problem=free, selection=selection)
    return selection


def _use(problem: PortfolioProblem, resource: int, selection: Selection) -> float:
    return float(use_of(problem=problem, selection=selection)[resource])


def _frontier(
    problem: PortfolioProblem,
    resource: int,
    allowed: FloatArray,
    solved: Sequence[Solved],
) -> Frontier:
    found = [entry.selection for entry in solved if entry.selection is not None]
    use = np.array([_use(problem, resource, selection) for selection in found])
    worth = np.array([worth_of(problem=problem, selection=selection) for selection in found])
    bound = np.minimum.accumulate([entry.bound for entry in solved][::-1])[::-1]
    points: list[Point] = []
    for index in np.lexsort((-worth, use)):
        if points and worth[index] <= points[-1].worth:
            continue
        # The tightest bound is that of the least amount tried that covers it.
        covers = allowed >= use[index] - SLACK * max(abs(use[index]), 1.0)
        at = int(np.argmax(covers)) if covers.any() else len(solved) - 1
        points.append(
            Point(
                float(allowed[at]),
                float(use[index]),
                float(worth[index]),
                float(bound[at]),
                found[index],
                solved[at].ending,
            )
        )
    steps = tuple(_step(first, second) for first, second in pairwise(points))
    return Frontier(tuple(points), steps, solved[-1].ending)


def _step(first: Point, second: Point) -> Step:
    use, worth = second.use - first.use, second.worth - first.worth
    before, after = first.selection, second.selection
    differs: BoolArray = (before.plan != after.plan) | (before.start != after.start)
    return Step(
        use,
        worth,
        worth / use,
        np.flatnonzero(differs),
        np.flatnonzero(before.opening != after.opening),
        after.modules - before.modules,
    )
