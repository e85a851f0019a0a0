"""Calendar years told by fiscal year: a calendar year's figure is spread evenly over its months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

JANUARY: Final = 1


def fiscal_sums(by_calendar: FloatArray, *, start: int) -> FloatArray:
    """Return amounts by fiscal year.

    Parameters
    ----------
    by_calendar
        Amounts by calendar year, shape ``(year, ...)``.
    start
        Month in which a fiscal year begins, 1-12.

    Returns
    -------
    FloatArray
        One year more unless fiscal years are calendar years; the sum over years is the same.

    Examples
    --------
    >>> fiscal_sums(np.array([12.0, 24.0]), start=4).tolist()
    [3.0, 15.0, 18.0]
    """
    if start == JANUARY:
        return by_calendar
    before = (start - 1) / MONTHS_PER_YEAR
    nothing = np.zeros_like(by_calendar[:1])
    padded = np.concatenate([nothing, by_calendar, nothing])
    return np.asarray((1.0 - before) * padded[:-1] + before * padded[1:], dtype=np.float64)


def months_covered(n_years: int, *, start: int) -> FloatArray:
    """Return the months of each fiscal year that a horizon of calendar years covers.

    Parameters
    ----------
    n_years
        Calendar years. [year]
    start
        Month in which a fiscal year begins, 1-12.

    Returns
    -------
    FloatArray
        Months, shape ``(fiscal year,)``. [month]

    Examples
    --------
    >>> months_covered(2, start=4).tolist()
    [3.0, 12.0, 9.0]
    """
    return np.round(fiscal_sums(np.full(n_years, float(MONTHS_PER_YEAR)), start=start))


def fiscal_means(by_calendar: FloatArray, *, start: int) -> FloatArray:
    """Return a level, as posts, by fiscal year.

    Parameters
    ----------
    by_calendar
        Level by calendar year, shape ``(year,)``.
    start
        Month in which a fiscal year begins, 1-12.

    Returns
    -------
    FloatArray
        Mean over the months covered.

    Examples
    --------
    >>> fiscal_means(np.array([1.0, 2.0]), start=4).tolist()
    [1.0, 1.25, 2.0]
    """
    weighted = fiscal_sums(by_calendar * float(MONTHS_PER_YEAR), start=start)
    return np.asarray(weighted / months_covered(len(by_calendar), start=start), dtype=np.float64)


def fiscal_peaks(by_calendar: FloatArray, *, start: int) -> FloatArray:
    """Return the most of a level, as machines, in each fiscal year.

    Parameters
    ----------
    by_calendar
        Level by calendar year, shape ``(year,)``.
    start
        Month in which a fiscal year begins, 1-12.

    Returns
    -------
    FloatArray
        The larger of the calendar years that meet in it.

    Examples
    --------
    >>> fiscal_peaks(np.array([4.0, 8.0]), start=4).tolist()
    [4.0, 8.0, 8.0]
    """
    if start == JANUARY:
        return by_calendar
    nothing = np.zeros(1)
    before, after = (
        np.concatenate(part) for part in ((nothing, by_calendar), (by_calendar, nothing))
    )
    return np.maximum(before, after)
