from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.tornado import swings


def test_the_largest_swing_comes_first_whatever_its_sign():
    found = swings(
        at_low=np.array([[1.0], [5.0], [2.0]]),
        at_high=np.array([[3.0], [-5.0], [2.0]]),
        at_middle=np.array([2.0]),
    )
    assert list(found.order[:, 0]) == [1, 0, 2]
    assert list(found.swing[:, 0]) == [2.0, -10.0, 0.0]
    assert found.lopsided[2, 0] == 0.0


def test_an_output_that_bends_back_is_lopsided():
    found = swings(at_low=np.array([[3.0]]), at_high=np.array([[3.0]]), at_middle=np.array([1.0]))
    assert found.lopsided[0, 0] == 1.0


def test_missing_outputs_are_refused():
    with pytest.raises(ValueError, match="both ends"):
        swings(at_low=np.array([[np.nan]]), at_high=np.array([[1.0]]), at_middle=np.array([1.0]))
    with pytest.raises(ValueError, match="both ends"):
        swings(at_low=np.ones((1, 2)), at_high=np.ones((1, 2)), at_middle=np.ones(3))
