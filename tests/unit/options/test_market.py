"""Prices arrive in the dossier's money; what is paid at home is not foreign."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.errors import FactError
from steelyard.options.market import places_of


def test_the_nearest_place_comes_first(ministry):
    assert places_of(ministry(site={"grid_zone": "CN-GX"})) == ("CN-GX", "CN", "WLD")
    assert places_of(ministry()) == ("CN", "WLD")


def test_own_money_is_worth_itself(market_of, ministry):
    market = market_of(ministry(), 5)
    np.testing.assert_array_equal(market.exchange("CNY").values, np.ones(5))
    assert market.exchange("USD").is_foreign


def test_two_exchanges_cancel(market_of, ministry):
    market = market_of(ministry(), 5)
    euro, dollar = market.exchange("EUR").values, market.exchange("USD").values
    rate = market.sample.of(market.facts.value("EUR", "exchange-rate").parameter)
    np.testing.assert_allclose(euro * rate, dollar)


def test_a_price_of_the_country_is_not_foreign(market_of, ministry):
    market = market_of(ministry(), 5)
    here = market.price("H20-96GB", "server-price-per-accelerator")
    assert not here.is_foreign
    assert market.price("colocation", "colocation-rent").is_foreign == (
        market.facts.value("colocation", "colocation-rent").fact.place == "WLD"
    )


def test_units_are_converted_but_one_statement_is_drawn(market_of, ministry):
    market = market_of(ministry(), 5)
    one, other = market.number("lora", "tokens", "token"), market.number("lora", "tokens", "Gtoken")
    np.testing.assert_allclose(one.values, other.values * 1e9)
    assert one.inputs == other.inputs


def test_the_same_number_is_kept(market_of, ministry):
    market = market_of(ministry(), 5)
    assert market.number("world", "pue", "1") is market.number("world", "pue", "1")
    assert market.number_if_known("world", "no-such", "1") is None
    with pytest.raises(FactError):
        market.number("world", "no-such", "1")


def test_tax_is_added_once(market_of, ministry):
    market = market_of(ministry(), 1)
    price = market.price("colocation", "colocation-rent")
    np.testing.assert_allclose(market.taxed(price).values, price.values * 1.1)


def test_only_the_median_case_keeps_lines(market_of, ministry):
    assert market_of(ministry(), 1).has_lines
    assert not market_of(ministry(), 2).has_lines
