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

    from steelyard.facts.observations import ApiPriceRow, Seller
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
    seller
        Id of whoever sells; empty if not listed.
    seat
        Country of the seller's seat; empty if not listed.
    is_maker
        Whether the seller made the model.
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
    seller: str = ""
    seat: str = ""
    is_maker: bool = False


def package_version() -> str:
    """Return the version of the price package, which dates its prices.

    Returns
    -------
    str
        As ``0.2.3``.
    """
    return version(PACKAGE)


def api_price(
    tables: FactTables, model: str, *, on: date, known_by: date, place: str = ""
) -> ApiPrice | None:
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
    place
        Country in which the service has to be sold and run; empty for anywhere.

    Returns
    -------
    ApiPrice | None
        A row of ours that was seen to hold on that day; else the package's price; else the last
        row of ours, with a note; else nothing.

    Notes
    -----
    The maker's own price comes first; where only others sell an open model, that of the host with
    the median output price. With a ``place``, a host that is not the maker counts only if it has
    its seat there: its list says nothing of a service elsewhere. The maker's list is what an offer
    there starts from; whether the maker serves the place is a question of its own.
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
    if place:
        rows = [row for row in rows if row.is_maker or _seat(_of_listed(tables, row)) == place]
    rows = [row for row in rows if row.is_maker] or rows
    seen = [row for row in rows if row.valid_to or row.last_seen is None or on <= row.last_seen]
    if seen:
        return _of_row(tables, _chosen(seen), identifier, on, "")
    packaged = _of_package(tables, identifier, on)
    if packaged is not None and (not place or packaged.is_maker or packaged.seat == place):
        return packaged
    if not rows:
        return None
    row = _chosen(rows)
    return _of_row(
        tables, row, identifier, on, f"last seen {row.last_seen}: may have changed since"
    )


def why_no_price(tables: FactTables, model: str, *, on: date, known_by: date, place: str) -> str:
    """Return in words why a model has no price in a place.

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
    place
        Country in which the service has to be sold.

    Returns
    -------
    str
        When the maker's price ended, and who else sells, if anybody; empty if nothing is known.
    """
    identifier = tables.aliases.model(model) or model
    ends = [
        row.valid_to
        for row in tables.api_prices
        if row.model_id == identifier
        and row.is_maker
        and row.known_from <= known_by
        and row.valid_to is not None
        and row.valid_to <= on
    ]
    parts = [f"the maker's last list price ended on {max(ends)}"] if ends else []
    anywhere = api_price(tables, identifier, on=on, known_by=known_by)
    if anywhere is not None and not anywhere.is_maker:
        seat = f" (seat {anywhere.seat})" if anywhere.seat else ""
        parts.append(f"{anywhere.provider}{seat} lists it, which says nothing of {place}")
    return "; ".join(parts)


def _of_listed(tables: FactTables, row: ApiPriceRow) -> Seller | None:
    name = row.provider if row.is_maker else row.host
    return next(
        (s for s in tables.sellers if name in (s.developers if row.is_maker else s.names)), None
    )


def _seat(seller: Seller | None) -> str:
    return "" if seller is None else seller.seat


def _chosen(rows: Sequence[ApiPriceRow]) -> ApiPriceRow:
    if rows[0].is_maker:
        return max(rows, key=lambda row: (row.valid_from, row.known_from))
    newest = {row.host: row for row in sorted(rows, key=lambda row: row.valid_from)}
    priced = sorted(newest.values(), key=lambda row: (row.output_per_mtoken or 0.0, row.host))
    return priced[(len(priced) - 1) // 2]


def _of_row(
    tables: FactTables, row: ApiPriceRow, identifier: str, on: date, reservation: str
) -> ApiPrice:
    seller = _of_listed(tables, row)
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
        seller="" if seller is None else seller.id,
        seat=_seat(seller),
        is_maker=row.is_maker,
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
    seller = next((s for s in tables.sellers if provider in s.providers), None)
    makers = {card.developer for card in tables.models if card.id == identifier}
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
        seller="" if seller is None else seller.id,
        seat=_seat(seller),
        is_maker=seller is not None and bool(makers & set(seller.developers)),
    )
