from __future__ import annotations

import json

import pytest

from steelyard.decision.influence import influence_of
from steelyard.decision.learning import learning_of
from steelyard.decision.worth_knowing import STRONGEST, worth_knowing

# Value counts for little and the benefit just pays: a close call.
CLOSE = 0.015
MONEY = {
    "reading": "value_and_cost",
    "money_per_value_point": {"p05": 10, "p50": 20, "p95": 40},
    "stated_by": "board",
    "stated_on": "2025-12-01",
}


def _asked(contest, **more):
    return worth_knowing(contest, contest.frame.sample, **more)


@pytest.fixture
def close(contests, synthetic):
    """Return a use case in which the choice is a close call."""
    return contests(n=2000, twist=synthetic.Twist(benefit=CLOSE), rules=MONEY)["large"]


def test_what_the_choice_hangs_on_comes_first(contests):
    found = _asked(contests(n=2000)["small"])
    names = [row.parameter for row in found.rows]
    assert names.index("dossier:use_cases/small/workload/requests_per_year") < 3
    assert "quality" in names
    assert not any(name.startswith("model:quality") for name in names)
    assert not any("use_cases/large" in name for name in names)
    worths = [row.knowledge.floored for row in found.rows]
    sure = [row.knowledge.is_distinguishable for row in found.rows]
    assert sure == sorted(sure, reverse=True)
    assert worths[: sum(sure)] == sorted(worths[: sum(sure)], reverse=True)


@pytest.mark.parametrize("changes", [{}, {"rules": MONEY}])
def test_no_part_is_worth_more_than_the_whole(contests, synthetic, changes):
    for contest in contests(n=1000, twist=synthetic.Twist(benefit=CLOSE), **changes).values():
        found = _asked(contest)
        whole = {part.stake: part.worth for part in found.everything.stakes}
        assert found.everything.wrong_share == 0
        for row in found.rows:
            known = [row.knowledge, *(trial.knowledge for trial in row.trials)]
            for part in (part for entry in known for part in entry.stakes):
                assert 0 <= part.worth <= whole[part.stake] + 1e-9
                assert part.standard_error >= 0
            assert 0 <= row.knowledge.wrong_share <= 1


def test_the_price_of_value_is_not_learned(close):
    found = _asked(close)
    assert found.everything.worth > 0
    assert found.wrong_share == pytest.approx(0.48, abs=0.05)
    assert found.rows[0].parameter == "dossier:use_cases/large/workload/requests_per_year"
    assert found.rows[0].knowledge.wrong_share < 0.2
    assert not any("rules/" in row.parameter for row in found.rows)
    assert [part.stake for part in found.everything.stakes] == ["option"]
    assert found.swing is None


def test_a_trial_is_worth_less_than_certainty_and_a_row_says_how_to_find_out(close):
    found = _asked(close)
    quality = next(row for row in found.rows if row.parameter == "quality")
    together = quality.trials[0]
    assert together.n_items == 200
    assert together.models == quality.parameters
    assert len(quality.trials) == 1 + len(quality.parameters)
    certain = quality.knowledge.stakes[0]
    for trial in quality.trials:
        tried = trial.knowledge.stakes[0]
        assert tried.worth <= certain.worth + 2 * certain.standard_error
    assert quality.action.key == "inquiry.quality"
    # Twenty-five days of eight hours at 100 an hour.
    assert quality.cost == pytest.approx(25 * 8 * 100)
    assert quality.staff_days.p50 == 25
    volume = next(row for row in found.rows if row.kind == "volume")
    assert volume.action.values == {"name": volume.parameter}


def test_pay_of_posts_stands_in_where_no_hour_is_priced(contests, synthetic):
    small = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4))
    del small["benefit"]
    found = _asked(contests(n=600, use_cases=[small])["small"])
    days = found.rows[0].staff_days.p50
    assert found.rows[0].cost == pytest.approx(days * 80e3 / 1720 * 8)


