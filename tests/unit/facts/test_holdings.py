from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from steelyard.facts.book import FactBook

if TYPE_CHECKING:
    from steelyard.facts.tables import FactTables


def test_collections_hide_what_was_not_yet_known(tables: FactTables) -> None:
    early, late = FactBook(tables, date(2023, 12, 31)), FactBook(tables, date(2024, 3, 1))
    names = ("models", "offers", "national_cases", "scores", "service_benefits", "progress")
    assert [len(getattr(early, name)) for name in names] == [0] * len(names)
    assert [len(getattr(late, name)) for name in names] == [1] * len(names)


def test_physics_may_use_hindsight(tables: FactTables) -> None:
    early = FactBook(tables, date(2000, 1, 1))
    assert len(early.training_runs) == 1
    assert len(early.serving_measurements) == 1


def test_the_edition_is_that_of_the_folder(tables: FactTables) -> None:
    assert FactBook(tables, date(2024, 1, 1)).edition == "2024.01"
