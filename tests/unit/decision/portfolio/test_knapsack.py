from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio import knapsack
from steelyard.decision.portfolio.knapsack import best_affordable
from steelyard.errors import SolverError

# Kreher and Stinson, ten items, capacity 165; optimum 309 by dynamic programming.
WEIGHTS = np.array([23.0, 31, 29, 44, 53, 38, 63, 85, 89, 82])
WORTH = np.array([92.0, 57, 49, 68, 60, 43, 67, 84, 87, 72])


def _pack(n_years=1, room=165.0, least_value=-np.inf):
    return best_affordable(
        values=np.column_stack([np.zeros(10), WORTH]),
        costs=np.repeat(np.column_stack([np.zeros(10), WEIGHTS])[:, :, np.newaxis], n_years, 2),
        may_take=np.ones((10, 2), dtype=bool),
        room=np.full(n_years, room),
        least_value=least_value,
    )


@pytest.mark.parametrize("n_years", [1, 3])
def test_a_textbook_knapsack_is_packed_best(n_years):
    found = _pack(n_years)
    assert found.value == 309
    assert found.cost == pytest.approx([165] * n_years)
    assert list(np.flatnonzero(found.choice)) == [0, 1, 2, 3, 5]


def test_what_is_not_worth_enough_is_of_no_interest():
    assert _pack(least_value=310.0) is None
    assert _pack(least_value=309.0).value == 309


def test_without_room_for_the_cheapest_nothing_is_found():
    assert _pack(room=-1.0) is None


def test_without_budgets_each_takes_its_best():
    arguments = {
        "values": np.array([[1.0, 3.0, 3.0], [2.0, 1.0, 5.0]]),
        "costs": np.array([[[1.0], [4.0], [3.0]], [[1.0], [1.0], [1.0]]]),
        "may_take": np.array([[True, True, True], [True, True, False]]),
        "room": None,
    }
    found = best_affordable(**arguments, least_value=-np.inf)
    assert list(found.choice) == [2, 0]
    assert (found.value, found.cost[0]) == (5.0, 4.0)
    assert best_affordable(**arguments, least_value=5.1) is None


def test_an_exact_answer_out_of_reach_is_said(monkeypatch):
    monkeypatch.setattr(knapsack, "LARGEST_FRONT", 3)
    with pytest.raises(SolverError, match="exact method does not reach"):
        _pack()
