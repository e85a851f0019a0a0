from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, logit

from steelyard.decision.stress_cases import case_of, open_model_shifts, removed_options
from steelyard.dossier.text import Message
from steelyard.options.model import GateKind, GateResult, GateState, Judged
from steelyard.uncertainty import Family, Parameter, Statement
from steelyard.uncertainty.scenarios import Removal

MESSAGE = Message("gate.any")


def told(key):
    return Judged("computed", Message(f"judged.level.continuity.{key}"))


def hardware_gate(state, rule="gate.hardware.rule"):
    return GateResult(
        "obtainable_hardware", GateKind.OBTAINABLE, state, None, Message(rule), "", MESSAGE, MESSAGE
    )


@pytest.fixture
def contest(contests):
    found = contests()["large"]
    provenance = {
        ("api:a", "continuity"): told("prompted_service"),
        ("licence:c", "continuity"): told("licensed_instance"),
        ("open:d", "continuity"): told("nothing"),
        ("edge:f", "continuity"): told("host_of_held_weights"),
    }
    return replace(found, appraisal=replace(found.appraisal, provenance=provenance))


def test_the_case_of_the_study_is_the_contest(contest):
    case = case_of(contest, contest.appraisal, contest.frame.sample)
    expected = contest.expected(contest.deciding.reading)
    mean = case.mean()
    for row, name in enumerate(contest.ids):
        at = case.ids.index(name)
        assert mean.value[at] == pytest.approx(expected.value[row])
        assert mean.delta[at] == pytest.approx(expected.delta[row])
    assert "own:e" not in case.ids


def test_what_a_supplier_can_end_is_taken_away(contest):
    assert removed_options(contest.appraisal, Removal.SUPPLIED) == {"api:a", "licence:c"}
    assert removed_options(contest.appraisal, Removal.NONE) == frozenset()


def test_machines_under_control_are_taken_away_but_not_those_in_place(contest):
    names = [option.id for option in contest.appraisal.options]
    gates = list(contest.appraisal.gates)
    gates[names.index("open:d")] = (hardware_gate(GateState.UNKNOWN),)
    gates[names.index("edge:f")] = (
        hardware_gate(GateState.UNKNOWN, "gate.hardware_in_place.rule"),
    )
    gates[names.index("api:a")] = (hardware_gate(GateState.PASS),)
    appraisal = replace(contest.appraisal, gates=tuple(gates))
    assert removed_options(appraisal, Removal.CONTROLLED_MACHINES) == {"open:d"}


def test_an_option_taken_away_sinks_its_cost(contest):
    case = case_of(contest, contest.appraisal, contest.frame.sample)
    left = frozenset(case.ids) - {"open:d"}
    found = case.limited_to(left, "open:d", is_removed=True)
    row = found.ids.index("open:d")
    position = [option.id for option in contest.appraisal.options].index("open:d")
    shared = contest.appraisal.costs[position].shared
    assert found.mean().value[row] == 0.0
    assert found.mean().delta[row] == pytest.approx(shared.mean())
    both = case.moved_by(case, case).limited_to(left, "open:d", is_removed=True)
    assert both.mean().delta[row] == pytest.approx(shared.mean())
    assert found.lead(0, row)[1][1] > 0
    assert "api:b" not in case.limited_to(frozenset({"do_minimum"}), "api:a", is_removed=False).ids


def test_a_scenario_without_effect_gives_the_level_again(contest):
    level = case_of(contest, contest.appraisal, contest.frame.sample)
    same = level.moved_by(level, level)
    assert same.mean().value == pytest.approx(level.mean().value)
    assert same.lead(0, 1)[1] == pytest.approx(level.lead(0, 1)[1])


def test_a_newly_feasible_option_stands_as_it_is_there(contest):
    level = case_of(contest, contest.appraisal, contest.frame.sample)
    few = level.limited_to(frozenset({"do_minimum", "api:a"}), "api:a", is_removed=False)
    found = few.moved_by(level, few)
    row = level.ids.index("open:d")
    assert found.mean().value[row] == pytest.approx(level.mean().value[row])


def test_open_models_are_lifted_to_the_bar_with_the_confidence_asked(contest):
    sample = contest.frame.sample
    bar = Parameter("dossier:use_cases/large/requirements/quality_bar", Statement.point(0.92), "1")
    slope = Parameter("model:slope.ability", Statement.point(0.5), "1")
    residual = Parameter(
        "model:residual.task/large/d", Statement(-1.0, 0.0, 1.0, Family.NORMAL), "1"
    )
    assert open_model_shifts(contest) == {}
    for parameter in (bar, slope, residual):
        sample.of(parameter)
    found = open_model_shifts(contest)
    assert list(found) == [residual.id]
    position = [option.id for option in contest.appraisal.options].index("open:d")
    lifted = expit(logit(contest.appraisal.quality[position]) + 0.5 * found[residual.id])
    assert (lifted >= 0.92 - 1e-12).mean() == pytest.approx(0.8, abs=0.01)
    unknown = np.full_like(contest.appraisal.quality, np.nan)
    blind = replace(contest, appraisal=replace(contest.appraisal, quality=unknown))
    assert open_model_shifts(blind) == {}
    sure = replace(contest, appraisal=replace(contest.appraisal, quality=np.ones_like(unknown)))
    assert open_model_shifts(sure) == {}
    for parameter in (bar, slope, residual):
        del sample.known[parameter.id]
