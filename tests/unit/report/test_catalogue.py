from __future__ import annotations

import re
import string

import pytest

from steelyard.errors import OutputError
from steelyard.report.catalogue import LANGUAGES, load_catalogue

# The law's own words come in each language under a name of their own: text_en, text_zh.
OWN_LANGUAGE = re.compile(r"_(en|zh|ko)$")
KEY = re.compile(r'Message\(\s*"([a-z_]+(?:\.[a-z_]+)+)"')


def _placeholders(text):
    parsed = string.Formatter().parse(text)
    return {OWN_LANGUAGE.sub("", name) for _, name, _, _ in parsed if name}


def test_every_text_exists_in_every_language_with_the_same_placeholders():
    english, *others = (load_catalogue(code) for code in LANGUAGES)
    for other in others:
        here_only = set(english.entries) ^ set(other.entries)
        # A currency may have a form of its own in one language alone.
        assert {key for key in here_only if not key.startswith(("scale.", "money."))} == set()
        differ = [
            key
            for key in set(english.entries) & set(other.entries)
            if _placeholders(english.entries[key]) != _placeholders(other.entries[key])
        ]
        assert differ == []


def test_every_sentence_named_in_the_code_has_its_text(modules_text):
    catalogue = load_catalogue("en")
    named = {key for text in modules_text for key in KEY.findall(text)}
    assert len(named) > 40
    assert sorted(key for key in named if key not in catalogue) == []


@pytest.fixture(scope="module")
def modules_text(root):
    return [path.read_text("utf-8") for path in sorted((root / "src").rglob("*.py"))]


def test_a_key_without_text_is_an_error():
    with pytest.raises(LookupError, match=r"no\.such\.key"):
        load_catalogue("en").text("no.such.key")


def test_a_language_not_written_says_which_are():
    with pytest.raises(OutputError, match="expected one of en, zh"):
        load_catalogue("ko")


def test_no_chinese_text_is_left_in_english():
    catalogue = load_catalogue("zh")
    left = [
        key
        for key, text in catalogue.entries.items()
        if len(re.findall(r"[A-Za-z]{4,}", re.sub(r"\{[^}]*\}", "", text))) > 6
    ]
    assert left == []
