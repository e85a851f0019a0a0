from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio.stability_of_game import core_of_game, who_would_leave

MAJORITY = np.array([0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0])


def test_those_who_gain_most_come_first_and_small_groups_before_large_ones():
    found = who_would_leave(worths=MAJORITY, shares=np.array([1.0, 0.0, 0.0]))
    assert found.coalitions.tolist() == [6]
    found = who_would_leave(worths=MAJORITY, shares=np.array([0.6, 0.3, 0.1]))
    assert found.coalitions.tolist() == [6, 5, 3]
    np.testing.assert_allclose(found.gains, [0.6, 0.3, 0.1])
    worths = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
    found = who_would_leave(worths=worths, shares=np.array([0.0, 0.0, 1.0]))
    assert found.coalitions.tolist() == [1, 3]


def test_nobody_leaves_for_a_rounding_error():
    worths = np.array([0.0, 3e8, 6e8, 9e8])
    assert len(who_would_leave(worths=worths, shares=np.array([3e8 - 0.2, 6e8 + 0.2])).gains) == 0
    assert len(who_would_leave(worths=worths, shares=np.array([3e8 - 2, 6e8 + 2])).gains) == 1


def test_shares_must_sum_to_the_worth_of_all():
    with pytest.raises(ValueError, match=r"sum to 1\.0"):
        who_would_leave(worths=MAJORITY, shares=np.array([0.5, 0.5, 0.5]))


@pytest.mark.parametrize(
    "worths", [[0.0, 5.0], [0.0, -5.0], [0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 2.0, 3.0]]
)
def test_where_there_is_nothing_to_gain_everybody_stays(worths):
    assert core_of_game(worths=np.array(worths)) == (False, 0.0, 0.0)


def test_the_subsidy_is_what_is_missing():
    found = core_of_game(worths=MAJORITY)
    assert found.is_empty
    helped = MAJORITY.copy()
    helped[-1] += found.subsidy
    assert not core_of_game(worths=helped).is_empty
    helped[-1] -= 1e-3
    assert core_of_game(worths=helped).is_empty
