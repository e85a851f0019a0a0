from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.additive import additive_value, hierarchical_weights

DIMENSION_OF = np.array([0, 1, 1])


def test_a_criterion_weighs_its_dimension_times_its_part():
    weights = hierarchical_weights(
        dimension_weights=np.array([0.6, 0.4]),
        within_weights=np.array([1.0, 0.25, 0.75]),
        dimension_of=DIMENSION_OF,
    )
    assert weights == pytest.approx([0.6, 0.1, 0.3])


@pytest.mark.parametrize(("outer", "inner"), [(True, True), (True, False), (False, True)])
def test_either_level_may_be_drawn(outer, inner, rng):
    dimension = rng.dirichlet([1, 1], size=5).T if outer else np.array([0.6, 0.4])
    part = rng.random(5) if inner else np.array(0.25)
    within = np.array([np.ones_like(part), part, 1 - part])
    weights = hierarchical_weights(
        dimension_weights=dimension, within_weights=within, dimension_of=DIMENSION_OF
    )
    assert weights.shape == (3, 5)
    assert weights.sum(axis=0) == pytest.approx(np.ones(5))
    assert weights[1] == pytest.approx(dimension[1] * part)


@pytest.mark.parametrize("within", [[1.0, 0.5, 0.6], [0.9, 0.5, 0.5]])
def test_weights_within_a_dimension_sum_to_one(within):
    with pytest.raises(ValueError, match="sum to 1"):
        hierarchical_weights(
            dimension_weights=np.array([0.6, 0.4]),
            within_weights=np.array(within),
            dimension_of=DIMENSION_OF,
        )


def test_a_dimension_without_criteria_is_refused():
    with pytest.raises(ValueError, match="dimension 2"):
        hierarchical_weights(
            dimension_weights=np.array([0.5, 0.3, 0.2]),
            within_weights=np.array([1.0, 0.5, 0.5]),
            dimension_of=DIMENSION_OF,
        )


def test_fixed_and_drawn_forms_agree(rng):
    values = rng.random((4, 3, 1500))
    weights = rng.dirichlet([1, 1, 1], size=1500).T
    both = additive_value(values=values, weights=weights)
    assert both == pytest.approx(np.einsum("ocd,cd->od", values, weights))
    one_weight = additive_value(values=values, weights=weights[:, 7])
    assert one_weight[:, 7] == pytest.approx(both[:, 7])
    one_table = additive_value(values=values[:, :, 7], weights=weights)
    assert one_table[:, 7] == pytest.approx(both[:, 7])
    single = additive_value(values=values[:, :, 7], weights=weights[:, 7])
    assert single == pytest.approx(both[:, 7])
