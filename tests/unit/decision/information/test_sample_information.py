from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.perfect_information import evppi
from steelyard.decision.information.sample_information import (
    binomial_shares,
    evsi_binomial,
    evsi_normal,
    normal_sample_means,
)


def test_larger_studies_are_worth_more_and_never_more_than_certainty(rng):
    parameters = rng.normal(size=(2, 20_000)) * [[1], [2]] + [[1], [0]]
    utilities = np.array([np.zeros(20_000), parameters[0] - parameters[1]])
    found = [
        evsi_normal(
            parameter=parameters[0],
            observation_sd=4.0,
            n_observations=n,
            utilities=utilities,
            rng=rng,
        ).estimate
        for n in (1, 50, 200, 100_000)
    ]
    assert found == pytest.approx([0, 0.0542, 0.0744, 0.0833], abs=0.015)
    certain = evppi(parameters=parameters[:1], utilities=utilities).of(0).estimate
    assert found[-1] == pytest.approx(certain, rel=0.05)


def test_a_trial_of_several_models_tells_more_than_one_of_each(rng):
    quality = 1 / (1 + np.exp(-rng.normal(size=(2, 8000))))
    utilities = np.array([np.full(8000, 0.5), quality[0], quality[1]])

    def worth(rows, n_items):
        return evsi_binomial(
            success_probabilities=quality[rows], n_items=n_items, utilities=utilities, rng=rng
        ).estimate

    assert worth([0], 10) < worth([0], 400)
    assert worth([0], 400) < worth([0, 1], 400)


def test_results_scatter_as_they_should(rng):
    shares = binomial_shares(success_probabilities=np.full(50_000, 0.3), n_items=20, rng=rng)
    assert shares.mean() == pytest.approx(0.3, abs=0.003)
    assert shares.std() == pytest.approx(np.sqrt(0.3 * 0.7 / 20), rel=0.02)
    means = normal_sample_means(
        parameter=np.zeros(50_000), observation_sd=4.0, n_observations=4, rng=rng
    )
    assert means.std() == pytest.approx(2.0, rel=0.02)


@pytest.mark.parametrize(("probability", "n_items"), [(1.1, 5), (-0.1, 5), (np.nan, 5), (0.5, 0)])
def test_impossible_items_are_refused(probability, n_items, rng):
    with pytest.raises(ValueError, match="probabilities from 0 to 1"):
        binomial_shares(success_probabilities=np.array([probability]), n_items=n_items, rng=rng)


@pytest.mark.parametrize(("sd", "n"), [(-1.0, 5), (np.nan, 5), (1.0, 0)])
def test_impossible_observations_are_refused(sd, n, rng):
    with pytest.raises(ValueError, match="at least one observation"):
        normal_sample_means(parameter=np.zeros(2), observation_sd=sd, n_observations=n, rng=rng)
