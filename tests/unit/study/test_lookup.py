"""Everything recorded under a name."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.errors import FactError
from steelyard.study import fact_record, load_facts


@pytest.fixture(scope="module")
def book():
    return load_facts(as_of=date(2026, 11, 21))


def test_a_row_is_shown_with_its_source(book):
    record = fact_record(book, "hw.h100-sxm-80gb.tdp")
    assert record["unit"] == "W"
    assert any(field.startswith("source.") for field in record)


def test_an_accelerator_is_shown_by_any_spelling_with_its_rows(book):
    record = fact_record(book, "H100-SXM-80GB")
    assert record == fact_record(book, "h100 sxm 80gb")
    assert record["tdp (WLD)"].startswith("700 W, from 2022-")
    assert record["tdp (WLD)"].endswith("hw.h100-sxm-80gb.tdp")


def test_other_entities_have_rows_too(book):
    assert any(field.startswith("pue (") for field in fact_record(book, "world"))


def test_unknown_names_are_refused(book):
    with pytest.raises(FactError, match="no such id"):
        fact_record(book, "nonesuch")
