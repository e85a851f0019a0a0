"""Levels that never compensate, at their borders."""

import numpy as np
import pytest

from steelyard.instruments.aggregate.levels import (
    cumulative_ladder,
    high_water_mark,
    look_up,
    minimum,
)

LEVELS = np.array([[0.0, 2.0], [1.0, 1.0], [3.0, 4.0]])


def test_the_lowest_part_is_the_whole_in_every_case():
    assert minimum(part_levels=LEVELS).tolist() == [0.0, 1.0]


def test_the_highest_part_is_the_whole_in_every_case():
    assert high_water_mark(part_levels=LEVELS).tolist() == [3.0, 4.0]


def test_one_part_alone_is_both_the_lowest_and_the_highest():
    alone = LEVELS[:1]
    assert minimum(part_levels=alone).tolist() == high_water_mark(part_levels=alone).tolist()


@pytest.mark.parametrize(
    ("is_met", "rungs"),
    [
        ([False, False, False], 0),
        ([True, False, False], 1),
        ([True, True, False], 2),
        ([True, True, True], 3),
        ([False, True, True], 0),
        ([True, False, True], 1),
    ],
)
def test_a_ladder_is_climbed_up_to_its_first_gap(is_met, rungs):
    assert cumulative_ladder(is_met=np.array(is_met)[:, None]).tolist() == [rungs]


def test_a_ladder_is_climbed_in_each_case_by_itself():
    is_met = np.array([[False, True], [True, True]])
    assert cumulative_ladder(is_met=is_met).tolist() == [0.0, 2.0]


def test_a_table_is_read_at_row_and_column():
    table = np.array([[0.0, 1.0], [2.0, 3.0]])
    found = look_up(cell_levels=table, row=np.array([0, 1, 1]), column=np.array([1, 0, 1]))
    assert found.tolist() == [1.0, 2.0, 3.0]
    assert found.dtype == np.float64
