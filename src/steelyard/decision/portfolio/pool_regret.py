"""What each portfolio of a pool may cost where another would have been better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray

TAIL: Final = 0.95
"""Share of draws whose regret is no more than the one stated. [1]"""

BLOCK_PORTFOLIOS: Final = 64
"""Portfolios whose regret is held at a time. [1]"""


class PoolRegret(NamedTuple):
    """Regret of each portfolio, from below and from above."""

    expected: FloatArray
    """Mean regret against the best of the pool: the true one is no less, shape ``(portfolio,)``.
    [unit of worth]"""
    expected_upper: FloatArray
    """The same against the bounds: the true one is no more, shape ``(portfolio,)``; infinite
    without bounds. [unit of worth]"""
    p95: FloatArray
    """Regret against the best of the pool exceeded in 1 of 20 draws, shape ``(portfolio,)``.
    [unit of worth]"""
    p95_upper: FloatArray
    """The same against the bounds, infinite without them, shape ``(portfolio,)``.
    [unit of worth]"""
    robust: int
    """Position of the portfolio of least mean regret; it is also that of greatest mean worth."""
    cautious: int
    """Position of the portfolio whose regret exceeded in 1 of 20 draws is least."""
    robust_gap: float
    """Mean worth by which any portfolio whatever may at most be better than the robust one,
    infinite where no bound on it is given. [unit of worth]"""
    slack: float
    """Mean distance of the bounds from the best of the pool, infinite without bounds.
    [unit of worth]"""
    slack_error: float
    """Its standard error, 0 where every draw has a bound, infinite with fewer than two to judge by.
    [unit of worth]"""
    n_bounded: int
    """Draws with a bound. [1]"""


def regret_of_pool(
    *,
    scores: FloatArray,
    worth_bounds: FloatArray | None = None,
    is_scenario: BoolArray | None = None,
    mean_bound: float = np.inf,
) -> PoolRegret:
    """Return the regret of each portfolio against the best of the pool and against bounds.

    Parameters
    ----------
    scores
        Worth of each portfolio, shape ``(portfolio, draw)``. [unit of worth]
    worth_bounds
        Worth that no portfolio exceeds, infinite in draws of which none is known, shape
        ``(draw,)``; none if omitted. [unit of worth]
    is_scenario
        Whether the pool was solved for a draw, shape ``(draw,)``; for none if omitted. Such draws
        lie nearer to their bounds than others and speak for themselves only.
    mean_bound
        Mean worth over the draws that no portfolio exceeds; infinite if not known.
        [unit of worth]

    Returns
    -------
    PoolRegret
        Of portfolios alike the earlier is named.

    Raises
    ------
    ValueError
        If a score is missing or infinite, there is none, or bounds or scenarios are missing or of
        another shape.

    Notes
    -----
    Equations U-7 to U-9 of ``docs/method/portfolio-under-uncertainty.md``. With bounds in a part
    of the draws only, taken at random, what is said from above is an estimate from that part, its
    error stated.
    """
    if scores.size == 0 or not np.isfinite(scores).all():
        message = "expected a finite worth of every portfolio in every draw"
        raise ValueError(message)
    best = scores.max(axis=0).astype(np.float64)
    bounds = np.full(len(best), np.inf) if worth_bounds is None else worth_bounds
    if bounds.shape != best.shape or np.isnan(bounds).any():
        message = f"expected a bound in each of {len(best)} draws, infinite where unknown"
        raise ValueError(message)
    solved = np.zeros(len(best), dtype=np.bool_) if is_scenario is None else is_scenario
    if solved.shape != best.shape:
        message = f"expected for each of {len(best)} draws whether it is a scenario"
        raise ValueError(message)
    # A bound a rounding below what has been reached is met.
    distance = np.maximum(bounds - best, 0.0)
    slack, error = _slack(distance, solved)
    is_bounded = np.isfinite(bounds)
    spoken_for = is_bounded if is_bounded.all() else is_bounded & ~solved
    expected, p95, p95_upper = (np.full(len(scores), np.inf) for _ in range(3))
    for first in range(0, len(scores), BLOCK_PORTFOLIOS):
        block = slice(first, first + BLOCK_PORTFOLIOS)
        regret = best - scores[block]
        expected[block] = regret.mean(axis=1)
        p95[block] = np.quantile(regret, TAIL, axis=1)
        if spoken_for.any():
            above = np.quantile(regret[:, spoken_for] + distance[spoken_for], TAIL, axis=1)
            p95_upper[block] = np.maximum(above, p95[block])
    robust = int(expected.argmin())
    mean_worth = float(scores[robust].mean(dtype=np.float64))
    return PoolRegret(
        expected,
        expected + slack,
        p95,
        p95_upper,
        robust,
        int(p95.argmin()),
        max(mean_bound - mean_worth, 0.0),
        slack,
        error,
        int(is_bounded.sum()),
    )


def _slack(distance: FloatArray, solved: BoolArray) -> tuple[float, float]:
    # Scenarios stand for themselves, the other draws with a bound for all others.
    is_bounded, n_others = np.isfinite(distance), int((~solved).sum())
    sample = distance[is_bounded & ~solved]
    if not is_bounded[solved].all() or (n_others > 0 and len(sample) == 0):
        return np.inf, np.inf
    others = n_others * sample.mean() if n_others > 0 else 0.0
    mean = float((distance[solved].sum() + others) / len(distance))
    if len(sample) == n_others:
        return mean, 0.0
    if len(sample) == 1:
        return mean, np.inf
    of_mean = sample.std(ddof=1) / np.sqrt(len(sample)) * np.sqrt(1 - len(sample) / n_others)
    return mean, float(of_mean * n_others / len(distance))
