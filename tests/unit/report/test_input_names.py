from __future__ import annotations

import csv

import pytest
from tests.unit.report.horizon.made_plan import RULES

from steelyard.dossier import load_dossier
from steelyard.dossier.parameters import quantities_of
from steelyard.dossier.portfolio import PortfolioRules
from steelyard.report.input_names import fact_label, input_name

TABLES = ("economy", "effort", "grid", "hardware")


@pytest.fixture(scope="module")
def dossiers(root):
    return [load_dossier(path) for path in sorted((root / "examples").glob("*/dossier.yaml"))]


def test_every_field_of_the_shipped_dossiers_has_a_word(dossiers, voice):
    paths = {path for one in dossiers for path, _, _ in quantities_of(one)}
    assert paths
    fields = {word_of(path) for path in paths}
    assert [field for field in sorted(fields) if field not in voice.catalogue] == []


def word_of(path):
    group = "portfolio_field" if path.startswith("portfolio/") else "field"
    return f"{group}.{path.rsplit('/', 1)[-1]}"


def test_what_several_use_cases_share_is_named_by_its_id(study, voice):
    rules = PortfolioRules.model_validate(RULES)
    dossier = study.dossier.model_copy(update={"portfolio": rules})
    shared = [path for path, _, _ in quantities_of(dossier) if path.startswith("portfolio/")]
    assert len(shared) == 10
    assert all(word_of(path) in voice.catalogue for path in shared)
    said = input_name("dossier:portfolio/measures/courses/effects/0/posts", voice)
    assert "courses" in said
    assert voice.word("portfolio_field", "posts") in said


def test_every_fact_of_the_shipped_tables_has_a_word(root, voice):
    missing = set()
    for table in TABLES:
        text = (root / f"src/steelyard/facts/data/{table}.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            parameter = row["parameter"]
            composed = parameter.startswith(("setup-", "running-"))
            if not composed and f"fact_word.{parameter}" not in voice.catalogue:
                missing.add(parameter)
            entity = row["entity"]
            is_model_or_machine = table == "hardware" or entity[:1].isupper()
            if not is_model_or_machine and f"entity.{entity}" not in voice.catalogue:
                missing.add(entity)
    assert not missing


def test_every_input_of_the_study_has_a_name(study, voice):
    for name in study.sample.known:
        words = input_name(name, voice)
        assert words
        assert "dossier:" not in words


def test_what_an_input_belongs_to_stands_beside_it(english):
    name = "dossier:use_cases/document-drafting/benefit/uptake"
    assert input_name(name, english) == "uptake (Drafting official documents)"
    staff = "dossier:capacity/staff/ml_engineer/in_post"
    assert input_name(staff, english) == "people in post (machine-learning engineers)"
    gap = "model:language-gap/qwen1.5-72b/zh"
    assert input_name(gap, english) == "loss in a language (qwen1.5-72b, Chinese)"
    assert input_name("weight:cost", english) == "weight of cost"
    assert input_name("family:staff_cost", english) == "pay"


def test_facts_are_named_by_what_is_stated_of_what(english):
    words = fact_label("lora: setup-data-engineer", english)
    assert words == "work done once, data engineers (light tuning)"
    assert fact_label("a100: purchase-price", english) == "purchase price (a100)"
    assert fact_label("no colon", english) == "no colon"
