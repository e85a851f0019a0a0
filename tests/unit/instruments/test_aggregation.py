"""From standings to outcomes: each rule on answers that are settled, open, or left out."""

import pytest
from tests.unit.instruments.small_instrument import (
    FULL,
    SMALL,
    TABLE,
    YES_NO,
    question,
    result,
    small,
    with_result,
)

from steelyard.instruments import evaluate
from steelyard.instruments.aggregation import Inputs, aggregate
from steelyard.instruments.outcome import Count, Ends
from steelyard.instruments.standing import standings

WHOLE = ("low", "mid", "high")


def found(instrument, answers, **floors):
    return evaluate(instrument, answers, floors=floors).main


def test_every_rule_worked_by_hand_on_settled_answers():
    outcomes = evaluate(small(), FULL).outcomes
    levels = {
        name: outcomes[name].level for name in ("lowest", "highest", "ladder", "cell", "rows")
    }
    assert levels == {
        "lowest": "mid",
        "highest": "high",
        "ladder": "high",
        "cell": "high",
        "rows": "high",
    }


@pytest.mark.parametrize(
    ("kind", "answers", "possible"),
    [
        ("minimum", {}, WHOLE),
        ("minimum", {"depth": "low"}, ("low",)),
        ("minimum", {"depth": "mid"}, ("low", "mid")),
        ("minimum", {"depth": "mid", "scope": "no"}, ("mid",)),
        ("minimum", {"depth": "high", "breadth": "mid"}, ("mid", "high")),
        ("high_water_mark", {"depth": "high"}, ("high",)),
        ("high_water_mark", {"depth": "mid"}, ("mid", "high")),
        ("high_water_mark", {"depth": "mid", "scope": "no"}, ("mid",)),
        ("high_water_mark", {"depth": "low", "breadth": "mid"}, ("low", "mid")),
    ],
)
def test_open_answers_leave_a_range_of_levels(kind, answers, possible):
    assert found(with_result(kind, of=["parts"]), answers).possible == possible


@pytest.mark.parametrize("kind", ["minimum", "high_water_mark"])
@pytest.mark.parametrize("answers", [{"scope": "no"}, {"breadth": "mid"}])
def test_of_parts_that_are_or_may_all_be_left_out_nothing_is_known(kind, answers):
    instrument = with_result(kind, of=["breadth"])
    assert found(instrument, answers).possible == WHOLE


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({}, WHOLE),
        ({"scope": "no"}, ("low",)),
        ({"scope": "no", "tested": "met"}, ("low",)),
        ({"scope": "yes"}, ("mid", "high")),
        ({"scope": "yes", "tested": "not_met"}, ("mid",)),
        ({"scope": "yes", "tested": "not_applicable"}, ("high",)),
        ({"tested": "met"}, ("low", "high")),
    ],
)
def test_a_rung_is_met_where_nothing_that_applies_is_missing(answers, possible):
    outcome = evaluate(small(), answers).outcomes["ladder"]
    assert (outcome.possible[0], outcome.possible[-1]) == (possible[0], possible[-1])


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({}, WHOLE),
        ({"scope": "yes", "depth": "low"}, ("mid",)),
        ({"scope": "yes"}, ("mid", "high")),
        ({"depth": "mid"}, WHOLE),
        ({"scope": "no", "depth": "high"}, ("mid",)),
    ],
)
def test_one_cell_is_read_at_two_answers(answers, possible):
    assert (
        found(
            with_result("lookup_matrix", row="scope", column="depth", cells=TABLE), answers
        ).possible
        == possible
    )


@pytest.mark.parametrize(
    ("answers", "possible"),
    [
        ({"depth": "low", "scope": "no"}, ("low",)),
        ({"depth": "low", "scope": "yes", "breadth": "low"}, ("mid",)),
        ({"depth": "low"}, WHOLE),
        ({"depth": "high", "scope": "yes", "breadth": "high"}, ("high",)),
    ],
)
def test_of_several_rows_the_highest_cell_counts(answers, possible):
    rows = {"depth": "no", "breadth": "yes"}
    assert found(with_result("lookup_matrix", rows=rows, cells=TABLE), answers).possible == possible


