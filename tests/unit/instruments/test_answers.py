"""What is wrong with answers is said all at once, with the place and the way out."""

import pytest
from tests.unit.instruments.small_instrument import FULL, SMALL, YES_NO, question, small

from steelyard.instruments import answer_problems, with_others
from steelyard.instruments.answers import LONGEST_LIST


def problems(answers, *, floors=None, others="", **changes):
    return answer_problems(small(**changes), answers, floors=floors or {}, others=others)


def said(answers, **more):
    return "\n".join(str(problem) for problem in problems(answers, **more))


def test_every_mandatory_answer_given_is_in_order():
    assert problems(FULL) == ()
    assert problems(FULL | {"praised": "met"}) == ()
    assert problems({**FULL, "share": 12.5}) == ()


@pytest.mark.parametrize("share", [0, 100, 50.0])
def test_the_ends_of_a_range_belong_to_it(share):
    assert problems({**FULL, "share": share}) == ()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"dept": "mid"},
            "answers.dept: expected a question of small 2.0, found the unknown question 'dept'. "
            "Did you mean 'depth'? Correct or remove it.",
        ),
        (
            {"zzz": "mid"},
            "answers.zzz: expected a question of small 2.0, found the unknown question 'zzz'. "
            "Correct or remove it.",
        ),
        (
            {"depth": "deep"},
            "answers.depth: expected one of low, mid, high, found 'deep'. "
            "Correct it, or write 'unknown'.",
        ),
        ({"depth": ("mid",)}, "answers.depth: expected one of low, mid, high, found [mid]."),
        ({"depth": 1}, "answers.depth: expected one of low, mid, high, found '1'."),
        ({"depth": 1.5}, "answers.depth: expected one of low, mid, high, found 1.5."),
        (
            {"harms": "health"},
            "answers.harms: expected a list of any of health, rights, relief, found 'health'.",
        ),
        (
            {"harms": ("health", "wealth")},
            "answers.harms: expected a list of any of health, rights, relief, "
            "found [health, wealth].",
        ),
        (
            {"harms": ("health", "health")},
            "answers.harms: expected each choice once, found [health, health].",
        ),
        (
            {"share": -0.5},
            "answers.share: expected >= 0 and <= 100 [per cent], found -0.5.",
        ),
        ({"share": 101}, "answers.share: expected >= 0 and <= 100 [per cent], found '101'."),
        ({"share": "half"}, "answers.share: expected >= 0 and <= 100 [per cent], found 'half'."),
        ({"share": (50,)}, "answers.share: expected >= 0 and <= 100 [per cent], found [50]."),
    ],
)
def test_a_wrong_answer_is_named_with_what_was_expected(answers, words):
    assert said(FULL | answers).startswith(words)


def test_a_number_without_bounds_only_has_to_be_one():
    number = {"unit": "flop", "bands": [{"below": 1e25, "points": 0}, {"points": 1}]}
    free = [question("depth", number=number)]
    results = [SMALL["results"][0] | {"of": ["depth"]}]
    changes = {"questions": free, "results": results, "contradictions": []}
    assert problems({"depth": -3}, **changes) == ()
    for wrong in ("many", float("nan"), float("inf")):
        assert "expected a number [flop], found" in said({"depth": wrong}, **changes)


def test_a_long_list_of_choices_is_cut():
    choices = [YES_NO[0] | {"id": f"c{n}"} for n in range(LONGEST_LIST + 3)]
    results = [SMALL["results"][0] | {"of": ["depth"]}]
    changes = {
        "questions": [question("depth", choices=choices)],
        "results": results,
        "contradictions": [],
    }
    words = said({"depth": "none"}, **changes)
    assert f"c{LONGEST_LIST - 1}, found" in words
    assert f"c{LONGEST_LIST}" not in words


def test_everything_wrong_is_said_at_once():
    found = problems(
        FULL | {"dept": "mid", "depth": "deep", "share": 101},
        floors={"lowest": "top", "nobody": "mid"},
        others="perhaps",
    )
    assert [problem.path for problem in found] == [
        "answers.dept",
        "answers.depth",
        "answers.share",
        "floors.lowest",
        "floors.nobody",
        "others",
    ]


