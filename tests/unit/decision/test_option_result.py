"""One option in JSON."""

from __future__ import annotations

import pytest

from steelyard.decision.option_result import CriterionResult, Ranking
from steelyard.uncertainty.summary import Spread


def test_a_ranking_without_ranks_is_first_in_no_draw():
    assert Ranking(None, None, None, (), None).first == 0.0
    found = Ranking(0.5, 0.1, 0.0, (0.25, 0.75), {"cost": 1.0})
    assert found.first == 0.25
    assert found.as_json()["central_weights"] == {"cost": 1.0}


def test_an_unknown_performance_is_null_with_its_reason():
    found = CriterionResult(None, Spread(0, 0.5, 1, "1"), 0.0, None).as_json()
    assert found["p50"] is None
    assert found["how"] == "computed"


@pytest.mark.parametrize("reading", ["six_dimensions", "value_and_cost"])
def test_rank_acceptability_is_that_of_the_deciding_reading(decided, reading):
    row = decided().of("small").option("api:a")
    found = row.as_json(reading)
    assert found["rank_acceptability"] == found["readings"][reading]["rank_acceptability"]


def test_today_has_neither_hosting_nor_adaptation(decided):
    small = decided().of("small")
    today = small.option("do_minimum").as_json("six_dimensions")
    assert (today["hosting"], today["generation_location"], today["adaptation"]) == (None,) * 3
    api = small.option("api:a").as_json("six_dimensions")
    assert api["hosting"] == "vendor_abroad"
    assert api["performance"]["norm_fit"]["how"] == "judged"


def test_what_is_to_be_confirmed_is_listed(decided, synthetic):
    small = decided(twist=synthetic.Twist(unknown_gate=("api:a",))).of("small")
    found = small.option("api:a").as_json("six_dimensions")
    assert [gate["gate"] for gate in found["to_be_confirmed"]] == ["licence"]
    assert found["gates"] == {"licence": "unknown"}
