from __future__ import annotations

import json
from dataclasses import replace

import pytest

from steelyard.decision.stress import stress_tests
from steelyard.dossier.text import Message
from steelyard.options.model import Judged
from steelyard.uncertainty.scenarios import SCENARIOS, Removal, Scaling, Scenario

CUT_OFF = Scenario("vendor_cut_off", removal=Removal.SUPPLIED)
DEAR = Scenario("price_doubling", scalings=(Scaling(200.0, unit_ends=("/Mtoken",)),))
SAME = Scenario("budget_cut", scalings=(Scaling(1.0, unit_ends=("/Mtoken",)),))
NO_HANDLE = Scenario("budget_cut", scalings=(Scaling(0.5, starts=("dossier:nothing/",)),))


@pytest.fixture
def start(synthetic, contests):
    def build(twist=None, **changes):
        study = synthetic.study(twist=twist, **changes)
        found = contests(twist=twist, **changes)
        supplied = Judged("computed", Message("judged.level.continuity.prompted_service"))
        provenance = {(name, "continuity"): supplied for name in ("api:a", "api:b")}
        rows = []
        for contest in found.values():
            appraisal = replace(contest.appraisal, provenance=provenance)
            rows.append(replace(contest, appraisal=appraisal))
        leading = {
            contest.appraisal.use_case: int(
                contest.deciding.best(contest.expected(contest.deciding.reading))[0]
            )
            for contest in rows
        }
        return rows, leading, study.appraisal.model

    return build


def test_one_result_for_each_use_case_and_scenario(start):
    rows, leading, model = start()
    found = stress_tests(rows, leading, model, n_draws=100)
    assert [(entry.use_case, entry.scenario) for entry in found] == [
        (name, scenario.id) for name in ("small", "large") for scenario in SCENARIOS
    ]
    told = [entry.as_json() for entry in found]
    assert json.loads(json.dumps(told)) == told


def test_a_supplied_leader_falls_when_suppliers_stop(start):
    rows, leading, model = start()
    (small, _) = stress_tests(rows, leading, model, scenarios=[CUT_OFF])
    assert small.leading == "api:a"
    assert small.holds is False
    assert small.best not in {"api:a", "api:b"}
    assert small.blocked_by == ("removed",)
    assert small.gate_probability == 0.0
    assert small.loss > 0
    assert small.words.key.startswith("stress.blocked.")


def test_a_price_that_explodes_changes_the_answer(start):
    rows, leading, model = start()
    (small, _) = stress_tests(rows, leading, model, scenarios=[DEAR], n_draws=200)
    assert small.holds is False
    assert small.blocked_by == ()
    assert small.loss > 2 * small.loss_error > 0
    assert small.words.key.startswith("stress.changes.")


def test_a_scenario_that_changes_nothing_gives_the_same_answer(start):
    rows, leading, model = start()
    for entry in stress_tests(rows, leading, model, scenarios=[SAME], n_draws=100):
        assert entry.holds is True
        assert entry.best == entry.leading
        assert entry.loss == 0.0
        assert entry.n_touched == 1


def test_without_a_handle_nothing_is_claimed(start):
    rows, leading, model = start()
    (small, _) = stress_tests(rows, leading, model, scenarios=[NO_HANDLE])
    assert small.n_touched == 0
    assert small.holds is None
    assert small.best == ""
    assert small.words.key == "stress.no_handle.budget_cut"


def test_a_gate_that_closes_is_named(start, synthetic, monkeypatch):
    rows, leading, _model = start()
    closed = synthetic.Twist(excluded=("own:e", "api:a"))

    def gated(sample, names, wanted=None):
        return synthetic.appraise(synthetic.dossier(), sample, closed, names)

    (small, _) = stress_tests(rows, leading, gated, scenarios=[SAME], n_draws=100)
    assert small.blocked_by == ("people",)
    assert small.holds is False


def test_under_value_and_cost_losses_are_money(start, synthetic):
    rules = {
        "reading": "value_and_cost", "stated_by": "board", "stated_on": "2025-12-01",
        "money_per_value_point": 1e3,
    }  # fmt: skip
    rows, leading, model = start(rules=rules)
    found = stress_tests(rows, leading, model, scenarios=[CUT_OFF, DEAR], n_draws=200)
    lost = [entry for entry in found if entry.loss]
    assert lost
    assert {entry.loss_unit for entry in lost} == {"CUR"}


def test_without_benefit_losses_are_value(start, synthetic):
    bare = [
        {key: part for key, part in synthetic.use_case(name, 1e5).items() if key != "benefit"}
        for name in ("small", "large")
    ]
    rows, _leading, model = start(use_cases=bare)
    found = stress_tests(rows, {"small": 1, "large": 1}, model, scenarios=[CUT_OFF])
    assert {entry.loss_unit for entry in found} == {"1"}
    assert all(entry.best != "do_minimum" for entry in found)


def test_the_same_seed_gives_the_same_result_and_no_contest_none(start):
    rows, leading, model = start()
    once, again = (
        stress_tests(rows, leading, model, scenarios=[DEAR], n_draws=50) for _ in range(2)
    )
    assert once == again
    assert stress_tests([], {}, model) == ()


def test_better_models_may_open_an_option_that_misses_a_gate(start, synthetic, monkeypatch):
    rows, leading, model = start()
    asked = []

    def noted(sample, names, wanted=None):
        asked.append(wanted)
        return model(sample, names, wanted)

    monkeypatch.setattr(
        "steelyard.decision.stress.open_model_shifts", lambda contest: {synthetic.QUALITY.id: 1.0}
    )
    raised = Scenario("open_models_reach_bar", raises_open_models=True)
    found = stress_tests(rows, leading, noted, scenarios=[raised], n_draws=100)
    assert "own:e" not in asked[0]
    assert "own:e" in asked[1]
    assert {entry.n_touched for entry in found} == {1}
