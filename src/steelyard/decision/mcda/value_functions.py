"""Value functions: from performance on a natural scale to a value between 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


class Valued(NamedTuple):
    """Values and how much of the performance lay beyond the anchors."""

    values: FloatArray
    """Values, shape of the performance. [1]"""
    clipped_share: FloatArray
    """Share of draws outside the anchors, shape of the performance without ``draw``. [1]"""


def piecewise_value(*, performance: FloatArray, knots: FloatArray, levels: FloatArray) -> Valued:
    """Return piecewise-linear values, clipped at the outer anchors.

    Parameters
    ----------
    performance
        Performance on one criterion, shape ``(..., draw)``. [unit of the criterion]
    knots
        Anchor performances in rising order, shape ``(knot,)``. [unit of the criterion]
    levels
        Value at each anchor, shape ``(knot,)``: from 0 to 1 for a benefit, from 1 to 0 for a cost,
        never turning back in between. [1]

    Returns
    -------
    Valued
        Values between 0 and 1, and the share of clipped draws.

    Raises
    ------
    ValueError
        If anchors are not strictly rising, levels do not run monotonically between 0 and 1, or a
        performance is missing.

    Notes
    -----
    Equation A-1 of ``docs/method/additive_value.md``. Valid for criteria on which more is
    always better or always worse.

    References
    ----------
    .. [1] Source id ``keeney-1993-decisions``, chapter 3.
    """
    if knots.ndim != 1 or knots.shape != levels.shape or np.any(np.diff(knots) <= 0):
        message = f"expected as many levels as strictly rising anchors, found {knots} and {levels}"
        raise ValueError(message)
    steps = np.diff(levels)
    if {levels[0], levels[-1]} != {0.0, 1.0} or not (np.all(steps >= 0) or np.all(steps <= 0)):
        message = f"expected levels that run from 0 to 1 or from 1 to 0, found {levels}"
        raise ValueError(message)
    if np.isnan(performance).any():
        message = "expected a performance for every draw, found a missing one"
        raise ValueError(message)
    outside = (performance < knots[0]) | (performance > knots[-1])
    return Valued(np.interp(performance, knots, levels), outside.mean(axis=-1))


def linear_value(*, performance: FloatArray, worst: float, best: float) -> Valued:
    """Return values on a straight line between two anchors, clipped at both.

    Parameters
    ----------
    performance
        Performance on one criterion, shape ``(..., draw)``. [unit of the criterion]
    worst, best
        Performances worth 0 and 1; the direction follows from them. [unit of the criterion]

    Returns
    -------
    Valued
        Values between 0 and 1, and the share of clipped draws.

    Notes
    -----
    Equation A-1 with two anchors. Equal anchors, or a missing performance, raise ``ValueError`` in
    :func:`piecewise_value`.
    """
    low_is_worst = worst < best
    return piecewise_value(
        performance=performance,
        knots=np.array([worst, best] if low_is_worst else [best, worst], dtype=np.float64),
        levels=np.array([0.0, 1.0] if low_is_worst else [1.0, 0.0]),
    )
