"""Whether more draws could change the recommendation."""

from __future__ import annotations

import json

import numpy as np
import pytest

from steelyard.decision.convergence import CLEAR, FEW_DRAWS, Settled, convergence_of
from steelyard.decision.readings import Standing
from steelyard.decision.scoring import expectation
from steelyard.dossier.schema import Reading
from steelyard.report.catalogue import LANGUAGES, load_catalogue

SIX = Reading.SIX_DIMENSIONS
RULES = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def found_in(contest):
    return convergence_of(contest, expectation(contest, contest.deciding.reading).best)


def test_a_wide_lead_is_settled_and_all_blocks_agree(contests):
    found = found_in(contests()["large"])
    assert found.state is Settled.SETTLED
    assert found.in_errors >= CLEAR
    assert (found.blocks_agree, found.halves_agree) == (1.0, True)
    assert not found.could_change
    assert not found.warns
    assert found.n_needed <= found.n_draws


def test_an_option_that_barely_pays_is_open_and_told_how_many_draws(contests, synthetic):
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = 0.5 * (low + high)
        small = contests(n=100, twist=synthetic.Twist(benefit=middle))["small"]
        pays = expectation(small, SIX).best != 0
        low, high = (low, middle) if pays else (middle, high)
    found = found_in(contests(n=100, twist=synthetic.Twist(benefit=high))["small"])
    assert found.state is Settled.OPEN
    assert found.barrier == "money"
    assert found.unit == "CUR"
    assert found.rival == "do_minimum"
    assert found.warns
    assert 0 <= found.in_errors < CLEAR
    assert found.n_needed is None or found.n_needed > found.n_draws
    assert found.blocks_agree < 1.0


def test_no_warning_from_five_thousand_draws_on(contests, synthetic):
    low, high = 0.0, 1.0
    for _ in range(25):
        middle = 0.5 * (low + high)
        small = contests(n=FEW_DRAWS, twist=synthetic.Twist(benefit=middle))["small"]
        low, high = (low, middle) if expectation(small, SIX).best else (middle, high)
    found = found_in(contests(n=FEW_DRAWS, twist=synthetic.Twist(benefit=high))["small"])
    assert found.could_change
    assert not found.warns
    assert found.words.key in {"convergence.open", "convergence.never"}


def test_what_is_below_the_stated_materiality_no_draws_settle(contests, monkeypatch, rng):
    contest = contests()["large"]
    shape = contest.standing(SIX).value.shape
    level = Standing(0.5 + 1e-4 * rng.normal(size=shape), np.full(shape, -1.0))
    monkeypatch.setattr(type(contest), "standing", lambda *_: level)
    leading = 1 + int(level.value[1:].mean(axis=1).argmax())
    found = convergence_of(contest, leading)
    assert found.state is Settled.LEVEL
    assert not found.warns


def test_value_and_cost_reckons_in_money(contests):
    found = found_in(contests(rules={**RULES, "money_per_value_point": 1000})["large"])
    assert (found.barrier, found.unit) == ("value", "CUR")
    assert found.difference == pytest.approx(found.in_errors * found.standard_error)


def test_without_a_price_there_is_no_order(contests):
    found = convergence_of(contests(rules=RULES)["large"], 1)
    assert found.state is Settled.NO_ORDER
    assert found.rival == ""


def test_where_nothing_else_is_feasible_it_stands_alone(contests, synthetic):
    names = tuple(name for name, *_ in synthetic.PLAN if name != "do_minimum")
    found = found_in(contests(twist=synthetic.Twist(excluded=names))["small"])
    assert found.state is Settled.ALONE


def test_today_against_what_does_not_pay(contests, synthetic):
    small = contests(twist=synthetic.Twist(benefit=0.0))["small"]
    found = convergence_of(small, 0, confidence_error=0.01)
    assert found.barrier == "money"
    assert found.difference > 0
    assert found.confidence_error == 0.01
    assert found.halves_agree


def test_the_nearest_rival_is_of_another_pathway(contests):
    for contest in contests().values():
        leading = expectation(contest, SIX).best
        found = convergence_of(contest, leading)
        row = contest.ids.index(found.rival)
        assert contest.pathways[row] != contest.pathways[leading]


