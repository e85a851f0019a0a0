"""Triggers: fired beyond the value, silent short of it, and the same bytes from the same seed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steelyard.decision.present import Level
from steelyard.decision.trigger import Comparator, TriggerKind, triggers_from_json
from steelyard.decision.trigger_checks import TriggerState, check_triggers
from steelyard.study import decision_json, load_dossier, run_study
from steelyard.study.reopen import read_present, stored_inputs

CASE = Path(__file__).parents[2] / "examples" / "guangxi-2024" / "dossier.yaml"
DRAWS = 100
MOVES = st.floats(1e-6, 3.0)
"""How far beyond or short of the value, as a logarithm. [1]"""


@pytest.fixture(scope="module")
def stored():
    return json.loads(decision_json(run_study(CASE, draws=DRAWS)))


@pytest.fixture(scope="module")
def here(stored):
    inputs, n_draws, seed, _ = stored_inputs(stored)
    present, _ = read_present(load_dossier(CASE), inputs, n_draws=n_draws, seed=seed)
    return present, inputs


@pytest.fixture(scope="module")
def triggers(stored):
    return triggers_from_json(stored)


def state_of(trigger, present, inputs):
    (found,) = check_triggers([trigger], present, inputs)
    return found.state


def moved(present, trigger, factor, inputs):
    """Return the present with the trigger's input at so many times its value."""
    target = trigger.value * factor
    if trigger.kind is TriggerKind.FAMILY:
        levels = {name: Level(one.statement.p50 * target, one.unit) for name, one in inputs.items()}
        return replace(present, levels=levels)
    if trigger.kind is TriggerKind.WEIGHT:
        name = trigger.what.removeprefix("weight:")
        return replace(present, weights={**present.weights, name: target})
    level = Level(target, trigger.unit)
    return replace(present, levels={**present.levels, trigger.what: level})


@given(data=st.data(), move=MOVES)
def test_beyond_its_value_it_fires_and_short_of_it_it_does_not(triggers, here, data, move):
    present, inputs = here
    kinds = {TriggerKind.INPUT, TriggerKind.FAMILY, TriggerKind.WEIGHT}
    own = [one for one in triggers if one.kind in kinds and one.value > 0]
    trigger = data.draw(st.sampled_from(own))
    sign = 1.0 if trigger.comparison is Comparator.ABOVE else -1.0
    beyond = moved(present, trigger, 2.0 ** (sign * move), inputs)
    short = moved(present, trigger, 2.0 ** (-sign * move), inputs)
    assert state_of(trigger, beyond, inputs) is TriggerState.FIRED
    assert state_of(trigger, short, inputs) is not TriggerState.FIRED


def test_the_same_dossier_fires_nothing(triggers, here):
    present, inputs = here
    checks = check_triggers(triggers, present, inputs)
    fired = [check.trigger.id for check in checks if check.state is TriggerState.FIRED]
    assert fired == []
    assert {check.state for check in checks} <= {TriggerState.QUIET, TriggerState.UNCHECKED}


def test_every_trigger_of_a_flip_can_be_read_on_the_day_of_the_decision(triggers, here):
    present, inputs = here
    checks = check_triggers(triggers, present, inputs)
    left = [check.trigger.kind for check in checks if check.state is TriggerState.UNCHECKED]
    assert set(left) <= {TriggerKind.FIGURE}


def test_a_belief_reads_as_it_was_stored(triggers, here):
    present, inputs = here
    for check in check_triggers(triggers, present, inputs):
        if check.trigger.kind in {TriggerKind.INPUT, TriggerKind.WEIGHT, TriggerKind.QUALITY}:
            assert check.found == pytest.approx(check.trigger.believed.p50, rel=1e-6)


def test_the_same_seed_gives_the_same_bytes(stored):
    again = json.loads(decision_json(run_study(CASE, draws=DRAWS)))
    for name in ("triggers", "adaptive"):
        assert json.dumps(again[name]) == json.dumps(stored[name])
