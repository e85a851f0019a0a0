from __future__ import annotations

import json
from datetime import date

import pytest

from steelyard.facts import load_facts
from steelyard.instruments.documents import LETTER_LANGUAGES
from steelyard.options.audit_documents import audit_documents
from steelyard.options.model import Pathway
from steelyard.report.document_table import (
    document_foot,
    document_head,
    document_rows,
    documents_json,
)

DAY = date(2026, 11, 21)


def _found(model, pathway=None):
    return audit_documents(load_facts(as_of=DAY), model, pathway=pathway)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_one_row_a_document_in_each_language(language):
    found = _found("gpt-oss-120b")
    header, rows = document_rows(found, language=language)
    assert len(rows) == len(found.findings)
    assert {len(row) for row in rows} == {len(header)}
    assert any("Apache-2.0" in row for row in rows)


def test_the_head_names_pathway_and_base():
    lines = document_head(_found("qwen-sea-lion-v4-32b", Pathway.API), language="en")
    assert lines[1:] == [
        "Adapted from qwen3-32b: the documents of that model are needed as well.",
        "Only what this pathway needs: api.",
    ]


def test_the_foot_counts_and_demands():
    text = "\n".join(document_foot(_found("deepseek-r1"), language="en"))
    assert "2 not on record" in text
    assert "disclosed 32 of 100 indicators" in text
    assert "- incident contact [partial: an address for vulnerabilities" in text
    assert "- public summary of the training content [not on record]" in text


def test_pretraining_needs_no_provider():
    found = _found("qwen3-32b", Pathway.PRETRAINING)
    assert "needs no document of a provider" in document_head(found, language="en")[-1]
    assert all("indicators" in line for line in document_foot(found, language="en"))


def test_the_data_are_plain_and_say_where_everything_was_read():
    data = documents_json(_found("deepseek-r1", Pathway.API), language="zh")
    assert json.loads(json.dumps(data)) == data
    card = next(entry for entry in data["documents"] if entry["id"] == "data-card")
    assert card["standing"] == "partial"
    assert card["on_record"]["source"] == "crfm-2025-fmti"
    assert {need["instrument"] for need in card["asked_by"]} >= {"eu-ai-act", "cn-interim-measures"}
    assert data["transparency"]["share"] == pytest.approx(0.32)
    bare = documents_json(_found("kimi-k2"), language="en")
    assert bare["transparency"] is None
    blank = next(e for e in bare["documents"] if e["standing"] == "not_on_record")
    assert blank["on_record"] is None
