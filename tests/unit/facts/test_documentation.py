from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from steelyard.facts.documentation import (
    DocumentFact,
    DocumentKind,
    DocumentRow,
    DocumentState,
    Transparency,
    TransparencyCell,
    word_of,
)
from steelyard.facts.schema import Source

ROW = {
    "id": "doc.m.data-card",
    "model": "m",
    "document": "data-card",
    "state": "partial",
    "valid_from": "2024-01-01",
    "known_from": "2024-02-01",
    "review_by": "2030-01-01",
    "pedigree": "published",
    "source": "maker-2024",
    "locator": "page 1",
    "gap": "size-only",
}
SOURCE = Source(
    id="maker-2024", publisher="P", title="T", url="", accessed=date(2024, 3, 1), licence="MIT"
)


def _cell(indicator: str, *, met: bool, developer: str = "Mistral AI") -> TransparencyCell:
    return TransparencyCell(
        edition="2025-12",
        developer=developer,
        indicator=indicator,
        met=met,
        published=date(2025, 12, 9),
        source_locator="line 2",
    )


def test_a_row_becomes_a_status_with_its_source() -> None:
    fact = DocumentFact.told(DocumentRow.model_validate(ROW), SOURCE)
    assert (fact.entity, fact.parameter, fact.value) == ("m", "document-data-card", "partial")
    assert fact.state is DocumentState.PARTIAL
    assert fact.document is DocumentKind.DATA_CARD
    assert (fact.gap, fact.licence, fact.source.publisher) == ("size-only", "", "P")


@pytest.mark.parametrize(
    ("state", "gap"), [("partial", ""), ("absent", ""), ("present", "size-only")]
)
def test_what_is_missing_is_named_and_only_then(state: str, gap: str) -> None:
    with pytest.raises(ValidationError, match="names its gap"):
        DocumentRow.model_validate(ROW | {"state": state, "gap": gap})


@pytest.mark.parametrize(("field", "value"), [("document", "diary"), ("state", "unknown")])
def test_kinds_and_states_are_closed(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        DocumentRow.model_validate(ROW | {field: value})


def test_a_share_counts_what_is_met() -> None:
    found = Transparency.of([_cell("a", met=True), _cell("b", met=False)], SOURCE)
    assert (found.n_met, found.n_indicators, found.fact.statement.p50) == (1, 2, 0.5)
    assert found.fact.id == "transparency.2025-12.mistral-ai"
    assert found.fact.known_from == date(2025, 12, 9)


def test_a_cell_has_an_id_and_the_source_of_the_index() -> None:
    cell = _cell("crawling", met=True)
    assert cell.id == "transparency.2025-12.mistral-ai.crawling"
    assert cell.source == "crfm-2025-fmti"


def test_names_compare_as_words() -> None:
    assert word_of("Zhipu AI (Z.ai)") == "zhipu-ai-z-ai"
