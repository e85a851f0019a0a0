"""Money over time: discounting, price levels and exchange, each in one function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def discount_factors(*, rate: float, n_years: int) -> FloatArray:
    """Return what money of each year is worth in the first one.

    Parameters
    ----------
    rate
        Real discount rate per year, above -1. [1/year]
    n_years
        Length of the horizon. [year]

    Returns
    -------
    FloatArray
        Factors, shape ``(year,)``; the first is 1. [1]

    Raises
    ------
    ValueError
        If ``rate`` is not above -1 or ``n_years`` below 1.

    Examples
    --------
    >>> discount_factors(rate=0.25, n_years=3)
    array([1.  , 0.8 , 0.64])
    """
    if rate <= -1.0 or n_years < 1:
        message = f"expected a rate above -1 and at least one year, found {rate} and {n_years}"
        raise ValueError(message)
    return (1.0 + rate) ** -np.arange(n_years, dtype=np.float64)


def present_value(cash: FloatArray, *, rate: float) -> FloatArray:
    """Return the present value of yearly amounts.

    Parameters
    ----------
    cash
        Amounts in constant prices, shape ``(year, draw)``. [money]
    rate
        Real discount rate per year. [1/year]

    Returns
    -------
    FloatArray
        Sum discounted to the first year, shape ``(draw,)``. [money]
    """
    factors = discount_factors(rate=rate, n_years=cash.shape[0])
    return np.asarray(factors @ cash, dtype=np.float64)


def nominal(cash: FloatArray, *, inflation: FloatArray, years_to_first: float) -> FloatArray:
    """Return constant-price amounts as they will be paid.

    Parameters
    ----------
    cash
        Amounts in prices of the price year, shape ``(year, draw)``. [money]
    inflation
        Yearly rise of prices, shape ``(draw,)``. [1/year]
    years_to_first
        From the price year to the first year of ``cash``. [year]

    Returns
    -------
    FloatArray
        Amounts in prices of their own year, shape ``(year, draw)``. [money]
    """
    years = years_to_first + np.arange(cash.shape[0], dtype=np.float64)
    return cash * (1.0 + inflation) ** years[:, None]
