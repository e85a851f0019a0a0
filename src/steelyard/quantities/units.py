"""Every conversion factor of the project, and the units in which facts may be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from steelyard.errors import FactError

THOUSAND: Final = 1e3
MILLION: Final = 1e6
BILLION: Final = 1e9
TERA: Final = 1e12
MICRO: Final = 1e-6
MILLI: Final = 1e-3
PERCENT: Final = 1e-2
GIB: Final = 1024.0**3
KIB: Final = 1024.0
SECONDS_PER_MINUTE: Final = 60.0
SECONDS_PER_HOUR: Final = 3600.0
HOURS_PER_DAY: Final = 24.0
DAYS_PER_YEAR: Final = 365.25
HOURS_PER_YEAR: Final = HOURS_PER_DAY * DAYS_PER_YEAR
HOURS_PER_WEEK: Final = 168.0
MONTHS_PER_YEAR: Final = 12.0
WEEKS_PER_YEAR: Final = DAYS_PER_YEAR / 7.0
SECONDS_PER_DAY: Final = HOURS_PER_DAY * SECONDS_PER_HOUR
SECONDS_PER_YEAR: Final = HOURS_PER_YEAR * SECONDS_PER_HOUR
J_PER_KWH: Final = 3.6e6
J_PER_MWH: Final = 3.6e9
LITRES_PER_M3: Final = 1e3
KG_PER_T: Final = 1e3


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which a fact or a dossier entry may be written.

    Attributes
    ----------
    symbol
        As written in tables, for example ``TFLOP/s``.
    dimension
        What is measured; two units convert only within one dimension.
    factor
        Value of one unit in the coherent unit of its dimension.
    """

    symbol: str
    dimension: str
    factor: float


def _table(dimension: str, factors: dict[str, float]) -> dict[str, Unit]:
    return {symbol: Unit(symbol, dimension, factor) for symbol, factor in factors.items()}


# The coherent unit of each dimension is the one with factor 1.
UNITS: Final[dict[str, Unit]] = {
    **_table("ratio", {"1": 1.0, "%": PERCENT, "x/year": 1.0, "ratio": 1.0}),
    **_table("yearly rate", {"1/year": 1.0, "%/year": PERCENT}),
    **_table("compute", {"FLOP": 1.0, "TFLOP": TERA}),
    **_table("compute rate", {"FLOP/s": 1.0, "TFLOP/s": TERA}),
    **_table("memory", {"byte": 1.0, "GB": BILLION, "GiB": GIB, "TB": TERA}),
    **_table("memory rate", {"byte/s": 1.0, "GB/s": BILLION, "Gbit/s": BILLION / 8.0}),
    **_table("power", {"W": 1.0, "kW": THOUSAND}),
    **_table("energy", {"J": 1.0, "kWh": J_PER_KWH, "MWh": J_PER_MWH}),
    **_table(
        "time",
        {
            "s": 1.0,
            "ms": MILLI,
            "us": MICRO,
            "min": SECONDS_PER_MINUTE,
            "h": SECONDS_PER_HOUR,
            "day": SECONDS_PER_DAY,
            "month": SECONDS_PER_YEAR / MONTHS_PER_YEAR,
            "year": SECONDS_PER_YEAR,
        },
    ),
    **_table("tokens", {"token": 1.0, "Mtoken": MILLION, "Gtoken": BILLION}),
    **_table("token rate", {"token/s": 1.0}),
    **_table("carbon intensity", {"kgCO2e/kWh": 1.0, "gCO2e/kWh": 1e-3}),
    **_table("carbon", {"kgCO2e": 1.0, "tCO2e": KG_PER_T}),
    **_table("water", {"m3": 1.0, "L": 1.0 / LITRES_PER_M3}),
    **_table("water per energy", {"L/kWh": 1.0}),
    **_table("persons", {"person": 1.0, "FTE": 1.0}),
    **_table("persons per year", {"person/year": 1.0, "FTE/year": 1.0}),
    **_table("work", {"FTE-month": 1.0}),
    **_table("requests", {"request": 1.0}),
    **_table("requests per year", {"request/year": 1.0}),
    **_table("index", {"index": 1.0, "point": 1.0, "point/year": 1.0, "level": 1.0}),
}
"""Units by symbol. Money units are written ``CUR``, ``CUR/…`` with an ISO 4217 code."""


_CODES: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
    "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF "
    "XCD XOF XPF YER ZAR ZMW ZWG "
)
CURRENCIES: Final = frozenset(_CODES.split())
"""ISO 4217 codes in use; a unit may begin with one, as ``CNY/kWh``."""


def _money(code: str) -> Unit | None:
    return Unit(code, f"money in {code}", 1.0) if code in CURRENCIES else None


def _price(symbol: str) -> Unit | None:
    code, *per = symbol.split("/")
    if _money(code) is None:
        return None
    parts = [UNITS.get(part) or _money(part) for part in per]
    dimension, factor = f"money in {code}", 1.0
    for part in parts:
        if part is None:
            return None
        dimension, factor = f"{dimension} per {part.dimension}", factor / part.factor
    return Unit(symbol, dimension, factor)


def unit_named(symbol: str) -> Unit:
    """Return a unit by its symbol.

    Parameters
    ----------
    symbol
        As written in a fact table: a registered symbol, or money per registered units.

    Returns
    -------
    Unit
        The unit.

    Raises
    ------
    FactError
        If the symbol is neither.

    Examples
    --------
    >>> unit_named("USD/kWh").dimension
    'money in USD per energy'
    """
    found = UNITS.get(symbol) or _price(symbol)
    if found is None:
        known = ", ".join(sorted(UNITS))
        message = (
            f"unit '{symbol}': expected one of {known}, or money per these as USD/kWh. "
            "Write the value in one of these."
        )
        raise FactError(message)
    return found


def convert(value: float, *, from_unit: str, to_unit: str) -> float:
    """Return a value in another unit of the same dimension.

    Parameters
    ----------
    value
        The number in ``from_unit``.
    from_unit, to_unit
        Registered unit symbols.

    Returns
    -------
    float
        The number in ``to_unit``.

    Raises
    ------
    FactError
        If a unit is unknown or the two measure different things.

    Examples
    --------
    >>> convert(2.0, from_unit="MWh", to_unit="kWh")
    2000.0
    """
    source, target = unit_named(from_unit), unit_named(to_unit)
    if source.dimension != target.dimension:
        message = (
            f"cannot convert [{from_unit}] ({source.dimension}) to [{to_unit}] ({target.dimension})"
        )
        raise FactError(message)
    return value * source.factor / target.factor
