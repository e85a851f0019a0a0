from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.switching_map import grid_winners

EVEN = np.full((1, 2), 0.5)


def test_of_equal_options_the_first_wins_without_a_lead():
    found = grid_winners(utilities=np.ones((3, 1, 2)), weights=EVEN)
    assert not found.best.any()
    assert not found.lead.any()
    assert list(found.shares) == [1.0, 0.0, 0.0]


def test_an_option_that_is_not_placed_never_wins_and_leaves_no_lead():
    utilities = np.array([[[-np.inf, -np.inf]], [[1.0, 2.0]]])
    found = grid_winners(utilities=utilities, weights=EVEN)
    assert list(found.best[0]) == [1, 1]
    assert np.isinf(found.lead).all()


def test_one_option_alone_has_no_rival():
    assert np.isinf(grid_winners(utilities=np.ones((1, 1, 2)), weights=EVEN).lead).all()


@pytest.mark.parametrize(
    ("utilities", "weights", "words"),
    [
        (np.ones((2, 1, 3)), EVEN, "at each point"),
        (np.full((2, 1, 2), np.nan), EVEN, "at each point"),
        (np.ones((2, 1, 2)), EVEN * 2, "sum to 1"),
        (np.ones((2, 1, 2)), np.array([[1.5, -0.5]]), "sum to 1"),
    ],
)
def test_bad_grids_are_refused(utilities, weights, words):
    with pytest.raises(ValueError, match=words):
        grid_winners(utilities=utilities, weights=weights)
