"""Moving one thing along a grid, and finding where the best option changes."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.grids import Bracket, Scan, boundaries, changes, probability_below
from steelyard.uncertainty import Family, Parameter, Statement

MEMBER = Parameter("fact:x", Statement(1.0, 2.0, 8.0, Family.LOGNORMAL), "1")
GRID = np.array([-2.0, -1.0, 1.0, 2.0])


def scan(*, is_factor):
    return Scan("x", (MEMBER,), GRID, is_factor)


def test_coordinates_are_factors_or_quantiles():
    assert scan(is_factor=True).values(MEMBER, np.log([2.0])) == pytest.approx([4.0])
    assert scan(is_factor=False).values(MEMBER, np.zeros(1)) == pytest.approx([2.0])


def test_the_nearest_change_on_either_side_counts():
    found = changes(scan(is_factor=True), np.array([2, 1, 0, 3]), leading=0)
    assert [(b.inner, b.outer, b.becomes) for b in found] == [(0.0, -1.0, 1), (1.0, 2.0, 3)]
    assert [b.is_above for b in found] == [False, True]
    assert found[1].coordinate == 1.5
    assert changes(scan(is_factor=True), np.zeros(4, int), leading=0) == []


def test_every_boundary_along_a_grid_is_told():
    found = boundaries(scan(is_factor=True), np.array([1, 1, 0, 3]))
    assert found == [
        Bracket(found[0].scan, -1.0, 1.0, 1, 0),
        Bracket(found[0].scan, 1.0, 2.0, 0, 3),
    ]


@pytest.mark.parametrize("quantile", [0.05, 0.5, 0.95])
def test_quantiles_are_inverted(quantile):
    value = float(MEMBER.statement.quantile(np.array(quantile)))
    assert probability_below(MEMBER.statement, value) == pytest.approx(quantile, abs=1e-6)
