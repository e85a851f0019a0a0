"""A table of rules in words: heads that tell columns apart, and a rule behind every answer."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.instruments import pack_ids
from steelyard.options.rules_table import USE_GATES, WAYS, rules_table
from steelyard.report.catalogue import load_catalogue
from steelyard.report.rules_words import RulesInWords, RulesRow, rules_in_words, rules_json

CASE = "citizen-questions"
DAYS = [date(2025, 10, 9), date(2025, 10, 10)]
FRAME = ("data_class", "instruments", "languages", "currency", "rate")


@pytest.fixture(scope="module")
def dossier(root):
    return load_dossier(root / "examples" / "guangxi-2026" / "dossier.yaml")


@pytest.fixture(scope="module")
def table(dossier):
    return rules_table(dossier, CASE, tiers=["regional", "county"], days=DAYS)


@pytest.fixture(scope="module")
def packs(dossier):
    """Return the use case under every shipped pack."""
    return rules_table(dossier, CASE, packs=pack_ids())


def test_only_what_differs_heads_a_column(table):
    assert rules_in_words(table, "en").columns == (
        "regional, 2025-10-09",
        "regional, 2025-10-10",
        "county, 2025-10-09",
        "county, 2025-10-10",
    )
    assert rules_in_words(table, "zh").columns[0] == "省级, 2025-10-09"


def test_a_single_column_is_headed_by_its_pack(dossier):
    assert rules_in_words(rules_table(dossier, CASE), "en").columns == ("China",)


def test_a_class_that_follows_from_the_pack_has_a_row_and_no_place_in_the_head(dossier):
    told = rules_in_words(rules_table(dossier, CASE, packs=["CN", "EU"]), "en")
    assert told.columns == ("China, regional", "European Union, regional")
    (row,) = [row for row in told.rows if row.name == "Data class"]
    assert row.cells[0] == "general data with personal information"
    assert row.cells[1].endswith("(by the common ladder, not stated by anybody)")


def test_classes_of_one_pack_head_their_columns(dossier):
    told = rules_in_words(rules_table(dossier, CASE, data_classes=["general", "core"]), "en")
    assert told.columns == ("general data", "core data")


def test_a_bar_names_its_rule_and_a_permission_none(table):
    told = rules_in_words(table, "en")
    (row,) = [row for row in told.rows if row.name.startswith("An open model on the body's own")]
    assert row.heading == "Where it may run"
    assert row.cells == ("permitted",) * 3 + ("excluded (cn-2025-county-reuse)",)


def test_every_rule_is_explained_once_with_its_source_and_day(table):
    told = rules_in_words(table, "en")
    named = {
        name for row in told.rows for cell in row.cells for name in re.findall(r"cn-\S+", cell)
    }
    assert len(set(told.notes)) == len(told.notes)
    explained = {note.partition(":")[0] for note in told.notes}
    assert {name.rstrip("),") for name in named} <= explained
    assert all(re.search(r"\[.+; in force from \d{4}-\d\d-\d\d\]$", note) for note in told.notes)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_shipped_pack_can_be_told(packs, language):
    told = rules_in_words(packs, language)
    assert len(set(told.columns)) == len(pack_ids())
    assert len(told.rows) == len(WAYS) + len(USE_GATES) + len(FRAME)
    assert all(len(row.cells) == len(told.columns) for row in told.rows)
    assert all(cell for row in told.rows for cell in row.cells)
    missing = load_catalogue(language).text("rules.not_found")
    name = {"en": "no jurisdiction pack", "zh": "无辖区规则包"}[language]
    (generic,) = [place for place, head in enumerate(told.columns) if head.startswith(name)]
    frame = {row.name: row.cells[generic] for row in told.rows[-4:]}
    assert set(frame.values()) == {missing}


def test_chinese_is_told_in_chinese(packs):
    told = rules_in_words(packs, "zh")
    assert re.search(r"[一-鿿]", told.title)
    for row in told.rows:
        assert re.search(r"[一-鿿]", row.heading + row.name), row.name
    for note in told.notes:
        assert re.search(r"[一-鿿]", note), note


def test_an_answered_instrument_says_what_it_found(dossier):
    told = rules_in_words(rules_table(dossier, CASE), "en")
    (row,) = [row for row in told.rows if row.name == "Instruments that apply"]
    parts = row.cells[0].split("; ")
    assert any(" – " in part for part in parts)
    assert any(part.startswith("Classification guide") for part in parts)


@pytest.mark.parametrize(
    ("pack", "words"), [("CN", "8 % (6–8 %)"), ("KR", "4.5 %"), ("GENERIC", "not found")]
)
def test_a_rate_is_told_with_its_range_where_there_is_one(dossier, pack, words):
    told = rules_in_words(rules_table(dossier, CASE, packs=[pack]), "en")
    assert told.rows[-1].cells == (words,)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_markdown_table_is_well_formed(packs, language):
    told = rules_in_words(packs, language)
    text = told.as_markdown("Notes")
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in rows} == {len(told.columns) + 2}
    assert all(line.endswith("|") for line in rows)
    start = lines.index(rows[0])
    assert lines[start : start + len(rows)] == rows
    assert set(rows[1]) == {"|", "-"}
    # A head, a rule, a line for each of three headings, and the rows.
    assert len(rows) == 2 + 3 + len(told.rows)
    assert lines[0] == f"## {told.title}"
    assert lines[lines.index("### Notes") + 2 :] == [f"- {note}" for note in told.notes]


def test_a_bar_within_a_cell_does_not_break_the_table():
    told = RulesInWords("T", ("a|b",), (RulesRow("h", "n|m", ("c|d",)),), ())
    rows = [line for line in told.as_markdown("N").splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {3}
    assert "| n/m | c/d |" in rows


def test_the_data_are_plain_and_hold_a_cell_for_every_column(table):
    data = rules_json(table)
    assert json.loads(json.dumps(data)) == data
    assert data["use_case"] == CASE
    assert [(c["tier"], c["as_of"]) for c in data["columns"]] == [
        ("regional", "2025-10-09"),
        ("regional", "2025-10-10"),
        ("county", "2025-10-09"),
        ("county", "2025-10-10"),
    ]
    assert tuple(data["ways"]) == WAYS
    assert tuple(data["gates"]) == USE_GATES
    assert all(len(cells) == 4 for part in ("ways", "gates") for cells in data[part].values())
    assert data["ways"]["own_machines"][3] == {
        "state": "excluded",
        "rules": ["cn-2025-county-reuse"],
    }
    assert data["gates"]["prohibited"][0] == {"state": None, "rules": []}


def test_the_data_carry_what_answered_instruments_found(dossier):
    (column,) = rules_json(rules_table(dossier, CASE))["columns"]
    assert column["instruments"]["cn-mlps"] is not None
    assert set(column["instruments"]["cn-mlps"]) >= {"possible"}
    (other,) = rules_json(rules_table(dossier, CASE, packs=["EU"]))["columns"]
    assert other["is_mapped"]
    assert set(other["instruments"].values()) == {None}
