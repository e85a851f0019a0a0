from __future__ import annotations

from datetime import date

import pytest

from steelyard.errors import FactError
from steelyard.facts import load_facts
from steelyard.facts.documentation import DocumentKind
from steelyard.instruments.documents import load_documents
from steelyard.options.audit_documents import Standing, audit_documents
from steelyard.options.model import Pathway

DAY = date(2026, 11, 21)


def _found(model, *, as_of=DAY, pathway=None):
    return audit_documents(load_facts(as_of=as_of), model, pathway=pathway)


def _standing(found, kind):
    return next(f.standing for f in found.findings if f.entry.id is kind)


def test_pathways_of_the_catalogue_are_those_of_options():
    named = {name for entry in load_documents().documents for name in entry.pathways}
    assert named == set(Pathway) - {Pathway.DO_MINIMUM, Pathway.PRETRAINING}


def test_one_finding_a_kind_with_its_source_and_what_is_missing():
    found = _found("deepseek-r1")
    assert [f.entry.id for f in found.findings] == [e.id for e in load_documents().documents]
    card = next(f for f in found.findings if f.entry.id is DocumentKind.DATA_CARD)
    assert card.standing is Standing.PARTIAL
    assert card.fact.source.id == "crfm-2025-fmti"
    assert "composition" in card.gap["en"]
    assert {asked.id for asked in card.asked_by} >= {"eu-ai-act", "mof", "nist-ai-600-1"}


def test_a_later_source_replaces_an_earlier_one_only_once_it_is_known():
    before = _found("deepseek-r1", as_of=date(2025, 6, 30))
    assert _standing(before, DocumentKind.DATA_CARD) is Standing.ABSENT
    assert _standing(before, DocumentKind.SAFETY_EVALUATION) is Standing.NOT_ON_RECORD
    assert before.transparency is None
    after = _found("deepseek-r1")
    assert _standing(after, DocumentKind.SAFETY_EVALUATION) is Standing.ABSENT
    assert (after.transparency.n_met, after.transparency.n_indicators) == (32, 100)


def test_a_model_that_nobody_looked_at_is_not_on_record_never_absent():
    found = _found("ernie-4.0")
    assert {f.standing for f in found.findings} == {Standing.NOT_ON_RECORD}
    assert found.to_demand == found.findings
    assert all(f.gap is None for f in found.findings)


def test_what_is_present_is_not_demanded():
    found = _found("apertus-70b")
    present = found.standing(Standing.PRESENT)
    assert DocumentKind.TRAINING_SUMMARY in {f.entry.id for f in present}
    assert not set(map(id, present)) & set(map(id, found.to_demand))
    assert len(present) + len(found.to_demand) == len(found.findings)


def test_a_pathway_needs_its_own_documents():
    api = {f.entry.id for f in _found("qwen3-32b", pathway=Pathway.API).findings}
    own = {f.entry.id for f in _found("qwen3-32b", pathway=Pathway.OPEN_ADAPTATION).findings}
    assert DocumentKind.LICENCE_WEIGHTS not in api
    assert own > api
    assert _found("qwen3-32b", pathway=Pathway.PRETRAINING).findings == ()


def test_what_was_read_is_remembered():
    book = load_facts(as_of=DAY).recording()
    audit_documents(book, "gpt-oss-120b")
    assert {
        "model.gpt-oss-120b",
        "doc.gpt-oss-120b.use-policy",
        "transparency.2025-12.openai",
    } <= set(book.used)


def test_a_model_of_later_is_refused():
    with pytest.raises(FactError, match="after the study's date"):
        _found("deepseek-r1", as_of=date(2024, 5, 23))
