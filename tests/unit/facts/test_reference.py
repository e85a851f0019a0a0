from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from steelyard.facts.book import FactBook
from steelyard.facts.reference import render_reference

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables


def test_the_page_has_every_part(tables: FactTables) -> None:
    page = render_reference(FactBook(tables, date(2024, 3, 1)))
    assert page.startswith("# Facts, edition 2024.01\n")
    assert "| `Chip-1` |  |  | 80 |" in page
    assert "| Chip-1 | purchase-price | WLD | 10 (9 to 20) | USD | 2024-01-01 |" in page
    assert "| `small-1b` | Maker | 2024-01-01 | open | yes | 1 | 1 |  | 101 |" in page
    assert "| CNY | exchange-rate | WLD | 7.2 | CNY/USD | 2024-01-01 |" in page
    assert "[Data sheet](https://maker.example/x)" in page


def test_what_a_package_supplies_is_left_out(tables: FactTables) -> None:
    assert "water-per-energy" not in render_reference(FactBook(tables, date(2026, 11, 21)))
