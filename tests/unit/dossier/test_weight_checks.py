"""Statements about weights that mean nothing are found before any study."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.dossier.locks import Locks
from steelyard.dossier.migrate import dossier_json_schema
from steelyard.dossier.schema import DecisionRules
from steelyard.dossier.voices import Dimension, WeightStatement
from steelyard.dossier.weight_checks import weight_problems
from steelyard.dossier.yaml_text import read_yaml
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Writer = Callable[[str | bytes], Path]

ALL_PAIRS = ", ".join(
    f"{{of: {one}, over: {other}, times: 2}}" for one, other in combinations(Dimension, 2)
)


def found(weights: str) -> list[str]:
    text = f"stakeholders: [{{id: a, weights: {weights}}}]"
    return [str(problem) for problem in weight_problems(read_yaml(text))]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("{}", "points alone, pairwise alone, or any of ranking, intervals, ratios, trade_offs"),
        ("{points: {cost: 1}, ranking: [cost]}", "found points, ranking"),
        (f"{{pairwise: [{ALL_PAIRS}], intervals: {{cost: [0, 1]}}}}", "pairwise, intervals"),
        ("{ratios: []}", "weights.ratios (line 1): expected at least one entry, found none"),
        ("{ranking: [safety, [cost, safety]]}", "each dimension once"),
        ("{ratios: [{of: cost, to: cost, least: 1}]}", "another dimension, found 'cost'"),
        (
            "{ratios: [{of: cost, to: safety, least: 2, greatest: 1}]}",
            "ratios[0].greatest (line 1): expected at least 2, the least ratio, found 1",
        ),
        ("{trade_offs: [{criterion: c, money_per_year: [5, 2]}]}", "the lower first [CUR/year]"),
        ("{trade_offs: [{criterion: c, money_per_year: 0}]}", "one amount above 0, or two"),
        (f"{{pairwise: [{ALL_PAIRS}, {{of: cost, over: safety}}]}}", "cost and safety again"),
    ],
)
def test_what_is_found(weights: str, expected: str) -> None:
    problems = found(weights)
    assert len(problems) == 1
    assert expected in problems[0]


def test_pairs_not_judged_are_named() -> None:
    problem = found("{pairwise: [{of: cost, over: cost, times: 1}]}")
    assert "cost with itself" in problem[0]
    assert "expected all 15 pairs of dimensions, found 0 of them" in problem[1]
    assert "Judge also sovereignty and safety; sovereignty and cost;" in problem[1]


@pytest.mark.parametrize(
    "weights",
    [
        "5",
        "{ratios: [{of: cost, to: safety, least: x}], intervals: 5}",
        "{trade_offs: [{criterion: c, money_per_year: [2, 5]}, 7]}",
        "{ranking: [[safety, cost], sovereignty], intervals: {cost: [0.1, 0.4]}}",
        f"{{pairwise: [{ALL_PAIRS}]}}",
    ],
)
def test_what_is_right_or_left_to_the_schema(weights: str) -> None:
    assert [problem for problem in found(weights) if "at least one entry" not in problem] == []


def test_places_and_amounts_may_be_written_short(least: str, written: Writer) -> None:
    weights = (
        "{ranking: [safety, [cost, sovereignty]], "
        "trade_offs: [{criterion: data_sovereignty, money_per_year: 5000000}]}"
    )
    text = least + f"stakeholders: [{{id: a, name: {{en: A}}, weights: {weights}}}]\n"
    stated = load_dossier(written(text)).stakeholders[0].weights
    assert stated is not None
    assert stated.ranking is not None
    assert [list(map(str, place)) for place in stated.ranking] == [
        ["safety"],
        ["cost", "sovereignty"],
    ]
    assert stated.trade_offs is not None
    assert stated.trade_offs[0].money_per_year == (5e6, 5e6)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("{ranking: [savety]}", "one of sovereignty, safety"),
        ("{ranking: [true]}", "a list"),
        ("{ranking: [[]]}", "at least 1 entry"),
        ("{ratios: [{of: cost, to: safety}]}", "ratios[0].least"),
        ("{trade_offs: [{criterion: c, money_per_year: yes}]}", "money_per_year"),
        ("{trade_offs: [{criterion: c, money_per_year: true}]}", "money_per_year"),
    ],
)
def test_wrong_words_are_told_in_words(
    weights: str, expected: str, least: str, written: Writer
) -> None:
    text = least + f"stakeholders: [{{id: a, name: {{en: A}}, weights: {weights}}}]\n"
    with pytest.raises(DossierError) as error:
        load_dossier(written(text))
    assert expected in str(error.value)


def test_editors_know_both_spellings() -> None:
    parts = dossier_json_schema()["$defs"]["WeightStatement"]["properties"]["ranking"]
    assert "anyOf" in str(parts)
    assert "array" in str(parts)


def test_every_example_of_the_guide_is_understood(root: Path) -> None:
    page = (root / "docs/guide/stating-weights.md").read_text("utf-8")
    blocks = [read_yaml(text).data for text in re.findall(r"```yaml\n(.*?)```", page, re.S)]
    said = [WeightStatement.model_validate(block["weights"]) for block in blocks[:6]]
    assert [name for stated in said for name, part in stated if part] == [
        "ranking",
        "points",
        "intervals",
        "ratios",
        "trade_offs",
        "pairwise",
    ]
    assert Locks.model_validate(blocks[6]["locks"]).changes[0].changed_by == "Ministry of Finance"
    rules = {"reading": "six_dimensions", "stated_by": "a board", "stated_on": "2026-10-01"}
    assert DecisionRules.model_validate({**rules, **blocks[7]["rules"]}).acceptance_tolerance
