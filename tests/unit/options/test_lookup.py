"""The book is asked once, for what is there and for what is not."""

from __future__ import annotations

import pytest

from steelyard.errors import FactError
from steelyard.options.lookup import FactLookup


class CountingBook:
    """Answers like a fact book and counts how often."""

    def __init__(self, book):
        self.book, self.n_asked = book, 0

    def find(self, *args, **kwargs):
        self.n_asked += 1
        return self.book.find(*args, **kwargs)

    def value(self, *args, **kwargs):
        return self.book.value(*args, **kwargs)

    def api_price(self, model, *, place=""):
        self.n_asked += 1
        return self.book.api_price(model, place=place)


@pytest.fixture
def lookup(facts_of):
    return FactLookup(CountingBook(facts_of("2024-05-23")), ("CN", "WLD"))


def test_a_fact_is_asked_for_once(lookup):
    first = lookup.value("world", "pue")
    assert lookup.value("world", "pue") is first
    assert first.parameter.id == f"fact:{first.fact.id}"
    assert lookup.book.n_asked == 1


def test_what_is_missing_is_remembered_and_said(lookup):
    assert lookup.find("world", "no-such-parameter") is None
    assert lookup.find("world", "no-such-parameter") is None
    assert lookup.book.n_asked == 1
    with pytest.raises(FactError, match="no-such-parameter"):
        lookup.value("world", "no-such-parameter")


def test_other_places_are_another_question(lookup):
    here = lookup.value("grid", "carbon-intensity")
    world = lookup.value("grid", "carbon-intensity", places=("WLD",))
    assert here.fact.place == "CN"
    assert world.fact.place == "WLD"


def test_list_prices_are_remembered(lookup):
    assert lookup.api_price("deepseek-v2") is lookup.api_price("deepseek-v2")
    assert lookup.book.n_asked == 1
