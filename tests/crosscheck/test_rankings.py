"""Our rankings agree with two independent libraries on random tables."""

from __future__ import annotations

import numpy as np
import pytest
from pymcdm.methods import PROMETHEE_II, TOPSIS
from pymcdm.normalizations import vector_normalization
from skcriteria import mkdm
from skcriteria.agg import topsis
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.invert_objectives import NegateMinimize
from skcriteria.preprocessing.scalers import VectorScaler

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.promethee import promethee2_net_flows
from steelyard.decision.mcda.topsis import topsis_closeness

SIZES = [(2, 1), (3, 4), (12, 20), (60, 7)]


@pytest.fixture(params=SIZES, ids=str)
def table(request):
    """Return performance, weights and directions of a random table, and its size for thresholds."""
    n_options, n_criteria = request.param
    rng = np.random.default_rng(n_options)
    performance = rng.lognormal(size=(n_options, n_criteria))
    is_benefit = rng.random(n_criteria) < 0.6
    return performance, rng.dirichlet(np.ones(n_criteria)), is_benefit


def test_topsis_agrees_with_pymcdm_and_scikit_criteria(table):
    performance, weights, is_benefit = table
    ours = topsis_closeness(performance=performance, weights=weights, is_benefit=is_benefit)
    types, peer = np.where(is_benefit, 1, -1), TOPSIS(vector_normalization)
    assert ours == pytest.approx(peer(performance, weights, types, validation=False))
    pipeline = mkpipe(NegateMinimize(), VectorScaler("matrix"), topsis.TOPSIS())
    theirs = pipeline.evaluate(mkdm(performance, list(types), weights=weights))
    assert ours == pytest.approx(theirs.e_.similarity)
    assert list(np.argsort(-ours, kind="stable")) == list(np.argsort(theirs.rank_, kind="stable"))


def test_promethee_agrees_with_pymcdm(table):
    performance, weights, is_benefit = table
    n_criteria = len(weights)
    types = np.where(is_benefit, 1, -1)
    q, p = np.full(n_criteria, 0.2), np.full(n_criteria, 1.1)
    for preference, peer in (
        ("usual", PROMETHEE_II("usual")),
        ("linear", PROMETHEE_II("vshape_2", p=p, q=q)),
    ):
        ours = promethee2_net_flows(
            performance=performance,
            weights=weights,
            is_benefit=is_benefit,
            preferences=[preference] * n_criteria,
            indifference=q,
            strict_preference=p,
        )
        assert ours == pytest.approx(peer(performance, weights, types, validation=False), abs=1e-12)


def test_the_weighted_sum_agrees_with_scikit_criteria(table):
    performance, weights, _ = table
    values = performance / performance.max(axis=0)
    theirs = WeightedSumModel().evaluate(mkdm(values, [1] * len(weights), weights=weights))
    assert additive_value(values=values, weights=weights) == pytest.approx(theirs.e_.score)
