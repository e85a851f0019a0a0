"""Points that add up, at thresholds and borders of steps."""

import numpy as np
import pytest

from steelyard.instruments.aggregate.points import (
    level_of_share,
    misses_floor,
    mitigated_score,
    weighted_score,
)


def score(raw, mitigation, *, is_rounded=False):
    found = mitigated_score(
        raw_points=np.array([raw], dtype=np.float64),
        mitigation_points=np.array([mitigation], dtype=np.float64),
        most_mitigation=10.0,
        threshold=0.8,
        discount=0.15,
        is_rounded=is_rounded,
    )
    return found.item()


@pytest.mark.parametrize(
    ("mitigation", "expected"), [(0.0, 40.0), (7.0, 40.0), (8.0, 34.0), (10.0, 34.0)]
)
def test_mitigation_counts_wholly_from_its_threshold_and_not_before(mitigation, expected):
    assert score(40.0, mitigation) == pytest.approx(expected)


@pytest.mark.parametrize(("raw", "expected"), [(30.0, 26.0), (29.0, 25.0), (10.0, 9.0), (0.0, 0.0)])
def test_a_half_point_is_rounded_up_even_where_the_product_is_a_hair_off(raw, expected):
    # 25.5, 24.65, 8.5 and 0 before rounding.
    assert score(raw, 9.0, is_rounded=True) == expected


def test_only_the_lowered_score_is_rounded():
    assert score(10.4, 0.0, is_rounded=True) == pytest.approx(10.4)


@pytest.mark.parametrize(
    ("points", "step"),
    [(-3.0, 0), (0.0, 0), (25.0, 0), (25.1, 1), (50.0, 1), (100.0, 2), (120.0, 2)],
)
def test_the_upper_end_of_a_step_belongs_to_it(points, step):
    ends = np.array([0.25, 0.5, 1.0])
    found = level_of_share(points=np.array([points]), maximum=100.0, upper_ends=ends)
    assert found.tolist() == [step]


def test_a_floor_that_is_just_reached_is_not_missed():
    levels = np.array([[1.0, 2.0], [2.0, 4.0], [0.0, 0.0]])
    found = misses_floor(part_levels=levels, floors=np.array([2.0, 2.0, 0.0]))
    assert found.tolist() == [[True, False], [False, False], [False, False]]


def test_a_score_is_the_weighted_share_of_the_most_of_each_part():
    found = weighted_score(
        part_points=np.array([[0.0, 4.0], [3.0, 6.0]]),
        most_points=np.array([4.0, 6.0]),
        weights=np.array([30.0, 70.0]),
    )
    assert found.tolist() == pytest.approx([35.0, 100.0])
