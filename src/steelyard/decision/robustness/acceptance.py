"""Who would accept what: shares of allowed weights, and the option with the broadest acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

ROUNDING: Final = 1e-12
"""Losses, relative to the largest utility, and shares this small are none. [1]"""


class Broadest(NamedTuple):
    """The options whose least willing stakeholder is the most willing."""

    is_broadest: BoolArray
    """Whether an option is one of them, shape ``(option,)``."""
    share: float
    """Share of allowed weights with which the least willing accepts them. [1]"""
    least_willing: IntArray
    """Index of the least willing stakeholder to each option, shape ``(option,)``."""


def losses(*, utilities: FloatArray, side_of: IntArray) -> FloatArray:
    """Return what each option falls behind the best, weighting by weighting.

    Parameters
    ----------
    utilities
        Utility under which more is better, shape ``(option, draw)``; minus infinity where an option
        cannot be ranked. [unit of the utility]
    side_of
        Index of the side of each option, shape ``(option,)``: utilities of two sides say which is
        better and not by how much.

    Returns
    -------
    FloatArray
        Shape ``(option, draw)``; infinite where the best is of another side. [unit of the utility]

    Raises
    ------
    ValueError
        If a utility is missing, or no option can be ranked in some draw.

    Notes
    -----
    Equation O-7 of ``docs/method/voices.md``.
    """
    best = utilities.max(axis=0) if len(utilities) else np.full(1, np.nan)
    if np.isnan(utilities).any() or not np.isfinite(best).all():
        message = "expected a finite utility of at least one option in every draw"
        raise ValueError(message)
    lost = best - utilities
    smallest = ROUNDING * np.maximum(np.abs(best), 1.0)
    same_side = side_of[:, np.newaxis] == side_of[utilities.argmax(axis=0)]
    return np.where(lost <= smallest, 0.0, np.where(same_side, lost, np.inf))


def accepted_shares(*, lost: FloatArray, tolerance: float) -> FloatArray:
    """Return the share of weights with which each option is near enough to the best.

    Parameters
    ----------
    lost
        What an option falls behind the best, shape ``(option, draw)``. [unit of the utility]
    tolerance
        Most that may be lost; 0 for the best alone. [unit of the utility]

    Returns
    -------
    FloatArray
        Shares, shape ``(option,)``; ties count for each. [1]

    Raises
    ------
    ValueError
        If the tolerance is negative, or there is no draw.

    Notes
    -----
    Equation O-8 of ``docs/method/voices.md``.
    """
    if not tolerance >= 0 or lost.shape[1] == 0:
        message = f"expected a tolerance of at least 0 and a draw, found {tolerance:g}"
        raise ValueError(message)
    return np.asarray((lost <= tolerance).mean(axis=1), dtype=np.float64)


def broadest_acceptance(*, accepted: FloatArray) -> Broadest:
    """Return the options that the least willing stakeholder accepts most.

    Parameters
    ----------
    accepted
        Share of each stakeholder's allowed weights that accept an option, shape
        ``(stakeholder, option)``. [1]

    Returns
    -------
    Broadest
        All options that share the first place, and the share they reach.

    Raises
    ------
    ValueError
        If there is no stakeholder or no option.

    Notes
    -----
    Equation O-9 of ``docs/method/voices.md``. A share of 0 means that no option is accepted by
    everybody under any of their weights: then the first place says nothing.
    """
    if accepted.size == 0:
        message = "expected a stakeholder and an option"
        raise ValueError(message)
    least = accepted.min(axis=0)
    share = float(least.max())
    return Broadest(least >= share - ROUNDING, share, np.asarray(accepted.argmin(axis=0)))
