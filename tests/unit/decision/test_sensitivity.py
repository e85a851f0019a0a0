from __future__ import annotations

import json
from dataclasses import replace

import pytest

from steelyard.decision.effort import WORK, Effort
from steelyard.decision.sensitivity import sensitivity_of

SMALL = replace(
    WORK[Effort.THOROUGH],
    n_tried=10,
    n_listed=4,
    n_read=400,
    n_base=32,
    n_bootstrap=10,
    n_singles=2,
    steps=(5, 3),
)
QUICK = WORK[Effort.QUICK]


@pytest.fixture(scope="module")
def found(profiled):
    profile, leading, influence = profiled()
    return sensitivity_of(profile, leading, influence, work=SMALL)


def test_every_part_is_told(found):
    told = found.as_json()
    assert told["leading"] == told["subject"] == "api:a"
    assert told["rival"] != "api:a"
    assert told["swings"]["swings"]
    assert told["inputs"]
    assert told["groups"]
    assert len(told["singles"]) == 3
    assert {entry["first"]["key"] for entry in told["maps"]} == {"volume"}
    assert json.loads(json.dumps(told)) == told


def test_the_quick_way_leaves_kinds_of_inputs_out(profiled):
    profile, leading, influence = profiled()
    found = sensitivity_of(profile, leading, influence, work=QUICK)
    assert found.groups == found.singles == ()
    assert found.maps


def test_an_option_without_a_rival_has_no_sensitivity(profiled, synthetic, monkeypatch):
    profile, leading, influence = profiled()
    monkeypatch.setattr("steelyard.decision.sensitivity.duel_of", lambda contest, leading: None)
    assert sensitivity_of(profile, leading, influence, work=QUICK) is None
