"""An offer received is priced as offered, not at the list."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.errors import FactError
from steelyard.needs import assess_needs
from steelyard.options.offer_price import offer_lines

OFFER = {
    "id": "letter",
    "supplier": "A supplier",
    "supplier_country": "CN",
    "pathway": "api",
    "model": "deepseek-v2",
    "hosting": "vendor_in_country",
    "valid_until": "2025-12-31",
    "source": "letter of May",
}
IN_SERVICE = np.array([[0.5], [1.0], [1.0]])


@pytest.fixture
def priced(ministry, market_of):
    def lines(**terms):
        dossier = ministry(offers=[{**OFFER, **terms}])
        market = market_of(dossier, 1)
        need = assess_needs(dossier, market.sample).use_cases[0]
        found = offer_lines(dossier.offers[0], need=need, in_service=IN_SERVICE, market=market)
        return {line.id: line.cash[:, 0] for line in found}, need

    return lines


def test_a_fixed_price_covers_everything_unless_a_volume_is_stated(priced):
    found, _ = priced(price_per_year=100_000)
    assert set(found) == {"offer_fee"}
    np.testing.assert_allclose(found["offer_fee"], 110_000 * IN_SERVICE[:, 0])


def test_usage_by_the_token(priced):
    found, need = priced(price_per_million_input_tokens=2, price_per_million_output_tokens=8)
    per_request = (1500 * 2 + 300 * 8) / 1e6 * 1.1
    np.testing.assert_allclose(found["tokens"], need.handled[:, 0] * IN_SERVICE[:, 0] * per_request)


def test_usage_beyond_what_is_included(priced):
    found, need = priced(
        price_per_year=1000,
        included_requests_per_year=60_000,
        price_per_million_input_tokens=2,
        price_per_million_output_tokens=8,
    )
    beyond = (need.handled[:, 0] - 60_000) * IN_SERVICE[:, 0]
    np.testing.assert_allclose(found["tokens"], beyond * (1500 * 2 + 300 * 8) / 1e6 * 1.1)


@pytest.mark.parametrize("terms", [{}, {"price_per_year": 1, "included_requests_per_year": 10}])
def test_a_missing_price_is_an_error(priced, terms):
    with pytest.raises(FactError, match="offers/letter"):
        priced(**terms)


def test_the_option_of_an_offer_has_the_price_of_the_offer(appraised, ministry):
    _, cheap = appraised(ministry(offers=[{**OFFER, "price_per_year": 1}]))
    _, dear = appraised(ministry(offers=[{**OFFER, "price_per_year": 5e6}]))
    index = next(i for i, option in enumerate(cheap.options) if option.offer == "letter")
    assert np.median(dear.costs[index].alone - cheap.costs[index].alone) > 5e6
