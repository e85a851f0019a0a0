"""Every way in which an instrument's file can refer to what is not there is named."""

import pytest
from tests.unit.instruments.small_instrument import (
    CHECKED,
    GRADES,
    SMALL,
    TABLE,
    both,
    question,
    result,
    small,
)

from steelyard.instruments.integrity import faults_of

QUESTIONS = SMALL["questions"]
RESULTS = SMALL["results"]
DUTY = SMALL["obligations"][0]
NOBODY = "result only: no question, group or earlier result nobody"
EITHER = "result only: expected either rows, or row and column"
SHARES = RESULTS[5]["shares"]


def faults(**changes):
    return faults_of(small(**changes))


def main(kind, **more):
    """Return changes that leave one result, and nothing that follows from it."""
    return {"results": [result("only", kind, **more)], "main_result": "only", "obligations": []}


def test_a_sound_instrument_has_no_faults():
    assert faults() == ()


def test_a_result_may_bear_the_name_of_its_group():
    only = main("minimum", of=["depth"])
    only["results"][0]["id"] = only["main_result"] = "parts"
    assert faults(**only) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"questions": [*QUESTIONS, QUESTIONS[0]]}, "the id scope stands twice"),
        ({"groups": [*SMALL["groups"], SMALL["groups"][0]]}, "the id parts stands twice"),
        ({"results": [*RESULTS, RESULTS[0] | {"id": "depth"}]}, "the id depth stands twice"),
        (
            {"questions": [*QUESTIONS, question("more", source="hearsay", choices=CHECKED)]},
            "no reference hearsay",
        ),
        (
            {"results": [*RESULTS, RESULTS[0] | {"id": "m", "source": "rumour"}]},
            "no reference rumour",
        ),
        ({"obligations": [DUTY | {"source": "fable"}]}, "no reference fable"),
        (
            {"questions": [*QUESTIONS, question("more", group="none", choices=CHECKED)]},
            "question more: no group none",
        ),
        (
            {
                "questions": [
                    *QUESTIONS,
                    question("more", scale="none", choices=CHECKED),
                ]
            },
            "question more: no scale none",
        ),
        (
            {
                "questions": [
                    question(
                        "first",
                        choices=CHECKED,
                        asked_if=[{"question": "scope", "any_of": ["yes"]}],
                    ),
                    *QUESTIONS,
                ]
            },
            "question first: asked_if names scope, not before it",
        ),
        (
            {
                "questions": [
                    *QUESTIONS,
                    question(
                        "more",
                        choices=CHECKED,
                        asked_if=[{"question": "scope", "any_of": ["perhaps"]}],
                    ),
                ]
            },
            "question scope has no answer perhaps",
        ),
        ({"main_result": "nobody"}, "no result nobody"),
        (
            main("minimum", of=["nobody"]),
            NOBODY,
        ),
        (main("minimum", of=["only"]), "result only: no question, group or earlier result only"),
        (main("tally", of=["nobody"]), NOBODY),
        (main("minimum", of=["depth"], scale="none"), "result only: no scale none"),
        (
            main("cumulative_ladder", rungs=[{"level": "mid", "of": ["nobody"]}]),
            NOBODY,
        ),
        (
            main("cumulative_ladder", rungs=[{"level": "mid", "of": ["scope"]}]),
            "result only: expected the levels mid, high, found mid",
        ),
        (main("minimum", of=["harms"]), "question harms: -1 is no level of result only"),
        (main("high_water_mark", of=["harms"]), "question harms: 4 is no level of result only"),
        (
            main("percentage", of=["nobody"], maximum=6, shares=SHARES),
            NOBODY,
        ),
        (
            main(
                "percentage",
                of=["points"],
                maximum=6,
                shares=SHARES,
                mitigation={"of": ["nowhere"], "maximum": 3, "threshold": 0.5, "discount": 0.5},
            ),
            "result only: no question, group or earlier result nowhere",
        ),
        (
            main("percentage", of=["points"], maximum=6, shares=SHARES[:2]),
            "result only: expected the levels low, mid, high, found low, mid",
        ),
        (
            main("percentage", of=["points"], maximum=6, shares=[*SHARES[:2], SHARES[1]]),
            "result only: shares must ascend to 1",
        ),
        (
            main(
                "percentage",
                of=["points"],
                maximum=6,
                shares=[SHARES[0], SHARES[1] | {"up_to": 0.25}, SHARES[2]],
            ),
            "result only: shares must ascend to 1",
        ),
        (
            main("floors_then_weighted", weights={"a": {"depth": 1}, "b": {"scope": 1}}),
            "result only: every profile must weigh the same parts",
        ),
        (
            main("floors_then_weighted", weights={"a": {"depth": 1}}, scores={"depth": ["nobody"]}),
            NOBODY,
        ),
        (
            main("lookup_matrix", cells=TABLE),
            EITHER,
        ),
        (
            main("lookup_matrix", cells=TABLE, row="scope", column="depth", rows={"depth": "no"}),
            EITHER,
        ),
        (
            main("lookup_matrix", rows={"depth": "no"}, cells=TABLE | {"yes": {"low": "mid"}}),
            "result only: row no has other columns than the first",
        ),
        (
            main("lookup_matrix", rows={"depth": "no"}, cells={"no": TABLE["no"] | {"low": "top"}}),
            "result only: no level top",
        ),
        (main("lookup_matrix", rows={"depth": "maybe"}, cells=TABLE), "result only: no row maybe"),
        (
            main("lookup_matrix", rows={"scope": "no"}, cells=TABLE),
            "result only: answers of scope and the table differ",
        ),
        (
            main("lookup_matrix", row="depth", column="scope", cells=TABLE),
            "result only: answers of depth and the table differ",
        ),
        (
            main("lookup_matrix", rows={"nobody": "no"}, cells=TABLE),
            NOBODY,
        ),
        (
            main("lookup_matrix", row="scope", column="parts", cells=TABLE),
            "result only: parts is no question, so no cell can be read at it",
        ),
        (
            {"results": [*RESULTS, result("more", "tally", of=["lowest"])]},
            "result more: no question, group or earlier result lowest",
        ),
        (
            {"results": [*RESULTS, result("more", "minimum", of=["counts"])]},
            "result more: no question, group or earlier result counts",
        ),
        (
            {
                "contradictions": [
                    {
                        "when": [
                            {"question": "nobody", "any_of": ["yes"]},
                            {"question": "scope", "any_of": ["perhaps"]},
                        ],
                        "text": both("No."),
                    }
                ]
            },
            "a condition names the unknown question nobody",
        ),
        (
            {"obligations": [DUTY | {"result": "counts"}]},
            "obligation repair: no result counts",
        ),
        (
            {"obligations": [DUTY | {"result": "nobody"}]},
            "obligation repair: no result nobody",
        ),
        ({"obligations": [DUTY | {"at": ["low", "top"]}]}, "obligation repair: no level top"),
        (
            {"informs": {"lowest": "assurance"}},
            "informs lowest: expected a result of 5 levels, found 3",
        ),
        (
            {"informs": {"counts": "assurance"}},
            "informs counts: expected a result of 5 levels, found 0",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(changes, fault):
    found = faults(**changes)
    assert any(sentence.startswith(fault) for sentence in found), found


def test_every_fault_is_named_at_once():
    found = faults(main_result="nobody", obligations=[DUTY | {"at": ["top"], "source": "fable"}])
    assert found == (
        "no reference fable",
        "no result nobody",
        "obligation repair: no level top",
    )


def test_what_does_not_apply_need_not_be_a_level():
    odd = [entry | {"points": 9} if entry.get("excluded") else entry for entry in CHECKED]
    only = main("minimum", of=["more"])
    assert faults(questions=[*QUESTIONS, question("more", choices=odd)], **only) == ()
    assert len(GRADES) == 3
