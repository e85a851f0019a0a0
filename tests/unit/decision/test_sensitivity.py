from __future__ import annotations

import json

import pytest

from steelyard.decision.sensitivity import QUICK, Effort, sensitivity_of

SMALL = Effort(n_tried=10, n_listed=4, n_draws=400, n_base=32, n_bootstrap=10, steps=(5, 3))


@pytest.fixture(scope="module")
def found(profiled):
    profile, leading, influence = profiled()
    return sensitivity_of(profile, leading, influence, effort=SMALL)


def test_every_part_is_told(found):
    told = found.as_json()
    assert told["leading"] == told["subject"] == "api:a"
    assert told["rival"] != "api:a"
    assert told["swings"]["swings"]
    assert told["inputs"]
    assert told["groups"]
    assert told["map"]["first"]["key"] == "volume"
    assert json.loads(json.dumps(told)) == told


def test_the_quick_way_leaves_kinds_of_inputs_out(profiled):
    profile, leading, influence = profiled()
    assert sensitivity_of(profile, leading, influence, effort=QUICK).groups == ()


def test_an_option_without_a_rival_has_no_sensitivity(profiled, synthetic, monkeypatch):
    profile, leading, influence = profiled()
    monkeypatch.setattr("steelyard.decision.sensitivity.duel_of", lambda contest, leading: None)
    assert sensitivity_of(profile, leading, influence) is None
