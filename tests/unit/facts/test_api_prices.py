from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.facts.api_prices import ApiPrice, api_price, package_version, why_no_price
from steelyard.facts.tables import FactTables

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)


def asked(tables: FactTables, model: str, on: date, known_by: date = TODAY) -> ApiPrice:
    price = api_price(tables, model, on=on, known_by=known_by)
    assert price is not None
    return price


@pytest.mark.parametrize(
    ("on", "output"), [(date(2024, 1, 1), 2.0), (date(2024, 2, 29), 2.0), (date(2024, 3, 1), 1.0)]
)
def test_the_makers_row_of_the_day_comes_first(tables: FactTables, on: date, output: float) -> None:
    price = asked(tables, "Small 1B", on)
    assert (price.output_per_mtoken, price.currency, price.note) == (output, "USD", "")


def test_a_row_no_longer_seen_says_so(tables: FactTables) -> None:
    price = asked(tables, "small-1b", date(2026, 1, 1))
    assert price.output_per_mtoken == 1.0
    assert price.note == "last seen 2024-04-01: may have changed since"


def test_without_the_maker_the_median_host_is_taken(tables: FactTables) -> None:
    price = asked(tables, "old-1b", date(2024, 2, 1))
    assert (price.output_per_mtoken, price.provider) == (4.0, "Other, at C")


def test_what_was_not_yet_known_is_not_used(tables: FactTables) -> None:
    price = asked(tables, "small-1b", date(2024, 3, 5), known_by=date(2024, 2, 1))
    assert price.provider == "Other, at Cheap"


def test_an_unknown_model_has_no_price(tables: FactTables) -> None:
    assert api_price(tables, "nobody", on=TODAY, known_by=TODAY) is None
    assert api_price(tables, "small-1b", on=date(2023, 1, 1), known_by=TODAY) is None


def without_own_rows(folder: Path) -> None:
    path = folder / "api_prices.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")


def test_the_package_answers_where_we_have_no_row(folder: Path, tables: FactTables) -> None:
    without_own_rows(folder)
    price = asked(tables, "old-1b", TODAY)
    assert (price.input_per_mtoken, price.output_per_mtoken) == (2.5, 10.0)
    assert price.source == "genai-prices-package"
    assert price.origin == f"genai-prices {package_version()}, openai, gpt-4o"


def test_the_package_is_not_asked_before_its_history(folder: Path, tables: FactTables) -> None:
    without_own_rows(folder)
    assert api_price(tables, "old-1b", on=date(2025, 5, 21), known_by=TODAY) is None


def test_a_name_the_package_lacks_has_no_price(folder: Path, tables: FactTables) -> None:
    without_own_rows(folder)
    (folder / "packaged_prices.yaml").write_text(
        "old-1b: {provider: openai, name: no-such-model}\n"
    )
    assert api_price(tables, "old-1b", on=TODAY, known_by=TODAY) is None


def in_place(tables: FactTables, model: str, place: str, on: date) -> ApiPrice | None:
    return api_price(tables, model, on=on, known_by=TODAY, place=place)


def test_abroad_only_the_makers_list_counts(tables: FactTables) -> None:
    price = in_place(tables, "small-1b", "KR", date(2024, 2, 1))
    assert price is not None
    assert (price.seller, price.seat, price.is_maker) == ("maker", "CH", True)
    assert in_place(tables, "old-1b", "KR", date(2024, 2, 1)) is None


def test_a_host_counts_in_the_country_of_its_seat(tables: FactTables) -> None:
    price = in_place(tables, "old-1b", "SG", date(2024, 2, 1))
    assert price is not None
    assert (price.provider, price.seat, price.is_maker) == ("Other, at A", "SG", False)


def test_a_packaged_price_of_another_country_does_not_stand_in(
    folder: Path, tables: FactTables
) -> None:
    without_own_rows(folder)
    assert in_place(tables, "old-1b", "CH", TODAY) is None
    price = in_place(tables, "old-1b", "US", TODAY)
    assert price is not None
    assert (price.seller, price.is_maker) == ("openai", False)


def test_why_there_is_no_price_is_told(folder: Path, tables: FactTables) -> None:
    def told(model: str, place: str) -> str:
        return why_no_price(tables, model, on=TODAY, known_by=TODAY, place=place)

    assert told("nobody", "KR") == ""
    assert told("old-1b", "CH") == "Other, at A (seat SG) lists it, which says nothing of CH"
    path = folder / "api_prices.csv"
    path.write_text(path.read_text().replace("2024-03-01,,2024-04-01", "2024-03-01,2024-09-01,"))
    fresh = FactTables(folder)
    ended = why_no_price(fresh, "small-1b", on=TODAY, known_by=TODAY, place="KR")
    assert ended.startswith("the maker's last list price ended on 2024-09-01; Other, at Cheap")
