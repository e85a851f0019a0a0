from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts.book import FactBook
from steelyard.uncertainty.statements import Family

if TYPE_CHECKING:
    from steelyard.facts.fact import Fact
    from steelyard.facts.tables import FactTables


@pytest.fixture
def memory(tables: FactTables) -> Fact:
    return FactBook(tables, date(2024, 2, 15)).value("Chip-1", "memory-capacity")


@pytest.fixture
def price(tables: FactTables) -> Fact:
    return FactBook(tables, date(2024, 2, 15)).value("Chip-1", "purchase-price")


def test_a_value_converts_within_its_dimension(memory: Fact) -> None:
    assert memory.in_unit("byte").p50 == 80e9
    assert memory.in_unit("GB").p50 == 80


def test_two_names_of_one_unit_convert_to_themselves(memory: Fact) -> None:
    share = replace(memory, unit="1")
    assert share.in_unit("ratio") is memory.statement


def test_another_dimension_is_refused(price: Fact) -> None:
    with pytest.raises(FactError, match="money in USD"):
        price.in_unit("EUR")


def test_a_fact_becomes_a_parameter(price: Fact) -> None:
    parameter = price.as_parameter()
    assert parameter.id == "fact:hw.1.price.a"
    assert parameter.unit == "USD"
    assert parameter.statement.family is Family.LOGNORMAL
    assert parameter.label == "Chip-1: purchase-price"


def test_a_parameter_can_be_asked_in_another_unit(memory: Fact) -> None:
    assert memory.as_parameter("TB").statement.p50 == pytest.approx(0.08)


def test_a_fact_carries_its_source(price: Fact) -> None:
    assert price.source.publisher == "Maker"
    assert price.price_year == 2024
