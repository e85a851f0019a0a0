"""The linear relaxation of a portfolio: a bound, and what scarce resources are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import require_consistent

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.solution import Relaxed


def relax(*, problem: PortfolioProblem) -> Relaxed:
    """Return the bound that holds where parts of plans and capabilities may be taken.

    Parameters
    ----------
    problem
        What is to be solved.

    Returns
    -------
    Relaxed
        Bound, shadow values in the units of the resources, and parts of capabilities open.

    Notes
    -----
    Equations H-1 to H-7 of ``docs/method/portfolio.md``, not in whole numbers. A shadow value holds
    until enough is added for something to fit that did not fit at all.
    """
    require_consistent(problem)
    rows = portfolio_rows(problem=problem)
    return rows.relaxed(rows.programme(is_whole=False).solved())
