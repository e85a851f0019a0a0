"""What has become of a fact since: the row that holds now, and when it must be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact


def successors(book: FactBook, names: Iterable[str]) -> dict[str, Fact]:
    """Return the facts that hold now in place of facts of an earlier study.

    Parameters
    ----------
    book
        The facts of today.
    names
        Fact ids of the earlier study; a changed value is a new row under another id.

    Returns
    -------
    dict
        By the earlier id: the newest value of the same entity, parameter and place, which may be
        the fact itself. An id that no table has any more is left out.
    """
    wanted = set(names)
    found = {}
    for row in book.tables.rows:
        if row.id in wanted:
            now = book.find(row.entity, row.parameter, places=(row.place,))
            if now is not None:
                found[row.id] = now
    return found


def review_dates(book: FactBook, names: Iterable[str]) -> dict[str, date]:
    """Return the days by which facts must be looked at again.

    Parameters
    ----------
    book
        The facts.
    names
        Fact ids.

    Returns
    -------
    dict
        Day by id; what is no row of a table is left out.
    """
    wanted = set(names)
    rows = (*book.tables.rows, *book.tables.status_rows)
    return {row.id: row.review_by for row in rows if row.id in wanted}


def fact_labels(book: FactBook, names: Iterable[str]) -> dict[str, str]:
    """Return what facts are called in a sentence.

    Parameters
    ----------
    book
        The facts.
    names
        Fact ids.

    Returns
    -------
    dict
        ``<entity>: <parameter>`` by id.
    """
    wanted = set(names)
    return {
        row.id: f"{row.entity}: {row.parameter}" for row in book.tables.rows if row.id in wanted
    }
