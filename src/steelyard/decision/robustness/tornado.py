"""How far a result swings when one input after the other goes from its low to its high end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class Swings(NamedTuple):
    """Swing of each output with each input, all other inputs in the middle."""

    swing: FloatArray
    """Output at the high end less output at the low end, shape ``(parameter, output)``.
    [unit of the output]"""
    order: IntArray
    """Inputs by size of swing for each output, the largest first, equal ones in their own order,
    shape ``(parameter, output)``."""
    lopsided: FloatArray
    """How much farther the output is from the middle case at one end than at the other, over the
    longer of the two: 0 even, 1 one-sided or bent back, shape ``(parameter, output)``. [1]"""


def swings(*, at_low: FloatArray, at_high: FloatArray, at_middle: FloatArray) -> Swings:
    """Return the swing of each output with each input.

    Parameters
    ----------
    at_low, at_high
        Outputs with one input at its low and at its high end, shape ``(parameter, output)``.
        [unit of the output]
    at_middle
        Outputs with every input in the middle, shape ``(output,)``. [unit of the output]

    Returns
    -------
    Swings
        Size, order and lopsidedness.

    Raises
    ------
    ValueError
        If shapes do not fit, or an output is missing.

    Notes
    -----
    Equation SN-11 of ``docs/method/sensitivity.md``. One input moves at a time, so what inputs do
    together is not seen.

    References
    ----------
    .. [1] Source id ``howard-1988-decision``.
    """
    fits = at_low.shape == at_high.shape and at_low.shape[1:] == at_middle.shape
    if not fits or not all(np.isfinite(part).all() for part in (at_low, at_high, at_middle)):
        message = (
            "expected a finite output at both ends of every input and in the middle, found shapes "
            f"{at_low.shape}, {at_high.shape} and {at_middle.shape}"
        )
        raise ValueError(message)
    swing = at_high - at_low
    order = np.argsort(-np.abs(swing), axis=0, kind="stable")
    down, up = at_middle - at_low, at_high - at_middle
    longer = np.maximum(np.abs(down), np.abs(up))
    uneven = np.where(longer > 0, np.abs(up - down) / np.where(longer > 0, longer, 1.0), 0.0)
    return Swings(swing, order, np.minimum(uneven, 1.0))
