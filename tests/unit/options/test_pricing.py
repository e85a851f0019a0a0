"""A bill is made of lines; tokens, minimum, tuning and training follow what the option is."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options import prices
from steelyard.options.fleet import Replica
from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, Pathway
from steelyard.options.pricing import Pricer


@pytest.fixture
def billed(ministry, market_of):
    def make(wanted, use_case=None, **changes):
        dossier = ministry(use_case, **changes)
        market = market_of(dossier, 1)
        needs = assess_needs(dossier, market.sample)
        pricer = Pricer(
            need=needs.use_cases[0],
            needs=needs,
            market=market,
            replica_of=lambda _: Replica(2, np.array([900.0]), ("r",), np.array([True])),
            training_bill=lambda _: None,
            n_sharers={},
        )
        option = next(o for o in generate_options(dossier, market.book) if wanted(o))
        return pricer.bill(option), needs, market, option

    return make


def lines_of(bill):
    return {line.id: line for line in bill.alone.lines}


def test_tokens_by_hand(billed):
    bill, needs, market, option = billed(lambda o: o.pathways == (Pathway.API,))
    price_in, price_out = prices.token_prices(option.model, market=market)
    fall = market.number("price-fall", "constant-quality", "x/year").values
    position = market.number("api", "price-path-position", "1").values
    need = needs.use_cases[0]
    per_request = 1500 * price_in.values + 300 * price_out.values
    for year in range(3):
        expected = need.handled[year] * bill.schedule.in_service[year] * per_request
        expected = expected * fall ** (-position * (year + 1))
        np.testing.assert_allclose(lines_of(bill)["tokens"].cash[year], expected)


def test_the_least_fee_is_a_floor_and_not_a_charge_on_top(billed):
    small, _, market, _ = billed(lambda o: o.pathways == (Pathway.LICENSED_INSTANCE,))
    fee = market.taxed(market.price("hosting", "licence-minimum")).values
    lines = lines_of(small)
    total = lines["tokens"].cash + lines["licence_minimum"].cash
    np.testing.assert_allclose(total, small.schedule.in_service * fee)
    large, *_ = billed(
        lambda o: o.pathways == (Pathway.LICENSED_INSTANCE,),
        {"workload": {"requests_per_year": 1e10}},
    )
    assert not lines_of(large)["licence_minimum"].cash.any()


def test_a_supplier_charges_for_tuning(billed):
    bill, _, market, _ = billed(lambda o: o.pathways == (Pathway.FINETUNED_PURCHASE,))
    lines = lines_of(bill)
    tokens = market.number("lora", "tokens", "Mtoken").values
    price = market.taxed(market.price("hosting", "tuning-price")).values
    np.testing.assert_allclose(lines["tuning"].cash.sum(axis=0), tokens * price)
    assert lines["tuning_again"].cash.sum() > 0


def test_a_bill_for_machines_has_a_shared_footprint_and_a_part_by_volume(billed):
    bill, *_ = billed(
        lambda o: o.pathways == (Pathway.OPEN_ADAPTATION,) and o.adaptation is Adaptation.RETRIEVAL
    )
    assert bill.fleet is not None
    assert any(name.startswith("serving(") for name in bill.alone.shared)
    assert {"platform_team", "safety_team", "retrieval_platform"} <= set(bill.alone.shared)
    assert "accelerators" in lines_of(bill)
    assert "accelerators/volume" in lines_of(bill)
    assert all(not account.capability for account in bill.at_margin)


def test_tokens_need_no_machines(billed):
    bill, *_ = billed(lambda o: o.pathways == (Pathway.API,))
    assert bill.fleet is None
    assert bill.keeps_limits is None
    assert bill.alone.shared == {}
