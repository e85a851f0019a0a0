from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.facts.succession import fact_labels, review_dates, successors

FIRST, LATER = date(2024, 5, 23), date(2026, 11, 21)
OLD, NEW = "grid.bt.2021.2023-04-04", "grid.bt.2023.2025-02-03"


@pytest.fixture(scope="module")
def today():
    return load_facts(as_of=LATER)


def test_a_replaced_value_has_a_successor_of_the_same_place(today):
    found = successors(today, [OLD])[OLD]
    row = next(row for row in today.tables.rows if row.id == OLD)
    assert (found.entity, found.parameter, found.place) == (row.entity, row.parameter, "BT")
    assert found.valid_from > row.valid_from
    assert found.known_from <= LATER


def test_what_still_holds_is_its_own_successor(today):
    name = "eff.lora.setup-data-engineer"
    assert successors(today, [name])[name].id == name


def test_nothing_known_later_succeeds():
    found = successors(load_facts(as_of=FIRST), [OLD, NEW])
    assert all(fact.known_from <= FIRST for fact in found.values())


def test_an_id_of_no_table_is_left_out(today):
    assert successors(today, ["no.such.row"]) == {}
    assert review_dates(today, ["no.such.row"]) == {}
    assert fact_labels(today, ["no.such.row"]) == {}


def test_review_dates_of_numbers_and_words(today):
    found = review_dates(today, ["exp.a10.ch.2025-05", "hw.a10.memory"])
    assert found["exp.a10.ch.2025-05"] == date(2027, 5, 21)
    assert len(found) == 2


def test_labels_name_what_is_stated_of_what(today):
    assert fact_labels(today, ["hw.a10.memory"]) == {"hw.a10.memory": "A10: memory-capacity"}
