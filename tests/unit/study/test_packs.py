"""Jurisdiction packs as the library offers them: list, page and comparison."""

from __future__ import annotations

import json
from datetime import date

import pytest

from steelyard.errors import DomainError, DossierError
from steelyard.instruments import load_pack, pack_ids
from steelyard.study import compare_rules, pack_text, packs_list


@pytest.fixture(scope="module")
def guangxi(root):
    return root / "examples" / "guangxi-2026"


@pytest.mark.parametrize(("language", "name"), [("en", "China"), ("zh", "中国")])
def test_every_shipped_pack_is_listed_in_the_language(language, name):
    rows = {row["id"]: row for row in packs_list(language)}
    assert tuple(rows) == pack_ids()
    assert rows["CN"]["name"] == name


def test_a_pack_is_told_as_of_a_day():
    early = pack_text("CN", "en", as_of=date(2025, 10, 9))
    late = pack_text("CN", "zh", as_of=date(2025, 10, 10))
    assert "cn-2025-county-reuse" not in early
    assert "cn-2025-county-reuse" in late


def test_an_unknown_pack_is_refused():
    with pytest.raises(DossierError, match="ATLANTIS"):
        pack_text("ATLANTIS", "en", as_of=date(2025, 10, 9))


def test_the_first_use_case_is_compared_unless_one_is_named(small_path, guangxi):
    assert compare_rules(small_path).table.use_case == "service"
    found = compare_rules(guangxi / "dossier.yaml", "citizen-questions", tiers=["county"])
    assert found.table.use_case == "citizen-questions"
    with pytest.raises(DomainError, match="'nobody'"):
        compare_rules(small_path, "nobody")


def test_a_comparison_is_told_in_words_and_as_data(small_path):
    found = compare_rules(small_path, packs=["GENERIC", "CN", "EU"])
    assert json.loads(json.dumps(found.as_json())) == found.as_json()
    assert [column["pack"] for column in found.as_json()["columns"]] == ["GENERIC", "CN", "EU"]
    english, chinese = found.as_text("en"), found.as_text("zh")
    assert english.startswith("## Rules for ")
    assert "### The rules behind it" in english
    assert load_pack("EU").name["zh"] in chinese
    assert english.count("\n|") == chinese.count("\n|")


def test_answers_beside_the_dossier_are_counted(guangxi):
    path, answers = guangxi / "dossier.yaml", guangxi / "answers" / "eu-ai-act.yaml"
    asked = {"use_case": "application-review", "packs": ["EU:personal"]}
    (before,) = compare_rules(path, **asked).as_json()["columns"]
    (after,) = compare_rules(path, **asked, answers=[answers]).as_json()["columns"]
    assert before["instruments"]["eu-ai-act"] is None
    assert after["instruments"]["eu-ai-act"]["possible"]


def test_answers_about_another_use_case_are_refused(guangxi):
    answers = [guangxi / "answers" / "eu-ai-act.yaml"]
    with pytest.raises(DomainError, match=r"expected 'citizen-questions', .* 'application-review'"):
        compare_rules(guangxi / "dossier.yaml", "citizen-questions", answers=answers)


def test_answers_that_are_not_there_are_refused(guangxi, tmp_path):
    with pytest.raises(DossierError, match="absent"):
        compare_rules(guangxi / "dossier.yaml", answers=[tmp_path / "absent.yaml"])
