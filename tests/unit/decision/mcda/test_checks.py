from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.checks import (
    block_slices,
    require_directions,
    require_table,
    require_weights,
)

TABLE = np.ones((2, 3))
DRAWN = np.ones((2, 3, 4))


@pytest.mark.parametrize("shape", [(3,), (2, 3, 4, 5), (0, 3), (2, 0)])
def test_a_table_has_options_criteria_and_perhaps_draws(shape):
    with pytest.raises(ValueError, match="expected a table"):
        require_table(performance=np.ones(shape))


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_missing_number_is_refused_not_skipped(bad):
    with pytest.raises(ValueError, match="missing or infinite"):
        require_table(performance=np.array([[1.0, bad]]))


@pytest.mark.parametrize("shape", [(2,), (), (3, 4, 1)])
def test_weights_belong_to_the_criteria(shape):
    with pytest.raises(ValueError, match="weights for 3 criteria"):
        require_weights(weights=np.ones(shape), performance=TABLE)


def test_drawn_weights_pair_with_drawn_performance():
    with pytest.raises(ValueError, match="each of 4 draws, found 5"):
        require_weights(weights=np.full((3, 5), 1 / 3), performance=DRAWN)


@pytest.mark.parametrize("weights", [[0.5, 0.6, -0.1], [0.5, 0.5, 0.5], [0.5, np.nan, 0.5]])
def test_weights_are_not_negative_and_sum_to_one(weights):
    with pytest.raises(ValueError, match="sum to 1"):
        require_weights(weights=np.array(weights), performance=TABLE)


def test_each_criterion_has_a_direction():
    with pytest.raises(ValueError, match="direction for each of 3"):
        require_directions(is_benefit=np.array([True, False]), performance=TABLE)


@pytest.mark.parametrize(("n_options", "n_draws"), [(200, 10_000), (1, 3), (10_000_000, 2)])
def test_blocks_cover_every_draw_once(n_options, n_draws):
    blocks = block_slices(n_draws=n_draws, n_options=n_options, n_criteria=10)
    covered = [draw for block in blocks for draw in range(n_draws)[block]]
    assert covered == list(range(n_draws))