@pytest.mark.parametrize("more", [{"rows": {"breadth": "yes"}}, {"row": "late", "column": "depth"}])
def test_a_table_that_nobody_reads_says_nothing(more):
    late = question("late", choices=YES_NO, asked_if=[{"question": "scope", "any_of": ["yes"]}])
    only = result("only", "lookup_matrix", cells=TABLE, **more)
    questions = [*SMALL["questions"], late]
    instrument = small(questions=questions, results=[only], main_result="only", obligations=[])
    assert found(instrument, {"scope": "no"}).possible == WHOLE


PERCENT = {
    "of": ["harms", "share"],
    "maximum": 6,
    "shares": [
        {"level": "low", "up_to": 0.25},
        {"level": "mid", "up_to": 0.5},
        {"level": "high", "up_to": 1.0},
    ],
}


@pytest.mark.parametrize(
    ("answers", "level", "score"),
    [
        ({"harms": (), "share": 0}, "low", 0),
        ({"harms": ("rights",), "share": 0}, "low", 1),
        ({"harms": ("health",), "share": 0}, "mid", 3),
        ({"harms": ("health",), "share": 10}, "high", 4),
        ({"harms": ("health", "rights", "relief"), "share": 100}, "high", 5),
    ],
)
def test_points_are_read_off_a_ladder_of_shares(answers, level, score):
    outcome = found(with_result("percentage", **PERCENT), answers)
    assert outcome.level == level
    assert outcome.score == outcome.raw == Ends(score, score)
    assert outcome.share.low == pytest.approx(score / 6)
    assert outcome.mitigation is None


def test_the_lowest_score_comes_with_the_most_mitigation():
    eases = {"of": ["checks"], "maximum": 3, "threshold": 0.5, "discount": 0.5}
    instrument = with_result("percentage", mitigation=eases, is_rounded=True, **PERCENT)
    raw = {"harms": ("health",), "share": 100}
    open_ease = found(instrument, raw)
    assert open_ease.raw == Ends(5, 5)
    assert open_ease.mitigation == Ends(0, 2)
    assert open_ease.score == Ends(3, 5)
    assert open_ease.possible == ("mid", "high")
    eased = found(instrument, raw | {"tested": "met", "logged": "met"})
    assert (eased.level, eased.score) == ("mid", Ends(3, 3))
    not_eased = found(instrument, raw | {"tested": "met", "logged": "not_met"})
    assert (not_eased.level, not_eased.score) == ("high", Ends(5, 5))


AWARD = {
    "weights": {"even": {"depth": 50, "checks": 50}, "first": {"depth": 90, "checks": 10}},
}


@pytest.mark.parametrize(
    ("answers", "floors", "passes", "missed", "in_doubt"),
    [
        ({"depth": "mid"}, {}, True, (), ()),
        ({"depth": "mid"}, {"depth": "mid"}, True, (), ()),
        ({"depth": "mid"}, {"depth": "high"}, False, ("depth",), ()),
        ({}, {"depth": "mid"}, None, (), ("depth",)),
        ({"depth": "low"}, {"depth": "mid", "checks": "mid"}, False, ("depth",), ("checks",)),
    ],
)
def test_a_missed_floor_rejects_and_an_open_answer_leaves_it_in_doubt(
    answers, floors, passes, missed, in_doubt
):
    outcome = found(with_result("floors_then_weighted", **AWARD), answers, **floors)
    assert (outcome.passes, outcome.missed, outcome.in_doubt) == (passes, missed, in_doubt)


def test_every_profile_weighs_the_same_points():
    answers = {"depth": "mid", "tested": "met", "logged": "not_met"}
    outcome = found(with_result("floors_then_weighted", **AWARD), answers)
    assert outcome.scores["even"] == Ends(50.0, 50.0)
    assert outcome.scores["first"] == Ends(pytest.approx(50.0), pytest.approx(50.0))
    outcome = found(with_result("floors_then_weighted", **AWARD), answers | {"logged": "unknown"})
    assert outcome.scores["even"] == Ends(50.0, 75.0)


