from __future__ import annotations

import numpy as np

from steelyard.decision.portfolio.superadditive_cover import structure_of, superadditive_cover


def test_a_group_that_gains_stays_together():
    found = superadditive_cover(worths=np.array([0.0, 1.0, 2.0, 4.0]))
    assert found.worths.tolist() == [0.0, 1.0, 2.0, 4.0]
    assert structure_of(split=found.split, coalition=3).tolist() == [3]


def test_at_equal_worth_it_parts_into_the_smallest_groups():
    found = superadditive_cover(worths=np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]))
    assert structure_of(split=found.split, coalition=7).tolist() == [1, 2, 4]
    # Less than a billionth of the largest worth is rounding.
    found = superadditive_cover(worths=np.array([0.0, 1.0, 2.0, 3.0 + 1e-10]))
    assert structure_of(split=found.split, coalition=3).tolist() == [1, 2]


def test_a_group_that_cannot_act_as_one_parts():
    found = superadditive_cover(worths=np.array([0.0, 1.0, 2.0, -np.inf]))
    assert found.worths[3] == 3.0
    assert structure_of(split=found.split, coalition=3).tolist() == [1, 2]


def test_who_cannot_go_alone_goes_with_others_or_not_at_all():
    found = superadditive_cover(worths=np.array([0.0, -np.inf, 2.0, 1.0]))
    assert found.worths.tolist() == [0.0, -np.inf, 2.0, 1.0]
    assert structure_of(split=found.split, coalition=3).tolist() == [3]
    found = superadditive_cover(worths=np.array([0.0, -np.inf, 2.0, -np.inf]))
    assert found.worths[3] == -np.inf
