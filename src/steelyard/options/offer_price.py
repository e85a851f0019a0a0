"""What an offer received costs: its own prices take the place of list prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.errors import FactError
from steelyard.options.costs import api
from steelyard.options.model import CostLine
from steelyard.quantities.units import MILLION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.base import Quantity
    from steelyard.dossier.schema import Offer
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.amount import Amount
    from steelyard.options.market import Market
    from steelyard.quantities.arrays import FloatArray


def offer_lines(
    offer: Offer, *, need: UseCaseNeed, in_service: FloatArray, market: Market
) -> Iterator[CostLine]:
    """Yield the cost lines of an offer received.

    Parameters
    ----------
    offer
        Its fixed price, usage prices and included volume.
    need
        Requests and their lengths.
    in_service
        Part of each year in which the service runs, shape ``(year, draw)``. [1]
    market
        Draws and tax.

    Yields
    ------
    CostLine
        The fixed price, and usage beyond what it includes.

    Raises
    ------
    FactError
        If the offer has no price, or none for what goes beyond its included volume.

    Notes
    -----
    Equation C-19 of ``docs/method/whole-life-cost.md``. Prices are taken as before tax and hold
    over the horizon.
    """
    where = f"offers/{offer.id}"
    handled = need.handled * in_service
    fee = _priced(where, "price_per_year", offer.price_per_year, "CUR/year", market)
    if fee is not None:
        yield CostLine("offer_fee", False, in_service * fee.values, "C-19", fee.inputs)
    beyond = _beyond(offer, where, handled, in_service, market, has_fee=fee is not None)
    if not beyond.any():
        return
    unit = "CUR/Mtoken"
    asked = "price_per_million_input_tokens", "price_per_million_output_tokens"
    price_in = _priced(where, asked[0], offer.price_per_million_input_tokens, unit, market)
    price_out = _priced(where, asked[1], offer.price_per_million_output_tokens, unit, market)
    if price_in is None or price_out is None:
        message = (
            f"{where}: no price for requests beyond the included volume. "
            "Ask the supplier for prices of input and output tokens and enter them."
        )
        raise FactError(message)
    cash = api.token_spend(
        requests=beyond,
        input_tokens=need.input_tokens,
        output_tokens=need.output_tokens,
        input_price=price_in.values / MILLION,
        output_price=price_out.values / MILLION,
        relative_price=np.ones_like(beyond),
    )
    yield CostLine("tokens", False, cash, "C-19", price_in.inputs + price_out.inputs)


def _priced(
    where: str, name: str, quantity: Quantity | None, unit: str, market: Market
) -> Amount | None:
    if quantity is None:
        return None
    return market.taxed(market.stated(f"{where}/{name}", quantity, unit))


def _beyond(
    offer: Offer,
    where: str,
    handled: FloatArray,
    in_service: FloatArray,
    market: Market,
    *,
    has_fee: bool,
) -> FloatArray:
    # A fixed price without a stated volume covers everything.
    if not has_fee:
        return handled
    stated = offer.included_requests_per_year
    if stated is None:
        return np.zeros_like(handled)
    path = f"{where}/included_requests_per_year"
    included = market.stated(path, stated, "request/year")
    return np.maximum(handled - included.values * in_service, 0.0)
