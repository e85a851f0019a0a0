"""Levels that never compensate: weakest link, high-water mark, ladder, table.

The last axis is ``case``: one completion of the answers, as a rule the lowest and the highest that
open answers still allow. Each rule is monotone, so the two ends bound every completion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


def minimum(*, part_levels: FloatArray) -> FloatArray:
    """Return the lowest level: the whole is as strong as its weakest part.

    Parameters
    ----------
    part_levels
        Level of each part, shape ``(part, case)``, at least one part. [level]

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [level]

    Notes
    -----
    Equation I-1 of ``docs/method/instruments.md``.
    """
    return np.asarray(np.min(part_levels, axis=0), dtype=np.float64)


def high_water_mark(*, part_levels: FloatArray) -> FloatArray:
    """Return the highest level: the whole needs what its most demanding part needs.

    Parameters
    ----------
    part_levels
        Level of each part, shape ``(part, case)``, at least one part. [level]

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [level]

    Notes
    -----
    Equation I-2 of ``docs/method/instruments.md``.
    """
    return np.asarray(np.max(part_levels, axis=0), dtype=np.float64)


def cumulative_ladder(*, is_met: BoolArray) -> FloatArray:
    """Return how many rungs are met without a gap from the lowest.

    Parameters
    ----------
    is_met
        Whether everything a rung asks beyond the one below is met, shape ``(rung, case)``, from the
        lowest rung.

    Returns
    -------
    FloatArray
        Shape ``(case,)``; 0 where the lowest rung is not met. [level]

    Notes
    -----
    Equation I-3 of ``docs/method/instruments.md``.
    """
    unbroken = np.logical_and.accumulate(is_met, axis=0)
    return np.asarray(unbroken.sum(axis=0), dtype=np.float64)


def look_up(*, cell_levels: FloatArray, row: IntArray, column: IntArray) -> FloatArray:
    """Return the levels that cells of a table hold.

    Parameters
    ----------
    cell_levels
        The table, shape ``(row, column)``. [level]
    row, column
        Positions of the cells wanted, shape ``(case,)``.

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [level]

    Notes
    -----
    Equation I-4 of ``docs/method/instruments.md``.
    """
    return np.asarray(cell_levels[row.astype(np.int64), column.astype(np.int64)], dtype=np.float64)
