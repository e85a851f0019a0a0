"""Games of sharing, read from JSON: what is accepted, and what is refused with its place."""

from __future__ import annotations

import json

import numpy as np
import pytest

from steelyard.decision.game_file import read_game
from steelyard.errors import DomainError, DossierError

PAIR = {"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 8}}


def changed(**fields):
    """Return the text of a game of two with some fields exchanged."""
    return json.dumps(PAIR | fields)


def costs(**entries):
    return changed(cost=PAIR["cost"] | {name.replace("_", ","): v for name, v in entries.items()})


@pytest.fixture
def problems():
    """Return a function that reads what is wrong and answers with every problem."""

    def reads(game):
        with pytest.raises(DossierError) as caught:
            read_game(game)
        return [str(problem) for problem in caught.value.problems]

    return reads


def test_groups_stand_in_the_order_of_their_bits():
    game = read_game(changed())
    assert game.players == ("A", "B")
    assert game.is_cost
    assert game.use is None
    assert game.amounts.tolist() == [0, 5, 6, 8]
    assert [game.name_of(bits) for bits in range(4)] == ["", "A", "B", "A,B"]
    assert game.names_of(3) == ("A", "B")


def test_the_order_of_names_and_blanks_do_not_matter():
    game = read_game(
        ' {"value": {" B , A ": 8, "B": 6, "": 0, "A": 5}, "players": [" A", "B"],'
        ' "use": {"B": 1, " A ": 2.5}}'
    )
    assert not game.is_cost
    assert game.amounts.tolist() == [0, 5, 6, 8]
    assert game.use.tolist() == [2.5, 1]


def test_a_file_its_text_and_its_content_are_the_same(tmp_path):
    path = tmp_path / "game.json"
    path.write_text(changed(use={"A": 1, "B": 2}), encoding="utf-8-sig")
    plain = {
        "players": ("A", "B"),
        "cost": {"A": np.float64(5), "B": np.int64(6), "A,B": 8.0},
        "use": {"A": 1, "B": 2},
    }
    for game in (path, path.read_text("utf-8-sig"), plain):
        found = read_game(game)
        assert found.amounts.tolist() == [0, 5, 6, 8]
        assert found.use.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "game (line 1): expected JSON, found 'Expecting value' in column 1"),
        ('{"players": [\n"A",]}', "(line 2)"),
        ("[1, 2]", "expected an object with players and cost or value, found a list with 2"),
        ("[" * 100_000, "beyond all reason"),
        ('{"players": ["A"], "cost": {"A": ' + "9" * 5000 + "}}", "beyond all reason"),
        ("{}", "players: expected a list of names, found nothing"),
        ('{"players": [], "cost": {}}', "players: expected a list of names, found an empty list"),
        ('{"players": "A,B", "cost": {}}', "players: expected a list of names, found 'A,B'"),
        (changed(players=["A", 3]), "players[1]: expected a name, found 3"),
        (changed(players=["A", " "]), "players[1]: expected a name"),
        (changed(players=["A", "B,C"]), "players[1]: expected a name without a comma"),
        (changed(players=["A", "A "]), "players[1]: expected each player once"),
        ('{"players": ["A"]}', "game: expected cost or value, found neither"),
        (changed(value={}), "game: expected cost or value, found both"),
        (changed(costs={}), "costs: expected one of players, cost, value, use, found 'costs'"),
        (changed(costs={}), "Did you mean 'cost'?"),
        ('{"players": ["A"], "cost": {"A": 1}, "cost": {"A": 2}}', "cost: expected one such field"),
        (changed(cost=8), "cost: expected an object with the cost of every group, found 8"),
        (costs(A="5"), "cost[\"A\"]: expected a finite number, found '5'"),
        (costs(A=True), 'cost["A"]: expected a finite number, found true'),
        (costs(A=None), 'cost["A"]: expected a finite number, found nothing'),
        (costs(A=[1]), 'cost["A"]: expected a finite number, found a list with 1'),
        (costs(A={"x": 1}), 'cost["A"]: expected a finite number, found a mapping with 1'),
        (costs(A=float("nan")), 'cost["A"]: expected a finite number, found nan'),
        (costs(A=float("-inf")), 'cost["A"]: expected a finite number, found -inf'),
        (costs(A=10**400), 'cost["A"]: expected a finite number, found 1000'),
        (costs(A=1e101), 'cost["A"]: expected a finite number, found 1e+101'),
        (costs(B_A=8), "cost[\"B,A\"]: expected each group once, found it and 'A,B'"),
        ('{"players": ["A"], "cost": {"A": 1, "A": 1}}', 'cost["A"]: expected each group once'),
        (costs(A_A=8), "cost[\"A,A\"]: expected each player once in a group, found 'A' twice"),
        (costs(A_C=8), "cost[\"A,C\"]: expected players among A, B, found 'C'"),
        (changed(cost=PAIR["cost"] | {"A,": 8}), 'cost["A,"]: expected players among A, B'),
        (changed(cost=PAIR["cost"] | {"A，B": 8}), "Separate players by ','"),
        (changed(cost=PAIR["cost"] | {"": 1}), 'cost[""]: expected 0 for nobody, found 1'),
        (changed(use=[1, 2]), "use: expected an object with the use of every player"),
        (changed(use={"A": -1, "B": 1}), 'use["A"]: expected a use of at least 0, found -1'),
        (changed(use={"A": "x", "B": 1}), 'use["A"]: expected a finite number'),
        (changed(use={"A": 1}), 'use["B"]: expected a number, found nothing'),
        (changed(use={"A": 1, "B": 1, "C": 1}), "use[\"C\"]: expected one of A, B, found 'C'"),
        (changed(use={"A": 1, "B": 1, "B ": 1}), 'use["B "]: expected each player once'),
        (changed(use={"A": 0, "B": 0}), "use: expected a use above 0, found 0 for everybody"),
    ],
)
def test_a_wrong_game_is_refused_with_its_place(content, said, problems):
    assert any(said in problem for problem in problems(content))


