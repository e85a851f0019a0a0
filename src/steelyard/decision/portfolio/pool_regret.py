"""What each portfolio of a pool may cost where another would have been better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

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
    """Its standard error; infinite with fewer than two bounded draws. [unit of worth]"""
    n_bounded: int
    """Draws with a bound. [1]"""


def regret_of_pool(
    *, scores: FloatArray, worth_bounds: FloatArray | None = None, mean_bound: float = np.inf
) -> PoolRegret:
    """Return the regret of each portfolio against the best of the pool and against bounds.

    Parameters
    ----------
    scores
        Worth of each portfolio, shape ``(portfolio, draw)``. [unit of worth]
    worth_bounds
        Worth that no portfolio exceeds, infinite in draws of which none is known, shape
        ``(draw,)``; none if omitted. [unit of worth]
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
        If a score is missing or infinite, there is none, or bounds are missing or of another
        shape.

    Notes
    -----
    Equations U-7 to U-9 of ``docs/method/portfolio-under-uncertainty.md``. With bounds in a part
    of the draws only, what is said from above is an estimate from that part, its error stated.
    """
    if scores.size == 0 or not np.isfinite(scores).all():
        message = "expected a finite worth of every portfolio in every draw"
        raise ValueError(message)
    best = scores.max(axis=0).astype(np.float64)
    bounds = np.full(len(best), np.inf) if worth_bounds is None else worth_bounds
    if bounds.shape != best.shape or np.isnan(bounds).any():
        message = f"expected a bound in each of {len(best)} draws, infinite where unknown"
        raise ValueError(message)
    bounded = np.flatnonzero(np.isfinite(bounds))
    # A bound a rounding below what has been reached is met.
    distance = np.maximum(bounds[bounded] - best[bounded], 0.0)
    expected, p95, p95_upper = (np.full(len(scores), np.inf) for _ in range(3))
    for first in range(0, len(scores), BLOCK_PORTFOLIOS):
        block = slice(first, first + BLOCK_PORTFOLIOS)
        regret = best - scores[block]
        expected[block] = regret.mean(axis=1)
        p95[block] = np.quantile(regret, TAIL, axis=1)
        if len(bounded) > 0:
            above = np.quantile(regret[:, bounded] + distance, TAIL, axis=1)
            p95_upper[block] = np.maximum(above, p95[block])
    slack = float(distance.mean()) if len(bounded) > 0 else np.inf
    several = len(bounded) > 1
    error = float(distance.std(ddof=1) / np.sqrt(len(bounded))) if several else np.inf
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
        len(bounded),
    )
