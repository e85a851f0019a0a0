from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.conditional_means import (
    blocks_of,
    conditional_means,
    conditional_means_of_group,
    halved,
    shared_terms,
)


def test_a_curve_is_found_on_any_rising_scale(rng):
    parameter = rng.normal(size=4000)
    outputs = (parameter**2 + rng.normal(size=4000))[np.newaxis]
    shared = shared_terms(n_draws=4000)
    found = conditional_means(parameter=parameter, outputs=outputs, shared=shared)
    assert np.abs(found.expected[0] - parameter**2).mean() < 0.12
    assert np.abs(found.unseen[0] - parameter**2).mean() < 0.15
    other = conditional_means(parameter=np.exp(parameter), outputs=outputs)
    assert other.expected == pytest.approx(found.expected, abs=1e-12)


def test_curves_through_the_other_half_have_not_seen_the_draw(rng):
    # Pure noise: a fitted curve leans towards its own draws, the other half's does not.
    parameter, noise = rng.normal(size=(2, 400))
    found = conditional_means(parameter=parameter, outputs=noise[np.newaxis])
    moved = noise.copy()
    at = int(np.argsort(parameter)[201])
    moved[at] += 50.0
    again = conditional_means(parameter=parameter, outputs=moved[np.newaxis])
    assert again.expected[0, at] != pytest.approx(found.expected[0, at], abs=0.01)
    assert again.unseen[0, at] == pytest.approx(found.unseen[0, at], abs=1e-12)


def test_few_values_give_the_means_of_their_draws(rng):
    parameter = rng.integers(0, 4, 4000).astype(float)
    level = np.array([-1.0, 2.0, -1.5, 1.0])
    outputs = (level[parameter.astype(int)] + 0.3 * rng.normal(size=4000))[np.newaxis]
    found = conditional_means(parameter=parameter, outputs=outputs).expected[0]
    for value in range(4):
        chosen = found[parameter == value]
        assert np.ptp(chosen) < 1e-9
        assert chosen[0] == pytest.approx(level[value], abs=0.1)


def test_a_constant_parameter_tells_nothing(rng):
    outputs = rng.normal(size=(2, 100))
    found = conditional_means(parameter=np.full(100, 7.0), outputs=outputs)
    assert found.expected == pytest.approx(np.tile(outputs.mean(axis=1)[:, None], 100))
    assert found.unseen is found.expected


def test_a_few_equal_draws_stand_side_by_side(rng):
    parameter = np.clip(rng.normal(size=3000), -2.8, 2.8)
    assert not blocks_of(parameter=parameter).has_heavy_ties
    assert blocks_of(parameter=np.clip(parameter, -1, 1)).has_heavy_ties
    outputs = (2 * parameter + rng.normal(size=3000))[np.newaxis]
    found = conditional_means(parameter=parameter, outputs=outputs).expected[0]
    assert np.abs(found - 2 * parameter).mean() < 0.1


def test_members_of_a_group_may_act_together(rng):
    parameters = rng.normal(size=(3, 4000))
    truth = parameters[0] * parameters[1]
    outputs = (truth + 0.5 * rng.normal(size=4000))[np.newaxis]
    found = conditional_means_of_group(parameters=parameters, outputs=outputs, rng=rng)
    assert np.corrcoef(found.expected[0], truth)[0, 1] > 0.95
    assert np.corrcoef(found.unseen[0], truth)[0, 1] > 0.95
    # The sum of curves alone cannot see a product.
    alone = conditional_means(parameter=parameters[0], outputs=outputs).expected[0]
    assert alone.std() < 0.2


def test_a_group_of_one_that_varies_is_that_parameter(rng):
    parameter, noise = rng.normal(size=(2, 500))
    outputs = (parameter + noise)[np.newaxis]
    alone = conditional_means(parameter=parameter, outputs=outputs)
    group = np.array([np.full(500, 3.0), parameter])
    found = conditional_means_of_group(parameters=group, outputs=outputs, rng=rng)
    assert found.expected == pytest.approx(alone.expected)
    still = conditional_means_of_group(parameters=group[:1], outputs=outputs, rng=rng)
    assert np.ptp(still.expected) == 0


def test_ten_members_share_the_basis(rng):
    parameters = rng.normal(size=(10, 2000))
    outputs = (parameters.sum(axis=0) + rng.normal(size=2000))[np.newaxis]
    found = conditional_means_of_group(parameters=parameters, outputs=outputs, rng=rng)
    assert np.corrcoef(found.expected[0], parameters.sum(axis=0))[0, 1] > 0.98


@pytest.mark.parametrize("n_draws", [30, 31])
def test_halves_are_every_second_draw(n_draws):
    order = halved(n_draws=n_draws)
    assert sorted(order) == list(range(n_draws))
    assert (np.diff(order) == 2).sum() == n_draws - 2


def test_an_odd_number_of_draws_will_do(rng):
    parameter, noise = rng.normal(size=(2, 201))
    found = conditional_means(parameter=parameter, outputs=(parameter + noise)[np.newaxis])
    assert np.isfinite(found.unseen).all()


@pytest.mark.parametrize(
    ("parameter", "outputs", "words"),
    [
        (np.zeros(3), np.zeros((1, 4)), "as many draws"),
        (np.zeros(0), np.zeros((1, 0)), "at least one"),
        (np.array([0.0, np.nan]), np.zeros((1, 2)), "finite"),
        (np.zeros(2), np.array([[0.0, np.inf]]), "finite"),
    ],
)
def test_draws_that_do_not_fit_are_refused(parameter, outputs, words):
    with pytest.raises(ValueError, match=words):
        conditional_means(parameter=parameter, outputs=outputs)
