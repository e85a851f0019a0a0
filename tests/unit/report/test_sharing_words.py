from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest

from steelyard.decision.share_costs import share_costs
from steelyard.report.sharing_words import sharing_in_words

PAIR = {"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 8}}
CITIES = ("南宁", "柳州", "桂林")
MAJORITY = {
    "players": CITIES,
    "value": {
        ",".join(names): float(size > 1)
        for size in (1, 2, 3)
        for names in combinations(CITIES, size)
    },
}


def tell(game, language="en"):
    return sharing_in_words(share_costs(game), language)


def width(line):
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line)


def test_what_each_pays_and_saves():
    lines = tell(PAIR | {"use": {"A": 7, "B": 1}}).splitlines()
    assert lines[0] == ("Together 8.0; each alone, 11.0 in all. Building together saves 3.0.")
    assert [line.split() for line in lines if line.startswith(("A ", "B "))] == [
        ["A", "5.0", "3.5", "3.5", "7.0"],
        ["B", "6.0", "4.5", "4.5", "1.0"],
        ["A", "1.5", "1.5", "-2.0"],
        ["B", "1.5", "1.5", "5.0"],
    ]
    assert "- By what each adds: nobody." in lines
    assert "- In proportion to use: A by 2.0 (5.0 alone, 7.0 here)." in lines
    assert "It can be shared so that nobody would do better on their own." in lines


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("game", [PAIR, MAJORITY])
def test_every_placeholder_is_filled_and_columns_are_even(game, language, annex_words):
    text = tell(game, language)
    assert "{" not in text
    assert not annex_words.search(text)
    _, shares, advantage, *_ = text.split("\n\n")
    for block in (shares, advantage):
        assert len({width(line) for line in block.splitlines()[1:]}) == 1


def test_a_value_without_a_stable_split():
    text = tell(MAJORITY)
    assert "What each gets" in text
    assert "Joining gains 1.00." in text
    assert "南宁, 柳州 by 0.33 (1.00 on their own, 0.67 here); " in text
    assert "by at least 0.33. With 0.50 from outside" in text
    assert "proportion to" not in text.split("\n\n")[1]
    assert text.endswith("nothing to be in proportion to.")
    assert "无论怎样分" in tell(MAJORITY, "zh")


def test_more_groups_than_three_are_counted():
    value = {"A": 1, "B": 1, "C": 1, "A,B": 2, "A,C": 2, "B,C": 2, "A,B,C": 0.3}
    assert "; and 3 more groups." in tell({"players": list("ABC"), "value": value})


def test_of_a_large_group_those_who_stay_are_named():
    players = list("ABCDEFG")
    value = {
        ",".join(names): float(size**2)
        for size in range(1, 8)
        for names in combinations(players, size)
    }
    use = dict(zip(players, (4, 1, 1, 1, 1, 1, 1), strict=True))
    text = tell({"players": players, "value": value, "use": use})
    assert "- In proportion to use: all but A by 6.6" in text
    assert "; all but A, " in text
    assert "B, C, D, E by" not in text
    text = tell({"players": players, "value": value, "use": use}, "zh")
    assert "除A外各方好出6.6" in text


def test_together_may_be_dearer_or_make_no_difference():
    dearer = tell({"players": ["A", "B"], "cost": {"A": 5, "B": 6, "A,B": 12}})
    assert "Building together costs 1.00 more." in dearer
    assert "some must be worse off than alone" in dearer
    same = tell({"players": ["A", "B"], "cost": {"A": 0.1, "B": 0.2, "A,B": 0.3}})
    assert "Building together saves nothing." in same
    worse = tell({"players": ["A", "B"], "value": {"A": 5, "B": 6, "A,B": 9}})
    assert "Joining loses 2." in worse


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (1e-6, "saves 0.00000300."),
        (1e-3, "saves 0.00300."),
        (1, "saves 3.00."),
        (1e3, "saves 3,000.00."),
        (1e5, "saves 300,000.0."),
        (1e6, "saves 3,000,000."),
        (1e15, "saves 3,000,000,000,000,000."),
    ],
)
def test_amounts_have_the_places_they_need(factor, said):
    cost = {"A": 5 * factor, "B": 6 * factor, "A,B": 8 * factor}
    assert said in tell({"players": ["A", "B"], "cost": cost})


def test_whole_amounts_have_no_places():
    cost = {"A": 4, "B": 6, "A,B": 8}
    text = tell({"players": ["A", "B"], "cost": cost, "use": {"A": 1, "B": 1}})
    assert "Together 8; each alone, 10 in all." in text


def test_a_game_of_nothing():
    assert "Together 0; each alone" in tell({"players": ["A"], "cost": {"A": 0}})
