"""Rules of the portfolio: measures say what they close, in the unit of the gap."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steelyard.dossier.portfolio import Effect, PortfolioRules


def test_nothing_is_stated_by_default() -> None:
    rules = PortfolioRules()
    assert not any(getattr(rules, name) for name in type(rules).model_fields)


@pytest.mark.parametrize(
    "body",
    [
        {"gap": "staff", "role": "evaluator", "posts": 2},
        {"gap": "running_cost", "saving_per_year": 1e5},
        {"gap": "data"},
        {"gap": "quality", "evidence": "a pilot"},
    ],
)
def test_what_an_effect_may_say(body: dict[str, object]) -> None:
    assert Effect.model_validate(body).gap == body["gap"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"gap": "staff"}, "role and posts"),
        ({"gap": "staff", "role": "evaluator"}, "role and posts"),
        ({"gap": "data", "posts": 2}, "role and posts"),
        ({"gap": "running_cost"}, "saving_per_year"),
        ({"gap": "carbon", "saving_per_year": 5}, "saving_per_year"),
    ],
)
def test_an_effect_says_how_much_in_the_unit_of_its_gap(
    body: dict[str, object], expected: str
) -> None:
    with pytest.raises(ValidationError, match=expected):
        Effect.model_validate(body)
