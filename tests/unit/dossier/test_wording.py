"""Messages quote what was found and say what may stand there."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from steelyard.dossier.fields import place_at
from steelyard.dossier.schema import Dossier
from steelyard.dossier.wording import describe, nearest, problems_of, shown
from steelyard.dossier.yaml_text import PlainTree


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ({"a": 1}, "a mapping with 1 entries"),
        ([1, 2], "a list with 2 entries"),
        ("a  b\nc", "'a b c'"),
        (5, "5"),
        ("x" * 99, "'" + "x" * 59 + "…'"),
        (dt.date(2024, 5, 23), "2024-05-23"),
    ],
)
def test_shown(value: object, words: str) -> None:
    assert shown(value) == words


def test_nearest_name() -> None:
    assert nearest("requets", ("requests", "tokens")) == "Did you mean 'requests'? "
    assert nearest("zzz", ("requests", "tokens")) == ""


@pytest.mark.parametrize(
    ("loc", "words"),
    [
        (("money", "tax_rate"), ">= 0 and <= 1 [1]"),
        (("as_of",), "a date, as 2024-05-23"),
        (("title",), "a text by language, as {en: Words}"),
        (("schema_version",), "one of 1"),
        (("jurisdiction", "tier"), "one of national, regional, prefecture, county"),
        (("use_cases",), "a list"),
        (("use_cases", 0), "a mapping"),
        (("stakeholders", 0, "weights", "points"), "a mapping"),
    ],
)
def test_what_may_stand_at_a_place(loc: tuple[str | int, ...], words: str) -> None:
    place = place_at(Dossier, loc)
    assert place is not None
    assert describe(place) == words


def test_problems_of_an_empty_mapping_name_every_required_part() -> None:
    with pytest.raises(ValidationError) as caught:
        Dossier.model_validate({})
    problems = problems_of(caught.value, PlainTree({}, {(): 1}))
    assert {"id", "use_cases", "money"} <= {problem.path for problem in problems}
