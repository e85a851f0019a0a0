"""What must hold of what it is worth to know, for every table of draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steelyard.decision.information.perfect_information import (
    evpi,
    evppi,
    evppi_of_group,
    wrong_share_now,
)
from steelyard.decision.information.sample_information import evsi_binomial

N_DRAWS = 600
PROBLEMS = settings(max_examples=15)


@st.composite
def problems(draw):
    """Return parameters and utilities: lines, bends and products of the parameters, and noise."""
    seed = draw(st.integers(0, 2**32 - 1))
    n_parameters, n_options = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    noise = draw(st.sampled_from([0.0, 0.5, 2.0]))
    ties = draw(st.sampled_from([None, 0, 1]))
    rng = np.random.default_rng(seed)
    parameters = rng.normal(size=(n_parameters, N_DRAWS))
    if ties is not None:
        parameters = np.round(parameters, ties)
    utilities = rng.normal(size=(n_options, n_parameters)) @ parameters
    utilities += rng.normal(size=(n_options, 1)) * (parameters[0] * parameters[1])
    utilities += rng.normal(size=(n_options, 1)) * np.square(parameters[-1])
    utilities += noise * rng.normal(size=utilities.shape) + rng.normal(size=(n_options, 1))
    return parameters, utilities


def _error(*found):
    return 3 * max(worth.standard_error for worth in found)


def _group(parameters, utilities):
    rng = np.random.default_rng(1)
    return evppi_of_group(parameters=parameters, utilities=utilities, rng=rng)


@PROBLEMS
@given(problems())
def test_more_knowledge_is_worth_more_and_everything_the_most(problem):
    parameters, utilities = problem
    everything = evpi(utilities=utilities)
    each = evppi(parameters=parameters, utilities=utilities)
    pair, all_of_them = _group(parameters[:2], utilities), _group(parameters, utilities)
    for index in range(len(parameters)):
        alone = each.of(index)
        assert 0 <= alone.estimate <= everything.estimate
        if index < 2:
            assert alone.estimate <= pair.estimate + _error(alone, pair)
    assert pair.estimate <= all_of_them.estimate + _error(pair, all_of_them)
    assert all_of_them.estimate <= everything.estimate
    assert (each.wrong_shares >= 0).all()
    assert (each.wrong_shares <= 1).all()


@PROBLEMS
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_options_and_parameters_changes_nothing(problem, random):
    parameters, utilities = problem
    each = evppi(parameters=parameters, utilities=utilities)
    columns = random.sample(range(len(parameters)), len(parameters))
    rows = random.sample(range(len(utilities)), len(utilities))
    other = evppi(parameters=parameters[columns], utilities=utilities[rows])
    assert other.estimates == pytest.approx(each.estimates[columns], rel=1e-9, abs=1e-12)
    assert other.standard_errors == pytest.approx(each.standard_errors[columns], rel=1e-6)
    assert evpi(utilities=utilities[rows]).estimate == pytest.approx(
        evpi(utilities=utilities).estimate
    )


@PROBLEMS
@given(problems(), st.floats(-100, 100), st.integers(0, 2**32 - 1))
def test_what_all_options_have_in_common_changes_nothing(problem, constant, seed):
    parameters, utilities = problem
    common = constant + np.random.default_rng(seed).normal(size=N_DRAWS)
    moved = utilities + common
    each = evppi(parameters=parameters, utilities=utilities)
    other = evppi(parameters=parameters, utilities=moved)
    assert other.estimates == pytest.approx(each.estimates, rel=1e-6, abs=1e-9)
    assert evpi(utilities=moved).estimate == pytest.approx(
        evpi(utilities=utilities).estimate, rel=1e-6, abs=1e-9
    )
    assert wrong_share_now(utilities=moved) == wrong_share_now(utilities=utilities)


@PROBLEMS
@given(problems(), st.floats(0.01, 1e6))
def test_the_currency_scales_the_worth_and_the_scale_of_a_parameter_does_not(problem, rate):
    parameters, utilities = problem
    each = evppi(parameters=parameters, utilities=utilities)
    other = evppi(parameters=np.exp(parameters) * rate, utilities=utilities * rate)
    assert other.estimates == pytest.approx(each.estimates * rate, rel=1e-6, abs=1e-9 * rate)


@PROBLEMS
@given(problems())
def test_an_option_that_is_never_better_changes_nothing(problem):
    parameters, utilities = problem
    best = utilities[utilities.mean(axis=1).argmax()]
    worse = np.vstack([utilities, best - 1.0])
    each = evppi(parameters=parameters, utilities=utilities)
    other = evppi(parameters=parameters, utilities=worse)
    assert other.estimates == pytest.approx(each.estimates, rel=1e-6, abs=1e-6)
    assert evpi(utilities=worse).estimate == pytest.approx(evpi(utilities=utilities).estimate)


@PROBLEMS
@given(problems(), st.integers(1, 500))
def test_a_trial_is_worth_no_more_than_what_it_tries(problem, n_items):
    parameters, utilities = problem
    chance = 1 / (1 + np.exp(-parameters[:1]))
    rng = np.random.default_rng(2)
    tried = evsi_binomial(
        success_probabilities=chance, n_items=n_items, utilities=utilities, rng=rng
    )
    certain = evppi(parameters=chance, utilities=utilities).of(0)
    assert tried.estimate <= certain.estimate + _error(tried, certain)
