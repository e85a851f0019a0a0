from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.measures import duel_of, standings_in_spread


def test_the_rival_is_the_next_best_and_today_never_the_subject(contests):
    contest = contests()["small"]
    leading = contest.ids.index("api:a")
    duel = duel_of(contest, leading)
    assert duel.leading == duel.subject == leading
    assert duel.rival != leading
    assert duel_of(contest, 0).subject == duel_of(contest, 0).rival != 0


def test_against_todays_service_the_lead_is_money(contests):
    contest = contests()["small"]
    duel = duel_of(contest, 0)
    standing = contest.standing(contest.deciding.reading)
    lead, money, value = duel.measured(contest, standing)
    assert duel.unit == "CUR"
    assert lead == pytest.approx(standing.delta[duel.rival] - standing.delta[0])
    assert money == pytest.approx(standing.delta[duel.rival])
    assert value == pytest.approx(standing.value[duel.rival])


def test_between_two_new_options_the_lead_is_value_or_worth(contests):
    contest = contests()["large"]
    leading, rival = contest.ids.index("open:d"), contest.ids.index("api:a")
    duel = duel_of(contest, leading)._replace(rival=rival, unit="1")
    standing = contest.standing(contest.deciding.reading)
    lead = duel.measured(contest, standing)[0]
    assert lead == pytest.approx(standing.value[leading] - standing.value[rival])


def test_under_value_and_cost_the_lead_is_utility(contests, synthetic):
    rules = {
        "reading": "value_and_cost", "stated_by": "board", "stated_on": "2025-12-01",
        "money_per_value_point": synthetic.spread(5e3, 1e4, 2e4),
    }  # fmt: skip
    contest = contests(rules=rules)["large"]
    duel = duel_of(contest, 1)
    standing = contest.standing(contest.deciding.reading)
    utility = contest.deciding.utility(standing)
    assert duel.unit == "CUR"
    assert duel.measured(contest, standing)[0] == pytest.approx(utility[1] - utility[duel.rival])


def test_without_benefit_today_is_no_rival(contests, synthetic):
    bare = [
        {key: part for key, part in synthetic.use_case(name, 1e5).items() if key != "benefit"}
        for name in ("small", "large")
    ]
    contest = contests(use_cases=bare)["small"]
    duel = duel_of(contest, 1)
    assert duel.rival != 0
    assert duel.unit == "1"


def test_places_in_the_spread_do_not_depend_on_the_scale():
    values = np.array([[3.0, 1.0, 2.0, 2.0]])
    found = standings_in_spread(values, values)
    assert found[0] == pytest.approx([0.875, 0.125, 0.5, 0.5])
    assert standings_in_spread(np.exp(values), np.exp(values)) == pytest.approx(found)


def test_alone_on_the_list_there_is_no_rival(contests, monkeypatch):
    contest = contests()["small"]
    monkeypatch.setattr(
        "steelyard.decision.measures.utilities_of", lambda contest: np.array([[-np.inf], [1.0]])
    )
    assert duel_of(contest, 1) is None
