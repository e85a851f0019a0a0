"""Every form of stating weights reaches the sampler; contradictions name the fewest to relax."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from steelyard.decision.criteria import load_criteria
from steelyard.decision.preferences import (
    DIMENSIONS,
    preferences_at,
    preferences_of,
    statement_problems,
)
from steelyard.errors import DossierError

SAFETY, COST = DIMENSIONS.index("safety"), DIMENSIONS.index("cost")


def voice(weights, **more):
    return {"id": "a", "name": {"en": "a"}, "weights": weights, **more}


@pytest.fixture
def drawn(synthetic):
    def build(weights, n=4000):
        study = synthetic.study(n=n, stakeholders=[voice(weights)])
        return preferences_of(study.dossier, load_criteria(), study.sample)

    return build


@pytest.mark.parametrize("ratio", [1.0, 2.0, 4.0])
def test_a_ratio_holds_with_its_probability_on_the_whole_set(drawn, ratio):
    free = drawn(None).voices[0].weights
    share = (free[SAFETY] >= ratio * free[COST]).mean()
    assert share == pytest.approx(1 / (1 + ratio), abs=0.03)


def test_a_stated_ratio_is_kept_exactly_by_a_simplex(drawn):
    found = drawn({"ratios": [{"of": "safety", "to": "cost", "least": 2, "greatest": 3}]})
    (one,) = found.voices
    assert one.form == "ratios"
    assert one.sampler == "simplex"
    assert one.effective_size == one.weights.shape[1]
    ratio = one.weights[SAFETY] / one.weights[COST]
    assert ratio.min() >= 2 - 1e-9
    assert ratio.max() <= 3 + 1e-9


def test_places_shared_in_a_ranking_are_tied(drawn):
    (one,) = drawn({"ranking": ["safety", ["cost", "sovereignty"]]}).voices
    assert one.sampler == "sorted_dirichlet"
    weights = one.weights
    sovereignty = DIMENSIONS.index("sovereignty")
    assert (weights[SAFETY] >= weights[[COST, sovereignty]].max(axis=0)).all()
    assert (weights[COST] > weights[sovereignty]).mean() == pytest.approx(0.5, abs=0.03)


def test_several_statements_hold_together(drawn):
    (one,) = drawn({
        "ranking": ["safety"],
        "intervals": {"cost": [0.1, 0.2]},
        "ratios": [{"of": "safety", "to": "cost", "least": 2}],
    }).voices
    assert one.form == "several"
    assert one.summary().sampler in {"rejection", "hit_and_run"}
    assert one.weights[SAFETY].min() >= 0.2 - 1e-9
    assert one.weights[COST].max() <= 0.2 + 1e-9
    assert one.effective_size > 100


def test_pairs_give_one_set_of_weights_and_their_consistency(drawn):
    pairs = [{"of": one, "over": other, "times": 1} for one, other in combinations(DIMENSIONS, 2)]
    pairs[1]["times"] = 9.0
    (one,) = drawn({"pairwise": pairs}, n=50).voices
    told = one.summary().as_json()
    assert told["form"] == "pairwise"
    assert told["sampler"] == "fixed"
    assert told["consistency"]["ratio"] > 0
    assert len(told["consistency"]["worst"]) == 3
    assert np.ptp(one.weights, axis=1) == pytest.approx(np.zeros(6))


def test_trade_offs_wait_for_the_money_at_stake(synthetic):
    weights = {"trade_offs": [{"criterion": "assurance", "money_per_year": [1e6, 3e6]}]}
    study = synthetic.study(n=50, stakeholders=[voice(weights), {**voice(None), "id": "b"}])
    before = preferences_of(study.dossier, load_criteria(), study.sample)
    assert before.voices[0].summary().by_use_case
    assert before.voices[0].mean == pytest.approx(np.full(6, 1 / 6))
    after = preferences_at(before, study.sample, money_range=1e8, use_case="u")
    ratio = after.voices[0].weights[SAFETY] / after.voices[0].weights[COST]
    assert ratio.max() / ratio.min() <= 3 + 1e-9
    assert after.voices[1] is before.voices[1]
    assert after.decided[COST] > before.decided[COST]
    same = preferences_of(synthetic.study(n=50).dossier, load_criteria(), study.sample)
    assert preferences_at(same, study.sample, money_range=1e8, use_case="u") is same


def test_a_trade_off_that_the_money_at_stake_forbids_names_the_use_case(synthetic):
    weights = {
        "trade_offs": [{"criterion": "assurance", "money_per_year": 1e6}],
        "intervals": {"safety": [0.5, 1.0]},
    }
    study = synthetic.study(n=50, stakeholders=[voice(weights)])
    known = preferences_of(study.dossier, load_criteria(), study.sample)
    with pytest.raises(DossierError) as error:
        preferences_at(known, study.sample, money_range=1e12, use_case="large")
    assert "those of 'a' at the money of use case 'large'" in str(error.value)
    assert "1,000,000 CUR a year for 1 level of assurance, that is safety" in str(error.value)


def test_trade_offs_about_nothing_stop_the_study(synthetic):
    weights = {"trade_offs": [{"criterion": "beauty", "money_per_year": 1e6}]}
    study = synthetic.study(n=50, stakeholders=[voice(weights)])
    with pytest.raises(DossierError, match=r"trade_offs\[0\]\.criterion"):
        preferences_of(study.dossier, load_criteria(), study.sample)
    (problem,) = statement_problems(study.dossier, load_criteria())
    assert problem.path.endswith("trade_offs[0].criterion")


def test_statements_are_checked_without_a_draw(synthetic):
    weights = {"intervals": {"cost": [0.7, 0.9], "safety": [0.6, 0.9]}}
    (problem,) = statement_problems(
        synthetic.dossier(stakeholders=[voice(weights)]), load_criteria()
    )
    assert "relax one statement: statement 1 (the others leave cost between 0 and 0.4)" in str(
        problem
    )
    assert statement_problems(synthetic.dossier(), load_criteria()) == ()
