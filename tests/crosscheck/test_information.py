"""What it is worth to know, against closed forms, nested simulation and an independent library."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer

from steelyard.decision.information.perfect_information import evppi, evppi_of_group
from steelyard.decision.information.sample_information import evsi_normal

N_DRAWS = 20_000


def _loss(mean, sd):
    """Return E[max(0, X)] - max(0, E[X]) of a normal X: the unit normal loss."""
    return sd * norm.pdf(mean / sd) + mean * norm.cdf(mean / sd) - max(mean, 0.0)


@pytest.mark.parametrize(("mean", "sds"), [(1.0, (1, 2)), (-0.3, (0.5, 1.5)), (0.0, (1, 1))])
def test_two_options_with_normal_parameters_against_the_closed_form(mean, sds):
    rng = np.random.default_rng(11)
    parameters = rng.normal(size=(2, N_DRAWS)) * np.array([sds]).T
    utilities = np.array([np.zeros(N_DRAWS), mean + parameters[0] - parameters[1]])
    found = evppi(parameters=parameters, utilities=utilities)
    for index, sd in enumerate(sds):
        worth = found.of(index)
        assert worth.estimate == pytest.approx(_loss(mean, sd), abs=3 * worth.standard_error)
    together = evppi_of_group(parameters=parameters, utilities=utilities, rng=rng)
    wanted = _loss(mean, float(np.hypot(*sds)))
    assert together.estimate == pytest.approx(wanted, abs=3 * together.standard_error)


@pytest.mark.parametrize("n_observations", [10, 100])
def test_a_normal_study_against_the_closed_form(n_observations):
    rng = np.random.default_rng(12)
    parameter, other = rng.normal(size=(2, N_DRAWS))
    utilities = np.array([np.zeros(N_DRAWS), 0.5 + parameter - other])
    found = evsi_normal(
        parameter=parameter,
        observation_sd=5.0,
        n_observations=n_observations,
        utilities=utilities,
        rng=rng,
    )
    spread = 1 / np.sqrt(1 + 25 / n_observations)
    assert found.estimate == pytest.approx(_loss(0.5, spread), abs=3 * found.standard_error)


def _utilities(x, y, z):
    # Three options; bends, a product and a step.
    return np.array([0.0 * x, x + y * z - 0.2, np.square(y) - 1.0 + np.where(z > 0.5, 1.0, -0.5)])


@pytest.mark.parametrize("known", [(0,), (1,), (2,), (0, 1), (1, 2)])
def test_against_nested_simulation(known):
    rng = np.random.default_rng(13)
    drawn = rng.normal(size=(3, N_DRAWS))
    utilities = _utilities(*drawn)
    if len(known) == 1:
        found = evppi(parameters=drawn[list(known)], utilities=utilities).of(0)
    else:
        found = evppi_of_group(parameters=drawn[list(known)], utilities=utilities, rng=rng)
    outer, inner = 10_000, 200
    inside = rng.normal(size=(3, outer, inner))
    for index in known:
        inside[index] = rng.normal(size=(outer, 1))
    means = _utilities(*inside).mean(axis=2)
    # A single best option of all draws on both sides; the inner mean is biased up by noise / inner.
    nested = means.max(axis=0).mean() - means.mean(axis=1).max()
    assert found.estimate == pytest.approx(nested, abs=0.03)


def test_curves_agree_with_those_of_another_library():
    # Theirs are not smoothed, so a little above ours where there is nothing to know.
    rng = np.random.default_rng(14)
    parameters = rng.normal(size=(4, N_DRAWS))
    noise = rng.normal(size=(2, N_DRAWS))
    utilities = np.array([
        np.zeros(N_DRAWS),
        np.sin(2 * parameters[0]) + 0.5 * parameters[1] + noise[0],
        np.square(parameters[1]) - 1 + 0.3 * parameters[2] + noise[1],
    ])
    ours = evppi(parameters=parameters, utilities=utilities)
    best = utilities.mean(axis=1).argmax()
    leads = np.delete(utilities, best, axis=0) - utilities[best]
    for index, parameter in enumerate(parameters):
        curve = make_pipeline(SplineTransformer(n_knots=12, knots="quantile"), LinearRegression())
        fitted = curve.fit(parameter[:, np.newaxis], leads.T).predict(parameter[:, np.newaxis])
        theirs = np.maximum(fitted.max(axis=1), 0).mean()
        assert ours.estimates[index] == pytest.approx(theirs, abs=0.02)
