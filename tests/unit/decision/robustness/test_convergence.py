"""Leads in chance errors, draws that would settle them, and means of blocks."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.robustness.convergence import block_means, draws_needed, separation


def test_a_lead_that_never_varies_is_infinitely_far_and_none_is_nothing():
    found = separation(lead=np.array([[1.0, 1.0], [0.0, 0.0], [-3.0, -3.0], [0.1, 0.1]]))
    assert found.in_errors.tolist() == [np.inf, 0.0, -np.inf, np.inf]


def test_a_missing_draw_is_refused():
    with pytest.raises(ValueError, match="finite"):
        separation(lead=np.array([[np.nan]]))
    with pytest.raises(ValueError, match="at least one draw"):
        separation(lead=np.empty((2, 0)))


def test_four_times_the_draws_halve_the_error():
    lead = np.random.default_rng(3).normal(0.5, 1.0, (1, 1000))
    once, often = separation(lead=lead), separation(lead=np.tile(lead, 4))
    assert often.in_errors[0] == pytest.approx(2.0 * once.in_errors[0])


def test_the_draws_that_are_asked_for_do_settle_it():
    lead = np.random.default_rng(4).normal(0.02, 1.0, (1, 2000))
    short = separation(lead=lead).in_errors
    needed = draws_needed(in_errors=short, n_draws=2000, wanted_errors=2.0)[0]
    times = int(np.ceil(needed / 2000))
    assert separation(lead=np.tile(lead, times)).in_errors[0] >= 2.0
    assert separation(lead=np.tile(lead, max(times - 1, 1))).in_errors[0] < 2.0


def test_nothing_settles_a_lead_of_nothing():
    found = draws_needed(in_errors=np.array([0.0, np.inf]), n_draws=100, wanted_errors=2.0)
    assert found.tolist() == [np.inf, 0.0]


def test_blocks_of_unequal_size_keep_the_mean():
    values = np.arange(10.0)[np.newaxis]
    means = block_means(values=values, n_blocks=3)
    assert means[0] @ np.array([3, 3, 4]) == pytest.approx(values.sum())
    assert block_means(values=values, n_blocks=10).tolist() == values.tolist()


@pytest.mark.parametrize("n_blocks", [0, 11])
def test_blocks_need_draws(n_blocks):
    with pytest.raises(ValueError, match="1 to 10 blocks"):
        block_means(values=np.ones((1, 10)), n_blocks=n_blocks)
