"""Words of the framework and names of the fact base are known, or said to be unknown."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.names import ADAPTATIONS, HOSTINGS, unknown_in_facts, word_problems
from steelyard.dossier.yaml_text import read_yaml
from steelyard.facts.loader import load_facts
from steelyard.options.model import Adaptation, Hosting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_words_are_those_of_the_options_stage() -> None:
    assert tuple(Hosting) == HOSTINGS
    assert tuple(Adaptation) == ADAPTATIONS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("own_rules: [{kind: bar_hosting, values: [air_gaped]}]", "Did you mean 'air_gapped'?"),
        ("judgements: [{hosting: moon}]", "judgements[0].hosting"),
        ("judgements: [{adaptation: magic}]", "judgements[0].adaptation"),
        ("evidence: [{adaptation: rag}]", "expected one of prompting, retrieval"),
        ("offers: [{hosting: cloud}]", "offers[0].hosting"),
    ],
)
def test_unknown_words(text: str, expected: str) -> None:
    (problem,) = word_problems(read_yaml(text))
    assert expected in str(problem)


def test_words_left_out_or_of_other_rules_pass() -> None:
    text = "judgements: [{hosting: '', level: 1}]\nown_rules: [{kind: bar_model, values: [x]}]"
    assert list(word_problems(read_yaml(text))) == []


def test_names_of_the_fact_base(least: str, written: Callable[[str], Path]) -> None:
    text = least.replace(
        "{has_data_centre: false}",
        "{has_data_centre: false, accelerators: [{hardware: L44, count: 8, free_share: 0.5}]}",
    )
    text += (
        "candidates: {models: [llama-3-8b, lama-9], hardware: [L4]}\n"
        "evidence: [{use_case: letters, model: gpt-99, n_items: 9, n_accepted: 8, "
        "date: 2024-05-01, source: s}]\n"
    )
    dossier = load_dossier(written(text))
    facts = load_facts(as_of=dt.date(2024, 5, 23))
    assert [path for path, _ in unknown_in_facts(dossier, facts)] == [
        "capacity/accelerators/L44",
        "candidates/models",
        "evidence/0",
    ]