def test_the_same_bytes_every_time_and_a_text_for_every_sentence(contests):
    first, again = (json.dumps(found_in(contests()["small"]).as_json()) for _ in range(2))
    assert first == again
    for language in LANGUAGES:
        catalogue = load_catalogue(language)
        for key in (*Settled, "open_few_draws", "certain", "never"):
            assert f"convergence.{key}" in catalogue


def test_an_infinite_distance_is_none_in_json(contests, monkeypatch):
    contest = contests()["large"]
    flat = contest.standing(SIX)
    steady = flat._replace(
        value=np.repeat(flat.value.mean(axis=1, keepdims=True), 400, axis=1),
        delta=np.repeat(flat.delta.mean(axis=1, keepdims=True), 400, axis=1),
    )
    monkeypatch.setattr(type(contest), "standing", lambda *_: steady)
    found = found_in(contest)
    assert found.in_errors is None
    assert found.words.key == "convergence.certain"
    assert found.as_json()["in_errors"] is None


def _replaced(contest, monkeypatch, value, delta):
    standing = Standing(value, delta)
    monkeypatch.setattr(type(contest), "standing", lambda *_: standing)


def test_of_two_equally_good_ways_no_number_of_draws_names_one(contests, monkeypatch):
    contest = contests()["large"]
    shape = contest.standing(SIX).value.shape
    wave = np.where(np.arange(shape[1]) % 2, 0.2, -0.2)
    value = np.full(shape, 0.1)
    value[1], value[2:] = 0.5, 0.5 + wave
    _replaced(contest, monkeypatch, value, np.full(shape, -1.0))
    found = convergence_of(contest, 1)
    assert found.state is Settled.OPEN
    assert found.n_needed is None
    assert found.words.key == "convergence.never"


def test_without_a_benefit_nothing_has_to_pay(contests, synthetic, monkeypatch, rng):
    cases = [synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4), benefit=None)]
    contest = contests(use_cases=cases)["small"]
    shape = contest.standing(SIX).value.shape
    value = np.full(shape, 0.1)
    value[1], value[2:] = 0.5, 0.49 + 0.3 * rng.normal(size=shape[1])
    _replaced(contest, monkeypatch, value, np.full(shape, 1.0))
    found = convergence_of(contest, 1)
    assert found.barrier == "value"
    assert found.rival != "do_minimum"


def test_a_near_tie_in_money_is_held_against_the_materiality_in_money(contests, monkeypatch, rng):
    contest = contests(rules={**RULES, "money_per_value_point": 1000})["large"]
    material = contest.frame.rules.materiality
    shape = contest.standing(Reading.VALUE_AND_COST).value.shape
    # One value point is worth 1,000, so a share of materiality is worth 100,000 times that.
    worth = material * 1e5
    noise = rng.normal(size=shape)
    for spread, state in ((worth * 0.5, Settled.LEVEL), (worth * 100, Settled.OPEN)):
        delta = -1e9 + spread * (noise - noise.mean(axis=1, keepdims=True))
        delta[0] = 0.0
        _replaced(contest, monkeypatch, np.zeros(shape), delta)
        assert convergence_of(contest, 1).state is state


@pytest.mark.parametrize("reading", [*Reading])
@pytest.mark.parametrize("rule", ["borda", "kemeny"])
def test_joined_orders_are_asked_how_far_a_rival_is(contests, parted, reading, rule):
    contest = contests(**parted(reading.value, rule))["large"]
    found = found_in(contest)
    assert found.rival
    assert contest.pathways[contest.ids.index(found.rival)] != "api"
    assert found.in_errors > 0
    assert found.difference > 0
    assert found.difference / found.standard_error == pytest.approx(found.in_errors)
    assert 0 < found.blocks_agree <= 1


def test_joined_orders_without_a_benefit_leave_today_out(contests, parted, synthetic):
    bare = [
        {key: part for key, part in synthetic.use_case(name, 1e6).items() if key != "benefit"}
        for name in ("small", "large")
    ]
    contest = contests(**parted("six_dimensions", "borda"), use_cases=bare)["large"]
    found = found_in(contest)
    assert found.rival != "do_minimum"
    assert found.barrier == "value"
