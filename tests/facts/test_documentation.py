"""What a reader must be able to believe of the shipped statements about documents."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts import load_facts
from steelyard.facts.documentation import DocumentKind, DocumentState
from steelyard.facts.tables import FactTables

THIRD_PARTY = {"lfai-2026-mot", "crfm-2025-fmti"}
SHARES = {  # published totals of the December 2025 edition
    "IBM": 95, "Writer": 72, "AI21 Labs": 66, "Anthropic": 46, "Google": 41, "Amazon": 39,
    "OpenAI": 35, "DeepSeek": 32, "Meta": 31, "Alibaba": 26, "Mistral AI": 18, "Midjourney": 14,
    "xAI": 14,
}  # fmt: skip
# Beside the two assessors, makers themselves say of these that they are not there.
SAID_BY_THE_MAKER = {
    "doc.deepseek-v3.licence-data",
    "doc.qwen-sea-lion-v4-32b.safety-evaluation",
}


@pytest.fixture(scope="module")
def tables() -> FactTables:
    return FactTables()


def test_both_tables_are_read_whole(tables: FactTables) -> None:
    for name, records in (
        ("documentation.csv", tables.documents),
        ("transparency.csv", tables.transparency),
    ):
        assert len(records) == sum(1 for _ in tables.raw_csv(name)) > 0, name


def test_absent_is_said_only_by_who_looked_or_by_the_maker(tables: FactTables) -> None:
    for row in tables.documents:
        if row.state is DocumentState.ABSENT:
            assert row.source in THIRD_PARTY or row.id in SAID_BY_THE_MAKER, row.id


def test_every_row_is_named_for_model_and_document(tables: FactTables) -> None:
    for row in tables.documents:
        assert row.id.startswith(f"doc.{row.model}.{row.document}"), row.id


def test_every_model_with_documents_has_a_card_and_was_released(tables: FactTables) -> None:
    released = {card.id: card.released for card in tables.models}
    for row in tables.documents:
        assert row.model in released, row.id
        assert row.known_from >= row.valid_from, row.id


def test_licences_of_open_weights_agree_with_the_cards(tables: FactTables) -> None:
    licences = {card.id: card.licence for card in tables.models}
    for row in tables.documents:
        if row.document is DocumentKind.LICENCE_WEIGHTS and row.licence in {"MIT", "Apache-2.0"}:
            assert licences[row.model] == row.licence, row.id


def test_the_shares_are_those_the_index_published() -> None:
    book = load_facts(as_of=date(2026, 11, 21))
    for developer, total in SHARES.items():
        found = book.transparency(developer)
        assert found is not None, developer
        assert (found.n_met, found.n_indicators) == (total, 100), developer
