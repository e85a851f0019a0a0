"""What people, machines, energy and tokens cost here, on the study's date, in every draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.errors import FactError
from steelyard.facts.api_prices import why_no_price
from steelyard.options.amount import Amount
from steelyard.options.market import WORLD
from steelyard.quantities.units import HOURS_PER_YEAR, MILLION
from steelyard.uncertainty import Parameter

if TYPE_CHECKING:
    from steelyard.dossier.capacity import Role
    from steelyard.options.market import Market

SERVER_PRICE: Final = "server-price-per-accelerator"


def yearly_pay(role: Role, *, market: Market) -> Amount:
    """Return the full yearly cost of one post.

    Parameters
    ----------
    role
        Kind of post.
    market
        Facts and draws.

    Returns
    -------
    Amount
        Dossier's own figure, else gross pay of the fact base with on-cost. [CUR/FTE/year]
    """
    return market.kept(("pay", role), lambda: _yearly_pay(role, market=market))


def _yearly_pay(role: Role, *, market: Market) -> Amount:
    for entry in market.dossier.capacity.staff:
        if entry.role is role and entry.cost_per_year is not None:
            path = f"capacity/staff/{role}/cost_per_year"
            return market.stated(path, entry.cost_per_year, "CUR/FTE/year")
    pay = market.price(role, "staff-cost")
    return pay.times(market.number("staff", "on-cost", "1"))


def electricity_price(*, market: Market) -> Amount:
    """Return the price of energy at the site. [CUR/kWh].

    Parameters
    ----------
    market
        Facts and draws.

    Returns
    -------
    Amount
        The dossier's own figure, else that of the fact base.
    """
    own = market.dossier.site.electricity_price
    if own is not None:
        return market.stated("site/electricity_price", own, "CUR/kWh")
    return market.price("electricity", "electricity-price")


def pue(*, market: Market) -> Amount:
    """Return the power usage effectiveness of the room. [1].

    Parameters
    ----------
    market
        Facts and draws.

    Returns
    -------
    Amount
        The dossier's own figure, else that of the fact base.
    """
    own = market.dossier.site.pue
    if own is not None:
        return market.stated("site/pue", own, "1")
    return market.number(WORLD, "pue", "1")


def purchase_price(hardware: str, *, market: Market) -> Amount:
    """Return the price of one accelerator with its share of the server, tax and duty.

    Parameters
    ----------
    hardware
        Accelerator id.
    market
        Facts and draws.

    Returns
    -------
    Amount
        Price of an eighth of a server where one is published, else of the bare accelerator with
        the rest of the server on top; duty only on what comes from abroad. [CUR/accelerator]
    """
    return market.kept(("purchase", hardware), lambda: _purchase_price(hardware, market=market))


def _purchase_price(hardware: str, *, market: Market) -> Amount:
    if market.facts.find(hardware, SERVER_PRICE) is not None:
        price = market.price(hardware, SERVER_PRICE)
    else:
        bare = market.price(hardware, "purchase-price")
        price = bare.times(market.number("hardware", "server-overhead", "1"))
    if price.is_foreign:
        duty = market.stated("money/import_duty", market.dossier.money.import_duty, "1")
        price = price.times(Amount(1.0 + duty.values, duty.inputs))
    return market.taxed(price)


def hourly_rent(hardware: str, *, market: Market) -> Amount:
    """Return the rent of one accelerator for an hour, with storage, network and tax.

    Parameters
    ----------
    hardware
        Accelerator id.
    market
        Facts and draws.

    Returns
    -------
    Amount
        Published rent; where none is, the yearly share of the purchase price with a
        supplier's margin (equation C-14 of ``docs/method/whole-life-cost.md``). [CUR/h]
    """
    return market.kept(("rent", hardware), lambda: _hourly_rent(hardware, market=market))


def _hourly_rent(hardware: str, *, market: Market) -> Amount:
    if market.facts.find(hardware, "rent-price") is not None:
        rent = market.price(hardware, "rent-price").times(
            market.number("hardware", "rent-overhead", "1")
        )
        return market.taxed(rent)
    price = purchase_price(hardware, market=market)
    life = market.number(WORLD, "depreciation-years", "year")
    margin = market.number("hardware", "rent-margin", "1")
    hourly = price.values * margin.values / (life.values * HOURS_PER_YEAR)
    return Amount(hourly, price.inputs + life.inputs + margin.inputs, price.is_foreign)


def token_prices(model: str, *, market: Market, place: str = "") -> tuple[Amount, Amount]:
    """Return the list prices of a model's input and output tokens, taxed.

    Parameters
    ----------
    model
        Model id.
    market
        Facts and draws.
    place
        Country in which the service has to be sold and run; empty for anywhere.

    Returns
    -------
    tuple of Amount
        Input and output. [CUR/token]

    Notes
    -----
    Raises ``FactError`` if no price is known on the study's date.
    """
    return market.kept(
        ("tokens", model, place), lambda: _token_prices(model, market=market, place=place)
    )


def _token_prices(model: str, *, market: Market, place: str) -> tuple[Amount, Amount]:
    price = market.facts.api_price(model, place=place)
    if price is None or price.input_per_mtoken is None or price.output_per_mtoken is None:
        where = f" in {place}" if place else ""
        day = market.book.as_of
        reason = why_no_price(market.book.tables, model, on=day, known_by=day, place=place)
        told = f" ({reason})" if place and reason else ""
        message = (
            f"price of '{model}' per token{where}: none known at {market.book.as_of}{told}. "
            "Ask for an offer and enter it under offers."
        )
        raise FactError(message)
    rate = market.exchange(price.currency)
    level = price_level(model, market=market)
    sides = (("input", price.input_per_mtoken), ("output", price.output_per_mtoken))
    found = []
    for side, listed in sides:
        values = level.values * (listed / MILLION)
        paid = Amount(values, (*level.inputs, f"{price.id}#{side}"))
        found.append(market.taxed(paid.times(rate)))
    return found[0], found[1]


def price_level(model: str, *, market: Market) -> Amount:
    """Return what is paid for a model's tokens over the list price.

    Parameters
    ----------
    model
        Model id; each model has a draw of its own.
    market
        Facts and draws.

    Returns
    -------
    Amount
        Ratio. [1]
    """
    known = market.facts.value("api", "paid-over-list")
    parameter = Parameter(
        f"model:price-level/{model}",
        known.fact.statement,
        "1",
        f"price of {model} over its list",
    )
    return Amount(market.sample.of(parameter), (parameter.id, known.parameter.id))