def test_an_answer_left_out_is_missing_unless_it_is_optional_or_not_asked():
    assert [problem.path for problem in problems({"scope": "no", "depth": "low"})] == [
        "answers.harms",
        "answers.share",
        "answers.tested",
        "answers.logged",
    ]
    words = said({name: value for name, value in FULL.items() if name != "breadth"})
    assert words == (
        "answers.breadth: expected an answer, found nothing. "
        "Answer it, write 'unknown', or write 'others: unknown' once for all."
    )


def test_what_may_still_not_be_asked_is_not_missing():
    assert "breadth" not in said({"scope": "unknown"})


def test_what_the_program_answers_itself_is_not_missing():
    own = [question("scope", choices=YES_NO, given_by="serves_public"), *SMALL["questions"][1:]]
    assert "answers.scope" not in said({}, questions=own)


def test_unknown_said_once_for_all_leaves_nothing_missing():
    assert problems({}, others="unknown") == ()
    assert problems({"depth": "unknown"}, others="unknown") == ()


def test_answers_that_cannot_all_be_true_are_refused():
    words = said(FULL | {"depth": "high", "tested": "not_met"})
    assert words == (
        "answers.depth and answers.tested: expected answers that can both be true: "
        "nothing untested is of the highest grade, found 'high', 'not_met'. Correct one."
    )
    assert not problems(FULL | {"depth": "high", "tested": "unknown"})


def test_a_contradiction_may_lie_in_one_of_several_choices():
    against = [
        {
            "when": [
                {"question": "harms", "any_of": ["rights"]},
                {"question": "depth", "any_of": ["mid"]},
            ],
            "text": {"en": "So it is.", "zh": "如此。"},
        }
    ]
    words = said(FULL | {"harms": ("health", "rights")}, contradictions=against)
    assert "found [health, rights], 'mid'" in words
    assert said(FULL, contradictions=against) == ""


def test_an_answer_to_a_question_that_is_not_asked_contradicts_what_rules_it_out():
    assert said(FULL | {"scope": "no"}) == (
        "answers.breadth: expected no answer, because answers.scope says that it does not apply, "
        "found 'high'. Correct one of the two."
    )
    # An answer that counts nothing does no harm.
    assert problems(FULL | {"scope": "no", "breadth": "low"}) == ()


@pytest.mark.parametrize(
    ("floors", "words"),
    [
        ({"lowest": "mid"}, ""),
        ({"lowset": "mid"}, "floors.lowset: expected one of lowest, checks, found 'lowset'."),
        ({"checks": "met"}, "floors.checks: expected one of low, mid, high, found 'met'."),
    ],
)
def test_floors_are_levels_of_parts(floors, words):
    assert said(FULL, floors=floors).startswith(words)
    assert bool(said(FULL, floors=floors)) == bool(words)


def test_an_instrument_without_floors_takes_none():
    words = said(FULL, floors={"lowest": "mid"}, results=[SMALL["results"][0]])
    assert "expected no floors for this instrument" in words


def test_others_must_be_an_answer_that_a_question_has():
    assert said({}, others="perhaps").startswith(
        "others: expected unknown, or an answer that a question has, found 'perhaps'."
    )
    assert problems(FULL, others="met") == ()


def test_others_answer_what_is_not_named_and_can_be_answered_so():
    found = with_others(small(), {"tested": "not_met"}, "met")
    assert found == {"tested": "not_met", "logged": "met", "praised": "met"}
    assert with_others(small(), {"depth": "low"}, "") == {"depth": "low"}


def test_others_answer_a_question_of_several_choices_with_one():
    assert with_others(small(), {}, "health") == {"harms": ("health",)}


def test_others_say_nothing_of_what_is_not_asked():
    assert "breadth" not in with_others(small(), {"scope": "no"}, "high")
    assert with_others(small(), {"scope": "yes"}, "high")["breadth"] == "high"
    assert with_others(small(), {}, "unknown")["breadth"] == "unknown"
