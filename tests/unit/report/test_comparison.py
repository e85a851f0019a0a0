"""Two decisions compared, in words."""

from __future__ import annotations

import copy
import json

import pytest

from steelyard.decision.compare import compare_decisions
from steelyard.report.catalogue import LANGUAGES
from steelyard.report.comparison import comparison_in_words
from steelyard.study import decision_json

BARE = {"id": "a", "cost": {"shared": {"p50": 1.0}}}


@pytest.fixture(scope="module")
def stored(study):
    return json.loads(decision_json(study))


@pytest.fixture
def other(stored):
    return copy.deepcopy(stored)


def tell(before, after, language="en"):
    decisions = [before, after]
    return comparison_in_words(compare_decisions(*decisions), decisions, language)


def test_nothing_changed(stored, other):
    assert tell(stored, other) == "Nothing changed."
    assert tell(stored, other, "zh") == "没有变化。"


def test_an_answer_is_told_first_and_what_it_hangs_on_with_it(stored, other):
    case = other["use_cases"][0]
    old = case["recommended"]
    case["recommended"] = "undecided" if old != "undecided" else "find_out_first"
    case["confidence"] = 0.999 if case["confidence"] < 0.5 else 0.001
    name = next(flip["parameter"] for flip in case["flips"] if flip["parameter"].startswith("dos"))
    entry = other["manifest"]["inputs"][name]
    entry["p05"], entry["p50"], entry["p95"] = (2 * entry[part] for part in ("p05", "p50", "p95"))
    lines = tell(stored, other).splitlines()
    assert lines[0] == "Answers changed in 1 of the use cases that both have."
    assert lines[1].startswith(f"  {case['id']}: ")
    assert any(f"{case['id']}: advice: " in line for line in lines)
    assert any("best in" in line and "plausible cases; now in" in line for line in lines)
    assert any("hangs on inputs that differ: " in line and f"[{name}]" in line for line in lines)
    (told,) = [line for line in lines if line.startswith("input: ")]
    assert f"[{name}]: " in told
    chinese = tell(stored, other, "zh")
    assert chinese.startswith("两次都有的用例中，有1个的结论改变。")
    assert "建议：" in chinese
    assert name in chinese


def test_costs_gates_and_options_are_told_by_name_and_id(stored, other):
    case = other["use_cases"][0]
    rows = {row["id"]: row for row in case["options"]}
    rows[case["leading"]]["cost"]["shared"]["p50"] += 1e9
    shut = next(row for row in case["options"] if row["exclusions"])
    gates = [entry["gate"] for entry in shut["exclusions"]]
    shut["exclusions"] = []
    free = next(row for row in case["options"] if not row["exclusions"] and row is not shut)
    free["exclusions"] = [{"gate": "own_rule.no_cloud"}, {"gate": "of_another_version"}]
    gone = case["options"].pop()
    for language, words in (
        ("en", ("median cost", "-> feasible", "own rule no_cloud", ": gone")),
        ("zh", ("费用中位数", "→ 可行", "no_cloud", "不再列入")),
    ):
        text = tell(stored, other, language)
        assert all(word in text for word in words), text
        assert shut["id"] in text
        assert gone["id"] in text
        assert "of_another_version" in text
    assert gates
    assert ": new" in tell(other, stored)


def test_the_frame_is_told_in_words(stored, other):
    other["reading"] = "value_and_cost"
    other["aggregation"] = "kemeny"
    other["illustration"] = not stored["illustration"]
    other["money_per_value_point"] = {"p05": 1e6, "p50": 2e6, "p95": 4e6, "unit": "CUR/point"}
    other["decided_weights"] = dict.fromkeys(stored["decided_weights"], 1 / 6)
    other["manifest"] |= {"as_of": "2030-01-31", "seed": 5, "draws": 7, "facts_edition": None}
    text = tell(stored, other)
    for part in (
        "-> value of five dimensions against net cost", "Kemeny", "31 January 2030",
        "mean weights of those who decide: ", "sovereignty 17%", "seed: ", "-> 5",
        "money per value point: absent -> ", "edition of the facts: ", "-> absent",
        "an illustration only: ",
    ):  # fmt: skip
        assert part in text, (part, text)
    assert "2030年1月31日" in tell(stored, other, "zh")
    other["manifest"]["as_of"] = 3
    other["reading"] = "of_another_version"
    told = tell(stored, other)
    assert "-> of_another_version" in told
    assert "day of the study: " in told


def test_use_cases_and_inputs_come_and_go(stored, other):
    other["use_cases"][0]["id"] = "another"
    inputs = other["manifest"]["inputs"]
    dropped = inputs.pop(next(iter(inputs)))
    inputs["fact:new"] = {"p05": 1, "p50": 1, "p95": 1, "unit": "EUR", "status": "fact"}
    inputs["model:unheard/of"] = "plain"
    inputs["model:certain"] = {"p05": 2, "p50": 2, "p95": 2, "unit": "1"}
    text = tell(stored, other)
    assert "only before: " in text
    assert "only after: another" in text
    assert dropped
    assert "absent -> EUR 1, a fact" in text or "absent -> 1 EUR, a fact" in text
    assert "-> plain" in text
    assert "model:unheard/of" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_decisions_that_say_little_are_compared_by_their_ids(language):
    case = {"id": "u", "recommended": "a", "confidence": 1.0, "flips": [], "options": [BARE]}
    body = {"use_cases": [case], "manifest": {"inputs": {}}}
    changed = copy.deepcopy(body)
    changed["use_cases"][0]["recommended"] = "b"
    text = tell(body, changed, language)
    assert "a -> b" in text or "a → b" in text
