"""Every shipped pack can be read on any day, in both languages, with where it was read."""

from __future__ import annotations

import re
from datetime import date

import pytest

from steelyard.instruments import load_pack, pack_ids
from steelyard.report.pack_words import pack_line, pack_page

DAY = date(2026, 11, 27)
LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", pack_ids())
def test_every_shipped_pack_is_a_row(name, language):
    row = pack_line(load_pack(name), language)
    assert list(row) == ["id", "name", "currency", "classes", "rules", "instruments"]
    assert row["id"] == name
    assert row["name"]
    assert int(row["classes"]) == len(load_pack(name).data_classes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", pack_ids())
def test_every_shipped_pack_is_a_page(name, language):
    pack = load_pack(name)
    page = pack_page(pack, language, as_of=DAY)
    lines = page.splitlines()
    assert lines[0].startswith("# ")
    assert f"({name}), 2026-11-27" in lines[0]
    assert len([line for line in lines if line.startswith("## ")]) == 3
    for entry in pack.data_classes:
        assert f"({entry.label}): {entry.basis}" in page
    for rule in pack.rules:
        told = rule.is_in_force(DAY) or rule.is_announced(DAY)
        assert bool(re.search(rf"^- {rule.id}[:：]", page, re.MULTILINE)) is told, rule.id
        if told:
            assert pack.references[rule.source].title in page
    for entry in pack.instruments:
        assert (entry.instrument in page) is entry.is_known(DAY)
    assert not re.search(r"\{\w*\}", page)


@pytest.mark.parametrize("name", [name for name in pack_ids() if name != "GENERIC"])
def test_the_frame_names_languages_currency_and_papers(name):
    pack = load_pack(name)
    page = pack_page(pack, "en", as_of=DAY)
    frame = page.partition("## ")[0]
    assert f"- Currency: {pack.currency}" in frame
    assert "- Official languages: " in frame
    for entry in pack.languages:
        if entry.scope:
            assert f"{entry.language} ({entry.scope['en']})" in frame
    for paper in pack.documents:
        assert paper.text["en"] in frame


def test_the_generic_pack_has_no_frame():
    page = pack_page(load_pack("GENERIC"), "en", as_of=DAY)
    assert page.partition("\n## ")[0].splitlines() == [
        "# no jurisdiction pack (GENERIC), 2026-11-27",
    ]


def test_a_rule_is_announced_before_its_day_and_gone_after_its_end():
    pack = load_pack("EU")
    early = pack_page(pack, "en", as_of=date(2024, 7, 12))
    assert re.search(r"- eu-ai-prohibited: .* Announced, from 2025-02-02\.", early)
    assert "eu-ai-oversight" not in early
    pack = load_pack("SG")
    ended = next(rule for rule in pack.rules if rule.until is not None)
    assert f"- {ended.id}: " in pack_page(pack, "en", as_of=ended.effective_from)
    assert f"- {ended.id}: " not in pack_page(pack, "en", as_of=ended.until)


def test_before_anything_was_known_a_page_says_so():
    page = pack_page(load_pack("EU"), "en", as_of=date(1950, 1, 1))
    rules, instruments = page.split("\n## ")[2:]
    assert rules.split("\n", 1)[1].strip() == "not found"
    assert instruments.split("\n", 1)[1].strip() == "not found"
    assert "discount rate" not in page


def test_a_page_says_how_each_rule_was_read():
    page = pack_page(load_pack("EU"), "en", as_of=DAY)
    rules = [line for line in page.splitlines() if line.startswith("- eu-")]
    words = ("the text itself was read", "a copy was read", "read second hand")
    assert rules
    assert all(sum(line.endswith(f"; {word}]") for word in words) == 1 for line in rules)


def test_an_instrument_without_a_first_day_has_a_dash():
    page = pack_page(load_pack("EU"), "en", as_of=DAY)
    (line,) = [line for line in page.splitlines() if "(eu-csf;" in line]
    assert "from –)" in line
