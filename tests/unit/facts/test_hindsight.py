from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from steelyard.facts.book import FactBook
from steelyard.facts.hindsight import hindsight

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables

DAY = date(2024, 2, 15)


def test_what_was_published_or_marked_later_is_told(tables: FactTables) -> None:
    book = FactBook(tables, DAY)
    fact = book.value("Chip-1", "memory-capacity")
    status = book.status("Chip-1", "export-to-CN", places=("CN",))
    assert fact.source.published == date(2023, 1, 1)
    assert hindsight([fact, status, book.model("small-1b")], as_of=DAY) == ()
    assert hindsight([status, fact], as_of=date(2022, 6, 1)) == (status, fact)
    marked = replace(fact, note="Hindsight: measured 2025")
    assert hindsight([marked], as_of=DAY) == (marked,)
    assert hindsight([marked], as_of=date(2026, 1, 1)) == ()
    undated = replace(fact, note="later evidence (hindsight)", locator="table")
    assert hindsight([undated], as_of=date(2026, 1, 1)) == (undated,)
