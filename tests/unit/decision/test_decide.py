"""The stage as a whole: the same bytes, neutral, and one answer for each class of dossier."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.decide import decide
from steelyard.decision.effort import WORK, Effort

VALUE = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def text(decision):
    return json.dumps(decision.as_json(), allow_nan=False)


@pytest.mark.parametrize("rules", [None, VALUE, {**VALUE, "money_per_value_point": 5000}])
def test_the_same_seed_gives_the_same_bytes(decided, rules):
    changes = {} if rules is None else {"rules": rules}
    assert text(decided(**changes)) == text(decided(**changes))


def test_another_seed_gives_other_draws_but_the_same_advice(decided):
    first, second = decided(n=4000, seed=1), decided(n=4000, seed=2)
    assert text(first) != text(second)
    for one, other in zip(first.use_cases, second.use_cases, strict=True):
        assert one.recommended == other.recommended
        assert one.confidence == pytest.approx(other.confidence, abs=0.05)


def test_a_thorough_look_gives_the_same_verdicts_and_the_same_bytes(synthetic, monkeypatch):
    small = replace(WORK[Effort.THOROUGH], n_base=16, n_bootstrap=5, n_halves=2, steps=(9, 5))
    monkeypatch.setitem(WORK, Effort.THOROUGH, small)
    study = synthetic.study(n=400)

    def decided_at(effort):
        return decide(study.needs, study.appraisal, study.sample, study.dossier, effort=effort)

    quick, thorough = (decided_at(effort) for effort in Effort)
    assert text(decided_at(Effort.THOROUGH)) == text(thorough)
    for one, other in zip(quick.use_cases, thorough.use_cases, strict=True):
        assert (one.recommended, one.confidence) == (other.recommended, other.confidence)
        assert one.readings == other.readings
        assert not one.sensitivity.groups
        assert other.sensitivity.groups
        assert other.sensitivity.singles


def test_labels_decide_nothing(decided, synthetic, monkeypatch):
    """With attributes held fixed, other names for pathways and models change no figure."""
    plain = decided()
    renamed = {"api:a": "api:q", "open:d": "open:r"}
    plan = [(renamed.get(name, name), *rest) for name, *rest in synthetic.PLAN]
    monkeypatch.setattr(synthetic, "PLAN", tuple(plan))
    other = decided()
    for one, two in zip(plain.use_cases, other.use_cases, strict=True):
        assert renamed.get(one.recommended, one.recommended) == two.recommended
        assert one.confidence == two.confidence


@pytest.mark.parametrize(
    ("volume", "twist", "answer"),
    [
        (1e4, {"benefit": 2.0}, "api:a"),
        (1e4, {"benefit": 0.0}, "do_minimum"),
        (1e6, {"excluded": ("own:e", "edge:f", "api:a", "api:b")}, "open:d"),
        (1e8, {}, "open:d"),
    ],
)
def test_extreme_dossiers_force_each_class(decided, synthetic, volume, twist, answer):
    twist = synthetic.Twist(**{"excluded": ("own:e", "edge:f"), **twist})
    found = decided(use_cases=[synthetic.use_case("u", volume)], twist=twist)
    assert found.of("u").recommended == answer


def test_unsigned_weights_are_an_illustration(decided):
    assert decided().is_illustration
    signed = {
        "id": "a", "name": {"en": "a"}, "weights": {"points": {"cost": 1}},
        "signed_by": "A", "signed_on": "2025-01-01",
    }  # fmt: skip
    assert not decided(stakeholders=[signed]).is_illustration


def test_both_readings_are_always_there(decided):
    for use_case in decided().use_cases:
        assert set(use_case.readings) == {"six_dimensions", "value_and_cost"}


def test_pedigrees_of_facts_count(synthetic):
    study = synthetic.study()
    pedigrees = {"api.price": "expert-judgement", "machine.price": "expert-judgement"}
    plain = decide(study.needs, study.appraisal, study.sample, study.dossier)
    study = synthetic.study()
    other = decide(study.needs, study.appraisal, study.sample, study.dossier, pedigrees=pedigrees)
    assert other.assumed_share >= plain.assumed_share
    assert 0 < plain.assumed_share <= 1


def test_the_price_is_reported(decided):
    assert decided().money_per_value_point is None
    assert decided(rules={**VALUE, "money_per_value_point": 10}).money_per_value_point.p50 == 10


def test_shares_are_shares(decided):
    for use_case in decided().use_cases:
        shares = np.array(list(use_case.pathway_acceptability.values()))
        assert shares.sum() == pytest.approx(1)
        for row in use_case.options:
            for ranking in row.rankings.values():
                assert sum(ranking.rank_acceptability) == pytest.approx(
                    1.0 if ranking.rank_acceptability else 0.0
                )


@pytest.mark.parametrize("reading", ["six_dimensions", "value_and_cost"])
@pytest.mark.parametrize("rule", ["borda", "kemeny"])
def test_the_stated_rule_decides_and_the_mean_weights_are_told_beside_it(
    decided, parted, reading, rule
):
    found = decided(**parted(reading, rule))
    assert found.as_json()["aggregation"] == rule
    large = found.of("large")
    assert (large.decided_by, large.leading, large.best_by_mean) == (rule, "api:a", "open:d")
    # Every part of the answer speaks of the same leading option.
    own = large.readings[reading]
    assert own.best == large.group.best == large.stability.leading == large.sensitivity.leading
    assert own.best == "api:a"
    assert large.tied[0] == large.group.chosen.tied_first[0] == "api:a"
    assert large.stability.shapes["linear"] == large.stability.methods["additive"] == "api:a"
    assert large.best_by_cost_basis["shared"] == "api:a"
    assert {entry.leading for entry in found.stress if entry.use_case == "large"} == {"api:a"}
    assert all(flip.becomes != "api:a" for flip in large.flips)
    assert large.confidence == own.pathway_acceptability["api"]
    row = large.option("api:a").rankings[reading]
    assert row.rank_acceptability == (large.confidence,)
    assert sum(own.pathway_acceptability.values()) == pytest.approx(1)
    # What mean weights would say, and that worth is told of their choice.
    note = large.notes[-1]
    assert note.key == f"verdict.note.{rule}_differs"
    assert note.values == {"option": "api:a", "other": "open:d"}
    assert large.worth_knowing.leading == "open:d"
    assert large.worth_knowing.note.key == "worth_knowing.by_mean"
    plain = found.as_json()["use_cases"][1]
    assert plain["decided_by"] == rule
    assert plain["best_by_mean_of_weights"] == "open:d"
    small = found.of("small")
    assert small.notes[-1].key == f"verdict.note.{rule}"
    assert small.worth_knowing.note is None


@pytest.mark.parametrize("rule", ["borda", "kemeny"])
def test_two_of_three_carry_the_day_against_the_mean_of_weights(decided, parted, rule):
    by_mean = decided(**parted("six_dimensions", "mean_of_weights")).of("large")
    by_order = decided(**parted("six_dimensions", rule)).of("large")
    assert (by_mean.recommended, by_order.recommended) == ("open:d", "api:a")
    assert by_mean.decided_by == "mean_of_weights"
    assert by_mean.best_by_mean == by_mean.leading
    assert not any(rule in note.key for note in by_mean.notes)
    assert by_order.confidence > 0.7


def test_orders_give_no_answer_where_value_has_no_price(decided, parted):
    changes = parted("value_and_cost", "borda")
    del changes["rules"]["money_per_value_point"]
    found = decided(**changes).of("large")
    assert found.recommended == "undecided"
    assert found.best_by_mean == ""
    assert not any("borda" in note.key for note in found.notes)


def test_joined_orders_are_the_same_bytes_again(decided, parted):
    changes = parted("six_dimensions", "kemeny")
    assert text(decided(**changes)) == text(decided(**changes))
