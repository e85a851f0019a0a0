"""The best portfolio over years, with a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.portfolio.branching import OpeningSearch, Searched
from steelyard.decision.portfolio.incumbent import better_of
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import require_consistent
from steelyard.decision.portfolio.relaxation import relax
from steelyard.decision.portfolio.solution import Effort, Ending, Solved
from steelyard.decision.portfolio.stopping import Stopping

if TYPE_CHECKING:
    from steelyard.decision.portfolio.incumbent import Incumbent
    from steelyard.decision.portfolio.model_rows import PortfolioRows
    from steelyard.decision.portfolio.problem import PortfolioProblem, Selection

__all__ = ["relax", "solve_portfolio"]

MOST_OPENINGS: Final = 1e9
"""Combinations of opening years beyond which branching on them is left to HiGHS. [1]"""


def solve_portfolio(
    *, problem: PortfolioProblem, effort: Effort | None = None, hint: Selection | None = None
) -> Solved:
    """Return the selection of greatest worth that keeps every limit, with a bound.

    Parameters
    ----------
    problem
        What is to be solved.
    effort
        How far to go; what ``Effort`` says where none is given.
    hint
        A selection to start from; used if it breaks nothing.

    Returns
    -------
    Solved
        Rechecked in our own arithmetic. The same input gives the same answer unless ``effort``
        limits time.

    Notes
    -----
    Equations H-1 to H-13 of ``docs/method/portfolio.md``.
    """
    require_consistent(problem)
    effort = effort or Effort()
    rows = portfolio_rows(problem=problem)
    stopping = Stopping(effort=effort, largest=float(np.max(np.abs(rows.worth), initial=0.0)))
    best = better_of(problem=problem, found=hint, best=None)
    search = OpeningSearch(rows=rows, stopping=stopping, best=best)
    if search.n_openings <= MOST_OPENINGS:
        return _solved(search.search(), stopping)
    return _solved(_by_highs(rows, stopping, best), stopping)


def _by_highs(rows: PortfolioRows, stopping: Stopping, best: Incumbent | None) -> Searched:
    programme = rows.programme(is_whole=True)
    if best is not None:
        programme.started_from(values=rows.values_of(best.selection))
    answer = programme.solved(
        gap=stopping.gap, n_nodes=stopping.nodes_left, seconds=stopping.seconds_left
    )
    if answer.values is not None:
        best = better_of(problem=rows.problem, found=rows.selection_of(answer.values), best=best)
    return Searched(best, answer.bound if best is None else max(answer.bound, best.worth))


def _solved(found: Searched, stopping: Stopping) -> Solved:
    if found.best is None:
        ending = Ending.INFEASIBLE if found.bound == -np.inf else Ending.LIMIT
        return Solved(None, -np.inf, found.bound, ending)
    worth = found.best.worth
    ending = Ending.WITHIN_GAP if found.bound <= stopping.goal(worth) else Ending.LIMIT
    return Solved(found.best.selection, worth, found.bound, ending)
