"""Portfolio rules that nothing can keep are refused, with what could be meant."""

from __future__ import annotations

import re

import pytest

from steelyard.dossier.portfolio_checks import portfolio_problems
from steelyard.dossier.yaml_text import read_yaml

CASES = """\
horizon: {first_year: 2027, n_years: 5}
use_cases:
  - {id: drafts, start_year: 2028, data_class: internal}
  - {id: answers, start_year: 2027, data_class: public}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "deadlines: [{use_case: draft, by: 2029}]",
            "portfolio.deadlines[0].use_case: expected a use case of this dossier (drafts, "
            "answers), found 'draft'. Did you mean 'drafts'?",
        ),
        (
            "deadlines: [{use_case: drafts, by: 2027}]",
            "portfolio.deadlines[0].by: expected a year from 2028 on, the first year of 'drafts', "
            "found 2027",
        ),
        (
            "floors: [{data_classes: [public, secret]}]",
            "portfolio.floors[0].data_classes[1]: expected a data class of some use case "
            "(internal, public), found 'secret'",
        ),
        (
            "reuse: [{from_year: 2032}]",
            "portfolio.reuse[0].from_year: expected a year up to the last of the horizon, 2031, "
            "found 2032",
        ),
        ("tiers: [{from_year: 2040}]", "portfolio.tiers[0].from_year"),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    tree = read_yaml(f"{CASES}portfolio: {{{text}}}")
    (problem,) = (str(entry) for entry in portfolio_problems(tree))
    assert expected in re.sub(r" \(line \d+\)", "", problem)


@pytest.mark.parametrize(
    "text",
    [
        f"{CASES}portfolio: {{deadlines: [{{use_case: drafts, by: 2028}}]}}",
        f"{CASES}portfolio: {{tiers: [{{from_year: 2031}}]}}",
        "portfolio: {deadlines: [{use_case: 3, by: x}], floors: [{data_classes: 4}, 5]}",
        "horizon: 7\nportfolio: {reuse: [{from_year: 2027}]}",
        "horizon: {first_year: x}\nportfolio: {reuse: [{from_year: 2027}]}",
    ],
)
def test_what_is_left_to_others(text: str) -> None:
    assert not list(portfolio_problems(read_yaml(text)))
