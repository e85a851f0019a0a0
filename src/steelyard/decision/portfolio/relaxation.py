"""The linear relaxation of a portfolio: a bound, and what scarce resources are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.problem import require_consistent
from steelyard.decision.portfolio.programme import Programme
from steelyard.decision.portfolio.solution import Relaxed

if TYPE_CHECKING:
    from steelyard.decision.portfolio.model_rows import PortfolioRows
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.programme import Answer


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
    Equations H-1 to H-7 of ``docs/method/portfolio.md``.
    """
    require_consistent(problem)
    rows = portfolio_rows(problem=problem)
    return relaxed_rows(rows=rows, answer=whole_or_not(rows=rows, is_whole=False).solved())


def whole_or_not(*, rows: PortfolioRows, is_whole: bool) -> Programme:
    """Return the programme of a portfolio, in whole numbers or relaxed.

    Parameters
    ----------
    rows
        The rows.
    is_whole
        Whether columns must be whole numbers.

    Returns
    -------
    Programme
        Ready to be solved.
    """
    return Programme(
        objective=rows.worth,
        most=rows.most,
        matrix=rows.matrix,
        row_most=rows.row_most,
        is_whole=np.ones(len(rows.most), dtype=np.bool_) if is_whole else None,
    )


def relaxed_rows(*, rows: PortfolioRows, answer: Answer) -> Relaxed:
    """Return what the solved relaxation says about the problem.

    Parameters
    ----------
    rows
        The rows.
    answer
        Their relaxation, solved.

    Returns
    -------
    Relaxed
        In the units of the problem.
    """
    shadow = np.zeros(len(rows.problem.limit))
    shadow[rows.enforced] = np.maximum(answer.dual[: len(rows.enforced)], 0.0) / rows.row_scale
    opened = np.zeros(rows.opening_column.shape)
    if answer.values is not None:
        has_column = rows.opening_column >= 0
        opened[has_column] = answer.values[rows.opening_column[has_column]]
    return Relaxed(answer.bound, shadow, opened, answer.is_feasible)
