from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from steelyard.errors import FactError
from steelyard.facts.documentation import DocumentKind
from steelyard.facts.tables import FactTables
from steelyard.instruments import documents
from steelyard.instruments.documents import DocumentCatalogue, load_documents


@pytest.fixture
def catalogue() -> DocumentCatalogue:
    return load_documents()


def test_every_kind_is_there_once(catalogue):
    assert {entry.id for entry in catalogue.documents} == set(DocumentKind)


def test_every_gap_that_a_fact_names_has_its_text_and_none_is_left(catalogue):
    named = {row.gap for row in FactTables().documents if row.gap}
    assert named == set(catalogue.gaps)


def test_only_instruments_published_by_the_day_ask(catalogue):
    entry = next(e for e in catalogue.documents if e.id is DocumentKind.DATA_CARD)
    early = [need.source for need in catalogue.known(entry, date(2024, 6, 1))]
    late = [need.source for need in catalogue.known(entry, date(2025, 12, 9))]
    assert early == ["cn-interim-measures", "tc260-003"]
    assert {"eu-ai-act", "mof", "nist-ai-600-1", "fmti"} <= set(late)


def test_what_was_not_read_in_the_original_says_so(catalogue):
    for name, instrument in catalogue.references.items():
        if instrument.read_as == "secondary":
            assert instrument.reservation, name


def test_a_gap_without_text_says_what_to_do(catalogue):
    with pytest.raises(FactError, match=r"size-ony.*Nearest: size-only.*Correct the row"):
        catalogue.gap("size-ony")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data["documents"].pop(), "each kind of document once"),
        (lambda data: data["references"].pop("mof"), "references not matched: mof"),
        (lambda data: data["documents"][0]["name"].pop("ko"), "missing: ko"),
        (lambda data: data["gaps"]["size-only"].pop("zh"), "missing: zh"),
    ],
)
def test_a_catalogue_with_a_hole_is_refused(catalogue, change, expected):
    data = catalogue.model_dump(mode="json")
    change(data)
    with pytest.raises(ValidationError, match=expected):
        DocumentCatalogue.model_validate(data)


def test_a_wrong_file_is_told(monkeypatch):
    monkeypatch.setattr(documents, "FILE", "packs/CN.yaml")
    load_documents.cache_clear()
    try:
        with pytest.raises(FactError, match=r"packs/CN\.yaml"):
            load_documents()
    finally:
        load_documents.cache_clear()
