from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.smaa import (
    acceptability,
    acceptability_sums,
    add_sums,
    confidence_factors,
    group_first_shares,
    smaa2,
)

# Exact areas of the weight triangle: Lahdelma and Salminen's definition, rational arithmetic.
TRIANGLE = np.array([[1, 0.2, 0.4], [0.3, 1, 0.5], [0.5, 0.6, 1]])
TRIANGLE_RANKS = [
    [411 / 1705, 21943 / 122760, 1295 / 2232],
    [1168 / 4185, 11041 / 33480, 97 / 248],
    [4418 / 9207, 4525 / 9207, 8 / 279],
]
TRIANGLE_CENTRAL = [
    [0.6718483, 0.1714738, 0.1566778],
    [0.2015417, 0.6438291, 0.1546292],
    [0.2399317, 0.2340534, 0.5260150],
]

# Tervonen et al. 2011: events and non-events per arm, and the range each criterion is scaled to.
TRIAL = {
    "Placebo": [[38, 65], [9, 95], [15, 89], [2, 102]],
    "Fluoxetine": [[46, 56], [23, 81], [16, 88], [8, 96]],
    "Venlafaxine": [[52, 46], [41, 61], [23, 79], [11, 91]],
}
TRIAL_SCALES = [(0.28, 0.63), (0.5, 0.04), (0.31, 0.08), (0.17, 0.0)]


def _uniform_weights(rng, n_criteria, n_draws):
    return rng.dirichlet(np.ones(n_criteria), size=n_draws).T


def test_fixed_values_reproduce_exact_areas(rng):
    weights = _uniform_weights(rng, 3, 100_000)
    found = smaa2(values=TRIANGLE, weights=weights)
    assert found.rank_acceptability == pytest.approx(np.array(TRIANGLE_RANKS), abs=0.006)
    assert found.central_weights == pytest.approx(np.array(TRIANGLE_CENTRAL), abs=0.006)
    away = (found.rank_acceptability - TRIANGLE_RANKS) / found.rank_error
    assert np.abs(away).max() < 4


def test_a_published_trial_is_reproduced(rng):
    n_draws = 60_000
    values = np.array([
        [
            (rng.beta(*counts, n_draws) - worst) / (best - worst)
            for counts, (worst, best) in zip(arm, TRIAL_SCALES, strict=True)
        ]
        for arm in TRIAL.values()
    ])
    found = smaa2(values=values, weights=_uniform_weights(rng, 4, n_draws))
    expected = [[0.7469, 0.1598, 0.0933], [0.1708, 0.7187, 0.1106], [0.0823, 0.1215, 0.7961]]
    assert found.rank_acceptability == pytest.approx(np.array(expected), abs=0.008)
    assert found.central_weights[0] == pytest.approx([0.1867, 0.2852, 0.2456, 0.2824], abs=0.01)
    confidence = confidence_factors(values=values, central_weights=found.central_weights)
    assert confidence == pytest.approx([0.957, 0.3668, 0.4703], abs=0.03)


def test_pairwise_winning_of_the_package_test():
    utilities = np.array([[0.0] + [1.0] * 9, [1.0] + [0.0] * 9])
    sums = acceptability_sums(utilities=utilities, weights=np.array([1.0]))
    found = acceptability(sums=sums)
    assert found.pairwise_winning == pytest.approx(np.array([[0, 0.9], [0.1, 0]]))
    assert found.rank_acceptability == pytest.approx(np.array([[0.9, 0.1], [0.1, 0.9]]))
    assert found.pairwise_error[0, 1] == pytest.approx(np.sqrt(0.09 / 10))
    assert found.expected_loss == pytest.approx([0.1, 0.9])
    assert found.expected_utility == pytest.approx([0.9, 0.1])
    assert found.loss_error == pytest.approx([np.sqrt(0.09 / 10)] * 2)


def test_ties_are_split_fairly(rng):
    values = np.array([[1.0, 0.5], [1.0, 0.5], [0.0, 0.5], [0.0, 0.5], [0.0, 0.4]])
    found = smaa2(values=values, weights=_uniform_weights(rng, 2, 500))
    expected = np.zeros((5, 5))
    expected[:2, :2] = expected[2:4, 2:4] = 0.5
    expected[4, 4] = 1.0
    assert found.rank_acceptability == pytest.approx(expected)
    assert found.pairwise_winning[0, 1] == found.pairwise_winning[1, 0] == 0.5
    assert found.central_weights[0] == pytest.approx(found.central_weights[1])


def test_all_alike_share_every_rank():
    found = smaa2(values=np.zeros((3, 2)), weights=np.array([0.4, 0.6]))
    assert found.rank_acceptability == pytest.approx(np.full((3, 3), 1 / 3))
    assert found.expected_loss == pytest.approx([0, 0, 0])


def test_an_option_that_never_wins_has_no_central_weights(rng):
    values = np.array([[1.0, 1.0], [0.0, 0.5]])
    found = smaa2(values=values, weights=_uniform_weights(rng, 2, 50))
    assert np.isnan(found.central_weights[1]).all()
    assert np.isnan(found.central_error[1]).all()
    confidence = confidence_factors(values=values, central_weights=found.central_weights)
    assert confidence[0] == 1.0
    assert np.isnan(confidence[1])


def test_fixed_weights_on_drawn_values(rng):
    values = rng.random((3, 2, 4000))
    found = smaa2(values=values, weights=np.array([0.25, 0.75]))
    assert found.rank_acceptability == pytest.approx(np.full((3, 3), 1 / 3), abs=0.03)
    assert found.central_weights == pytest.approx(np.tile([0.25, 0.75], (3, 1)))
    assert found.central_error == pytest.approx(np.zeros((3, 2)), abs=1e-9)


def test_blocks_add_up_to_the_whole(rng):
    utilities, weights = rng.random((4, 900)), _uniform_weights(rng, 3, 900)
    whole = acceptability_sums(utilities=utilities, weights=weights)
    left = acceptability_sums(utilities=utilities[:, :100], weights=weights[:, :100])
    right = acceptability_sums(utilities=utilities[:, 100:], weights=weights[:, 100:])
    for one, other in zip(whole, add_sums(left=left, right=right), strict=True):
        assert one == pytest.approx(other)


def test_chains_worth_fewer_draws_give_wider_errors(rng):
    weights = _uniform_weights(rng, 3, 1000)
    narrow = smaa2(values=TRIANGLE, weights=weights)
    wide = smaa2(values=TRIANGLE, weights=weights, effective_size=250.0)
    assert wide.rank_error == pytest.approx(2 * narrow.rank_error)
    assert wide.loss_error == pytest.approx(2 * narrow.loss_error)
    assert wide.central_error == pytest.approx(2 * narrow.central_error)


def test_near_clones_do_not_split_a_vote():
    ranks = np.array([[0.3, 0.7], [0.3, 0.7], [0.4, 0.6]])
    found = group_first_shares(
        rank_acceptability=ranks, group_of=np.array([0, 0, 1]), effective_size=100.0
    )
    assert found.first_share == pytest.approx([0.6, 0.4])
    assert found.error == pytest.approx([np.sqrt(0.24 / 100)] * 2)


def test_a_missing_utility_is_refused():
    with pytest.raises(ValueError, match="finite utility"):
        acceptability_sums(utilities=np.array([[1.0, np.nan]]), weights=np.array([1.0]))
