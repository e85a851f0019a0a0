from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from steelyard.facts import load_facts
from steelyard.instruments.documents import LETTER_LANGUAGES
from steelyard.options.audit_documents import Standing, audit_documents
from steelyard.report.document_letter import document_letter

DAY = date(2026, 11, 21)
HANGUL = re.compile("[가-힣]")
HAN = re.compile("[一-鿿]")


def _found(model, as_of=DAY):
    return audit_documents(load_facts(as_of=as_of), model)


def _letter(model="deepseek-r1", *, language="en", sender="", as_of=DAY):
    return document_letter(_found(model, as_of), language=language, on=DAY, sender=sender)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_it_asks_for_what_is_missing_and_for_nothing_else(language):
    found, text = _found("deepseek-r1"), _letter(language=language)
    headings = [line for line in text.splitlines() if line.startswith("### ")]
    assert len(headings) == len(found.to_demand)
    for finding in found.findings:
        named = any(finding.entry.name[language].lower() in line.lower() for line in headings)
        assert named is (finding.standing is not Standing.PRESENT), finding.entry.id
        for demand in finding.entry.demand:
            assert (demand[language] in text) is (finding.standing is not Standing.PRESENT)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_the_same_input_gives_the_same_letter_and_leaves_no_placeholder(language):
    first, second = _letter(language=language), _letter(language=language)
    assert first == second
    assert not re.search(r"[{}]", first)
    assert first.endswith("\n")


def test_each_language_keeps_to_its_script():
    assert not HAN.search(_letter(language="en"))
    assert not HANGUL.search(_letter(language="en") + _letter(language="zh"))
    assert not HAN.search(_letter(language="ko"))


def test_each_item_says_why_and_by_which_instrument():
    text = _letter()
    item = text.split("### ")[2]
    assert item.startswith("2. Data card")
    for part in (
        "incomplete",
        "known since 9 December 2025",
        "Why an auditor needs it",
        "Annex XII",
    ):
        assert part in item
    assert "Article 53(2) frees models" in text


def test_what_is_not_on_record_is_never_called_missing():
    text = _letter("ernie-4.0")
    assert "## Missing or incomplete" not in text
    assert "## Not on our record" in text
    assert "On record:" not in text


def test_an_instrument_of_later_is_not_invoked():
    text = _letter("qwen1.5-72b", as_of=date(2024, 5, 23))
    assert "Interim Measures" in text
    assert "EU Artificial Intelligence Act" not in text


def test_the_sender_may_be_named():
    assert "From: Ministry of Examples\n" in _letter(sender="Ministry of Examples").replace(
        "  \n", "\n"
    )
    assert "[contracting authority, office, address]" in _letter()


def test_nothing_missing_is_nothing_to_ask():
    found = _found("apertus-70b")
    whole = replace(found, findings=found.standing(Standing.PRESENT))
    text = document_letter(whole, language="en", on=DAY)
    assert "nothing to request" in text
    assert "Please send" not in text


def test_a_law_without_reservation_needs_no_notes():
    found = _found("deepseek-r1")
    code = [f for f in found.findings if f.entry.id == "licence-code"]
    bare = replace(found, findings=tuple(replace(f, fact=None) for f in code))
    assert "On the instruments named" not in document_letter(bare, language="en", on=DAY)
