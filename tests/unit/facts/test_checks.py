from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.facts.checks import check_facts
from steelyard.facts.tables import FactTables

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2024, 6, 1)


def test_the_small_folder_is_right(tables: FactTables) -> None:
    assert check_facts(tables, on=DAY) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("hardware.csv", "lognormal,USD", "lognormal,USB", "'USB'"),
        ("offers.yaml", "USD/year", "USD/jar", "'USD/jar'"),
        ("hardware.csv", "9,10,20", "11,10,20", "p05 <= p50 <= p95"),
        ("hardware.csv", "maker-2024,table 1,\nhw.1.price.b",
         "nobody,t,\nhw.1.price.b", "'nobody'"),
        ("models/small-1b.yaml", "idx, value: 100, known_from: 2024-02-01, source: maker-2024",
         "idx, value: 100, known_from: 2024-02-01, source: nobody", "'nobody'"),
        ("sources.yaml", "maker-2024:", "spare:\n  publisher: P\n  title: T\n  url: ''\n"
         "  accessed: 2024-01-01\n  licence: MIT\nmaker-2024:", "a source that some row names"),
        ("economy.csv", "eco.3,", "eco.2,", "2 times"),
        ("economy.csv", "eco.1,", "eco.9,", "'eco.2' after 'eco.9'"),
        ("economy.csv", "2023-01-01,2024-03-05", "2023-01-01,2024-01-05",
         "the same dates as eco.1"),
        ("sources.yaml", "published: 2023-01-01", "published: 2024-01-08",
         "found 2024-01-05. Move the date"),
        ("aliases.yaml", "[Small 1B]", "[Small 1B, old-1b]", "stands for both"),
        ("aliases.yaml", "  old-1b: []\n", "", "model old-1b"),
        ("aliases.yaml", "  Chip-1: [C1]\n", "  Chip-9: [C1]\n", "hardware Chip-1"),
        ("training_runs.csv", "Small 1B", "Big 9B", "Add the spelling to aliases.yaml"),
        ("offers.yaml", "review_by: 2030-01-01", "review_by: 2024-05-31", "a review by 2024-05-31"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_found(
    folder: Path, name: str, old: str, new: str, expected: str
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    problems = [str(problem) for problem in check_facts(FactTables(folder), on=DAY)]
    assert any(expected in problem for problem in problems), problems
