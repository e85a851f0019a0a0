"""Portfolios one step away: one use case decided otherwise, nothing open or bought in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.problem import (
    NEVER,
    PortfolioProblem,
    Selection,
    use_of,
    violations,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class Moves(NamedTuple):
    """Changes of one use case that keep every limit, one each."""

    use_case: IntArray
    """Use case decided otherwise, shape ``(move,)``."""
    plan: IntArray
    """Its plan then, -1 for none, shape ``(move,)``."""
    start: IntArray
    """Year in which that starts, -1 for never, shape ``(move,)``."""
    worth: FloatArray
    """Worth gained, shape ``(move,)``. [unit of worth]"""
    use: FloatArray
    """Use added, shape ``(move, resource)``. [unit of the resource]"""

    def made(self, move: int, selection: Selection) -> Selection:
        """Return a selection after one of its moves.

        Parameters
        ----------
        move
            Which of them.
        selection
            The one that they change.

        Returns
        -------
        Selection
            The other.
        """
        plan, start = selection.plan.copy(), selection.start.copy()
        plan[self.use_case[move]] = self.plan[move]
        start[self.use_case[move]] = self.start[move]
        return selection._replace(plan=plan, start=start)


def single_moves(*, problem: PortfolioProblem, selection: Selection) -> Moves:
    """Return every change of one use case that keeps what is open and every limit.

    Parameters
    ----------
    problem
        Worth, use and limits.
    selection
        A portfolio that keeps every limit.

    Returns
    -------
    Moves
        Another plan, another start or none; plans that need a capability that is not open in time
        are left out. By plan and year, then what is dropped by use case.

    Notes
    -----
    Equation U-3 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    allowed = problem.may_start & _has_capabilities(problem, selection.opening)
    taken = np.flatnonzero(selection.plan >= 0)
    allowed[selection.plan[taken], selection.start[taken]] = False
    plan, start = np.nonzero(allowed)
    use_case = np.concatenate([problem.plan_use_case[plan], taken])
    nothing = np.full(len(taken), NEVER)
    plan, start = np.concatenate([plan, nothing]), np.concatenate([start, nothing])
    worth_before, use_before = _of_use_cases(problem, selection.plan, selection.start)
    worth_after, use_after = _of_use_cases(problem, plan, start)
    added = use_after - use_before[use_case]
    room = np.maximum(problem.limit - use_of(problem=problem, selection=selection), 0.0)
    keeps = np.all(added <= room, axis=1)
    worth = worth_after - worth_before[use_case]
    return Moves(use_case[keeps], plan[keeps], start[keeps], worth[keeps], added[keeps])


def _of_use_cases(
    problem: PortfolioProblem, plan: IntArray, start: IntArray
) -> tuple[FloatArray, FloatArray]:
    # What is never started is worth nothing and uses nothing, whatever its cell holds.
    is_taken = plan >= 0
    worth = np.where(is_taken, problem.plan_worth[plan, start], 0.0)
    use = np.where(is_taken[:, np.newaxis], problem.plan_use[plan, start], 0.0)
    return worth, use


def _has_capabilities(problem: PortfolioProblem, opening: IntArray) -> BoolArray:
    # Shape (plan, year): whether what is open suffices for a start in that year.
    due = np.arange(problem.n_years)[:, np.newaxis] + problem.requires[:, np.newaxis, :]
    binds = (problem.requires[:, np.newaxis, :] >= 0) & (due < problem.n_years)
    has: BoolArray = np.all(~binds | ((opening >= 0) & (opening <= due)), axis=2)
    return has


def pruned(*, problem: PortfolioProblem, selection: Selection) -> Selection:
    """Return a portfolio without openings and modules that it can do without.

    Parameters
    ----------
    problem
        Worth, use and limits.
    selection
        A portfolio that keeps every limit.

    Returns
    -------
    Selection
        One worth no less that keeps every limit. Capabilities go in their order, then modules, of
        each as many as no rule needs; what brings worth or frees a scarce resource stays.

    Notes
    -----
    Equation U-3 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    for capability in np.flatnonzero(selection.opening >= 0):
        if problem.capability_worth[capability, selection.opening[capability]] <= 0:
            opening = selection.opening.copy()
            opening[capability] = NEVER
            selection = _if_kept(problem, selection._replace(opening=opening), selection)
    for module, year in np.argwhere(selection.modules > 0):
        while selection.modules[module, year] > 0 and problem.module_worth[module, year] <= 0:
            modules = selection.modules.copy()
            modules[module, year] -= 1
            fewer = _if_kept(problem, selection._replace(modules=modules), selection)
            if fewer is selection:
                break
            selection = fewer
    return selection


def _if_kept(problem: PortfolioProblem, changed: Selection, before: Selection) -> Selection:
    return before if violations(problem=problem, selection=changed) else changed
