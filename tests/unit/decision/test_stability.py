from __future__ import annotations

import json

import pytest

from steelyard.decision.stability import stability_of


def test_every_way_of_asking_is_told(contests):
    contest = contests()["small"]
    found = stability_of(contest, contest.ids.index("api:a"))
    assert sum(found.draws.values()) == pytest.approx(1.0)
    assert found.stakeholders == {"anyone": "api:a"}
    assert set(found.shapes) == {"concave", "linear", "convex"}
    assert found.shapes["linear"] == "api:a"
    assert set(found.methods) == {"additive", "topsis", "promethee2"}
    assert set(found.agreement) == {"stakeholders", "methods", "shapes"}
    assert json.loads(json.dumps(found.as_json())) == found.as_json()


def test_of_two_options_one_beats_the_other(contests):
    found = stability_of(contests()["small"], 1)
    for row in range(len(found.options)):
        for column in range(len(found.options)):
            both = found.beats[row][column] + found.beats[column][row]
            assert both == pytest.approx(0.0 if row == column else 1.0)


def test_the_leading_option_has_the_least_expected_regret(contests, synthetic):
    rules = {
        "reading": "value_and_cost", "stated_by": "board", "stated_on": "2025-12-01",
        "money_per_value_point": 1e4,
    }  # fmt: skip
    contest = contests(rules=rules)["large"]
    leading = int(contest.deciding.best(contest.expected(contest.deciding.reading))[0])
    found = stability_of(contest, leading)
    by_regret = min(found.regrets, key=lambda entry: entry.mean)
    assert by_regret.option == contest.ids[leading]
    assert found.regret_unit == "CUR"
    for entry in found.regrets:
        assert entry.mean <= entry.largest
        assert 0 <= entry.p95 <= entry.largest


def test_todays_service_is_not_asked_of_methods_that_do_not_rank_it(contests):
    assert "methods" not in stability_of(contests()["small"], 0).agreement


def test_without_a_price_of_value_nothing_is_regretted(contests):
    rules = {"reading": "value_and_cost", "stated_by": "board", "stated_on": "2025-12-01"}
    contest = contests(rules=rules)["large"]
    assert stability_of(contest, 1).regrets == ()
