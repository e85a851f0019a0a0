"""Switching values: how far one figure must move before the advice changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import brentq

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import FloatArray, IntArray


class Crossings(NamedTuple):
    """Where the lead of one option over another changes its sign."""

    values: FloatArray
    """Parameter values at the crossings, rising, shape ``(crossing,)``; empty where the lead
    keeps its sign. [unit of the parameter]"""
    directions: IntArray
    """1 where the lead becomes positive with a rising parameter, -1 where it becomes
    negative, shape ``(crossing,)``."""


def crossings(*, grid: FloatArray, lead: FloatArray) -> Crossings:
    """Return where a lead known on a grid changes its sign.

    Parameters
    ----------
    grid
        Parameter values in strictly rising order, shape ``(point,)``. [unit of the parameter]
    lead
        Utility of one option less that of another, shape ``(point,)``. [unit of the utility]

    Returns
    -------
    Crossings
        None, one or several; between grid points by straight lines. Where the lead is zero over
        a stretch and then has the other sign, the middle of the stretch.

    Raises
    ------
    ValueError
        If the grid does not rise, the two differ in length, or a lead is missing.

    Notes
    -----
    Equation R-6 of ``docs/method/regret.md``. A lead that touches zero and turns back is no
    crossing; two crossings between neighbouring points cannot be seen.
    """
    if grid.shape != lead.shape or np.any(np.diff(grid) <= 0) or not np.isfinite(lead).all():
        message = "expected a finite lead at each point of a strictly rising grid"
        raise ValueError(message)
    signed = np.flatnonzero(lead)
    left, right = signed[:-1], signed[1:]
    turns = np.sign(lead[left]) != np.sign(lead[right])
    left, right = left[turns], right[turns]
    straight = right == left + 1
    share = np.where(straight, lead[left] / (lead[left] - lead[right]), 0.0)
    between = grid[left] + share * (grid[right] - grid[left])
    flat = 0.5 * (grid[np.minimum(left + 1, len(grid) - 1)] + grid[np.maximum(right - 1, 0)])
    values = np.where(straight, between, flat)
    return Crossings(values, np.sign(lead[right]).astype(np.int64))


def refine_crossing(*, lead: Callable[[float], float], low: float, high: float) -> float:
    """Return a crossing to full precision by root finding.

    Parameters
    ----------
    lead
        Utility of one option less that of another as a function of the parameter.
        [unit of the utility]
    low, high
        Parameter values at which the lead has opposite signs. [unit of the parameter]

    Returns
    -------
    float
        Parameter value at which the lead is zero. [unit of the parameter]

    Notes
    -----
    Brent's method, relative tolerance 1e-12. ``ValueError`` where the signs are not opposite.

    References
    ----------
    .. [1] Source id ``brent-1973-algorithms``, chapter 4.
    """
    return float(brentq(lead, low, high, xtol=1e-12 * max(abs(low), abs(high)), rtol=1e-12))
