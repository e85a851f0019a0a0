"""One option in JSON."""

from __future__ import annotations

import pytest

from steelyard.decision.json_form import Texts
from steelyard.decision.option_result import CriterionResult, Ranking
from steelyard.dossier.text import Message
from steelyard.options.model import Judged
from steelyard.uncertainty.summary import Spread


def test_a_ranking_without_ranks_is_first_in_no_draw():
    assert Ranking(None, None, None, (), None).first == 0.0
    found = Ranking(0.5, 0.1, 0.0, (0.25, 0.75), {"cost": 1.0})
    assert found.first == 0.25
    assert found.as_json()["central_weights"] == {"cost": 1.0}


def test_an_unknown_performance_is_null_with_its_reason():
    texts = Texts()
    found = CriterionResult(None, Spread(0, 0.5, 1, "1"), 0.0, None).as_json(texts)
    assert found["p50"] is None
    assert "how" not in found
    judged = Judged("judged", Message("why", {"n": 1.0}))
    found = CriterionResult(None, Spread(0, 0.5, 1, "1"), 0.0, judged).as_json(texts)
    assert found["how"] == "judged"
    assert texts.table[found["rationale"]]["key"] == "why"


@pytest.mark.parametrize("reading", ["six_dimensions", "value_and_cost"])
def test_rank_acceptability_is_that_of_the_deciding_reading(decided, reading):
    row = decided().of("small").option("api:a")
    found = row.as_json(reading, Texts())
    assert found["rank_acceptability"] == found["readings"][reading]["rank_acceptability"]


def test_today_has_neither_hosting_nor_adaptation(decided):
    small = decided().of("small")
    today = small.option("do_minimum").as_json("six_dimensions", Texts())
    assert (today["hosting"], today["generation_location"], today["adaptation"]) == (None,) * 3
    api = small.option("api:a").as_json("six_dimensions", Texts())
    assert api["hosting"] == "vendor_abroad"
    assert api["performance"]["norm_fit"]["how"] == "judged"


def test_what_is_to_be_confirmed_is_listed(decided, synthetic):
    small = decided(twist=synthetic.Twist(unknown_gate=("api:a",))).of("small")
    found = small.option("api:a").as_json("six_dimensions", Texts())
    (told,) = found["to_be_confirmed"]
    assert told["gate"] == "licence"
    assert set(told) >= {"gate", "rule", "source", "margin", "remedy"}
    assert found["gates"] == {"licence": "unknown"}


def test_the_sentences_of_gates_stand_once_in_the_table(decided, synthetic):
    twist = synthetic.Twist(unknown_gate=("api:a", "api:b", "licence:c"))
    body = decided(twist=twist).as_json()
    rows = [row for case in body["use_cases"] for row in case["options"]]
    named = {gate["rule"] for row in rows for gate in row["to_be_confirmed"]}
    assert len(named) == 1
    assert body["texts"][named.pop()] == {"key": "gate.licence.rule", "values": {}}
    said = [str(text) for text in body["texts"].values()]
    assert len(said) == len(set(said))


def test_an_option_tells_the_error_of_its_ranks(decided):
    found = decided().of("small").option("api:a").as_json("six_dimensions", Texts())
    assert len(found["standard_error"]) == len(found["rank_acceptability"])
    leading = decided().of("large")
    ranking = leading.option(leading.leading).rankings["six_dimensions"]
    assert ranking.as_json()["standard_error"] is None
