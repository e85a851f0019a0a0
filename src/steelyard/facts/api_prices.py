"""List prices of model interfaces: our own dated rows first, then the genai-prices package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from steelyard.facts.tables import FactTables


@dataclass(frozen=True, slots=True)
class ApiPrice:
    """A list price per million tokens.

    Attributes
    ----------
    id
        ``price.<row id>`` or ``genai-prices.<provider>.<model>``.
    model_id
        Model, by id.
    provider
        Who sells.
    input_per_mtoken, output_per_mtoken
        In ``currency`` per million tokens; ``None`` where not published.
    currency
        ISO 4217 code.
    on
        Day asked for.
    valid_from
        First day of the price, if known.
    source
        Source id.
    origin
        In words, with the package version where it comes from there.
    """

    id: str
    model_id: str
    provider: str
    input_per_mtoken: float | None
    output_per_mtoken: float | None
    currency: str
    on: date
    valid_from: date | None
    source: str
    origin: str


def api_price(tables: FactTables, model: str, *, on: date, known_by: date) -> ApiPrice | None:
    """Return the list price of a model on a day.

    Parameters
    ----------
    tables
        The fact files.
    model
        Id or any known spelling.
    on
        Day of the price.
    known_by
        Nothing published later is used.

    Returns
    -------
    ApiPrice | None
        The price, or nothing if none is known.
    """
    identifier = tables.aliases.model(model) or model
    rows = [
        row
        for row in tables.api_prices
        if row.model_id == identifier
        and row.known_from <= known_by
        and row.valid_from <= on
        and (row.valid_to is None or on < row.valid_to)
    ]
    if not rows:
        return None
    row = max(rows, key=lambda row: (row.valid_from, row.known_from))
    return ApiPrice(
        id=f"price.{row.id}",
        model_id=identifier,
        provider=row.provider,
        input_per_mtoken=row.input_per_mtoken,
        output_per_mtoken=row.output_per_mtoken,
        currency=row.currency,
        on=on,
        valid_from=row.valid_from,
        source=row.source,
        origin=row.locator,
    )
