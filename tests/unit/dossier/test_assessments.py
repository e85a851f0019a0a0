"""An assessment: bare or reasoned answers, of one kind of thing, by a named person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError
from tests.unit.instruments.small_instrument import FULL, small

from steelyard.dossier.assessments import About, AssessedAnswer, Assessment, assessment_problems
from steelyard.instruments import Subject

if TYPE_CHECKING:
    from steelyard.instruments import Instrument

BODY: dict[str, Any] = {
    "instrument": "small",
    "edition": "2.0",
    "about": {"offer": "cloud"},
    "assessor": "A. Tester",
    "role": "Security officer",
    "date": "2024-05-23",
    "answers": FULL,
}


def assessment(**changes: Any) -> Assessment:
    return Assessment.model_validate(BODY | changes)


def said(asked: Instrument | None, changes: dict[str, Any]) -> str:
    found = assessment_problems(assessment(**changes), asked)
    return "\n".join(str(problem) for problem in found)


def test_an_answer_is_written_bare_or_with_what_it_rests_on() -> None:
    reasoned = {"answer": "mid", "evidence": "p. 3", "owner": "A", "due": "2024-09-01"}
    found = assessment(answers=FULL | {"depth": reasoned})
    assert found.answers["depth"].evidence == "p. 3"
    assert found.answers["depth"].due == date(2024, 9, 1)
    assert found.answers["scope"] == AssessedAnswer(answer="yes")
    assert found.values == FULL


def test_a_number_stays_a_number_and_a_list_becomes_several_choices() -> None:
    values = assessment(answers={"share": 50, "low": 0.5, "harms": ["health"], "none": []}).values
    assert values == {"share": 50, "low": 0.5, "harms": ("health",), "none": ()}


@pytest.mark.parametrize(
    "value",
    [
        *(True, False, None, {}, {"answer": None}, {"answer": True}, {"answer": {"answer": "a"}}),
        *(float("nan"), float("inf"), -float("inf"), [1], [True], [["a"]]),
    ],
)
def test_neither_true_nor_nothing_is_an_answer(value: Any) -> None:
    with pytest.raises(ValidationError, match="expected the id of an answer, a number, a list, or"):
        assessment(answers={"scope": value})


def test_a_misspelt_word_beside_an_answer_is_refused() -> None:
    with pytest.raises(ValidationError, match="evidnce"):
        assessment(answers={"scope": {"answer": "a", "evidnce": "p. 1"}})


def test_one_thing_is_named_by_its_name_and_several_by_a_list() -> None:
    assert About.model_validate({"offer": "a"}).names == ("a",)
    several = About.model_validate({"use_case": ["a", "b"]})
    assert several.kind is Subject.USE_CASE
    assert several.names == ("a", "b")


@pytest.mark.parametrize("about", [{}, {"offer": "a", "model": "b"}, {"offer": None}])
def test_an_assessment_is_about_one_kind_of_thing(about: Any) -> None:
    with pytest.raises(ValidationError, match="exactly one of use_case, model, offer, hosting and"):
        assessment(about=about)


@pytest.mark.parametrize("about", [{"offer": []}, {"person": "a"}, "cloud", ["cloud"]])
def test_an_assessment_is_about_something(about: Any) -> None:
    with pytest.raises(ValidationError):
        assessment(about=about)


@pytest.mark.parametrize("field", ["assessor", "role", "date", "edition", "about", "instrument"])
def test_who_when_and_what_are_never_left_out(field: str) -> None:
    body = {name: value for name, value in BODY.items() if name != field}
    with pytest.raises(ValidationError, match=field):
        Assessment.model_validate(body)


@pytest.mark.parametrize("field", ["assessor", "role", "date"])
def test_a_template_that_nobody_signed_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        assessment(**{field: ""})


def test_a_sound_assessment_has_no_problems() -> None:
    assert said(small(), {}) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"instrument": "large"},
            "instrument: expected 'small', the instrument asked for, found 'large'.",
        ),
        (
            {"edition": "1.0"},
            "edition: expected edition 2.0 of small, found '1.0'. Answer the present edition: "
            "'steelyard assess ID --template' writes its questions.",
        ),
        (
            {"about": {"body": "a ministry"}},
            "about: expected offer, which small assesses, found body. Name what was assessed.",
        ),
        (
            {"answers": {}},
            "answers.scope: expected an answer, found nothing.",
        ),
        (
            {"floors": {"nobody": "mid"}},
            "floors.nobody: expected one of lowest, checks, found 'nobody'.",
        ),
        ({"others": "perhaps"}, "others: expected unknown, or an answer that a question has"),
    ],
)
def test_what_does_not_fit_the_instrument_is_named(changes: dict[str, Any], words: str) -> None:
    assert said(small(), changes).startswith(words)


def test_answers_of_another_edition_are_not_judged_one_by_one() -> None:
    assert "answers" not in said(small(), {"edition": "1.0", "answers": {"nobody": "mid"}})


def test_without_an_instrument_the_shipped_one_of_its_name_is_meant() -> None:
    assert said(None, {}).startswith("instrument: expected one of ca-aia, ")
    assert "edition: expected edition" in said(None, {"instrument": "eu-csf"})
