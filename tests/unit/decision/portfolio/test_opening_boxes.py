from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.two_offices import two_offices

from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.opening_boxes import Box, BoxRelaxation

ALLOWED = np.array([[True, False, True, True], [False, True, False, True]])


def test_a_box_lists_its_openings():
    box = Box(1.0, ALLOWED)
    assert box.n_openings == 6
    assert box.openings().tolist() == [[0, 1], [0, 3], [2, 1], [2, 3], [3, 1], [3, 3]]
    assert Box(1.0, np.zeros((0, 4), dtype=np.bool_)).openings().shape == (1, 0)


def test_halves_part_the_openings_of_the_least_decided_capability():
    box = Box(7.0, ALLOWED)
    decided = np.array([[1.0, 1, 1], [0, 0.5, 0.5]])
    early, late = box.halved(decided)
    assert early.bound == late.bound == 7.0
    assert early.allowed.tolist() == [[1, 0, 1, 1], [0, 1, 0, 0]]
    assert late.allowed.tolist() == [[1, 0, 1, 1], [0, 0, 0, 1]]


def test_where_all_is_decided_the_one_with_most_openings_is_parted():
    early, late = Box(7.0, ALLOWED).halved(np.ones((2, 3)))
    assert early.allowed[0].tolist() == [1, 0, 0, 0]
    assert late.allowed[0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("allowed", "bound"),
    [([True, True, True], 15.0), ([False, True, True], 7.0), ([False, False, True], 4.0)],
)
def test_the_relaxation_of_a_box_keeps_to_it(allowed, bound):
    # From the second year on: 4 by either plan of the first office and 3 by the second.
    relaxation = BoxRelaxation(rows=portfolio_rows(problem=two_offices()))
    assert relaxation.solved(allowed=np.array([allowed])).bound == pytest.approx(bound)


def test_a_capability_that_must_be_open_is_paid_for():
    rows = portfolio_rows(problem=two_offices(capability_worth=np.array([[-1.0, -0.5]])))
    relaxation = BoxRelaxation(rows=rows)
    relaxed = relaxation.solved(allowed=np.array([[False, True, False]]))
    assert relaxed.opened.tolist() == [[0.0, 1.0]]
