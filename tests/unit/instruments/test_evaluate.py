"""What an instrument says as a whole: results, what is open, what settles it, what follows."""

import pytest
from tests.unit.instruments.small_instrument import FULL, small

from steelyard.instruments import evaluate, floors_of
from steelyard.instruments.outcome import LevelRange


def test_settled_answers_leave_nothing_open():
    found = evaluate(small(), FULL)
    assert found.open_questions == ()
    assert found.settling == ()
    assert found.main == found.outcomes["lowest"]
    assert list(found.outcomes) == [result.id for result in small().results]


def test_what_is_not_asked_or_optional_is_not_open():
    found = evaluate(small(), {"scope": "no"})
    assert "breadth" not in found.open_questions
    assert "praised" not in found.open_questions
    assert found.open_questions == ("depth", "harms", "share", "tested", "logged")


@pytest.mark.parametrize(
    ("answers", "settling"),
    [
        ({"depth": "low"}, ()),
        ({"depth": "mid"}, ("scope", "breadth")),
        ({"depth": "mid", "scope": "no"}, ()),
        ({"depth": "high", "scope": "yes"}, ("breadth",)),
        ({"scope": "yes"}, ("depth", "breadth")),
    ],
)
def test_only_answers_that_move_the_main_result_settle_it(answers, settling):
    assert evaluate(small(), answers).settling == settling


def test_where_no_single_answer_moves_the_result_all_open_ones_are_named():
    # Either floor alone can still be missed through the other.
    found = evaluate(
        small(
            main_result="ladder",
            results=[
                small().result("ladder").model_dump()
                | {
                    "rungs": [
                        {"level": "mid", "of": ["scope"]},
                        {"level": "high", "of": ["scope"]},
                    ]
                }
            ],
            obligations=[],
        ),
        {},
    )
    assert found.settling == ("scope",)
    twice = small(
        main_result="cell",
        results=[
            small().result("cell").model_dump()
            | {
                "cells": {
                    "yes": {"low": "low", "mid": "high", "high": "high"},
                    "no": {"low": "high", "mid": "low", "high": "low"},
                }
            }
        ],
        obligations=[],
    )
    found = evaluate(twice, {})
    assert found.main.possible == ("low", "mid", "high")
    assert found.settling == found.open_questions


def test_a_tally_is_settled_by_the_questions_it_counts():
    found = evaluate(small(main_result="counts"), {"tested": "met"})
    assert found.settling == ("scope", "logged")


def test_an_award_is_settled_by_what_moves_floors_or_scores():
    found = evaluate(small(main_result="award"), FULL | {"tested": "unknown"})
    assert found.settling == ("tested",)
    found = evaluate(small(main_result="award"), {}, floors={"checks": "mid"})
    assert found.main.passes is None
    assert "tested" in found.settling


def test_what_follows_is_certain_possible_or_nothing():
    def follows(**answers):
        found = evaluate(small(), answers)
        return (
            [entry.id for entry in found.obligations],
            [entry.id for entry in found.possible_obligations],
        )

    assert follows(depth="low") == (["repair"], [])
    assert follows(depth="mid") == ([], ["repair", "publish"])
    assert follows(depth="high", scope="no") == (["publish"], [])
    assert follows(depth="mid", scope="yes", breadth="high") == (["publish"], [])


def test_nothing_follows_from_a_result_that_is_no_level():
    duty = small().obligations[0].model_dump() | {"result": "counts", "at": ["low"]}
    found = evaluate(small(obligations=[duty]), {})
    assert found.obligations == found.possible_obligations == ()


def test_only_results_that_are_levels_have_a_range():
    found = evaluate(small(), FULL)
    assert isinstance(found.level_range("lowest"), LevelRange)
    assert found.level_range("counts") is None
    assert found.level_range("nobody") is None


def test_floors_are_stated_by_part():
    assert floors_of(small()) == ("lowest", "checks")
    assert floors_of(small(results=[small().result("lowest").model_dump()])) == ()
