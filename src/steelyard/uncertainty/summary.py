"""Summaries of draws for readers: three quantiles and a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure as it leaves the program: 5, 50 and 95 per cent quantiles with their unit.

    Attributes
    ----------
    p05, p50, p95
        Quantiles over draws, in ``unit``.
    unit
        Unit symbol.
    """

    p05: float
    p50: float
    p95: float
    unit: str

    def as_json(self) -> dict[str, float | str]:
        """Return the fixed JSON form of an uncertain figure.

        Returns
        -------
        dict
            ``{"p05": x, "p50": x, "p95": x, "unit": "…"}``, ten significant digits.
        """
        return {
            "p05": significant(self.p05),
            "p50": significant(self.p50),
            "p95": significant(self.p95),
            "unit": self.unit,
        }


def summarise(values: FloatArray, unit: str) -> Spread:
    """Return the spread of a figure over its draws.

    Parameters
    ----------
    values
        Draws, shape ``(draw,)``.
    unit
        Unit of the values.

    Returns
    -------
    Spread
        Quantiles at 5, 50 and 95 per cent.

    Raises
    ------
    ValueError
        If a value is not a number.

    Examples
    --------
    >>> summarise(np.array([1.0, 2.0, 3.0]), "1").p50
    2.0
    """
    if np.isnan(values).any():
        message = f"cannot summarise values in [{unit}]: some are not numbers"
        raise ValueError(message)
    p05, p50, p95 = np.quantile(values, [0.05, 0.5, 0.95])
    return Spread(float(p05), float(p50), float(p95), unit)


def significant(value: float, digits: int = 10) -> float:
    """Return a number rounded to significant digits, so that output is the same everywhere.

    Parameters
    ----------
    value
        Any finite or infinite number.
    digits
        Significant digits to keep. [1]

    Returns
    -------
    float
        The rounded number; negative zero becomes zero.

    Examples
    --------
    >>> significant(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{digits}g}") + 0.0
