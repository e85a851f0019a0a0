"""What requests to a model's interface cost at the list price of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import DomainError, FactError
from steelyard.options.costs.api import token_spend
from steelyard.quantities.units import MILLION
from steelyard.uncertainty.summary import Spread, significant

if TYPE_CHECKING:
    from steelyard.facts.api_prices import ApiPrice
    from steelyard.facts.book import FactBook

MOST: Final = 1e15
"""More requests or tokens than anybody will ever send. [1]"""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """Requests to be priced.

    Attributes
    ----------
    model
        Model, in any known spelling.
    input_tokens, output_tokens
        Tokens of one request. [token/request]
    requests
        Number of requests. [request]
    """

    model: str
    input_tokens: float
    output_tokens: float
    requests: float


@dataclass(frozen=True, slots=True)
class ApiEstimate:
    """Cost at the list price.

    Attributes
    ----------
    request
        What was asked.
    price
        The list price and where it comes from.
    cost
        Of all requests, in the currency of the price; a list price has no spread.
    """

    request: ApiRequest
    price: ApiPrice
    cost: Spread

    def as_json(self) -> dict[str, object]:
        """Return the estimate as plain data.

        Returns
        -------
        dict
            ``cost`` and what stands behind it.
        """
        price = self.price
        return {
            "cost": self.cost.as_json(),
            "model": price.model_id,
            "provider": price.provider,
            "input_price": significant(price.input_per_mtoken or 0.0),
            "output_price": significant(price.output_per_mtoken or 0.0),
            "price_unit": f"{price.currency}/Mtoken",
            "price_date": price.on.isoformat(),
            "valid_from": None if price.valid_from is None else price.valid_from.isoformat(),
            "source": price.source,
            "origin": price.origin,
            "note": "list price; no cache or batch discount, no tax, no negotiated discount",
        }


def estimate_api(request: ApiRequest, *, book: FactBook) -> ApiEstimate:
    """Return what requests cost at the list price of the study's date.

    Parameters
    ----------
    request
        Model, lengths and number.
    book
        Facts as known on the study's date.

    Returns
    -------
    ApiEstimate
        In the currency of the price.

    Raises
    ------
    DomainError
        If a number is negative or beyond all sense.
    FactError
        If no price is known on that day.
    """
    numbers = {
        "--input-tokens": request.input_tokens,
        "--output-tokens": request.output_tokens,
        "--requests": request.requests,
    }
    problems = [
        f"{name}: expected a number from 0 to {MOST:g}, found {value:g}. Correct it."
        for name, value in numbers.items()
        if not 0 <= value <= MOST
    ]
    if problems:
        raise DomainError("\n".join(problems))
    price = book.api_price(book.model(request.model).id)
    if price is None or price.input_per_mtoken is None or price.output_per_mtoken is None:
        message = (
            f"price of '{request.model}' per token: none known at {book.as_of}. "
            "Ask for an offer, or name another day with --as-of."
        )
        raise FactError(message)
    one = np.ones((1, 1))
    spend = token_spend(
        requests=one * request.requests,
        input_tokens=one[0] * request.input_tokens,
        output_tokens=one[0] * request.output_tokens,
        input_price=one[0] * price.input_per_mtoken / MILLION,
        output_price=one[0] * price.output_per_mtoken / MILLION,
        relative_price=one,
    )
    cost = float(spend[0, 0])
    return ApiEstimate(request, price, Spread(cost, cost, cost, price.currency))
