"""What people cost: work done once, and posts kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def spread_work(
    *, months_of_work: FloatArray, begin: FloatArray, duration: FloatArray, n_years: int
) -> FloatArray:
    """Return the posts that work done once fills, year by year.

    Parameters
    ----------
    months_of_work
        Work, shape ``(draw,)``. [FTE-month]
    begin
        When it begins, from the first day of the horizon, shape ``(draw,)``. [month]
    duration
        Over how long it is spread, shape ``(draw,)``. [month]
    n_years
        Length of the horizon. [year]

    Returns
    -------
    FloatArray
        Full-time equivalents on the mean of each year, shape ``(year, draw)``. Work that the
        horizon cannot hold falls into its last year, so nothing is lost. [FTE]

    Notes
    -----
    Equation C-8 of ``docs/method/whole-life-cost.md``.
    """
    length = np.maximum(duration, 1.0) / MONTHS_PER_YEAR
    ends = np.arange(1, n_years + 1, dtype=np.float64)[:, None]
    done = np.clip((ends - begin / MONTHS_PER_YEAR) / length, 0.0, 1.0)
    done[-1] = 1.0
    share = np.diff(done, axis=0, prepend=0.0)
    return share * months_of_work / MONTHS_PER_YEAR


def staff_cost(*, posts: FloatArray, yearly_cost: FloatArray, wage_index: FloatArray) -> FloatArray:
    """Return the yearly cost of posts.

    Parameters
    ----------
    posts
        Full-time equivalents, shape ``(year, draw)``. [FTE]
    yearly_cost
        Full cost of one, shape ``(draw,)``. [CUR/FTE/year]
    wage_index
        Pay relative to the price year, shape ``(year, draw)``. [1]

    Returns
    -------
    FloatArray
        Cost, shape ``(year, draw)``. [CUR/year]

    Notes
    -----
    Equation C-9 of ``docs/method/whole-life-cost.md``.
    """
    return posts * yearly_cost * wage_index
