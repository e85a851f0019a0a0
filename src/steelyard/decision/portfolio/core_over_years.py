"""Core index over years: how often a plan or a capability belongs to the best portfolio."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.portfolio.problem import PortfolioProblem, Selection
    from steelyard.quantities.arrays import FloatArray, IntArray

ALWAYS_FROM: Final = 0.95
"""Share from which something counts as always part of the best portfolio. [1]"""

NEVER_TO: Final = 0.05
"""Share up to which it counts as never part of it. [1]"""


class Standing(StrEnum):
    """Whether the best portfolio holds something."""

    ALWAYS = "always"
    """In nearly all draws: safe to decide now."""
    NEVER = "never"
    """In hardly any draw: safe to set aside."""
    BORDERLINE = "borderline"
    """In some and not in others: worth finding out more."""


class CoreOverYears(NamedTuple):
    """Share of draws, stakeholders weighted, in whose best portfolio something appears."""

    portfolios: FloatArray
    """Portfolios that are best themselves, for each stakeholder, shape
    ``(stakeholder, portfolio)``; each row sums to one. [1]"""
    options: FloatArray
    """Options started by each year, shape ``(option, year)``. [1]"""
    use_cases: FloatArray
    """Use cases of which anything has been started by each year, shape ``(use_case, year)``.
    [1]"""
    capabilities: FloatArray
    """Capabilities open by each year, shape ``(capability, year)``. [1]"""
    option_standing: tuple[Standing, ...]
    """Standing of each option by the last year."""
    capability_standing: tuple[Standing, ...]
    """Standing of each capability by the last year."""


def core_index_over_years(
    *,
    problem: PortfolioProblem,
    selections: Sequence[Selection],
    scores: Sequence[FloatArray],
    option: IntArray | None = None,
    stakeholder_weights: FloatArray | None = None,
    always_from: float = ALWAYS_FROM,
    never_to: float = NEVER_TO,
) -> CoreOverYears:
    """Return how often each option and capability is part of the best portfolio, by year.

    Parameters
    ----------
    problem
        What the portfolios solve.
    selections
        Portfolios of a pool.
    scores
        For each stakeholder the worth of each portfolio, shape ``(portfolio, draw)``; the draws
        of stakeholders may differ in number. [unit of worth]
    option
        Index of the option for which each plan stands, shape ``(plan,)``: plans that differ only
        in what follows may count as one. Each plan for itself if omitted.
    stakeholder_weights
        Weight of each stakeholder, shape ``(stakeholder,)``; all alike if omitted. [1]
    always_from, never_to
        Shares from which something counts as always, and up to which as never, part of it. [1]

    Returns
    -------
    CoreOverYears
        Of portfolios alike in a draw the earlier counts.

    Raises
    ------
    ValueError
        If scores do not fit the portfolios, are missing or infinite, weights do not fit or sum to
        nothing, an option stands in several use cases, or the thresholds cross.

    Notes
    -----
    Equation U-10 of ``docs/method/portfolio-under-uncertainty.md``.

    References
    ----------
    .. [1] Source id ``liesio-2007-preference``.
    """
    if not 0 <= never_to < always_from <= 1:
        message = f"expected 0 <= never_to < always_from <= 1, found {never_to}, {always_from}"
        raise ValueError(message)
    option = np.arange(len(problem.plan_use_case)) if option is None else option
    _require_options(problem, option)
    won = np.array([_won(table, len(selections)) for table in scores])
    weights = np.ones(len(won)) if stakeholder_weights is None else stakeholder_weights
    if weights.shape != (len(won),) or np.any(weights < 0) or not weights.sum() > 0:
        message = f"expected a weight of 0 or more for each of {len(won)} stakeholders"
        raise ValueError(message)
    share = weights @ won / weights.sum()
    n_options = int(option.max(initial=-1)) + 1
    options = np.zeros((n_options, problem.n_years))
    use_cases = np.zeros((problem.n_use_cases, problem.n_years))
    capabilities = np.zeros((len(problem.capability_worth), problem.n_years))
    for selection, part in zip(selections, share, strict=True):
        taken = np.flatnonzero(selection.plan >= 0)
        start = selection.start[taken]
        options[option[selection.plan[taken]], start] += part
        use_cases[taken, start] += part
        opened = np.flatnonzero(selection.opening >= 0)
        capabilities[opened, selection.opening[opened]] += part
    options, use_cases, capabilities = (
        np.minimum(table.cumsum(axis=1), 1.0) for table in (options, use_cases, capabilities)
    )
    standing = [
        tuple(
            standing_of(share=float(part), always_from=always_from, never_to=never_to)
            for part in table[:, -1]
        )
        for table in (options, capabilities)
    ]
    return CoreOverYears(won, options, use_cases, capabilities, *standing)


def _require_options(problem: PortfolioProblem, option: IntArray) -> None:
    if option.shape != problem.plan_use_case.shape or option.min(initial=0) < 0:
        message = f"expected an option for each of {len(problem.plan_use_case)} plans"
        raise ValueError(message)
    pairs = np.unique(np.stack([option, problem.plan_use_case]), axis=1)
    if len(np.unique(pairs[0])) < pairs.shape[1]:
        message = "expected each option in one use case only"
        raise ValueError(message)


def _won(scores: FloatArray, n_portfolios: int) -> FloatArray:
    if len(scores) != n_portfolios or scores.size == 0 or not np.isfinite(scores).all():
        message = f"expected a finite worth of {n_portfolios} portfolios in every draw"
        raise ValueError(message)
    won = np.bincount(scores.argmax(axis=0), minlength=n_portfolios)
    return np.asarray(won / scores.shape[1], dtype=np.float64)


def standing_of(*, share: float, always_from: float, never_to: float) -> Standing:
    """Return whether something belongs to the best portfolio.

    Parameters
    ----------
    share
        Share of draws in whose best portfolio it appears. [1]
    always_from, never_to
        Shares from which it counts as always, and up to which as never, part of it. [1]

    Returns
    -------
    Standing
        Always, never or borderline.

    Notes
    -----
    Equation U-10 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    if share >= always_from:
        return Standing.ALWAYS
    return Standing.NEVER if share <= never_to else Standing.BORDERLINE
