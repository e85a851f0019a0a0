"""The table reads like an array and holds what repeats once."""

from __future__ import annotations

import numpy as np

from steelyard.options.cell_table import CellTable, compact


def test_cells_read_like_an_array():
    cells = np.arange(24.0).reshape(2, 3, 4)
    table = CellTable(tuple(tuple(row) for row in cells))
    assert table.shape == (2, 3, 4)
    np.testing.assert_array_equal(table[1, 2], cells[1, 2])
    np.testing.assert_array_equal(table[0, 1, slice(1, 3)], cells[0, 1, 1:3])
    np.testing.assert_array_equal(np.asarray(table), cells)


def test_one_number_is_held_once():
    same = compact(np.full(1000, 3.0))
    assert same.strides == (0,)
    np.testing.assert_array_equal(same, np.full(1000, 3.0))
    different = np.arange(5.0)
    assert compact(different) is different


def test_what_is_unknown_stays_unknown():
    assert np.isnan(compact(np.full(3, np.nan))).all()
