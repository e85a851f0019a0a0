from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.perfect_information import (
    Worth,
    evpi,
    evppi,
    evppi_of_group,
    gains_from_choosing,
    leads_over_best,
    worth_of_gains,
    wrong_share,
    wrong_share_now,
)


@pytest.fixture
def two(rng):
    """Return parameters and utilities of the two-option example, and a parameter of no effect."""
    parameters = rng.normal(size=(3, 10_000)) * [[1], [2], [1]] + [[1], [0], [0]]
    lead = parameters[0] - parameters[1]
    return parameters, np.array([np.zeros(10_000), lead])


def test_the_closed_form_of_two_normal_parameters(two):
    parameters, utilities = two
    assert evpi(utilities=utilities).estimate == pytest.approx(0.4798, abs=0.025)
    found = evppi(parameters=parameters, utilities=utilities)
    assert found.estimates == pytest.approx([0.0833, 0.3956, 0], abs=0.02)
    assert [found.of(index).is_distinguishable for index in range(3)] == [True, True, False]
    assert found.of(2).floored == 0
    assert found.of(0).floored == found.estimates[0]
    # Knowing more makes a wrong choice rarer, knowing nothing leaves it as it is.
    now = wrong_share_now(utilities=utilities)
    assert now == pytest.approx(0.327, abs=0.02)
    assert found.wrong_shares[1] < found.wrong_shares[0] < now
    assert found.wrong_shares[2] == pytest.approx(now, abs=0.02)


def test_everything_together_is_worth_everything(two, rng):
    parameters, utilities = two
    together = evppi_of_group(parameters=parameters[:2], utilities=utilities, rng=rng)
    everything = evpi(utilities=utilities)
    assert together.estimate == pytest.approx(everything.estimate, rel=0.02)
    assert together.estimate <= everything.estimate


@pytest.mark.parametrize("n_draws", [1000, 4000])
def test_standard_errors_are_those_of_repeated_samples(n_draws):
    found = []
    for seed in range(60):
        parameters = np.random.default_rng(seed).normal(size=(2, n_draws))
        utilities = np.array([np.zeros(n_draws), 0.7 * parameters[0] + parameters[1] - 0.2])
        result = evppi(parameters=parameters, utilities=utilities)
        found.append([*result.estimates, *result.standard_errors])
    spread, error = np.std(found, axis=0)[:2], np.mean(found, axis=0)[2:]
    assert error == pytest.approx(spread, rel=0.3)


def test_noise_between_options_that_are_level_is_not_mistaken_for_knowledge():
    found = []
    for seed in range(10):
        draws = np.random.default_rng(seed)
        each = evppi(
            parameters=draws.normal(size=(30, 1000)), utilities=draws.normal(size=(5, 1000))
        )
        found += [each.of(index).is_distinguishable for index in range(30)]
    assert np.mean(found) < 0.02


def test_gains_are_measured_where_curves_have_not_seen_the_draw():
    gains = gains_from_choosing(
        expected_leads=np.array([[1.0, 1.0]]),
        leads=np.array([[3.0, -1.0]]),
        unseen_leads=np.array([[-1.0, 1.0]]),
    )
    assert gains.realised == pytest.approx([3, -1])
    assert gains.unseen == pytest.approx([0, -1])
    found = worth_of_gains(gains=gains, most_worth=0.5)
    assert found.estimate == 0.5
    assert found.confirmed == -0.5
    assert found.standard_error == pytest.approx(2 / np.sqrt(2))
    assert not found.is_distinguishable


def test_an_estimate_must_be_confirmed():
    assert Worth(3.0, 1.0, 2.5).is_distinguishable
    assert not Worth(3.0, 1.0, 1.5).is_distinguishable
    assert not Worth(1.5, 1.0, 2.5).is_distinguishable
    assert not Worth(0.0, 0.0, 0.0).is_distinguishable


def test_options_as_good_as_the_best_are_not_wrong():
    leads = np.array([[0.0, 0.0, 1.0]])
    assert wrong_share(choice=np.array([-1, 0, -1]), leads=leads) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("utilities", "words"),
    [
        (np.zeros((1, 100)), "at least 2 options"),
        (np.zeros((2, 29)), "30 draws"),
        (np.full((2, 50), np.nan), "finite"),
    ],
)
def test_utilities_that_say_too_little_are_refused(utilities, words):
    with pytest.raises(ValueError, match=words):
        leads_over_best(utilities=utilities)
