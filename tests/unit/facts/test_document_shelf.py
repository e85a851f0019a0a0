from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from steelyard.errors import FactError
from steelyard.facts.book import FactBook
from steelyard.facts.checks import check_facts
from steelyard.facts.documentation import DocumentKind
from steelyard.facts.listing import fact_page
from steelyard.facts.tables import FactTables

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = (
    "id,model,document,state,licence,valid_from,known_from,review_by,pedigree,source,locator,"
    "gap,note\n"
    "doc.a,small-1b,model-card,absent,,2024-01-01,2024-01-02,2030-01-01,published,maker-2024,p,none,\n"
    "doc.b,small-1b,model-card,present,MIT,2024-03-01,2024-03-02,2030-01-01,published,maker-2024,p,,\n"
    "doc.c,small-1b,data-card,partial,,2024-01-01,2024-06-01,2030-01-01,published,maker-2024,p,few,\n"
)
CELLS = (
    "edition,developer,indicator,met,published,source_locator\n"
    "2023-10,Maker,a,1,2023-10-01,line 1\n"
    "2023-10,Maker,b,0,2023-10-01,line 2\n"
    "2024-05,Maker,a,1,2024-05-01,line 1\n"
    "2024-05,Other AI,a,0,2024-05-01,line 2\n"
)
INDEX = (
    "crfm-2025-fmti:\n  publisher: P\n  title: Index\n  url: ''\n  accessed: 2024-05-02\n"
    "  licence: CC-BY-4.0\n"
)
DAY = date(2024, 2, 1)


@pytest.fixture
def documented(folder: Path) -> FactTables:
    """Put documents and cells of an index beside the other facts."""
    (folder / "documentation.csv").write_text(DOCUMENTS, encoding="utf-8")
    (folder / "transparency.csv").write_text(CELLS, encoding="utf-8")
    sources = folder / "sources.yaml"
    sources.write_text(INDEX + sources.read_text(encoding="utf-8"), encoding="utf-8")
    return FactTables(folder)


def test_the_newest_statement_known_on_the_day_counts(documented: FactTables) -> None:
    states = {}
    for day in (date(2024, 1, 1), DAY, date(2024, 3, 1), date(2024, 3, 2)):
        fact = FactBook(documented, day).document("Small 1B", DocumentKind.MODEL_CARD)
        states[day.isoformat()] = fact and fact.value
    assert list(states.values()) == [None, "absent", "absent", "present"]


def test_what_no_source_speaks_of_is_nothing(documented: FactTables) -> None:
    book = FactBook(documented, DAY)
    assert book.document("small-1b", DocumentKind.DATA_CARD) is None
    assert book.document("nobody", DocumentKind.MODEL_CARD) is None


def test_what_was_read_is_remembered(documented: FactTables) -> None:
    reader = FactBook(documented, DAY).recording()
    reader.document("small-1b", DocumentKind.MODEL_CARD)
    reader.document("small-1b", DocumentKind.DATA_CARD)
    reader.transparency("Maker")
    assert sorted(reader.used) == ["doc.a", "transparency.2023-10.maker"]


def test_the_newest_edition_that_assesses_the_developer_counts(documented: FactTables) -> None:
    early, late = FactBook(documented, DAY), FactBook(documented, date(2024, 5, 1))
    shares = [book.transparency("maker") for book in (early, late)]
    assert [(found.edition, found.n_met, found.n_indicators) for found in shares if found] == [
        ("2023-10", 1, 2),
        ("2024-05", 1, 1),
    ]
    assert early.transparency("Other AI") is None


def test_documents_have_a_page(documented: FactTables) -> None:
    page = fact_page(FactBook(documented, DAY), "doc.c")
    assert (page["state"], page["gap"]) == ("partial", "few")


def test_a_folder_without_documents_is_a_folder_of_facts(tables: FactTables) -> None:
    book = FactBook(tables, DAY)
    assert book.document("small-1b", DocumentKind.MODEL_CARD) is None
    assert book.transparency("Maker") is None


def test_an_index_without_source_is_an_error(folder: Path) -> None:
    (folder / "transparency.csv").write_text(CELLS, encoding="utf-8")
    with pytest.raises(FactError, match="crfm-2025-fmti"):
        FactBook(FactTables(folder), DAY).transparency("Maker")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("doc.b,small-1b", "doc.b,big-9b", "model big-9b"),
        ("2024-03-01,2024-03-02", "2024-01-01,2024-01-02", "the same dates as doc.a"),
        ("2024-01-01,2024-01-02", "2022-01-01,2022-01-02", "found 2022-01-02. Move the date"),
        ("2024-01-01,2024-01-02,2030", "2024-01-01,2024-01-02,2024", "a review by 2024-01-01"),
        ("present,MIT", "lost,MIT", "documentation.csv line 3 state"),
        ("published,maker-2024,p,few", "published,nobody,p,few", "'nobody'"),
    ],
)
def test_each_kind_of_mistake_is_found(
    documented: FactTables, folder: Path, old: str, new: str, expected: str
) -> None:
    on = date(2024, 6, 1)
    assert check_facts(documented, on=on) == ()
    assert old in DOCUMENTS
    (folder / "documentation.csv").write_text(DOCUMENTS.replace(old, new), encoding="utf-8")
    problems = [str(problem) for problem in check_facts(FactTables(folder), on=on)]
    assert any(expected in problem for problem in problems), problems
