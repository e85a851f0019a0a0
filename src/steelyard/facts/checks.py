"""Everything that can be wrong in the fact files, found at once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from steelyard.errors import FactError, Problem
from steelyard.facts.api_prices import PACKAGE_SOURCE
from steelyard.facts.cards import ModelCard, OfferArchetype
from steelyard.facts.documentation import DocumentRow
from steelyard.facts.schema import DatedRow, FactRow, Source
from steelyard.facts.tables import FactTables, validate
from steelyard.quantities.units import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from steelyard.facts.base import FactModel

EXPLAINED: Final = re.compile(r"\b(hindsight|later)\b", re.IGNORECASE)
"""Words with which a row explains a date before its source's."""
USED_BY_CODE: Final = frozenset({PACKAGE_SOURCE})
"""Sources that no row names because a package supplies the values."""


def check_facts(tables: FactTables | None = None, *, on: date) -> tuple[Problem, ...]:
    """Return everything wrong in the fact files.

    Parameters
    ----------
    tables
        The files; the shipped ones if not given.
    on
        The day by which reviews must not be overdue.

    Returns
    -------
    tuple[Problem, ...]
        Wrong fields, unknown units, sources missing or unused, ids repeated or out of order,
        spellings without an id, overlapping dates, dates before their source's, overdue reviews;
        empty if all is well.
    """
    tables = FactTables() if tables is None else tables
    records: list[FactModel] = []
    problems: list[Problem] = []
    for model, raw in tables.everything():
        found, wrong = validate(model, raw)
        records.extend(found)
        problems.extend(wrong)
        problems.extend(_repeated(model.__name__, [_id(record) for record in found]))
    problems.extend(_unordered(tables))
    problems.extend(_units(records))
    problems.extend(_sources(records))
    problems.extend(_names(tables, records))
    rows = [record for record in records if isinstance(record, DatedRow)]
    problems.extend(_overlaps(rows))
    statements = [record for record in records if isinstance(record, DocumentRow)]
    problems.extend(_twice(statements))
    dated: list[DatedRow | DocumentRow] = [*rows, *statements]
    problems.extend(_foresight(dated, [r for r in records if isinstance(r, Source)]))
    problems.extend(_overdue(records, on))
    return tuple(problems)


def _id(record: FactModel) -> str:
    return str(getattr(record, "id"))  # noqa: B009  every record has one, of differing types


def _repeated(table: str, ids: Sequence[str]) -> Iterator[Problem]:
    for identifier, n in Counter(ids).items():
        if n > 1:
            step = "Rename or remove all but one."
            yield Problem(f"{table} {identifier}", "an id used once", f"{n} times", step)


def _unordered(tables: FactTables) -> Iterator[Problem]:
    for name in tables.csv_names():
        ids = [str(fields.get("id", "")) for _, fields in tables.raw_csv(name)]
        for before, after in pairwise(ids):
            if after < before:
                found = f"'{after}' after '{before}'"
                yield Problem(name, "rows sorted by id", found, "Sort the file.")
                break


def _units(records: Sequence[FactModel]) -> Iterator[Problem]:
    for record in records:
        symbols = [record.unit] if isinstance(record, FactRow) else []
        if isinstance(record, OfferArchetype):
            symbols = [price.unit for price in record.prices]
        for symbol in symbols:
            try:
                unit_named(symbol)
            except FactError:
                step = "Write the value in a registered unit, or register this one."
                yield Problem(_id(record), "a known unit", f"'{symbol}'", step)


def _named_sources(record: FactModel) -> tuple[str, ...]:
    named = (*getattr(record, "sources", ()), getattr(record, "source", ""))
    if isinstance(record, ModelCard):
        named += tuple(reading.source for reading in record.capability)
    return tuple(name for name in named if name)


def _sources(records: Sequence[FactModel]) -> Iterator[Problem]:
    listed = {record.id for record in records if isinstance(record, Source)}
    used = set(USED_BY_CODE)
    for record in records:
        names = _named_sources(record)
        used.update(names)
        for name in names:
            if name not in listed:
                step = "Add it to sources.yaml."
                yield Problem(_id(record), "a source in sources.yaml", f"'{name}'", step)
    for name in sorted(listed - used):
        step = "Remove it, or name it in the row it supports."
        yield Problem(f"sources.yaml {name}", "a source that some row names", "none", step)


def _names(tables: FactTables, records: Sequence[FactModel]) -> Iterator[Problem]:
    for clash in tables.aliases.clashes:
        yield Problem("aliases.yaml", "one id per spelling", clash, "Remove one of the two.")
    cards = [record for record in records if isinstance(record, ModelCard)]
    models = [card.id for card in cards]
    models += [n for card in cards for n in (card.base_model, card.predecessor) if n is not None]
    models += sorted({record.model for record in records if isinstance(record, DocumentRow)})
    for name in dict.fromkeys((*models, *tables.packaged_prices)):
        if tables.aliases.model(name) != name:
            yield Problem(f"model {name}", "an id of aliases.yaml", "none", "Add it there.")
    rated = {
        r.entity for r in records if isinstance(r, FactRow) and r.parameter == "memory-capacity"
    }
    for name in sorted(rated):
        if tables.aliases.hardware(name) != name:
            yield Problem(f"hardware {name}", "an id of aliases.yaml", "none", "Add it there.")


def _overlaps(rows: Sequence[DatedRow]) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], str] = {}
    for row in rows:
        key = (row.entity, row.parameter, row.place, row.valid_from, row.known_from)
        first = seen.setdefault(key, row.id)
        if first != row.id:
            expected = "one value per entity, parameter, place and dates"
            step = "Give the later one its own valid_from or known_from."
            yield Problem(row.id, expected, f"the same dates as {first}", step)


def _twice(rows: Sequence[DocumentRow]) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], str] = {}
    for row in rows:
        first = seen.setdefault((row.model, row.document, row.valid_from, row.known_from), row.id)
        if first != row.id:
            expected = "one statement per model, document and dates"
            step = "Give the later one its own valid_from or known_from."
            yield Problem(row.id, expected, f"the same dates as {first}", step)


def _foresight(
    rows: Sequence[DatedRow | DocumentRow], sources: Sequence[Source]
) -> Iterator[Problem]:
    published = {source.id: source.published for source in sources}
    for row in rows:
        day = published.get(row.source)
        if day is not None and row.known_from < day and not EXPLAINED.search(row.note):
            expected = f"known_from not before the source's publication on {day}"
            step = "Move the date, or say in the note why it was known: hindsight, or told later."
            yield Problem(row.id, expected, f"{row.known_from}", step)


def _overdue(records: Sequence[FactModel], on: date) -> Iterator[Problem]:
    for record in records:
        due = getattr(record, "review_by", None)
        if due is not None and due < on:
            step = "Look again at the source, add a dated row if it changed, move the date."
            yield Problem(_id(record), f"a review by {due}", f"none by {on}", step)