def test_what_moves_together_is_found_out_together(contests, synthetic):
    spread = synthetic.spread
    tied = {"moves_with": "minutes", "correlation": 0.7}
    small = synthetic.use_case("small", spread(2e3, 1e4, 5e4))
    small["benefit"]["minutes_saved"] = spread(2, 6, 12, **tied)
    small["today"]["minutes_per_request"] = spread(5, 10, 20, **tied)
    contest = contests(n=1000, use_cases=[small])["small"]
    found = _asked(contest)
    groups = [row.parameters for row in found.rows if len(row.parameters) > 1]
    names = {name for group in groups for name in group if name.startswith("dossier:")}
    assert names == {
        "dossier:use_cases/small/benefit/minutes_saved",
        "dossier:use_cases/small/today/minutes_per_request",
    }


def test_the_same_seed_gives_the_same_bytes(contests):
    first, again = (
        json.dumps(_asked(contests(n=800)["small"]).as_json(), allow_nan=False) for _ in range(2)
    )
    assert first == again


def test_fewer_draws_may_be_asked_and_influence_may_be_shared(contests):
    contest = contests(n=1000)["small"]
    shared = _asked(contest, influence=influence_of(contest.frame.sample))
    assert shared.as_json() == _asked(contest).as_json()
    assert _asked(contest, n_draws=200).as_json() != shared.as_json()
    assert len(shared.rows) <= STRONGEST + 1


def test_unknown_quality_is_not_tried(contests, synthetic):
    services = ("api:a", "api:b", "licence:c", "open:d", "edge:f")
    contest = contests(n=400, twist=synthetic.Twist(unknown_quality=services))["large"]
    assert "quality" not in [row.parameter for row in _asked(contest).rows]


def test_why_there_is_nothing_to_find_out(contests, synthetic):
    unpriced = {key: value for key, value in MONEY.items() if key != "money_per_value_point"}
    found = _asked(contests(rules=unpriced)["large"])
    assert found.note.key == "worth_knowing.no_price"
    assert found.rows == ()
    alone = synthetic.Twist(excluded=("api:a", "api:b", "licence:c", "open:d", "own:e", "edge:f"))
    found = _asked(contests(twist=alone)["large"])
    assert found.note.key == "worth_knowing.no_choice"
    assert found.leading == "do_minimum"


def test_where_nothing_has_a_price_the_odds_still_count(contests, synthetic):
    # No benefit is stated and cost weighs nothing: no stake is money.
    small = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4))
    del small["benefit"]
    points = {"sovereignty": 100, "safety": 40, "cost": 0, "cultural_fit": 40}
    voice = {"id": "board", "name": {"en": "board"}, "weights": {"points": points}}
    contest = contests(n=600, use_cases=[small], stakeholders=[voice])["small"]
    learning = learning_of(contest)
    assert learning.stakes == ()
    found = _asked(contest)
    assert found.everything.worth is None
    assert all(row.knowledge.worth is None for row in found.rows)
    assert all(row.is_worth_it is None for row in found.rows)


def test_what_nobody_can_know_beforehand_has_no_cost(contests, synthetic):
    money = {
        "currency": "EUR", "price_year": 2026, "tax_rate": 0, "import_duty": 0,
        "discount_rate": 0.03, "inflation": synthetic.spread(0.01, 0.02, 0.04),
        "real_wage_growth": 0.01,
    }  # fmt: skip
    found = _asked(contests(n=400, money=money)["small"])
    row = next(row for row in found.rows if row.parameter == "dossier:money/inflation")
    assert (row.kind, row.staff_days, row.weeks, row.cost) == ("economy", None, None, None)


def test_one_model_alone_has_one_trial(contests, synthetic):
    others = ("api:b", "licence:c", "open:d", "edge:f")
    contest = contests(n=400, twist=synthetic.Twist(unknown_quality=others))["small"]
    quality = next(row for row in _asked(contest).rows if row.parameter == "quality")
    assert [trial.models for trial in quality.trials] == [("a:prompting",)]
