from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables


def test_capability_is_the_newest_known_reading(tables: FactTables) -> None:
    (card,) = tables.models
    assert card.capability_at(date(2024, 1, 31)) is None
    first, second = card.capability_at(date(2024, 2, 1)), card.capability_at(date(2024, 3, 1))
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (100, 101)
