from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts.schema import FactRow
from steelyard.facts.tables import FactTables, shipped_data

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_folder_is_found() -> None:
    assert shipped_data().joinpath("edition.yaml").is_file()
    assert FactTables().root.joinpath("sources.yaml").is_file()


def test_all_wrong_fields_are_named_with_file_and_line(folder: Path) -> None:
    path = folder / "scores.csv"
    path.write_text(path.read_text().replace(",50,", ",much,").replace("b,en", "b,"))
    with pytest.raises(FactError) as caught:
        _ = FactTables(folder).scores
    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "scores.csv line 2 language",
        "scores.csv line 2 score",
    ]


def test_an_unknown_spelling_asks_for_an_alias(folder: Path) -> None:
    path = folder / "serving_measurements.csv"
    path.write_text(path.read_text().replace("Small 1B,C1", "Big 9B,C1"))
    with pytest.raises(FactError, match=r"model_id.*Add the spelling to aliases\.yaml"):
        _ = FactTables(folder).serving_measurements


def test_a_row_with_too_many_cells_is_refused(folder: Path) -> None:
    path = folder / "scores.csv"
    path.write_text(path.read_text().replace(",row 1,yes", ",row 1,yes,again"))
    with pytest.raises(FactError, match="beyond"):
        _ = FactTables(folder).scores


def test_other_files_beside_cards_are_left_alone(folder: Path) -> None:
    (folder / "models" / "notes.txt").write_text("nothing")
    assert len(FactTables(folder).models) == 1


def test_tables_are_listed(tables: FactTables) -> None:
    assert tables.csv_names()[:3] == ("api_prices.csv", "economy.csv", "effort.csv")


def test_a_table_with_the_columns_of_a_row_is_read(folder: Path) -> None:
    header = (folder / "effort.csv").read_text()
    row = "x.1,world,pue,,1.3,,point,1,WLD,2024-01-01,2024-01-01,2030-01-01,,derived,maker-2024,t,"
    (folder / "more.csv").write_text(f"{header}{row}\n")
    assert "more.csv" in FactTables(folder).tables_of(FactRow)
    assert "x.1" in {fact.id for fact in FactTables(folder).rows}