def test_what_does_not_apply_lowers_the_most_that_can_be_reached():
    answers = {"depth": "high", "tested": "met", "logged": "not_applicable"}
    outcome = found(with_result("floors_then_weighted", **AWARD), answers)
    assert outcome.scores["even"] == Ends(100.0, 100.0)


def test_a_part_that_does_not_apply_leaves_its_floor_in_doubt():
    answers = {"depth": "high", "tested": "not_applicable", "logged": "not_applicable"}
    outcome = found(with_result("floors_then_weighted", **AWARD), answers, checks="mid")
    assert outcome.passes is None
    assert outcome.in_doubt == ("checks",)


NOT_APPLICABLE = {"id": "none", "text": YES_NO[1]["text"], "excluded": True}


@pytest.mark.parametrize("left_out", ["row", "column"])
@pytest.mark.parametrize("answer", ["unknown", "none"])
def test_a_cell_whose_question_may_not_apply_is_not_known(left_out, answer):
    tables = {
        "row": {"yes": {"low": "mid"}, "no": {"low": "mid"}},
        "column": {"low": {"yes": "mid", "no": "mid"}},
    }
    may_not_apply = question("asked", choices=[*YES_NO, NOT_APPLICABLE])
    depth = question("depth", choices=[{"id": "low", "text": YES_NO[0]["text"]}])
    names = {"row": "depth", "column": "depth", left_out: "asked"}
    instrument = small(
        questions=[may_not_apply, depth],
        results=[result("only", "lookup_matrix", **names, cells=tables[left_out])],
        main_result="only",
        contradictions=[],
        obligations=[],
    )
    assert found(instrument, {"asked": "yes", "depth": "low"}).possible == ("mid",)
    assert found(instrument, {"asked": answer, "depth": "low"}).possible == WHOLE


def test_without_floors_an_award_says_so():
    instrument = with_result("floors_then_weighted", **AWARD)
    assert not found(instrument, FULL).has_floors
    assert found(instrument, FULL, checks="low").has_floors


def test_a_part_that_is_an_earlier_result_counts_its_level():
    outcome = evaluate(
        small(
            results=[
                small().result("lowest").model_dump(),
                {
                    **small().result("award").model_dump(),
                    "scores": {},
                    "weights": {"one": {"lowest": 100}},
                },
            ]
        ),
        FULL,
    ).outcomes["award"]
    assert outcome.scores["one"] == Ends(50.0, 50.0)


def test_a_tally_counts_and_sums_nothing():
    answers = {"tested": "met", "logged": "not_applicable", "scope": "no"}
    outcome = evaluate(small(), answers).outcomes["counts"]
    assert outcome.total == Count(met=1, not_met=1, not_applicable=2, open=0)
    assert outcome.by_group == {
        "checks": Count(met=1, not_met=0, not_applicable=2, open=0),
        "": Count(met=0, not_met=1, not_applicable=0, open=0),
    }
    assert evaluate(small(), {}).outcomes["counts"].total.open == 3


def test_inputs_read_questions_groups_and_earlier_results_as_numbers():
    instrument = small()
    answers = {"scope": "yes", "depth": "mid", "harms": ("rights",)}
    standing = standings(instrument, answers)
    lowest = aggregate(instrument.result("lowest"), instrument, standing, {}, {})
    inputs = Inputs(instrument, standing, {"lowest": lowest}, {})
    assert inputs.spans(["lowest"], left_out=(0.0, 0.0)).tolist() == [[0.0, 1.0]]
    assert inputs.spans(["parts"], left_out=(0.0, 0.0)).tolist() == [[1.0, 1.0], [0.0, 2.0]]
    assert inputs.spans(["praised"], left_out=(0.0, 0.0)).shape == (0, 2)
    assert inputs.points(["harms", "praised"]).tolist() == [1.0, 1.0]
    assert inputs.points(["praised"]).tolist() == [0.0, 0.0]
    assert inputs.top("grade") == 2
    assert inputs.whole_scale("grade").possible == WHOLE
