from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.value_functions import linear_value, piecewise_value


def test_between_anchors_the_value_is_linear_and_beyond_it_is_clipped():
    found = piecewise_value(
        performance=np.array([[-5.0, 0.0, 5.0, 15.0], [10.0, 20.0, 25.0, 30.0]]),
        knots=np.array([0.0, 10.0, 20.0]),
        levels=np.array([0.0, 0.8, 1.0]),
    )
    assert found.values == pytest.approx(np.array([[0, 0, 0.4, 0.9], [0.8, 1, 1, 1]]))
    assert found.clipped_share == pytest.approx([0.25, 0.5])


def test_a_cost_falls_from_one_to_zero():
    found = linear_value(performance=np.array([100.0, 250.0, 400.0]), worst=300.0, best=100.0)
    assert found.values == pytest.approx([1.0, 0.25, 0.0])
    assert found.clipped_share == pytest.approx(1 / 3)


def test_a_benefit_rises_from_zero_to_one():
    found = linear_value(performance=np.array([1.0, 2.5]), worst=1.0, best=4.0)
    assert found.values == pytest.approx([0.0, 0.5])


@pytest.mark.parametrize(
    ("knots", "levels"),
    [
        ([0.0, 0.0], [0.0, 1.0]),
        ([1.0, 0.0], [0.0, 1.0]),
        ([0.0, 1.0], [0.0, 0.5, 1.0]),
        ([[0.0, 1.0]], [[0.0, 1.0]]),
    ],
)
def test_anchors_must_rise(knots, levels):
    with pytest.raises(ValueError, match="strictly rising anchors"):
        piecewise_value(performance=np.ones(2), knots=np.array(knots), levels=np.array(levels))


@pytest.mark.parametrize(
    "levels", [[0.0, 0.5, 0.9], [0.0, 1.2, 1.0], [0.0, 0.6, 0.0], [1.0, 1.0, 1.0]]
)
def test_levels_must_run_between_zero_and_one(levels):
    with pytest.raises(ValueError, match="from 0 to 1"):
        piecewise_value(
            performance=np.ones(2), knots=np.array([0.0, 1.0, 2.0]), levels=np.array(levels)
        )


def test_equal_anchors_are_refused():
    with pytest.raises(ValueError, match="strictly rising"):
        linear_value(performance=np.ones(2), worst=1.0, best=1.0)


def test_a_missing_performance_is_refused():
    with pytest.raises(ValueError, match="missing"):
        linear_value(performance=np.array([1.0, np.nan]), worst=0.0, best=1.0)
