"""The best portfolio over years, with a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import require_consistent, violations, worth_of
from steelyard.decision.portfolio.relaxation import relax, whole_or_not
from steelyard.decision.portfolio.solution import Effort, Ending, Solved
from steelyard.errors import SolverError

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import PortfolioProblem, Selection

__all__ = ["relax", "solve_portfolio"]


def solve_portfolio(
    *, problem: PortfolioProblem, effort: Effort = Effort(), hint: Selection | None = None
) -> Solved:
    """Return the selection of greatest worth that keeps every limit, with a bound.

    Parameters
    ----------
    problem
        What is to be solved.
    effort
        How far to go.
    hint
        A selection to start from; used if it breaks nothing.

    Returns
    -------
    Solved
        Rechecked in our own arithmetic.

    Raises
    ------
    SolverError
        If HiGHS fails, or its answer breaks a limit in our own arithmetic.
    """
    require_consistent(problem)
    rows = portfolio_rows(problem=problem)
    programme = whole_or_not(rows=rows, is_whole=True)
    best = hint if hint is not None and not violations(problem=problem, selection=hint) else None
    if best is not None:
        programme.started_from(values=rows.values_of(best))
    answer = programme.solved(gap=effort.gap, n_nodes=effort.n_nodes, seconds=effort.seconds)
    if answer.values is not None:
        found = rows.selection_of(answer.values)
        if broken := violations(problem=problem, selection=found):
            message = f"portfolio: the answer of HiGHS breaks {broken}"
            raise SolverError(message)
        if best is None or worth_of(problem=problem, selection=found) > worth_of(
            problem=problem, selection=best
        ):
            best = found
    if best is None:
        return Solved(
            None,
            -np.inf,
            answer.bound,
            Ending.INFEASIBLE
            if not answer.is_feasible and answer.bound == -np.inf
            else Ending.LIMIT,
        )
    worth = worth_of(problem=problem, selection=best)
    solved = Solved(best, worth, max(answer.bound, worth), Ending.WITHIN_GAP)
    return solved if solved.gap <= effort.gap else solved._replace(ending=Ending.LIMIT)
