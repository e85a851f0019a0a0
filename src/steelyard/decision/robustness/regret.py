"""Regret and the classical rules for futures to which nobody gives a probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class Regret(NamedTuple):
    """How far each option falls behind the best one of the same draw."""

    mean: FloatArray
    """Mean regret, shape ``(option,)``. [unit of the utility]"""
    p95: FloatArray
    """Regret exceeded in 1 of 20 draws, shape ``(option,)``. [unit of the utility]"""
    largest: FloatArray
    """Largest regret, shape ``(option,)``. [unit of the utility]"""


class ScenarioRules(NamedTuple):
    """What each rule makes of an option over scenarios without probabilities."""

    worst: FloatArray
    """Payoff in the worst scenario (maximin), shape ``(option,)``. [unit of the payoff]"""
    best: FloatArray
    """Payoff in the best scenario (maximax), shape ``(option,)``. [unit of the payoff]"""
    even: FloatArray
    """Mean payoff, scenarios counting alike (Laplace), shape ``(option,)``. [unit of the payoff]"""
    mixed: FloatArray
    """Optimism times best plus pessimism times worst (Hurwicz), shape ``(option,)``.
    [unit of the payoff]"""


def regret_summary(*, utilities: FloatArray) -> Regret:
    """Return the regret of each option over draws or scenarios.

    Parameters
    ----------
    utilities
        Utility under which more is better, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    Regret
        Mean, 95 % quantile and maximum.

    Raises
    ------
    ValueError
        If a utility is missing or infinite, or there is none.

    Notes
    -----
    Equations R-1 and R-2 of ``docs/method/regret.md``.

    References
    ----------
    .. [1] Source id ``savage-1951-theory``.
    """
    _require_utilities(utilities)
    regret = utilities.max(axis=0) - utilities
    return Regret(regret.mean(axis=1), np.quantile(regret, 0.95, axis=1), regret.max(axis=1))


def scenario_rules(*, utilities: FloatArray, optimism: float) -> ScenarioRules:
    """Return the classical rules over named scenarios.

    Parameters
    ----------
    utilities
        Payoff, shape ``(option, scenario)``. [unit of the payoff]
    optimism
        Weight of the best scenario in the mixed rule, 0 to 1. [1]

    Returns
    -------
    ScenarioRules
        Maximin, maximax, Laplace and Hurwicz payoffs.

    Raises
    ------
    ValueError
        If a payoff is missing or infinite, or the optimism lies outside 0 to 1.

    Notes
    -----
    Equation R-3 of ``docs/method/regret.md``.

    References
    ----------
    .. [1] Source id ``luce-1957-games``, chapter 13.
    """
    _require_utilities(utilities)
    if not 0 <= optimism <= 1:
        message = f"expected an optimism between 0 and 1, found {optimism}"
        raise ValueError(message)
    worst, best = utilities.min(axis=1), utilities.max(axis=1)
    return ScenarioRules(
        worst, best, utilities.mean(axis=1), optimism * best + (1 - optimism) * worst
    )


def winner_shares(*, winners: IntArray, n_options: int) -> FloatArray:
    """Return how often each option wins over draws, stakeholders, methods or scenarios.

    Parameters
    ----------
    winners
        Index of the winning option, any shape.
    n_options
        Options compared. [1]

    Returns
    -------
    FloatArray
        Shares that sum to one, shape ``(option,)``. [1]

    Raises
    ------
    ValueError
        If there is no winner, or one is not among the options.

    Notes
    -----
    Equation R-4 of ``docs/method/regret.md``.
    """
    if winners.size == 0 or winners.min() < 0 or winners.max() >= n_options:
        message = f"expected winners among {n_options} options, found {winners}"
        raise ValueError(message)
    counts = np.bincount(winners.ravel(), minlength=n_options)
    return np.asarray(counts / winners.size, dtype=np.float64)


def _require_utilities(utilities: FloatArray) -> None:
    if utilities.size == 0 or not np.isfinite(utilities).all():
        message = "expected a finite utility of every option in every draw"
        raise ValueError(message)
