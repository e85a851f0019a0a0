"""Points that add up: share of a maximum with a discount for mitigation, floors, weighted score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray


def mitigated_score(
    *,
    raw_points: FloatArray,
    mitigation_points: FloatArray,
    most_mitigation: float,
    threshold: float,
    discount: float,
    is_rounded: bool,
) -> FloatArray:
    """Return the score after the discount that enough mitigation earns.

    Parameters
    ----------
    raw_points
        Points of the risk questions, shape ``(case,)``. [point]
    mitigation_points
        Points of the mitigation questions, shape ``(case,)``. [point]
    most_mitigation
        Most mitigation points there are. [point]
    threshold
        Share of them from which mitigation counts, itself included. [1]
    discount
        Share taken off the raw points. [1]
    is_rounded
        Whether the discounted score is rounded to a whole point, halves up.

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [point]

    Notes
    -----
    Equation I-5 of ``docs/method/instruments.md``. All or nothing: a point below the threshold, no
    mitigation counts.
    """
    lowered = raw_points * (1.0 - discount)
    if is_rounded:
        # A half stays a half when the product is a hair off: 0.85 * 30 is 25.5.
        lowered = np.floor(np.round(lowered, 9) + 0.5)
    counts = mitigation_points >= threshold * most_mitigation
    return np.asarray(np.where(counts, lowered, raw_points), dtype=np.float64)


def level_of_share(*, points: FloatArray, maximum: float, upper_ends: FloatArray) -> FloatArray:
    """Return which step of a ladder of shares a score falls on.

    Parameters
    ----------
    points
        Score, shape ``(case,)``. [point]
    maximum
        Most points there are. [point]
    upper_ends
        Upper end of each step as a share of the maximum, itself included, ascending,
        shape ``(step,)``. [1]

    Returns
    -------
    FloatArray
        Place of the step from 0, the last for whatever is above all ends, shape ``(case,)``.
        [level]

    Notes
    -----
    Equation I-6 of ``docs/method/instruments.md``.
    """
    ends = upper_ends * maximum
    place = np.searchsorted(ends, points, side="left")
    return np.minimum(place, len(ends) - 1).astype(np.float64)


def misses_floor(*, part_levels: FloatArray, floors: FloatArray) -> BoolArray:
    """Return which parts miss the least level asked of them.

    Parameters
    ----------
    part_levels
        Level of each part, shape ``(part, case)``. [level]
    floors
        Least level of each part, shape ``(part,)``; 0 asks nothing. [level]

    Returns
    -------
    BoolArray
        Shape ``(part, case)``.

    Notes
    -----
    Equation I-7 of ``docs/method/instruments.md``. A single miss rejects; nothing makes up for it.
    """
    return np.asarray(part_levels < floors[:, None], dtype=np.bool_)


def weighted_score(
    *, part_points: FloatArray, most_points: FloatArray, weights: FloatArray
) -> FloatArray:
    """Return the weighted sum of what each part reaches of its most.

    Parameters
    ----------
    part_points
        Points of each part, shape ``(part, case)``. [point]
    most_points
        Most points of each part, shape ``(part,)``. [point]
    weights
        Weight of each part, shape ``(part,)``; the sum of the weights is the best score. [1]

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [1]

    Notes
    -----
    Equation I-8 of ``docs/method/instruments.md``. To be read only where no floor is missed.
    """
    reached = part_points / most_points[:, None]
    return np.asarray(weights @ reached, dtype=np.float64)
