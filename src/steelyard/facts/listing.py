"""Facts as lines of a table and as one page, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.errors import FactError
from steelyard.facts.aliases import near
from steelyard.facts.schema import FactRow

if TYPE_CHECKING:
    from steelyard.facts.base import FactModel
    from steelyard.facts.book import FactBook
    from steelyard.facts.schema import DatedRow
    from steelyard.facts.tables import FactTables


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as a line of text.

    Attributes
    ----------
    id, entity, parameter, place, unit, pedigree, source
        As in the table; ``unit`` is empty for a status.
    value
        The number with its 5 to 95 per cent range, or the word.
    valid_from, known_from
        Days, ISO 8601.
    """

    id: str
    entity: str
    parameter: str
    place: str
    value: str
    unit: str
    valid_from: str
    known_from: str
    pedigree: str
    source: str


def facts_table(book: FactBook, *, about: str = "") -> tuple[FactLine, ...]:
    """Return the facts known and valid at the study's date, one per entity, parameter and place.

    Parameters
    ----------
    book
        The facts.
    about
        Only lines whose id, entity, parameter or place contains this text.

    Returns
    -------
    tuple[FactLine, ...]
        Sorted by entity, parameter and place.
    """
    newest: dict[tuple[str, str, str], DatedRow] = {}
    for row in (*book.tables.rows, *book.tables.status_rows):
        key = (row.entity, row.parameter, row.place)
        kept = newest.get(key)
        dates = (row.valid_from, row.known_from)
        is_known = max(dates) <= book.as_of
        if is_known and (kept is None or (kept.valid_from, kept.known_from) < dates):
            newest[key] = row
    lines = (_line(newest[key]) for key in sorted(newest))
    wanted = about.lower()
    return tuple(
        line
        for line in lines
        if wanted in f"{line.id} {line.entity} {line.parameter} {line.place}".lower()
    )


def fact_page(book: FactBook, identifier: str) -> dict[str, str]:
    """Return everything recorded under an id, and its source.

    Parameters
    ----------
    book
        The facts; what was not yet known at its date is shown too, with its dates.
    identifier
        Id of a row, an observation, an offer, a national programme or a source; or any spelling
        of a model.

    Returns
    -------
    dict[str, str]
        Field to text, in the order of the record; fields of the source begin with ``source.``.

    Raises
    ------
    FactError
        If there is no such id; names near ones.
    """
    records = _by_id(book.tables)
    found = records.get(identifier) or records.get(book.tables.aliases.model(identifier) or "")
    if found is None:
        message = (
            f"fact '{identifier}': no such id. Nearest: {near(identifier, records)}. "
            "`steelyard facts list` shows all."
        )
        raise FactError(message)
    page = _fields(found)
    for name in (*getattr(found, "sources", ()), *filter(None, [getattr(found, "source", "")])):
        page |= {
            f"source.{name}.{field}": text for field, text in _fields(book.source(name)).items()
        }
    return page


def _by_id(tables: FactTables) -> dict[str, FactModel]:
    groups = (
        tables.sources.values(),
        tables.training_runs,
        tables.serving_measurements,
        tables.scores,
        tables.api_prices,
        tables.sellers,
        tables.service_benefits,
        tables.progress,
        tables.documents,
        tables.national_cases,
        tables.offers,
        tables.models,
        tables.status_rows,
        tables.rows,
    )
    return {record.id: record for group in groups for record in group}


def _fields(record: FactModel) -> dict[str, str]:
    content = record.model_dump(mode="json")
    return {field: _text(value) for field, value in content.items() if value not in (None, "", [])}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(entry) for entry in value)
    if isinstance(value, dict):
        return "; ".join(
            f"{key} {_text(entry)}" for key, entry in value.items() if entry is not None
        )
    return str(value)


def _line(row: DatedRow) -> FactLine:
    value, unit = str(getattr(row, "value", "")), ""
    if isinstance(row, FactRow):
        value, unit = _spread(row), row.unit
    return FactLine(
        id=row.id,
        entity=row.entity,
        parameter=row.parameter,
        place=row.place,
        value=value,
        unit=unit,
        valid_from=row.valid_from.isoformat(),
        known_from=row.known_from.isoformat(),
        pedigree=row.pedigree.value,
        source=row.source,
    )


def _spread(row: FactRow) -> str:
    if row.p05 is None or row.p95 is None:
        return f"{row.p50:g}"
    return f"{row.p50:g} ({row.p05:g} to {row.p95:g})"
