from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from steelyard.decision.share_costs import MOST_LISTED, share_costs

DAMS = {
    "players": ["navigation", "flood", "power"],
    "cost": {
        "navigation": 163520,
        "flood": 140826,
        "power": 250096,
        "navigation,flood": 301607,
        "navigation,power": 378821,
        "flood,power": 367370,
        "navigation,flood,power": 412584,
    },
}
MAJORITY = {
    "players": ["A", "B", "C"],
    "value": {"A": 0, "B": 0, "C": 0, "A,B": 1, "A,C": 1, "B,C": 1, "A,B,C": 1},
}


def shares(result, rule):
    return [*result.as_json()[rule].values()]


def test_the_dams_of_the_tennessee_valley():
    found = share_costs(DAMS).as_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["shapley"] == {"navigation": 117829, "flood": 100756.5, "power": 193998.5}
    assert found["nucleolus"] == {"navigation": 116234, "flood": 93540, "power": 202810}
    apart = 163520 + 140826 + 250096
    assert found["proportional"]["power"] == pytest.approx(412584 * 250096 / apart)
    assert found["in_core"] == {"shapley": True, "nucleolus": True, "proportional": True}
    assert not found["core_empty"]
    assert found["kind"] == "cost"
    assert found["total"] == 412584
    assert found["alone"]["flood"] == 140826
    assert found["advantage"]["nucleolus"] == dict.fromkeys(DAMS["players"], 47286)
    assert found["leaving"]["shapley"] == {"count": 0, "most": []}
    assert found["least_core"] == -47286
    assert found["subsidy"] == 0
    assert found["basis"] == "stand_alone"
    assert [note["key"] for note in found["notes"]] == ["sharing.note.by_cost_alone"]


def test_stated_use_may_drive_somebody_away():
    use = {"navigation": 1, "flood": 1, "power": 8}
    found = share_costs(DAMS | {"use": use}).as_json()
    assert found["basis"] == "use"
    assert found["notes"] == []
    assert found["proportional"]["power"] == pytest.approx(330067.2)
    assert found["in_core"]["proportional"] is False
    assert found["leaving"]["proportional"]["count"] == 2
    first = found["leaving"]["proportional"]["most"][0]
    assert first == {
        "coalition": "power", "gain": 79971.2, "alone": 250096, "shared": 330067.2,
    }  # fmt: skip
    assert found["advantage"]["proportional"]["power"] == -79971.2


def test_a_value_may_have_no_stable_split_and_no_basis():
    found = share_costs(json.dumps(MAJORITY)).as_json()
    assert found["kind"] == "value"
    assert found["core_empty"]
    assert found["proportional"] is None
    assert found["in_core"] == {"shapley": False, "nucleolus": False, "proportional": None}
    assert found["leaving"]["proportional"] is None
    assert found["advantage"]["proportional"] is None
    assert found["leaving"]["nucleolus"]["count"] == 3
    assert found["least_core"] == pytest.approx(1 / 3)
    assert found["subsidy"] == 0.5
    assert [note["key"] for note in found["notes"]] == ["sharing.note.no_proportion"]


def test_values_alone_are_a_basis_too():
    found = share_costs({"players": ["A", "B"], "value": {"A": 1, "B": 3, "A,B": 8}})
    assert shares(found, "proportional") == [2, 6]
    assert found.notes[0].key == "sharing.note.by_value_alone"


def test_where_together_is_dearer_somebody_loses_and_it_is_said():
    found = share_costs({"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 12}})
    assert shares(found, "nucleolus") == [5.5, 6.5]
    assert found.as_json()["core_empty"]
    assert found.as_json()["subsidy"] == 1
    assert found.notes[0].key == "sharing.note.dearer_together"


def test_the_same_game_as_cost_and_as_value():
    # As savings against going alone, and as costs with their sign turned.
    rng = np.random.default_rng(3)
    players = list("ABCD")
    groups = [names for size in range(1, 5) for names in combinations(players, size)]
    cost = {",".join(names): round(float(rng.uniform(5, 9)) * len(names), 3) for names in groups}
    apart = {key: sum(cost[name] for name in key.split(",")) for key in cost}
    as_cost = share_costs({"players": players, "cost": cost})
    as_saving = share_costs({
        "players": players,
        "value": {key: apart[key] - cost[key] for key in cost},
    })
    as_negative = share_costs({"players": players, "value": {k: -v for k, v in cost.items()}})
    for rule in ("shapley", "nucleolus"):
        paid = np.array(shares(as_cost, rule))
        alone = np.array([cost[name] for name in players])
        np.testing.assert_allclose(shares(as_saving, rule), alone - paid, atol=1e-9)
        np.testing.assert_allclose(shares(as_negative, rule), -paid, atol=1e-9)
    assert as_cost.core.is_empty == as_saving.core.is_empty == as_negative.core.is_empty
    assert as_cost.core.least_level == pytest.approx(as_saving.core.least_level)


def test_a_game_of_nothing_and_a_player_alone():
    found = share_costs({"players": ["A"], "cost": {"A": 0}}).as_json()
    assert found["shapley"] == found["nucleolus"] == {"A": 0}
    assert found["proportional"] is None
    found = share_costs({"players": ["A"], "cost": {"A": 3}}).as_json()
    assert found["nucleolus"] == found["proportional"] == {"A": 3}
    assert found["in_core"]["proportional"]


def test_amounts_carry_no_rounding_dust():
    found = share_costs({"players": ["A", "B"], "value": {"A": 0.1, "B": 0.2, "A,B": 0.3}})
    assert shares(found, "shapley") == shares(found, "nucleolus") == [0.1, 0.2]
    assert str(found.as_json()["least_core"]) == "0.0"
    assert found.tidy(-1e-17) == 0


def test_only_the_first_of_many_leaving_groups_are_listed():
    players = list("ABCDEF")
    value = {
        ",".join(names): float(size)
        for size in range(1, 7)
        for names in combinations(players, size)
    }
    value["A,B,C,D,E,F"] = 0.6
    found = share_costs({"players": players, "value": value}).as_json()["leaving"]["shapley"]
    assert found["count"] == 62
    assert len(found["most"]) == MOST_LISTED
    assert found["most"][0]["gain"] == pytest.approx(4.5)


def test_the_same_file_gives_the_same_bytes():
    first, again = (json.dumps(share_costs(DAMS).as_json()) for _ in range(2))
    assert first == again
