"""What people, machines, energy and tokens cost in the dossier's money."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.dossier.capacity import Role
from steelyard.errors import FactError
from steelyard.options import prices
from steelyard.quantities.units import HOURS_PER_YEAR


def median(market, entity, parameter):
    return market.facts.value(entity, parameter).fact.statement.p50


def test_a_published_server_price_takes_the_place_of_a_bare_one(market_of, ministry):
    market = market_of(ministry(), 1)
    found = prices.purchase_price("H20-96GB", market=market)
    rate = median(market, "CNY", "exchange-rate")
    listed = median(market, "H20-96GB", "server-price-per-accelerator")
    assert found.values[0] == pytest.approx(listed * rate * 1.1)
    assert not found.is_foreign


def test_a_bare_accelerator_needs_its_server_and_duty_from_abroad(market_of, ministry):
    market = market_of(ministry(money={"import_duty": 0.2}), 1)
    found = prices.purchase_price("A100-SXM4-40GB", market=market)
    fact = market.facts.value("A100-SXM4-40GB", "purchase-price").fact
    base = fact.statement.p50 * median(market, "CNY", "exchange-rate")
    duty = 1.2 if fact.place == "WLD" else 1.0
    server = median(market, "hardware", "server-overhead")
    assert found.values[0] == pytest.approx(base * server * duty * 1.1)


def test_rent_without_a_list_price_is_the_yearly_share_with_a_margin(market_of, ministry):
    market = market_of(ministry(), 1)
    name = next(
        hardware
        for hardware in market.book.hardware
        if market.facts.find(hardware, "rent-price") is None
        and market.facts.find(hardware, "purchase-price") is not None
    )
    found = prices.hourly_rent(name, market=market)
    bought = prices.purchase_price(name, market=market).values
    life = median(market, "world", "depreciation-years")
    margin = median(market, "hardware", "rent-margin")
    np.testing.assert_allclose(found.values, bought * margin / (life * HOURS_PER_YEAR))


def test_own_pay_goes_before_the_fact_base(market_of, ministry):
    stated = {"role": "evaluator", "in_post": 1, "hires_per_year": 1, "cost_per_year": 90_000}
    market = market_of(ministry(capacity={"staff": [stated]}), 1)
    assert prices.yearly_pay(Role.EVALUATOR, market=market).values[0] == 90_000
    bare = market_of(ministry(), 1)
    gross = bare.price(Role.EVALUATOR, "staff-cost").values
    found = prices.yearly_pay(Role.EVALUATOR, market=bare).values
    np.testing.assert_allclose(found, gross * median(bare, "staff", "on-cost"))


def test_own_room_and_tariff_go_before_the_fact_base(market_of, ministry):
    market = market_of(ministry(site={"pue": 1.3, "electricity_price": 0.9}), 1)
    assert prices.pue(market=market).values[0] == 1.3
    assert prices.electricity_price(market=market).values[0] == 0.9


def test_tokens_are_priced_by_the_token_with_tax(market_of, ministry):
    market = market_of(ministry(), 1)
    listed = market.facts.api_price("deepseek-v2")
    price_in, price_out = prices.token_prices("deepseek-v2", market=market)
    rate = market.exchange(listed.currency).values[0]
    level = prices.price_level("deepseek-v2", market=market).values[0]
    assert price_in.values[0] == pytest.approx(listed.input_per_mtoken / 1e6 * rate * level * 1.1)
    assert price_out.values[0] == pytest.approx(listed.output_per_mtoken / 1e6 * rate * level * 1.1)


def test_a_model_without_a_price_is_an_error(market_of, ministry):
    with pytest.raises(FactError, match="Ask for an offer"):
        prices.token_prices("qwen1.5-14b", market=market_of(ministry(), 1))


def test_a_service_at_home_is_not_priced_from_a_list_elsewhere(market_of, ministry):
    market = market_of(ministry(as_of="2026-11-21"), 1)
    anywhere, _ = prices.token_prices("llama-4-maverick", market=market)
    assert anywhere.values.min() > 0
    with pytest.raises(FactError, match=r"in CN: none known .*groq \(seat US\) lists it"):
        prices.token_prices("llama-4-maverick", market=market, place="CN")
    with pytest.raises(FactError, match="last list price ended on 2025-08-21; novita"):
        prices.token_prices("deepseek-r1", market=market, place="CN")
