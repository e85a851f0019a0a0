"""List prices of model interfaces: our own dated rows first, then the genai-prices package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from genai_prices import Usage, calc_price

from steelyard.quantities.units import MILLION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.facts.observations import ApiPriceRow
    from steelyard.facts.tables import FactTables

PACKAGE: Final = "genai-prices"
PACKAGE_SOURCE: Final = "genai-prices-package"
PACKAGE_HISTORY_FROM: Final = date(2025, 5, 22)
"""Before this day the package answers with later prices."""
PROBE_TOKENS: Final = 1000
"""Short enough to stay in the lowest price tier. [token]"""


@dataclass(frozen=True, slots=True)
class ApiPrice:
    """A list price per million tokens.

    Attributes
    ----------
    id
        ``price.<row id>`` or ``genai-prices.<provider>.<name there>``.
    model_id
        Model, by id.
    provider
        Who sells, and where if not at the maker's.
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
        Locator, or the package with its version.
    note
        Reservations.
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
    note: str = ""


def package_version() -> str:
    """Return the version of the price package, which dates its prices.

    Returns
    -------
    str
        As ``0.2.3``.
    """
    return version(PACKAGE)


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
        A row of ours that was seen to hold on that day; else the package's price; else the last
        row of ours, with a note; else nothing.

    Notes
    -----
    The maker's own price comes first; where only others sell an open model, that of the host with
    the median output price.
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
    rows = [row for row in rows if row.is_maker] or rows
    seen = [row for row in rows if row.valid_to or row.last_seen is None or on <= row.last_seen]
    if seen:
        return _of_row(_chosen(seen), identifier, on, "")
    packaged = _of_package(tables, identifier, on)
    if packaged is not None or not rows:
        return packaged
    row = _chosen(rows)
    return _of_row(row, identifier, on, f"last seen {row.last_seen}: may have changed since")


def _chosen(rows: Sequence[ApiPriceRow]) -> ApiPriceRow:
    if rows[0].is_maker:
        return max(rows, key=lambda row: (row.valid_from, row.known_from))
    newest = {row.host: row for row in sorted(rows, key=lambda row: row.valid_from)}
    priced = sorted(newest.values(), key=lambda row: (row.output_per_mtoken or 0.0, row.host))
    return priced[(len(priced) - 1) // 2]


def _of_row(row: ApiPriceRow, identifier: str, on: date, reservation: str) -> ApiPrice:
    return ApiPrice(
        id=f"price.{row.id}",
        model_id=identifier,
        provider=row.provider if row.is_maker else f"{row.provider}, at {row.host}",
        input_per_mtoken=row.input_per_mtoken,
        output_per_mtoken=row.output_per_mtoken,
        currency=row.currency,
        on=on,
        valid_from=row.valid_from,
        source=row.source,
        origin=row.locator,
        note="; ".join(text for text in (row.note, reservation) if text),
    )


def _of_package(tables: FactTables, identifier: str, on: date) -> ApiPrice | None:
    listed = tables.packaged_prices.get(identifier)
    if listed is None or on < PACKAGE_HISTORY_FROM:
        return None
    provider, name = listed
    try:
        found = calc_price(
            Usage(input_tokens=PROBE_TOKENS, output_tokens=PROBE_TOKENS),
            name,
            provider_id=provider,
            genai_request_timestamp=datetime.combine(on, time(12), tzinfo=UTC),
        )
    except LookupError:
        return None
    per_mtoken = MILLION / PROBE_TOKENS
    return ApiPrice(
        id=f"{PACKAGE}.{provider}.{name}",
        model_id=identifier,
        provider=provider,
        input_per_mtoken=round(float(found.input_price) * per_mtoken, 9),
        output_per_mtoken=round(float(found.output_price) * per_mtoken, 9),
        currency="USD",
        on=on,
        valid_from=None,
        source=PACKAGE_SOURCE,
        origin=f"{PACKAGE} {package_version()}, {provider}, {name}",
    )
