"""From lines to the three ways of looking at a cost."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options.model import Pathway
from steelyard.options.sums import do_minimum_costs, today_value, unpriced
from steelyard.quantities.money import discount_factors
from steelyard.uncertainty import median_sample


@pytest.fixture
def medians(appraised, ministry):
    found, _ = appraised(ministry())
    return found.model(median_sample(), ("answers",)).use_cases[0]


def test_lines_add_up_to_the_cost_standing_alone(medians):
    factors = discount_factors(rate=0.06, n_years=3)
    priced = [costs for costs in medians.costs[1:] if costs.lines]
    assert len(priced) > 10
    for costs in priced:
        total = sum(float(factors @ line.cash[:, 0]) for line in costs.lines)
        assert total == pytest.approx(costs.alone[0], rel=1e-9)
        by_kind = sum(line.cash for line in costs.lines if line.is_capital)
        np.testing.assert_allclose(by_kind, costs.capital, rtol=1e-9)


def test_alone_is_dearest_and_marginal_cheapest(appraised, ministry):
    _, use_case = appraised(ministry())
    for costs in use_case.costs:
        if not np.isnan(costs.alone).any():
            assert (costs.alone >= costs.shared - 1e-6).all()
            assert (costs.shared >= costs.marginal - 1e-6).all()


def test_net_is_cost_and_today_less_benefit(medians):
    for costs in medians.costs:
        if not np.isnan(costs.alone).any():
            np.testing.assert_allclose(costs.net, costs.shared + costs.today - costs.benefit)


def test_foreign_share_is_a_share(medians):
    shares = [costs.foreign_share for costs in medians.costs if costs.lines]
    assert all(0.0 <= share <= 1.0 for share in shares)


def test_keeping_todays_service_costs_todays_service(ministry, market_of):
    dossier = ministry()
    market = market_of(dossier, 4)
    needs = assess_needs(dossier, market.sample)
    costs = do_minimum_costs(needs.use_cases[0], needs, market)
    np.testing.assert_array_equal(costs.net, today_value(needs.use_cases[0], market=market))
    assert not costs.alone.any()


def test_what_is_not_priced_is_never_zero():
    costs = unpriced(3, 5)
    assert np.isnan(costs.net).all()
    assert np.isnan(costs.foreign_share)


def test_capabilities_count_at_their_dearest(appraised, ministry):
    found, use_case = appraised(ministry())
    names = set().union(*use_case.capabilities)
    assert set(found.capabilities) == names
    held = [
        index
        for index, option in enumerate(use_case.options)
        if Pathway.OPEN_ADAPTATION in option.pathways and use_case.capabilities[index]
    ]
    for index in held:
        for name in use_case.capabilities[index]:
            assert found.capabilities[name].cost.shape == (60,)
