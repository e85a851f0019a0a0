"""Everything recorded under a name: a fact, a model, a source, or an accelerator with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.errors import FactError
from steelyard.facts.listing import fact_page, facts_table

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook


def fact_record(book: FactBook, name: str) -> dict[str, str]:
    """Return what is recorded under a name.

    Parameters
    ----------
    book
        The facts.
    name
        Id of a row, an observation, an offer, a national programme or a source; any spelling of a
        model or an accelerator; or any other entity that has rows.

    Returns
    -------
    dict
        Field to text; for an accelerator or another entity, parameter to its value on the day.

    Raises
    ------
    FactError
        If nothing bears the name; names near ones.
    """
    try:
        return fact_page(book, name)
    except FactError:
        entity = book.tables.aliases.hardware(name) or name
        lines = [line for line in facts_table(book, about=entity) if line.entity == entity]
        if not lines:
            raise
    return {
        f"{line.parameter} ({line.place})": (
            f"{line.value} {line.unit}".rstrip() + f", from {line.valid_from}, {line.id}"
        )
        for line in lines
    }
