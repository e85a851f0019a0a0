from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.hit_and_run import hit_and_run
from steelyard.decision.mcda.weight_polytope import polytope
from steelyard.decision.mcda.weight_sampling import allowed_weights, sample_weights
from steelyard.decision.mcda.weight_statements import Interval, Ratio

BOX = (Interval(0, 0.1, 0.3), Interval(1, 0.2, 0.5))


def _shape(statements, n_items):
    names = [str(item) for item in range(n_items)]
    return allowed_weights(n_items=n_items, statements=statements, names=names).shape


def test_chains_agree_with_rejection(rng):
    names = list("abcd")
    allowed = allowed_weights(n_items=4, statements=BOX, names=names)
    exact = sample_weights(weight_set=allowed, n_draws=20_000, rng=rng)
    chains = hit_and_run(shape=allowed.shape, n_draws=20_000, rng=rng)
    assert exact.method == "rejection"
    assert chains.weights.mean(axis=1) == pytest.approx(exact.weights.mean(axis=1), abs=0.004)
    assert chains.weights.std(axis=1) == pytest.approx(exact.weights.std(axis=1), abs=0.004)
    assert 5_000 < chains.effective_size <= 20_000


def test_every_draw_meets_the_conditions(rng):
    statements = (Ratio(0, 1, 1.5, 3), Ratio(2, 1, 1.5, 1.6), Ratio(3, 1, 2.5, 2.6))
    shape = _shape(statements, 6)
    weights = hit_and_run(shape=shape, n_draws=1500, rng=rng).weights
    assert weights.shape == (6, 1500)
    assert weights.sum(axis=0) == pytest.approx(np.ones(1500))
    for matrix, bounds in (statement.conditions(6) for statement in statements):
        assert np.all(matrix @ weights <= bounds[:, np.newaxis] + 1e-9)


def test_few_draws_are_as_many_independent_chains(rng):
    chains = hit_and_run(shape=_shape(BOX, 4), n_draws=50, rng=rng)
    assert chains.effective_size == 50


def test_a_line_is_sampled_evenly(rng):
    shape = polytope(matrix=np.array([[1.0, 0.0]]), bounds=np.array([0.5]))
    weights = hit_and_run(shape=shape, n_draws=4000, rng=rng).weights
    assert weights[0].mean() == pytest.approx(0.25, abs=0.01)
    assert weights[0].max() <= 0.5
