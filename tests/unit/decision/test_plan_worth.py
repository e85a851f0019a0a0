"""What counts in a plan: value in money, less money."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.plan_worth import (
    credit_of,
    may_take,
    own_cost,
    price_of_value,
    value_of,
    value_weights,
)

PRICED = {
    "reading": "value_and_cost", "money_per_value_point": 2e4, "stated_by": "b",
    "stated_on": "2025-01-01",
}  # fmt: skip


def test_a_stated_price_is_taken_as_stated(contests):
    found = price_of_value(tuple(contests(rules=PRICED).values()))
    assert found.price == pytest.approx(2e4)
    assert not found.is_implied


def test_the_weight_of_cost_implies_a_price(contests):
    found = price_of_value(tuple(contests().values()))
    assert found.is_implied
    assert found.price > 0


def test_money_has_no_weight_of_its_own_in_value(contests):
    contest = contests()["large"]
    weights = value_weights(contest, contest.frame.preferences.decided)
    names = [criterion.id for criterion in contest.frame.criteria]
    assert weights[names.index("net_cost")] == 0
    assert 0 < weights.sum() < 1
    priced = contests(rules=PRICED)["large"]
    assert value_weights(priced, priced.frame.preferences.decided).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("rules", [None, PRICED])
def test_expected_value_is_the_weighted_table(contests, rules):
    contest = contests(**({} if rules is None else {"rules": rules}))["large"]
    weights = value_weights(contest, contest.frame.preferences.decided)
    value = np.einsum("c,ocd->od", weights, contest.table.values)
    if rules is not None:
        # Value is then what is added to today's service.
        value = value - value[0]
    expected = (value * contest.table.met).mean(axis=1)
    np.testing.assert_allclose(value_of(contest)[1:], expected[1:], rtol=1e-9)


def test_only_differences_between_ways_count_under_six_dimensions(contests):
    contest = contests()["large"]
    credit, ways = credit_of(contest), np.flatnonzero(may_take(contest)[1:]) + 1
    assert credit[0] == 0
    assert credit[ways].min() == pytest.approx(0.0)
    assert own_cost(contest)[0] == 0
