"""What must hold of every sensitivity, every box and every bent scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.promethee import promethee2_net_flows
from steelyard.decision.robustness.given_data import explained_shares
from steelyard.decision.robustness.prim import discover_box, inside_box
from steelyard.decision.robustness.sobol import sobol_indices
from steelyard.decision.robustness.stability import bent_values
from steelyard.decision.robustness.switching_map import grid_winners

SEEDS = st.integers(0, 2**32 - 1)
MIDDLES = st.floats(0.05, 0.95)


@given(SEEDS, st.integers(2, 6), st.integers(1, 5), MIDDLES)
def test_bending_every_scale_keeps_a_dominator_above(seed, n_options, n_criteria, middle):
    rng = np.random.default_rng(seed)
    values = rng.random((n_options, n_criteria))
    values[0] = np.maximum(values[0], values[1])
    weights = rng.dirichlet(np.ones(n_criteria))
    scores = additive_value(values=bent_values(values=values, middle=middle), weights=weights)
    assert scores[0] >= scores[1] - 1e-12


@given(SEEDS, st.floats(-1e3, 1e3), st.integers(0, 3))
def test_a_constant_added_to_a_criterion_moves_no_net_flow(seed, constant, column):
    rng = np.random.default_rng(seed)
    performance = rng.integers(0, 10, size=(5, 4)).astype(float)
    moved = performance.copy()
    moved[:, column] += np.round(constant)
    flows = [
        promethee2_net_flows(
            performance=table,
            weights=np.full(4, 0.25),
            is_benefit=np.ones(4, dtype=bool),
            preferences=["linear"] * 4,
            indifference=np.full(4, 0.5),
            strict_preference=np.full(4, 3.0),
        )
        for table in (performance, moved)
    ]
    assert flows[0] == pytest.approx(flows[1], abs=1e-9)


@settings(max_examples=25)
@given(SEEDS, st.permutations(range(4)))
def test_the_order_of_inputs_changes_no_share(seed, order):
    order = np.array(order)
    rng = np.random.default_rng(seed)
    draws = rng.normal(size=(4, 200))
    output = (draws[0] + draws[1] * draws[2])[np.newaxis]
    plain = explained_shares(parameters=draws, outputs=output)
    turned = explained_shares(parameters=draws[order], outputs=output)
    assert turned.shares == pytest.approx(plain.shares[order], abs=1e-12)
    assert ((plain.shares >= 0) & (plain.shares <= 1)).all()
    mixed = rng.normal(size=(4, 1, 200))
    both = [
        sobol_indices(base=output, resampled=draws[3:], mixed=part, n_bootstrap=0, rng=rng)
        for part in (mixed, mixed[order])
    ]
    assert both[1].total == pytest.approx(both[0].total[order])
    assert (both[0].total >= 0).all()


@settings(max_examples=25)
@given(SEEDS, st.integers(1, 3), st.floats(0.05, 0.6))
def test_a_box_tells_no_less_than_none_and_is_what_it_says(seed, most, share):
    rng = np.random.default_rng(seed)
    draws = np.round(rng.random((5, 300)), 2)
    wanted = (draws[0] + 0.5 * draws[1] + 0.2 * rng.random(300)) < np.quantile(
        draws[0] + 0.5 * draws[1], share
    )
    assume(0 < wanted.sum() < 300)
    found = discover_box(parameters=draws, is_wanted=wanted, most_ranges=most)
    inside = inside_box(parameters=draws, lower=found.lower, upper=found.upper)
    assert len(found.restricted) <= most
    assert found.density >= wanted.mean() - 1e-12
    assert found.mass == pytest.approx(inside.mean())
    assert found.coverage * wanted.sum() == pytest.approx((inside & wanted).sum())
    assert (found.weakening >= -1e-12).all() or found.mass < 1


@given(SEEDS)
def test_relabelling_options_relabels_the_map(seed):
    rng = np.random.default_rng(seed)
    utilities = rng.random((4, 3, 5))
    weights = rng.dirichlet(np.ones(15)).reshape(3, 5)
    order = rng.permutation(4)
    plain = grid_winners(utilities=utilities, weights=weights)
    turned = grid_winners(utilities=utilities[order], weights=weights)
    np.testing.assert_array_equal(order[turned.best], plain.best)
    assert turned.shares == pytest.approx(plain.shares[order])
    assert plain.shares.sum() == pytest.approx(1.0)
