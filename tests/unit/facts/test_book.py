from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts.book import FactBook

if TYPE_CHECKING:
    from pathlib import Path

    from steelyard.facts.tables import FactTables

DAY = date(2024, 2, 15)


@pytest.fixture
def book(tables: FactTables) -> FactBook:
    return FactBook(tables, DAY)


def test_the_newest_known_value_wins(tables: FactTables) -> None:
    values = {
        day: FactBook(tables, day).value("Chip-1", "purchase-price").statement.p50
        for day in (date(2024, 1, 10), date(2024, 5, 31), date(2024, 6, 1))
    }
    assert list(values.values()) == [10, 10, 15]


def test_what_was_not_yet_known_is_missing(tables: FactTables) -> None:
    assert FactBook(tables, date(2024, 1, 9)).find("Chip-1", "purchase-price") is None


def test_a_revision_wins_once_it_is_known(tables: FactTables) -> None:
    before = FactBook(tables, date(2024, 1, 31)).value("CNY", "exchange-rate")
    assert before.statement.p50 == 7.0
    history = FactBook(tables, date(2024, 3, 31)).history("CNY", "exchange-rate")
    assert [fact.statement.p50 for fact in history] == [7.1, 7.2]


def test_history_of_an_unknown_place_is_empty(book: FactBook) -> None:
    assert book.history("CNY", "exchange-rate", places=("CH",)) == ()


def test_the_first_place_with_a_value_decides(book: FactBook) -> None:
    assert book.value("C1", "purchase-price", places=("CH", "CN", "WLD")).place == "CN"
    assert book.value("C1", "purchase-price", places=("CH", "WLD")).place == "WLD"


def test_a_missing_fact_names_the_next_step(book: FactBook) -> None:
    with pytest.raises(FactError, match=r"none known and valid at 2024-02-15.*Known for: Chip-1"):
        book.value("Chip-2", "purchase-price")
    with pytest.raises(FactError, match="No entity has 'weight'"):
        book.value("Chip-1", "weight")
    with pytest.raises(FactError, match="export-to-SG"):
        book.status("Chip-1", "export-to-SG", places=("SG",))


def test_statuses_follow_their_dates(tables: FactTables) -> None:
    def status(day: date) -> str:
        return FactBook(tables, day).status("c1", "export-to-CN", places=("CN",)).value

    assert status(date(2024, 2, 1)) == "obtainable"
    assert status(date(2024, 2, 2)) == "barred"


def test_a_status_dates_from_the_first_row_of_its_unbroken_run(
    folder: Path, tables: FactTables
) -> None:
    path = folder / "export_status.csv"
    again = "exp.3,Chip-1,export-to-CN,barred,CN,2024-05-01,2024-05-01,2030-01-01,published,m,t,\n"
    path.write_text(
        path.read_text() + again.replace("published,m,t,", "published,maker-2024,table 1,")
    )
    found = FactBook(tables, date(2024, 6, 1)).status("c1", "export-to-CN", places=("CN",))
    assert (found.valid_from, found.since) == (date(2024, 5, 1), date(2024, 2, 1))


def test_an_unlisted_status_is_unknown(book: FactBook) -> None:
    assert book.find_status("Chip-2", "export-to-CN", places=("CN",)) is None


def test_entities_of_a_parameter_are_sorted(book: FactBook) -> None:
    assert book.entities("export-to-CN") == ("Chip-1",)
    assert book.hardware == ("Chip-1",)


def test_models_are_found_by_spelling(book: FactBook) -> None:
    assert book.model("Small 1B").id == "small-1b"


def test_a_later_model_is_refused_with_its_date(tables: FactTables) -> None:
    with pytest.raises(FactError, match="released 2024-01-01"):
        FactBook(tables, date(2023, 12, 31)).model("small-1b")


def test_an_unknown_model_names_near_ones(book: FactBook) -> None:
    with pytest.raises(FactError, match="Nearest: small-1b"):
        book.model("small 2b")
    with pytest.raises(FactError, match="no card"):
        book.model("old-1b")


def test_hardware_is_found_by_spelling(book: FactBook) -> None:
    assert book.hardware_id("c1") == "Chip-1"
    with pytest.raises(FactError, match="Nearest: Chip-1"):
        book.hardware_id("Chip 2")


def test_an_unlisted_source_is_an_error(book: FactBook) -> None:
    assert book.source("maker-2024").publisher == "Maker"
    with pytest.raises(FactError, match=r"not in sources\.yaml"):
        book.source("nobody")


def test_a_price_is_never_of_a_later_day(book: FactBook) -> None:
    price = book.api_price("small-1b", on=date(2024, 12, 31))
    assert price is not None
    assert price.on == DAY


def test_a_reader_remembers_what_was_read(book: FactBook) -> None:
    reader = book.recording()
    reader.value("Chip-1", "purchase-price")
    reader.history("CNY", "exchange-rate")
    reader.status("Chip-1", "export-to-CN", places=("CN",))
    reader.model("small-1b")
    reader.api_price("small-1b")
    reader.find("Chip-2", "purchase-price")
    assert sorted(reader.used) == [
        "eco.1",
        "eco.3",
        "exp.2",
        "hw.1.price.a",
        "model.small-1b",
        "price.p-1",
    ]
    assert reader.tables is book.tables


def test_a_plain_book_remembers_nothing(book: FactBook) -> None:
    assert book.api_price("nobody") is None
    assert not hasattr(book, "used")
