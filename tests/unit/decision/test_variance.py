from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.input_groups import uncertain_inputs
from steelyard.decision.measures import duel_of
from steelyard.decision.readings import Standing
from steelyard.decision.variance import (
    REST,
    Runs,
    explained_by_group,
    explained_by_input,
    explained_by_single,
    outputs_of,
    settled_at,
)


@pytest.fixture(scope="module")
def start(profiled):
    profile, leading, _ = profiled(n=2000)
    return profile.contest, profile.model, duel_of(profile.contest, leading)


def test_the_volume_explains_most_of_the_money(start):
    contest, _, duel = start
    first = explained_by_input(contest, duel, n_draws=2000, n_listed=3)[0]
    assert first.parameter.endswith("small/workload/requests_per_year")
    assert first.shares["money"] > 0.5
    assert first.as_json()["errors"]["money"] > 0


def test_kinds_of_inputs_add_up_where_they_act_alone(start):
    contest, model, duel = start
    found = {
        entry.group: entry for entry in explained_by_group(contest, duel, Runs(model, 512, 50))
    }
    assert {"volume", "people", "quality"} <= set(found)
    for entry in found.values():
        slack = 4 * (entry.total_errors["money"] + entry.first_errors["money"]) + 0.02
        assert entry.total["money"] >= entry.first["money"] - slack
    assert found["volume"].total["money"] == max(e.total["money"] for e in found.values())
    assert found["volume"].as_json()["n_parameters"] >= 1


def test_the_same_seed_gives_the_same_shares(start):
    contest, model, duel = start
    once, again = (explained_by_group(contest, duel, Runs(model, 64, 10)) for _ in range(2))
    assert once == again


def test_single_inputs_are_told_with_what_acts_on_them(start):
    contest, model, duel = start
    inputs = explained_by_input(contest, duel, n_draws=2000, n_listed=8)
    found = explained_by_single(contest, duel, Runs(model, 256, 20), inputs, n_listed=2)
    assert len(found) == 3
    first, _, rest = found
    assert first.group.endswith("small/workload/requests_per_year")
    assert first.total["money"] > 0.5
    assert rest.group == REST
    assert rest.n_parameters > 1


def test_inputs_that_move_together_are_one(start, monkeypatch):
    contest, model, duel = start
    inputs = explained_by_input(contest, duel, n_draws=2000, n_listed=8)
    together = [replace(parameter, common_factor="all") for parameter in uncertain_inputs(contest)]
    monkeypatch.setattr("steelyard.decision.variance.uncertain_inputs", lambda contest: together)
    (found,) = explained_by_single(contest, duel, Runs(model, 64, 5), inputs, n_listed=4)
    assert found.n_parameters == len(together)
    assert found.total["money"] == pytest.approx(1.0, abs=0.3)


def test_a_winner_that_hardly_ever_changes_is_not_explained(start):
    contest, _, duel = start
    rows = len(contest.ids)
    value, delta = np.zeros((rows, 100)), np.ones((rows, 100))
    delta[duel.leading] = -1.0
    best = np.full(100, duel.leading)
    assert len(outputs_of(contest, duel, Standing(value, delta), best, 100)) == 3


def test_the_draws_themselves_give_the_contest_again(start):
    contest, model, _ = start
    known = contest.frame.sample.known
    fixed = {name: contest.frame.sample.of(known[name]) for name in known}
    settled = settled_at(contest, model, fixed, contest.frame.sample.n)
    found = settled(contest.frame.preferences.decided)
    expected = contest.standing(contest.deciding.reading)
    assert found.delta == pytest.approx(expected.delta)
    assert found.value == pytest.approx(expected.value)
