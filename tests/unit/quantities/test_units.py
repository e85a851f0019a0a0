"""Units convert within what they measure, and only there."""

from __future__ import annotations

import pytest

from steelyard.errors import FactError
from steelyard.quantities.units import CURRENCIES, UNITS, convert, unit_named


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "expected"),
    [
        (1.0, "kWh", "J", 3.6e6),
        (2.0, "MWh", "kWh", 2000.0),
        (1.0, "GiB", "byte", 1073741824.0),
        (80.0, "GB", "byte", 8e10),
        (989.0, "TFLOP/s", "FLOP/s", 9.89e14),
        (400.0, "Gbit/s", "GB/s", 50.0),
        (12.0, "month", "year", 1.0),
        (500.0, "gCO2e/kWh", "kgCO2e/kWh", 0.5),
        (1.0, "m3", "L", 1000.0),
        (30.0, "%", "1", 0.3),
        (0.36, "USD/kWh", "USD/MWh", 360.0),
        (3.0, "USD/Mtoken", "USD/token", 3e-6),
    ],
)
def test_conversion(value, from_unit, to_unit, expected):
    assert convert(value, from_unit=from_unit, to_unit=to_unit) == pytest.approx(
        expected, rel=1e-12
    )


@pytest.mark.parametrize(
    ("from_unit", "to_unit"), [("kWh", "kW"), ("USD", "CNY"), ("token", "request"), ("GB", "GB/s")]
)
def test_different_things_do_not_convert(from_unit, to_unit):
    with pytest.raises(FactError, match="cannot convert"):
        convert(1.0, from_unit=from_unit, to_unit=to_unit)


@pytest.mark.parametrize("symbol", ["furlong", "usd", "USD/furlong", "", "kWh/USD"])
def test_an_unknown_symbol_says_what_is_known(symbol):
    with pytest.raises(FactError, match=r"expected one of .*USD/kWh"):
        unit_named(symbol)


def test_each_dimension_has_a_coherent_unit():
    for dimension in {unit.dimension for unit in UNITS.values()}:
        assert 1.0 in {unit.factor for unit in UNITS.values() if unit.dimension == dimension}


def test_symbols_are_their_own_keys_and_no_currency_is_a_unit():
    assert all(symbol == unit.symbol for symbol, unit in UNITS.items())
    assert not CURRENCIES & set(UNITS)
