"""Which option is best over a grid of two inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class GridWinners(NamedTuple):
    """The best option at each point of a grid."""

    best: IntArray
    """Index of the best option, of equal ones the first, shape ``(first, second)``."""
    lead: FloatArray
    """Its utility less that of the next best option, shape ``(first, second)``; infinite where
    there is no other. [unit of the utility]"""
    shares: FloatArray
    """Weight of the points at which each option is best, shape ``(option,)``. [1]"""


def grid_winners(*, utilities: FloatArray, weights: FloatArray) -> GridWinners:
    """Return the best option over a grid of two inputs.

    Parameters
    ----------
    utilities
        Utility under which more is better, shape ``(option, first, second)``; minus infinity for an
        option that is not placed. [unit of the utility]
    weights
        Weight of each point, shape ``(first, second)``, summing to 1. [1]

    Returns
    -------
    GridWinners
        Winner and lead at each point, and the weight of each option's points.

    Raises
    ------
    ValueError
        If shapes do not fit, a utility is not a number, or the weights do not sum to 1.

    Notes
    -----
    Equation SN-12 of ``docs/method/sensitivity.md``. What lies between two points is not seen.
    """
    if utilities.shape[1:] != weights.shape or np.isnan(utilities).any():
        message = (
            "expected a utility of every option and a weight at each point, found shapes "
            f"{utilities.shape} and {weights.shape}"
        )
        raise ValueError(message)
    if np.any(weights < 0) or not np.isclose(weights.sum(), 1.0):
        message = f"expected weights of at least 0 that sum to 1, found {weights.sum()}"
        raise ValueError(message)
    best = np.asarray(utilities.argmax(axis=0), dtype=np.int64)
    lead = np.full(best.shape, np.inf)
    if len(utilities) > 1:
        first_two = np.partition(utilities, len(utilities) - 2, axis=0)[-2:]
        lead = np.where(np.isneginf(first_two[0]), np.inf, first_two[1] - first_two[0])
    shares = np.bincount(best.ravel(), weights=weights.ravel(), minlength=len(utilities))
    return GridWinners(best, np.asarray(lead, dtype=np.float64), np.asarray(shares))
