"""The two readings, on numbers that can be checked by eye."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.preferences import COST
from steelyard.decision.readings import (
    Rules,
    Standing,
    dimension_values,
    mean_standing,
    replace_cost_dimension,
    standing_of,
)
from steelyard.dossier.schema import Reading

SIX, VALUE = Reading.SIX_DIMENSIONS, Reading.VALUE_AND_COST


def test_six_dimensions_place_todays_service_by_money():
    standing = Standing(
        np.array([[0.9, 0.9], [0.4, 0.4], [0.8, 0.8]]), np.array([[0.0, 0], [-1, 1], [5, 5]])
    )
    rules = Rules(SIX, has_benefit=True, price=None)
    assert rules.best(standing).tolist() == [1, 0]
    utility = rules.utility(standing)
    assert utility[:, 1] == pytest.approx([0.0, -1.6, -1.2])
    assert rules.is_priced


def test_without_a_benefit_todays_service_is_not_placed():
    standing = Standing(np.array([[0.9], [0.4], [0.8]]), np.array([[0.0], [1], [5]]))
    for reading in Reading:
        rules = Rules(reading, has_benefit=False, price=1.0)
        assert rules.utility(standing)[0, 0] == -np.inf
    assert Rules(SIX, has_benefit=False, price=None).best(standing).tolist() == [2]


def test_value_and_cost_weighs_points_against_money():
    standing = Standing(np.array([[0.0], [-0.2]]), np.array([[0.0], [-100.0]]))
    assert Rules(VALUE, has_benefit=True, price=4.0).best(standing).tolist() == [1]
    assert Rules(VALUE, has_benefit=True, price=6.0).best(standing).tolist() == [0]
    drawn = Rules(VALUE, has_benefit=True, price=4.0).utility(standing, np.array([10.0]))
    assert drawn[1, 0] == pytest.approx(-100.0)
    assert not Rules(VALUE, has_benefit=True, price=None).is_priced


def test_dimension_values_weigh_criteria_within():
    values = np.ones((1, 3, 2)) * np.array([0.2, 0.6, 1.0])[None, :, None]
    found = dimension_values(values, np.array([0.5, 0.5, 1.0]), np.array([0, 0, 2]))
    assert found[0, :, 0] == pytest.approx([0.4, 0, 1.0, 0, 0, 0])


def test_a_missed_gate_adds_no_value():
    dimensions = np.full((2, 6, 2), 0.5)
    dimensions[0] = 0.8
    met = np.array([[True, True], [True, False]])
    weights = np.full(6, 1 / 6)
    six = standing_of(SIX, dimensions, weights, np.zeros((2, 2)), met)
    assert six.value[1] == pytest.approx([0.5, 0.0])
    value = standing_of(VALUE, dimensions, weights, np.zeros((2, 2)), met)
    assert value.value == pytest.approx(np.array([[0, 0], [-0.3, 0.0]]))
    assert mean_standing(six).value[:, 0] == pytest.approx([0.8, 0.25])


def test_only_the_cost_dimension_is_replaced():
    dimensions = np.full((1, 6, 1), 0.5)
    found = replace_cost_dimension(dimensions, np.array([[0.1]]), np.array([[0.2]]))
    assert found[0, COST, 0] == pytest.approx(0.3)
    assert dimensions[0, COST, 0] == 0.5
