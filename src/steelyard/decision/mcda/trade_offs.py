"""What somebody would give for a gain, as what the whole range of a dimension is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def annuity_years(*, discount_rate: float, n_years: int) -> float:
    """Return what one unit of money a year is worth today, over some years.

    Parameters
    ----------
    discount_rate
        Real rate; the first year is not discounted. [1/year]
    n_years
        Years in which it is paid. [year]

    Returns
    -------
    float
        Present value over the yearly sum. [year]

    Raises
    ------
    ValueError
        If the rate is -1 or less, or there is no year.

    Notes
    -----
    Equation O-5 of ``docs/method/voices.md``.
    """
    if not discount_rate > -1 or n_years < 1:
        message = f"expected a rate above -1 and a year, found {discount_rate} and {n_years}"
        raise ValueError(message)
    return float(np.sum((1.0 + discount_rate) ** -np.arange(n_years, dtype=np.float64)))


def swing_money(
    *,
    money_per_year: FloatArray,
    years: float,
    gain: float,
    anchor_range: float,
    within_weight: float,
) -> FloatArray:
    """Return the money that the swing of a whole dimension is worth, by one trade-off.

    Parameters
    ----------
    money_per_year
        What would be given each year for the gain, shape ``(bound,)``. [CUR/year]
    years
        Present value of one unit of money a year. [year]
    gain
        Improvement of one criterion that it buys. [unit of the criterion]
    anchor_range
        Distance of the criterion's anchors. [unit of the criterion]
    within_weight
        Weight of the criterion within its dimension. [1]

    Returns
    -------
    FloatArray
        Money over the whole horizon, shape ``(bound,)``. [CUR]

    Raises
    ------
    ValueError
        If the gain is not positive or exceeds the range of the anchors, or the weight is not
        positive.

    Notes
    -----
    Equation O-6 of ``docs/method/voices.md``. Valid where the value function is a straight line
    between its anchors, so that a gain is worth the same wherever it begins.

    References
    ----------
    .. [1] Source id ``keeney-1993-decisions``, chapter 3.
    """
    if not 0 < gain <= anchor_range or not 0 < within_weight <= 1:
        message = (
            f"expected a gain above 0 and up to the range {anchor_range:g} and a weight within 0 "
            f"to 1, found {gain:g} and {within_weight:g}"
        )
        raise ValueError(message)
    found = money_per_year * years * (anchor_range / gain) / within_weight
    return np.asarray(found, dtype=np.float64)
