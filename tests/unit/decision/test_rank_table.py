from __future__ import annotations

import json

import pytest

from steelyard.decision.rank_table import rank_table
from steelyard.errors import DossierError

CARS = (
    "car,price,comfort,speed,safety\n#direction,min,max,max,max\n#weight,0.35,0.25,0.25,0.15\n"
    "A,5490,51.4,8.5,285\nB,6500,70.6,7,288\nC,6489,54.3,7.5,290\n"
)
TRIANGLE = "option,x,y,z\nA,1,0.2,0.4\nB,0.3,1,0.5\nC,0.5,0.6,1\n"
KEYS = {"method", "alternatives", "criteria", "weights", "scores", "ranks", "notes"}


def test_topsis_of_a_published_table():
    found = rank_table(CARS, "topsis").as_json()
    assert found["alternatives"] == ["A", "B", "C"]
    assert found["scores"] == pytest.approx([0.4817, 0.5182, 0.1780], abs=6e-5)
    assert found["ranks"] == [2, 1, 3]
    assert set(found) == KEYS


def test_promethee_of_a_published_table():
    rows = [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]]
    lines = [f"P{index},{','.join(map(str, row))}" for index, row in enumerate(rows)]
    header = "site,a,b,c,d\n#weight,0.4,0.3,0.1,0.2\n#preference,linear,linear,linear,linear\n"
    table = header + "#q,1,1,1,1\n#p,2,2,2,2\n" + "\n".join(lines)
    found = rank_table(table, "promethee2")
    assert found.scores == pytest.approx([-0.26, -0.52, -0.22, 0.36, 0.7, -0.06], abs=0.006)
    assert found.ranks == (5, 6, 4, 2, 1, 3)


def test_additive_value_between_the_ends_of_the_table():
    found = rank_table("a,x,y\n#direction,min,max\nA,10,0\nB,20,8\nC,15,4\nD,15,4\n")
    assert found.scores == pytest.approx([0.5, 0.5, 0.5, 0.5])
    assert found.ranks == (1, 1, 1, 1)


def test_a_column_that_is_the_same_for_all_adds_nothing():
    found = rank_table("a,x,y\nA,7,0\nB,7,8\n")
    assert found.scores == pytest.approx([0, 0.5])
    assert found.ranks == (2, 1)


def test_cells_that_are_values_are_taken_as_they_stand():
    found = rank_table("a,x,y\n#weight,1,3\nA,0.2,0.4\nB,0.6,0.1\n", values=True)
    assert found.scores == pytest.approx([0.35, 0.225])


def test_smaa_of_a_table_with_exact_areas():
    result = rank_table(TRIANGLE, "smaa", values=True, draws=40_000, seed=3)
    found = result.as_json()
    first = [row[0] for row in found["rank_acceptability"]]
    assert first == pytest.approx([411 / 1705, 1168 / 4185, 4418 / 9207], abs=0.01)
    assert found["central_weights"][0] == pytest.approx([0.672, 0.171, 0.157], abs=0.01)
    assert found["confidence_factors"] == [1, 1, 1]
    assert found["ranks"] == [3, 2, 1]
    assert (found["draws"], found["seed"]) == (40_000, 3)
    assert set(found) > KEYS
    again = rank_table(TRIANGLE, "smaa", values=True, draws=40_000, seed=3).as_json()
    assert json.dumps(found) == json.dumps(again)


def test_smaa_with_stated_weights_keeps_them():
    found = rank_table("a,x,y\n#weight,1,3\nA,1,0\nB,0,1\n", "smaa", draws=10).as_json()
    assert found["weights"] == pytest.approx([0.25, 0.75])
    assert found["rank_acceptability"] == [[0, 1], [1, 0]]
    assert found["central_weights"] == [[None, None], [0.25, 0.75]]
    assert found["confidence_factors"] == [None, 1]


@pytest.mark.parametrize("arguments", [{"method": "electre"}, {"draws": 0}])
def test_other_methods_and_no_draws_are_refused(arguments):
    with pytest.raises(DossierError, match="one of additive, topsis, promethee2, smaa"):
        rank_table(TRIANGLE, **arguments)
