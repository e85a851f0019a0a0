"""Whole replicas with a spare, machines in place first, and power for the mean load."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options import prices
from steelyard.options.fleet import Keeper, Replica, fleet, working_equivalent
from steelyard.options.generate import generate_options
from steelyard.options.model import Hosting, Tenure

ALL_ON = np.ones((3, 1))


@pytest.fixture
def sized(ministry, market_of):
    def make(rate=50.0, in_service=ALL_ON, **changes):
        dossier = ministry(**changes)
        market = market_of(dossier, 1)
        needs = assess_needs(dossier, market.sample)
        keeps = np.array([True])
        replica = Replica(4, np.array([rate]), (), keeps)
        return fleet(replica, need=needs.use_cases[0], in_service=in_service), needs, market

    return make


def option_where(market, wanted):
    return next(o for o in generate_options(market.dossier, market.book) if wanted(o))


def test_whole_replicas_and_a_spare(sized):
    found, needs, _ = sized(rate=2.0)
    peak = needs.use_cases[0].peak_output_rate
    whole = np.ceil(peak / (2.0 * 0.7)) + 1
    np.testing.assert_allclose(found.alone, whole * 4)
    np.testing.assert_allclose(found.footprint, 8.0)
    np.testing.assert_allclose(found.at_margin, peak / (2.0 * 0.7) * 4)


def test_load_is_the_mean_hour_not_the_busiest(sized):
    found, _, _ = sized(rate=2.0)
    # Peak over mean is 4, the ceiling 0.7: what is sized for the peak is busy 0.175 of the time.
    np.testing.assert_allclose(found.load_at_margin, 0.7 / 4)
    assert (found.load < found.load_at_margin).all()


def test_no_machines_before_service(sized):
    found, *_ = sized(in_service=np.array([[0.0], [0.5], [1.0]]))
    assert found.alone[0, 0] == 0
    assert found.alone[1, 0] >= 8


def keeper(machines, needs, market, *, in_place=0.0, hosting=Hosting.OWN_DATA_CENTRE):
    option = option_where(market, lambda o: o.tenure is Tenure.OWN and o.hosting is hosting)
    capacity = replace(needs.capacity, accelerators={option.hardware: np.array([in_place])})
    return Keeper(option, machines, market, replace(needs, capacity=capacity))


def bought(lines):
    return sum(line.cash for line in lines if line.id.startswith("accelerators"))


def test_machines_in_place_are_used_before_any_is_bought(sized):
    found, needs, market = sized(rate=2.0)
    none = bought(keeper(found, needs, market).alone("cluster"))
    some = bought(keeper(found, needs, market, in_place=10.0).alone("cluster"))
    price = prices.purchase_price(
        keeper(found, needs, market).option.hardware, market=market
    ).values
    np.testing.assert_allclose(none[0] - some[0], 10.0 * price)
    every = bought(keeper(found, needs, market, in_place=1e6).alone("cluster"))
    assert not every.any()


def test_what_is_left_of_machines_in_place_is_divided_among_sharers(sized):
    found, needs, market = sized(rate=2.0)
    alone = bought(keeper(found, needs, market, in_place=28.0).at_margin(1))
    shared = bought(keeper(found, needs, market, in_place=28.0).at_margin(4))
    assert alone.sum() < shared.sum()


def test_rent_is_paid_while_in_service(sized):
    part = np.array([[0.0], [0.25], [1.0]])
    found, needs, market = sized(in_service=part)
    option = option_where(market, lambda o: o.hosting is Hosting.SOVEREIGN_CLOUD and o.hardware)
    lines = Keeper(option, found, market, needs).alone("cluster")
    rent = [entry for entry in lines if not entry.id.endswith("/volume")]
    assert [entry.id for entry in rent] == ["accelerator_rent"]
    assert rent[0].cash[1, 0] == pytest.approx(0.25 * rent[0].cash[2, 0])


def test_a_waiting_server_draws_its_idle_share():
    found = working_equivalent(
        np.array([[10.0, 10.0]]), idle_share=np.array([0.4]), load=np.array([[0.0, 1.0]])
    )
    np.testing.assert_allclose(found, [[4.0, 10.0]])
