"""Whether the winner stays the winner when values are bent, or the way of counting is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

HALF = 0.5


def bent_values(*, values: FloatArray, middle: float) -> FloatArray:
    """Return values on a line that is bent in the middle of the scale.

    Parameters
    ----------
    values
        Values on a straight line between the anchors, 0 to 1, any shape. [1]
    middle
        What half-way between the anchors is worth, between 0 and 1: above 0.5 the first gains count
        most (concave), below 0.5 the last (convex), 0.5 changes nothing. [1]

    Returns
    -------
    FloatArray
        Same shape, 0 and 1 where they were. [1]

    Raises
    ------
    ValueError
        If a value lies outside 0 to 1, or the middle is not strictly between them.

    Notes
    -----
    Equation SN-13 of ``docs/method/sensitivity.md``.
    """
    if not 0 < middle < 1:
        message = f"expected the middle of the scale to be worth between 0 and 1, found {middle}"
        raise ValueError(message)
    if values.size and not (values.min() >= 0 and values.max() <= 1):
        message = "expected values between 0 and 1"
        raise ValueError(message)
    below = values * (middle / HALF)
    above = middle + (values - HALF) * ((1.0 - middle) / HALF)
    bent = np.minimum(below, above) if middle >= HALF else np.maximum(below, above)
    return np.asarray(bent, dtype=np.float64)
