"""An instrument as data: parts by name, levels as choices, and when it is in force."""

from datetime import date

import pytest
from pydantic import ValidationError
from tests.unit.instruments.small_instrument import both, question, small, small_body

from steelyard.instruments.instrument import Instrument, Status, Subject, Use
from steelyard.instruments.questions import Choice


def test_a_question_on_a_scale_has_its_levels_as_choices():
    choices = small().question("depth").choices
    assert [(choice.id, choice.points) for choice in choices] == [
        ("low", 0),
        ("mid", 1),
        ("high", 2),
    ]
    assert isinstance(choices[0], Choice)


def test_a_question_may_word_the_levels_of_its_scale_itself():
    own = [{"id": "low", "text": both("None at all")}, {"id": "high", "text": both("A lot")}]
    found = small(questions=[question("depth", scale="grade", choices=own)])
    assert [choice.text["en"] for choice in found.question("depth").choices] == [
        "None at all",
        "A lot",
    ]


def test_a_question_on_an_unknown_scale_has_no_way_to_be_answered():
    with pytest.raises(ValidationError, match="question depth: expected one of scale, choices"):
        small(questions=[question("depth", scale="nothing")])


def test_questions_and_results_are_found_by_name():
    assert small().question("scope").id == "scope"
    assert small().result("counts").id == "counts"


@pytest.mark.parametrize("find", ["question", "result"])
def test_a_name_that_nothing_has_is_an_error(find):
    with pytest.raises(KeyError, match="nobody"):
        getattr(small(), find)("nobody")


def test_a_group_stands_for_its_questions_in_the_order_named():
    assert small().questions_in(("checks", "scope")) == ("tested", "logged", "praised", "scope")
    assert small().questions_in(()) == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_an_edition_is_in_force_from_its_day_until_the_next(day, expected):
    assert small().is_in_force(day) is expected


def test_what_was_not_known_yet_was_not_in_force():
    late = small(known_from="2025-01-01")
    assert not late.is_in_force(date(2024, 6, 1))
    assert late.is_in_force(date(2025, 1, 1))


def test_a_proposal_is_never_in_force():
    assert not small(effective_from=None).is_in_force(date(2025, 1, 1))
    assert small(until=None).is_in_force(date(2999, 1, 1))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "Small"),
        ("edition", ""),
        ("jurisdiction", "eu"),
        ("status", "repealed"),
        ("assesses", "person"),
        ("use", "ornament"),
        ("questions", []),
        ("results", []),
        ("name", {"en": "Only English"}),
        ("weights", {}),
    ],
)
def test_a_field_that_is_none_is_refused(field, value):
    with pytest.raises(ValidationError, match=field):
        small(**{field: value})


def test_a_file_without_questions_is_refused_and_does_not_fail():
    body = small_body()
    del body["questions"], body["scales"]
    with pytest.raises(ValidationError, match="scales"):
        Instrument.model_validate(body)


def test_an_instrument_says_what_it_is_for():
    found = small()
    assert (found.status, found.assesses, found.use) == (
        Status.IN_FORCE,
        Subject.OFFER,
        Use.EVIDENCE,
    )
