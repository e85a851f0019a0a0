from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.weight_sampling import (
    Method,
    allowed_weights,
    rank_order_centroid,
    sample_criterion_weights,
    sample_weights,
)
from steelyard.decision.mcda.weight_statements import Interval, Points, Ranking, Ratio, Vertices
from steelyard.errors import SolverError

N_DRAWS = 20_000


def _allowed(n_items, *statements):
    names = [f"item {item}" for item in range(n_items)]
    return allowed_weights(n_items=n_items, statements=statements, names=names)


def _draw(rng, n_items, *statements, n_draws=N_DRAWS):
    return sample_weights(weight_set=_allowed(n_items, *statements), n_draws=n_draws, rng=rng)


STATEMENTS = [
    ((), Method.DIRICHLET, [1 / 4, 1 / 4, 1 / 4, 1 / 4]),
    ((Points((4, 3, 2, 1)),), Method.FIXED, [0.4, 0.3, 0.2, 0.1]),
    ((Points((4, 3, 2, 1)), Interval(0, 0.3, 0.5)), Method.FIXED, [0.4, 0.3, 0.2, 0.1]),
    (
        (Ranking(((2,), (0,), (1,), (3,))),),
        Method.SORTED_DIRICHLET,
        [13 / 48, 7 / 48, 25 / 48, 3 / 48],
    ),
    (
        (Ranking(((2,), (0, 1), (3,))),),
        Method.SORTED_DIRICHLET,
        [10 / 48, 10 / 48, 25 / 48, 3 / 48],
    ),
    ((Ranking(((2,), (0,))),), Method.SIMPLEX, [0.125, 0.25, 0.375, 0.25]),
    ((Interval(0, 0.1, 1), Interval(1, 0.2, 1)), Method.SIMPLEX, [0.275, 0.375, 0.175, 0.175]),
    ((Ratio(0, 1, 2, 2),), Method.SIMPLEX, [2 / 9, 1 / 9, 1 / 3, 1 / 3]),
    (
        (Vertices(((1, 0, 0, 0), (0.5, 0.5, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))),),
        Method.SIMPLEX,
        [0.375, 0.125, 0.25, 0.25],
    ),
]


@pytest.mark.parametrize(("statements", "method", "mean"), STATEMENTS)
def test_exact_samplers_have_the_exact_mean(statements, method, mean, rng):
    allowed = _allowed(4, *statements)
    sample = sample_weights(weight_set=allowed, n_draws=N_DRAWS, rng=rng)
    assert (sample.method, sample.acceptance, sample.effective_size) == (method, 1.0, N_DRAWS)
    assert allowed.centroid() == pytest.approx(mean)
    assert sample.weights.mean(axis=1) == pytest.approx(mean, abs=0.006)
    assert sample.weights.sum(axis=0) == pytest.approx(np.ones(N_DRAWS))
    assert sample.weights.min() >= 0
    for matrix, bounds in (statement.conditions(4) for statement in statements):
        assert np.all(matrix @ sample.weights <= bounds[:, np.newaxis] + 1e-9)


def test_ratios_have_the_probability_that_theory_gives(rng):
    weights = _draw(rng, 12, n_draws=100_000).weights
    for ratio in (1, 1.5, 2, 3, 9):
        share = np.mean(weights[0] >= ratio * weights[1])
        assert share == pytest.approx(1 / (1 + ratio), abs=0.006)


def test_statements_that_leave_many_corners_are_met_by_rejection(rng):
    allowed = _allowed(4, Ratio(0, 1, 1, 2), Interval(2, 0.1, 0.4))
    sample = sample_weights(weight_set=allowed, n_draws=N_DRAWS, rng=rng)
    assert sample.method is Method.REJECTION
    assert 0.01 < sample.acceptance < 1
    assert sample.effective_size == N_DRAWS
    assert allowed.centroid() is None
    ratio = sample.weights[0] / sample.weights[1]
    assert ratio.min() >= 1
    assert ratio.max() <= 2


def test_a_ranking_with_a_ratio_is_proposed_from_the_ranking(rng):
    statements = (Ranking(((0,), (1,), (2,), (3,))), Ratio(0, 1, 1, 2))
    sample = _draw(rng, 4, *statements)
    assert sample.method is Method.REJECTION
    assert sample.acceptance > 0.5


def test_narrow_statements_are_met_by_chains(rng):
    narrow = (Ratio(0, 1, 1.5, 1.6), Ratio(2, 1, 1.5, 1.6), Ratio(3, 1, 2.5, 2.6))
    sample = _draw(rng, 6, *narrow, n_draws=1500)
    assert sample.method is Method.HIT_AND_RUN
    assert sample.acceptance < 0.01
    assert sample.effective_size <= 1500


def test_an_equality_with_bounds_is_met_by_chains_in_its_plane(rng):
    sample = _draw(rng, 4, Ratio(0, 1, 2, 2), Interval(2, 0.1, 0.4), n_draws=1500)
    assert sample.method is Method.HIT_AND_RUN
    assert sample.weights[0] == pytest.approx(2 * sample.weights[1])


def test_one_item_has_all_the_weight(rng):
    assert _draw(rng, 1, n_draws=3).weights == pytest.approx(np.ones((1, 3)))


def test_same_seed_same_bytes():
    statements = (Ratio(0, 1, 1, 2), Interval(2, 0.1, 0.4))
    first, second = (_draw(np.random.default_rng(5), 4, *statements) for _ in range(2))
    assert first.weights.tobytes() == second.weights.tobytes()


def test_a_contradiction_names_the_statements_that_make_it():
    with pytest.raises(SolverError) as caught:
        _allowed(
            3,
            Interval(2, 0, 0.9),
            Ratio(0, 1, 2, 3),
            Ranking(((1,), (0,))),
            Interval(1, 0.1, 1),
        )
    assert "statement 2: item 0 2 to 3 times item 1" in str(caught.value)
    assert "statement 3: item 1 ≥ item 0" in str(caught.value)
    assert "statement 4" not in str(caught.value)
    assert "statement 1" not in str(caught.value)
    assert "relax one statement: statement 2 (the others leave item 0 0 to 1 times" in str(
        caught.value
    )


@pytest.mark.parametrize(("n_items", "names"), [(2, ["a"]), (0, [])])
def test_every_item_has_a_name(n_items, names):
    with pytest.raises(ValueError, match="name for each"):
        allowed_weights(n_items=n_items, statements=[], names=names)


def test_criterion_weights_come_from_both_levels():
    generators = [np.random.default_rng(seed) for seed in (1, 2, 3)]
    sample = sample_criterion_weights(
        dimension_set=_allowed(2, Points((3, 1))),
        within_sets=[_allowed(1), _allowed(2)],
        dimension_of=np.array([1, 0, 1]),
        n_draws=1000,
        generators=generators,
    )
    assert sample.weights[1] == pytest.approx(np.full(1000, 0.75))
    assert sample.weights[[0, 2]].sum(axis=0) == pytest.approx(np.full(1000, 0.25))
    assert sample.weights[0].mean() == pytest.approx(0.125, abs=0.01)
    assert (sample.method, sample.acceptance, sample.effective_size) == ("fixed", 1.0, 1000)


def test_tied_items_share_the_centroid_of_their_places():
    assert rank_order_centroid(tiers=((1,), (0, 2))) == pytest.approx([7 / 36, 11 / 18, 7 / 36])
