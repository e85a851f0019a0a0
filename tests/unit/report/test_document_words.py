from __future__ import annotations

import string
from datetime import date

import pytest

from steelyard.errors import OutputError
from steelyard.instruments.documents import LETTER_LANGUAGES
from steelyard.report.document_words import DocumentWords


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_exists_in_every_language_with_the_same_placeholders():
    english, *others = (DocumentWords(code).catalogue.entries for code in LETTER_LANGUAGES)
    for other in others:
        assert set(other) == set(english)
        for key, text in english.items():
            assert _placeholders(other[key]) == _placeholders(text), key


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "27 November 2026"), ("zh", "2026年11月27日"), ("ko", "2026년 11월 27일")],
)
def test_days_are_written_as_the_language_does(language, day):
    assert DocumentWords(language).day(date(2026, 11, 27)) == day


def test_another_language_is_refused():
    with pytest.raises(OutputError, match="expected one of en, zh, ko"):
        DocumentWords("fr")
