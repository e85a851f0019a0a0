"""How questions may be answered, and what answers count."""

import pytest
from pydantic import ValidationError
from tests.unit.instruments.small_instrument import BANDS, CHECKED, HARMS, YES_NO, question

from steelyard.instruments.questions import Band, NumberAnswer, Question

NUMBER = {"unit": "per cent", "at_least": 0, "at_most": 100, "bands": BANDS}


def asked(**more):
    return Question.model_validate(question("q", **more))


def number(**changes):
    return NumberAnswer.model_validate(NUMBER | changes)


@pytest.mark.parametrize(
    ("value", "points"),
    [(0, 0), (9.999, 0), (10, 1), (50, 1), (50.001, 2), (100, 2)],
)
def test_a_number_counts_what_the_first_band_that_holds_it_counts(value, points):
    assert number().points_of(value) == points
    assert asked(number=NUMBER).points_of(value) == points


def test_an_end_belongs_to_the_band_that_says_up_to():
    assert not Band(below=10, points=0).holds(10)
    assert Band(up_to=10, points=0).holds(10)
    assert Band(points=0).holds(float("inf")) is False
    assert Band(points=0).holds(1e300)


@pytest.mark.parametrize(
    "bands",
    [
        [{"below": 10, "points": 0}, {"below": 5, "points": 1}, {"points": 2}],
        [{"below": 10, "points": 0}, {"up_to": 10, "points": 1}, {"points": 2}],
        [{"points": 0}, {"points": 1}],
        [{"below": 10, "points": 0}, {"below": 20, "points": 1}],
    ],
)
def test_bands_ascend_and_the_last_has_no_end(bands):
    with pytest.raises(ValidationError, match="ascending ends, and a last band without one"):
        number(bands=bands)


def test_a_number_of_every_band_stands_for_all_numbers():
    found = number().one_of_each_band()
    assert [number().points_of(value) for value in found] == [0, 1, 2]
    assert min(found) == 0
    open_below = number(at_least=None, at_most=None)
    assert [open_below.points_of(value) for value in open_below.one_of_each_band()] == [0, 1, 2]
    huge = number(at_least=None, at_most=None, bands=[{"below": 1e25, "points": 0}, {"points": 1}])
    assert [huge.points_of(value) for value in huge.one_of_each_band()] == [0, 1]


def test_a_band_out_of_reach_stands_for_nothing():
    assert [number().points_of(value) for value in number(at_most=50).one_of_each_band()] == [0, 1]


@pytest.mark.parametrize("more", [{}, {"choices": YES_NO, "number": NUMBER}])
def test_a_question_is_answered_in_one_way(more):
    with pytest.raises(ValidationError, match="question q: expected one of scale, choices and num"):
        asked(**more)


def test_several_numbers_cannot_be_answered():
    with pytest.raises(ValidationError, match="several numbers cannot be answered"):
        asked(number=NUMBER, several=True)


def test_the_least_and_the_most_stand_for_several_choices():
    several = asked(choices=HARMS, several=True)
    found = several.possible_answers()
    assert found[:2] == (("relief",), ("health", "rights"))
    assert min(several.points_of(answer) for answer in found) == -1
    assert several.most_points() == 4
    assert several.points_of(("health", "relief")) == 2
    assert several.points_of(()) == 0


def test_one_choice_counts_its_points_and_a_choice_not_given_none():
    one = asked(choices=YES_NO)
    assert one.possible_answers() == ("yes", "no")
    assert (one.points_of("yes"), one.points_of("no"), one.most_points()) == (1, 0, 1)


def test_not_applicable_takes_a_question_out():
    checked = asked(choices=CHECKED)
    assert checked.is_excluded("not_applicable")
    assert not checked.is_excluded("met")
    several = asked(choices=CHECKED, several=True)
    assert several.is_excluded(("met", "not_applicable"))
