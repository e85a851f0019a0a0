from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts.book import FactBook
from steelyard.facts.listing import fact_page, facts_table

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables


@pytest.fixture
def book(tables: FactTables) -> FactBook:
    return FactBook(tables, date(2024, 2, 15))


def test_lines_are_the_newest_known_facts(book: FactBook) -> None:
    lines = {line.id: line for line in facts_table(book, about="chip-1")}
    assert sorted(lines) == ["exp.2", "hw.1.memory", "hw.1.price.a", "hw.1.price.b"]
    assert lines["hw.1.price.a"].value == "10 (9 to 20)"
    assert lines["hw.1.memory"].value == "80"
    assert (lines["exp.2"].value, lines["exp.2"].unit) == ("barred", "")


def test_a_revision_replaces_the_former_line(tables: FactTables) -> None:
    later = FactBook(tables, date(2023, 12, 31))
    assert facts_table(later, about="exchange-rate") == ()
    (line,) = facts_table(FactBook(tables, date(2024, 3, 31)), about="exchange-rate")
    assert line.id == "eco.3"


def test_a_page_shows_all_fields_and_the_source(book: FactBook) -> None:
    page = fact_page(book, "hw.1.price.c")
    assert page["p50"] == "15.0"
    assert page["source.maker-2024.publisher"] == "Maker"


def test_a_model_is_shown_by_any_spelling(book: FactBook) -> None:
    page = fact_page(book, "Small 1B")
    assert page["id"] == "small-1b"
    assert page["sources"] == "maker-2024"
    assert page["capability"].startswith("index idx; value 100.0")


def test_a_source_is_shown(book: FactBook) -> None:
    assert fact_page(book, "maker-2024")["title"] == "Data sheet"


def test_an_unknown_id_names_near_ones(book: FactBook) -> None:
    with pytest.raises(FactError, match=r"Nearest: .*hw\.1\.price\.c"):
        fact_page(book, "hw.1.price.x")
