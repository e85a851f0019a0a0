from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.dominance import Dropped, dominance_share, screen

N_DRAWS = 20


def _values(*rows):
    return np.repeat(np.array(rows, dtype=float)[:, :, np.newaxis], N_DRAWS, axis=2)


def _screen(values, groups, protected=(), limit=12, least_share=0.95):
    n_options = len(values)
    return screen(
        values=values,
        merit=values.mean(axis=(1, 2)),
        group_of=np.array(groups),
        is_protected=np.isin(np.arange(n_options), protected),
        least_share=least_share,
        limit=limit,
    )


def test_dominance_needs_no_loss_and_some_gain():
    values = _values([1, 1], [1, 0.5], [1, 1], [0.5, 1.5])
    assert dominance_share(values=values, option=0, other=1) == 1.0
    assert dominance_share(values=values, option=0, other=2) == 0.0
    assert dominance_share(values=values, option=0, other=3) == 0.0


def test_only_a_member_of_the_own_group_can_drive_an_option_out():
    values = _values([0.9, 0.9], [0.5, 0.5], [0.4, 0.4])
    found = _screen(values, groups=[0, 0, 1])
    assert found.kept == (0, 2)
    assert found.dropped == (Dropped(1, 0, 1.0),)


def test_dominance_in_too_few_draws_is_not_enough():
    values = _values([0.9, 0.9], [0.5, 0.5])
    values[1, 0, :2] = 1.0
    assert _screen(values, groups=[0, 0]).kept == (0, 1)
    values[1, 0, 0] = 0.5
    assert _screen(values, groups=[0, 0]).kept == (0,)


def test_a_reason_for_leaving_rests_on_an_option_that_stays():
    values = _values([0.9, 0.9], [0.8, 0.8], [0.7, 0.7])
    assert {left.dominated_by for left in _screen(values, groups=[0, 0, 0]).dropped} == {0}


def test_the_protected_and_the_best_of_each_group_stay_beyond_the_limit():
    values = _values([0.9, 0.1], [0.1, 0.8], [0.0, 0.0], [0.3, 0.3], [0.2, 0.6])
    found = _screen(values, groups=[0, 0, 0, 1, 2], protected=[2], limit=1)
    assert found.kept == (0, 2, 3, 4)
    assert found.dropped == (Dropped(1, None, 0.0),)


def test_the_limit_keeps_the_options_of_most_merit():
    values = _values([0.9, 0.1], [0.1, 0.8], [0.2, 0.6], [0.0, 0.85])
    found = _screen(values, groups=[0, 0, 0, 0], limit=2)
    assert found.kept == (0, 1)
    assert [left.option for left in found.dropped] == [2, 3]


@pytest.mark.parametrize(("share", "limit"), [(0.5, 12), (1.1, 12), (0.95, 0)])
def test_settings_are_checked(share, limit):
    with pytest.raises(ValueError, match="expected one merit"):
        _screen(_values([1, 1]), groups=[0], limit=limit, least_share=share)


def test_shapes_are_checked():
    with pytest.raises(ValueError, match="expected one merit"):
        _screen(_values([1, 1], [0, 0]), groups=[0])
