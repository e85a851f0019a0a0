"""What tokens cost over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def price_path(*, yearly_fall: FloatArray, position: FloatArray, elapsed: FloatArray) -> FloatArray:
    """Return the price of each year relative to today's list price.

    Parameters
    ----------
    yearly_fall
        Factor by which a year lowers the price at constant quality, at least 1, shape ``(draw,)``.
        [1/year]
    position
        Where the buyer stands between the frontier (0, flat price) and constant quality (1, the
        whole fall), shape ``(draw,)``. [1]
    elapsed
        Years since the list price, shape ``(year,)``. [year]

    Returns
    -------
    FloatArray
        Relative price, shape ``(year, draw)``. [1]

    Notes
    -----
    Equation C-2 of ``docs/method/whole-life-cost.md``: fall ** (-position * elapsed).
    """
    return np.asarray(yearly_fall ** (-position * elapsed[:, None]), dtype=np.float64)


def token_spend(
    *,
    requests: FloatArray,
    input_tokens: FloatArray,
    output_tokens: FloatArray,
    input_price: FloatArray,
    output_price: FloatArray,
    relative_price: FloatArray,
) -> FloatArray:
    """Return the yearly bill for tokens.

    Parameters
    ----------
    requests
        Requests given to the model, shape ``(year, draw)``. [request/year]
    input_tokens, output_tokens
        Tokens of one request, shape ``(draw,)``. [token/request]
    input_price, output_price
        Today's prices, shape ``(draw,)``. [CUR/token]
    relative_price
        Price of each year relative to today's, shape ``(year, draw)``. [1]

    Returns
    -------
    FloatArray
        Spend, shape ``(year, draw)``. [CUR/year]

    Notes
    -----
    Equation C-1 of ``docs/method/whole-life-cost.md``. Caching discounts and batch prices are not
    taken: they depend on how the service is written.
    """
    per_request = input_tokens * input_price + output_tokens * output_price
    return requests * per_request * relative_price
