from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.switching import crossings, refine_crossing


def _crossings(lead):
    return crossings(grid=np.arange(len(lead), dtype=float), lead=np.array(lead, dtype=float))


@pytest.mark.parametrize(
    ("lead", "values", "directions"),
    [
        ([1, 2, 3], [], []),
        ([-1, 1, 3], [0.5], [1]),
        ([1, -3, 1], [0.25, 1.75], [-1, 1]),
        ([-1, 0, 1], [1], [1]),
        ([-1, 0, 0, 0, 1], [2], [1]),
        ([1, 0, 1], [], []),
        ([0, 0, 1], [], []),
        ([0, 0], [], []),
    ],
)
def test_none_one_or_several_crossings(lead, values, directions):
    found = _crossings(lead)
    assert found.values == pytest.approx(values)
    assert list(found.directions) == directions


@pytest.mark.parametrize(("grid", "lead"), [([0, 1], [1]), ([0, 0], [1, 2]), ([0, 1], [1, np.nan])])
def test_the_grid_must_rise_and_be_complete(grid, lead):
    with pytest.raises(ValueError, match="strictly rising grid"):
        crossings(grid=np.array(grid, dtype=float), lead=np.array(lead, dtype=float))


def test_a_crossing_is_refined_to_full_precision():
    assert refine_crossing(lead=lambda x: x**2 - 2, low=1, high=2) == pytest.approx(
        np.sqrt(2), rel=1e-11
    )


def test_equal_signs_hold_no_crossing():
    with pytest.raises(ValueError, match="different signs"):
        refine_crossing(lead=lambda x: x**2 + 2, low=1, high=2)
