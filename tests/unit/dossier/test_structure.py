"""What must hold between entries is found even where single entries are wrong."""

from __future__ import annotations

import pytest

from steelyard.dossier.structure import known_codes, structural_problems
from steelyard.dossier.yaml_text import read_yaml


def found(text: str) -> list[str]:
    return [str(problem) for problem in structural_problems(read_yaml(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("use_cases: [{id: a}, {id: b}, {id: a}]", "use_cases[2].id"),
        ("capacity: {staff: [{role: evaluator}, {role: evaluator}]}", "capacity.staff[1].role"),
        ("stakeholders: [{id: a}, {id: a}]", "'a' again, first at stakeholders[0]"),
        ("use_cases: [{id: a, languages: [{language: en}, {language: en}]}]", "each language once"),
        (
            "capacity: {published: [{id: a, interpretations: [{id: b, probability: 0.4}]}]}",
            "each probability a part of 1, together 1, found together 0.4",
        ),
        ("use_cases: [{id: letters}]\nevidence: [{use_case: leters}]", "Did you mean 'letters'?"),
        ("use_cases: [{id: a}]\njudgements: [{use_case: zz}]", "a use case of this dossier (a)"),
        ("use_cases: [{id: a}]\nown_rules: [{id: r, use_cases: [b]}]", "own_rules[0].use_cases[0]"),
        ("evidence: [{n_items: 10, n_accepted: 11}]", "at most the 10 items tried, found 11"),
        ("stakeholders: [{id: a, weights: {}}]", "points alone, pairwise alone, or any of"),
        (
            "stakeholders: [{id: a, weights: {ranking: [cost], points: {cost: 1}}}]",
            "found ranking, points",
        ),
        ("stakeholders: [{id: a, weights: {points: {cost: 0}}}]", "points above 0"),
        ("stakeholders: [{id: a, weights: {ranking: [cost, cost]}}]", "each dimension once"),
        (
            "stakeholders: [{id: a, weights: {intervals: {cost: [0.5, 0.2]}}}]",
            "two shares of 1, the lower first",
        ),
        (
            "stakeholders: [{id: a, weights: {intervals: {cost: [0.6, 1], safety: [0.6, 1]}}}]",
            "together do not exceed 1, found 1.2",
        ),
        ("jurisdiction: {pack: XX}", "found 'XX'. Choose one; GENERIC where there is none"),
        (
            "jurisdiction: {pack: CN}\nuse_cases: [{id: a, data_class: internal}]",
            "a data class of the pack CN (general, general_personal, important, core",
        ),
        ("offers: [{id: a, supplier_country: UU}]", "offers[0].supplier_country"),
        ("use_cases: [{id: a, serves_public: true, start_year: true}]", "a whole number"),
    ],
)
def test_what_does_not_hold(text: str, expected: str) -> None:
    problems = found(text)
    assert len(problems) == 1
    assert expected in problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "use_cases: 5",
        "use_cases: [5, text]",
        "use_cases: [{id: a, languages: [{share: half}]}]",
        "horizon: {first_year: 2025}\nuse_cases: [{id: a, start_year: 1}]",
        "stakeholders: [{id: a, weights: {intervals: {cost: [0.2, 0.5]}}}]",
        "stakeholders: [{id: a, weights: {points: {cost: 100, safety: 0}}}]",
        "own_rules: [{id: a}]\nevidence: [{n_items: ten, n_accepted: 11}]",
        "jurisdiction: 5\nmoney: 7\ncapacity: []\nhorizon: x",
        "jurisdiction: {pack: 5, languages: en}",
    ],
)
def test_what_is_left_to_the_schema(text: str) -> None:
    assert found(text) == []


def test_codes_of_the_standards() -> None:
    assert {"CN", "SG", "NO", "XK"} <= set(known_codes("country"))
    assert "ZZ" not in known_codes("country")
    assert "CNY" in known_codes("currency")
    assert {"za", "kea"} <= set(known_codes("language"))


def test_weights_cannot_be_signed_after_the_study() -> None:
    text = "as_of: 2024-05-23\nstakeholders: [{id: a, signed_on: 2024-05-24}]"
    assert "expected a day up to that of the study, 2024-05-23" in found(text)[0]
    assert found(text.replace("2024-05-24", "2024-05-23")) == []
