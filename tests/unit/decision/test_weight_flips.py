"""Where a weight, or the price of a value point, changes the answer."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.preferences import COST, DIMENSIONS
from steelyard.decision.scoring import score
from steelyard.decision.weight_flips import price_flips, weight_flips
from steelyard.dossier.schema import Reading

VALUE = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}


def leading_of(contest):
    reading = contest.deciding.reading
    return score(contest, reading, contest.frame.preferences.voices).best_row


def points(**weights):
    return [{"id": "a", "name": {"en": "a"}, "weights": {"points": weights}}]


def test_beyond_the_crossing_another_option_is_best(contests):
    large = contests()["large"]
    leading = leading_of(large)
    flips = weight_flips(large, leading)
    assert flips
    for flip in flips:
        index = DIMENSIONS.index(flip.parameter.removeprefix("weight:"))
        for side, expected in ((-0.002, "before"), (0.002, "after")):
            weights = large.frame.preferences.decided.copy()
            weights[index] = 0.0
            moved = np.clip(flip.value + side, 0, 1)
            weights *= (1 - moved) / weights.sum()
            weights[index] = moved
            best = int(large.deciding.best(large.expected(Reading.SIX_DIMENSIONS, weights))[0])
            is_beyond = (side > 0) == (flip.direction == "above")
            if 0 < moved < 1:
                assert (large.ids[best] == flip.becomes) is is_beyond, (flip, expected)


def test_all_weight_on_one_dimension_is_shared_evenly_below(contests):
    large = contests(stakeholders=points(cost=1))["large"]
    flips = weight_flips(large, leading_of(large))
    cost = next(flip for flip in flips if flip.parameter == "weight:cost")
    assert (cost.direction, cost.becomes) == ("below", "open:d")
    assert cost.position is None
    assert cost.p50 == 1.0


def test_value_without_a_price_has_no_weight_flips(contests):
    large = contests(rules=VALUE)["large"]
    assert weight_flips(large, leading_of(large)) == []


@pytest.mark.parametrize("price", [1000, 150_000])
def test_weights_of_value_leave_cost_out(contests, price):
    large = contests(rules={**VALUE, "money_per_value_point": price})["large"]
    leading = leading_of(large)
    for flip in weight_flips(large, leading):
        assert flip.parameter != f"weight:{DIMENSIONS[COST].value}"
        index = DIMENSIONS.index(flip.parameter.removeprefix("weight:"))
        weights = large.frame.preferences.decided.copy()
        weights[index] = 0.0
        beyond = flip.value + (0.002 if flip.direction == "above" else -0.002)
        if not 0 < beyond < 1:
            continue
        weights *= (1 - beyond) / weights.sum()
        weights[index] = beyond
        best = int(large.deciding.best(large.expected(Reading.VALUE_AND_COST, weights))[0])
        assert large.ids[best] == flip.becomes


def prices(contests, price=None, use_case="large", **changes):
    rules = VALUE if price is None else {**VALUE, "money_per_value_point": price}
    contest = contests(rules=rules, **changes)[use_case]
    result = score(contest, Reading.VALUE_AND_COST, contest.frame.preferences.voices).result
    return result, price_flips(contest, result)


def test_without_a_price_every_switch_is_told(contests):
    result, flips = prices(contests)
    assert [flip.value for flip in flips] == [s.from_price for s in result.price_switches]
    assert all(flip.direction == "above" for flip in flips)


def test_with_a_price_its_neighbours_are_told(contests):
    result, flips = prices(contests, 200_000)
    first, second = (switch.from_price for switch in result.price_switches)
    assert [(flip.value, flip.direction) for flip in flips] == [(second, "above"), (first, "below")]
    assert flips[1].becomes == "api:a"
    assert flips[0].position is None


def test_above_the_last_switch_the_option_before_it_is_told(contests):
    result, flips = prices(contests, 1e7)
    (flip,) = flips
    assert flip.direction == "below"
    assert flip.becomes == result.price_switches[-2].option


def test_a_price_with_spread_has_a_position(contests):
    _, flips = prices(contests, {"p05": 1e4, "p50": 1e5, "p95": 1e6})
    assert any(flip.is_inside for flip in flips)


def test_six_dimensions_need_no_price(contests):
    large = contests()["large"]
    result = score(large, Reading.VALUE_AND_COST, large.frame.preferences.voices).result
    assert price_flips(large, result) == []


@pytest.mark.parametrize("reading", [*Reading])
def test_where_orders_are_joined_everybody_moves_in_step(contests, parted, reading):
    large = contests(**parted(reading.value, "borda"))["large"]
    leading = leading_of(large)
    flips = weight_flips(large, leading)
    assert flips
    decided = large.frame.preferences.decided
    for flip in flips:
        index = DIMENSIONS.index(flip.parameter.removeprefix("weight:"))
        for side in (-0.002, 0.002):
            moved = float(np.clip(flip.value + side, 0, 1))

            def settled(weights, index=index, moved=moved):
                own, middle = weights[index], decided[index]
                if moved >= middle:
                    at = own + (moved - middle) / (1 - middle) * (1 - own)
                else:
                    at = own * moved / middle
                changed = weights.copy()
                changed[index] = 0.0
                changed *= (1 - at) / changed.sum()
                changed[index] = at
                return large.expected(reading, changed)

            best = large.ids[int(large.best(reading, settled)[0])]
            if 0 < moved < 1:
                assert (best == flip.becomes) is ((side > 0) == (flip.direction == "above")), flip


@pytest.mark.parametrize("rule", ["borda", "kemeny"])
def test_prices_at_which_the_joined_orders_change(contests, parted, rule):
    large = contests(**parted("value_and_cost", rule))["large"]
    reading = Reading.VALUE_AND_COST
    result = score(large, reading, large.frame.preferences.voices).result
    flips = price_flips(large, result)
    assert {flip.direction for flip in flips} == {"above"}
    for flip in flips:
        prices = np.array([0.999, 1.001]) * flip.value
        best = large.joining.best(
            large.rules[reading], lambda own: large.expected(reading, own), price=prices
        )
        names = [large.ids[row] for row in best]
        assert names == ["api:a", flip.becomes]


def test_below_the_price_another_order_may_lead(contests, parted):
    changes = parted("value_and_cost", "borda")
    changes["rules"]["money_per_value_point"] = 60_000
    large = contests(**changes)["large"]
    flips = price_flips(
        large, score(large, Reading.VALUE_AND_COST, large.frame.preferences.voices).result
    )
    below = next(flip for flip in flips if flip.direction == "below")
    assert below.becomes == "api:a"
