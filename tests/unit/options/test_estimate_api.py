"""The list price of a day, and clear answers to bad questions."""

from __future__ import annotations

import pytest

from steelyard.errors import DomainError, FactError
from steelyard.options.estimate_api import ApiRequest, estimate_api


def test_cost_by_hand(facts_of):
    book = facts_of("2024-05-23")
    found = estimate_api(ApiRequest("deepseek-v2", 2000, 500, 1e6), book=book)
    price = book.api_price("deepseek-v2")
    expected = 2000 * price.input_per_mtoken + 500 * price.output_per_mtoken
    assert found.cost.p50 == pytest.approx(expected)
    assert found.cost.unit == price.currency
    answer = found.as_json()
    assert answer["model"] == "deepseek-v2"
    assert answer["source"]


def test_every_bad_number_is_named(facts_of):
    with pytest.raises(DomainError) as caught:
        estimate_api(ApiRequest("deepseek-v2", -1, float("nan"), 1), book=facts_of("2024-05-23"))
    assert "--input-tokens" in str(caught.value)
    assert "--output-tokens" in str(caught.value)


def test_no_price_says_what_to_do(facts_of):
    with pytest.raises(FactError, match="Ask for an offer"):
        estimate_api(ApiRequest("qwen1.5-14b", 1, 1, 1), book=facts_of("2024-05-23"))
