"""From statements to weight sets."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.criteria import load_criteria
from steelyard.decision.preferences import (
    ANYONE,
    COST,
    DIMENSIONS,
    by_dimension,
    preferences_of,
    without_cost,
)
from steelyard.errors import DossierError

SIGNED = {"signed_by": "A. Minister", "signed_on": "2025-11-01"}


def voice(name, weights=None, **more):
    return {"id": name, "name": {"en": name}, "weights": weights, **more}


@pytest.fixture
def preferences(synthetic):
    def build(*stakeholders):
        study = synthetic.study(stakeholders=list(stakeholders))
        return preferences_of(study.dossier, load_criteria(), study.sample)

    return build


def test_without_stakeholders_every_weight_is_possible(preferences):
    found = preferences()
    assert [entry.stakeholder for entry in found.voices] == [ANYONE]
    assert found.decided == pytest.approx(np.full(6, 1 / 6))
    assert found.is_illustration
    assert found.voices[0].weights.sum(axis=0) == pytest.approx(1)


def test_weights_within_a_dimension_sum_to_one_and_are_equal_on_average(preferences):
    found = preferences()
    for dimension in range(6):
        members = found.dimension_of == dimension
        assert found.within[members].sum(axis=0) == pytest.approx(1)
        assert found.within_mean[members] == pytest.approx(1 / members.sum())


def test_points_are_exact_and_what_is_left_out_has_none(preferences):
    found = preferences(voice("a", {"points": {"cost": 100, "safety": 50}}, **SIGNED))
    weights = by_dimension(found.decided)
    assert weights["cost"] == pytest.approx(2 / 3)
    assert weights["sustainability"] == 0
    assert not found.is_illustration
    assert found.voices[0].summary().low["cost"] == pytest.approx(2 / 3)


def test_a_ranking_puts_what_is_left_out_last(preferences):
    found = preferences(voice("a", {"ranking": ["safety", "sovereignty"]}))
    weights = found.voices[0].weights
    safety, sovereignty = DIMENSIONS.index("safety"), DIMENSIONS.index("sovereignty")
    assert (weights[safety] >= weights[sovereignty]).all()
    assert (np.delete(weights, [safety, sovereignty], axis=0) <= weights[sovereignty]).all()
    complete = preferences(voice("a", {"ranking": [name.value for name in DIMENSIONS]}))
    assert (np.diff(complete.voices[0].weights, axis=0) <= 0).all()


def test_intervals_hold_and_their_mean_comes_from_the_sample(preferences):
    found = preferences(voice("a", {"intervals": {"cost": [0.3, 0.5]}}))
    cost = found.voices[0].weights[COST]
    assert cost.min() >= 0.3
    assert cost.max() <= 0.5
    assert found.decided[COST] == pytest.approx(cost.mean())


def test_an_empty_statement_says_nothing(preferences):
    assert preferences(voice("a", {})).voices[0].form == "none"


def test_only_marked_stakeholders_decide(preferences):
    first = voice("a", {"points": {"cost": 1}}, **SIGNED)
    second = voice("b", {"points": {"safety": 1}})
    assert by_dimension(preferences(first, second).decided)["cost"] == pytest.approx(0.5)
    marked = preferences({**first, "decides": True}, second)
    assert by_dimension(marked.decided)["cost"] == 1
    assert not marked.is_illustration
    assert len(marked.deciding) == 1


def test_weights_do_not_depend_on_other_stakeholders(preferences):
    alone = preferences(voice("a")).voices[0].weights
    beside = preferences(voice("b"), voice("a")).voices[1].weights
    assert (alone == beside).all()


@pytest.mark.parametrize(
    "weights",
    [{"intervals": {"cost": [0.7, 0.9], "safety": [0.6, 0.9]}}, {"points": {"cost": 0}}],
)
def test_impossible_statements_name_the_stakeholder(preferences, weights):
    with pytest.raises(DossierError, match=r"stakeholders\[1\].weights.*'b'"):
        preferences(voice("a"), voice("b", weights))


def test_value_without_cost_keeps_proportions():
    weights = np.array([0.4, 0.1, 0.5, 0.0, 0.0, 0.0])
    assert without_cost(weights) == pytest.approx([0.8, 0.2, 0, 0, 0, 0])
    only_cost = np.eye(6)[COST]
    assert without_cost(only_cost)[[0, COST]] == pytest.approx([0.2, 0.0])
    drawn = np.column_stack([weights, only_cost])
    assert without_cost(drawn).sum(axis=0) == pytest.approx(1)