def test_a_missing_group_is_named_as_the_file_names_groups(problems):
    game = {"players": ["south", "north", "coast"], "cost": {"south": 1, "coast": 2}}
    found = problems(game)
    assert [problem.split(": ")[0] for problem in found] == [
        'cost["north"]',
        'cost["south,north"]',
        'cost["south,coast"]',
        'cost["north,coast"]',
        'cost["south,north,coast"]',
    ]
    assert "Enter what north alone would pay." in found[0]
    assert "what south and north without the others would pay. Where they would not" in found[1]
    assert found[-1].endswith("Enter what all together would pay.")
    game = {"players": ["a", "b"], "value": {"a": 1, "b": 2}}
    assert problems(game) == [
        'value["a,b"]: expected a number, found nothing. Enter what all together would have.'
    ]


def test_many_missing_groups_are_counted(problems):
    found = problems({"players": list("abcdef"), "cost": {}})
    assert len(found) == 21
    assert found[-1].startswith("cost: expected every group of players, found 43 more missing")


def test_every_problem_is_told_at_once(problems):
    found = problems(changed(costs=1, cost={"A": "5", "B": 6}, use={"A": -1}))
    assert len(found) == 5


def test_a_number_that_cannot_be_read_is_told_once(problems):
    assert len(problems(costs(A="x"))) == 1
    assert len(problems(changed(cost=PAIR["cost"] | {"": "x"}))) == 1
    assert len(problems(changed(use={"A": "x", "B": 0}))) == 1


def test_sixteen_players_are_too_many():
    names = [f"p{place}" for place in range(16)]
    with pytest.raises(DomainError, match="at most 15, found 16"):
        read_game({"players": names, "cost": {}})


def test_what_is_no_readable_file_is_refused(tmp_path, problems):
    assert "absent.json" in problems(tmp_path / "absent.json")[0]
    assert "expected a readable file" in problems(tmp_path)[0]
    path = tmp_path / "game.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert "text in UTF-8" in problems(path)[0]
    path.write_text("not JSON", encoding="utf-8")
    assert f"{path} (line 1): expected JSON" in problems(path)[0]
