"""The arrays say what the plans say."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.horizon.tables import steadied
from steelyard.decision.portfolio.problem import require_consistent
from steelyard.quantities.money import discount_factors

FACTORS = discount_factors(rate=0.03, n_years=5)


def test_the_arrays_fit(planned):
    tables = planned().tables
    require_consistent(problem=tables.problem)
    assert tables.plan_worths.shape == (*tables.problem.plan_worth.shape, 80)
    assert len(tables.voice_worths) == 1


def test_worth_is_value_at_its_price_less_money(planned):
    found = planned()
    tables = found.tables
    for row in range(len(found.plans)):
        for start, flow in enumerate(tables.flows[row]):
            if flow is None:
                continue
            money = (FACTORS @ (flow.gain - flow.cash)).mean()
            value = found.price * 2 * tables.points[row, start]
            assert tables.problem.plan_worth[row, start] == pytest.approx(money + value)


def test_a_plan_needs_what_its_options_need_and_when(planned):
    found = planned()
    names = [column.id for column in found.shared]
    at = names.index("cluster:test")
    for plan, lags in zip(found.plans, found.tables.problem.requires, strict=True):
        if plan.option == "open:d":
            assert lags[at] == 0
        elif plan.successor == "open:d":
            assert lags[at] == plan.after
        else:
            assert lags[at] == -1


def test_a_switch_beyond_the_horizon_is_no_plan(planned):
    found = planned()
    for plan, starts in zip(found.plans, found.tables.problem.may_start, strict=True):
        if plan.successor:
            assert not starts[5 - plan.after :].any()


def test_under_six_dimensions_a_way_must_pay_once_its_capabilities_are_open(planned):
    found = planned()
    net = [
        index
        for index, row in enumerate(found.tables.resources.rows)
        if row.kind is ResourceKind.NET_COST
    ]
    problem = found.tables.problem
    assert np.all(problem.plan_use[problem.may_start][:, net] <= 1e-9)
    rules = {
        "reading": "value_and_cost", "money_per_value_point": 1e4, "stated_by": "b",
        "stated_on": "2025-01-01",
    }  # fmt: skip
    priced = planned(rules=rules).tables
    assert priced.problem.may_start.sum() > problem.may_start.sum()
    assert not [row for row in priced.resources.rows if row.kind is ResourceKind.PAYS]


def test_a_tier_takes_its_discount_off(planned):
    tier = {
        "id": "t", "name": {"en": "t"}, "models": ["a"], "fee_per_year": 0, "discount": 0.5,
        "from_year": 2027, "source": "a letter",
    }  # fmt: skip
    found = planned(portfolio={"tiers": [tier]})
    names = [column.id for column in found.shared]
    for row, plan in enumerate(found.plans):
        if plan.tier:
            plain = found.plans.index(type(plan)(plan.use_case, plan.option))
            worth = found.tables.problem.plan_worth
            assert worth[row, 0] > worth[plain, 0]
            assert found.tables.problem.requires[row, names.index("tier/t")] == 0


def test_last_digits_are_left_out_and_what_is_infinite_stays():
    values = np.array([0.0, 1 / 3, -2e15 / 3, np.inf, -1e-20])
    found = steadied(values)
    np.testing.assert_allclose(found[[1, 2, 4]], values[[1, 2, 4]], rtol=1e-9)
    assert found[0] == 0
    assert np.isinf(found[3])
    assert steadied(np.nextafter(values[1:2], 1.0))[0] == found[1]
