"""A quantity is never bare: spread, status and range are checked where it is written."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from steelyard.dossier.base import In, Quantity, Status
from steelyard.uncertainty.statements import Family


def test_a_bare_number_is_given_and_certain() -> None:
    quantity = Quantity.model_validate(5)
    assert quantity.status is Status.GIVEN
    assert quantity.statement.is_certain
    assert quantity.statement.p50 == 5


@pytest.mark.parametrize(
    ("quantiles", "family"),
    [
        ((1, 2, 8), Family.LOGNORMAL),
        ((-1, 0, 2), Family.NORMAL),
        ((0, 1, 2), Family.NORMAL),
        ((3, 3, 3), Family.POINT),
    ],
)
def test_family_if_none_is_stated(quantiles: tuple[float, ...], family: Family) -> None:
    low, middle, high = quantiles
    assert Quantity(p05=low, p50=middle, p95=high).statement.family is family


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"value": 1, "p50": 1},
        {"p05": 1, "p95": 2},
        {"p05": 3, "p50": 2, "p95": 4},
        {"p05": 0, "p50": 2, "p95": 4, "family": "lognormal"},
        {"p05": 0.1, "p50": 0.5, "p95": 1.0, "family": "logitnormal"},
        {"value": 1, "status": "assumed"},
        {"value": 1, "moves_with": "volume"},
        {"value": 1, "correlation": 0.5},
        {"value": float("nan")},
        True,
        "12",
    ],
)
def test_forms_that_are_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(wrong)


@pytest.mark.parametrize(
    ("permitted", "words"),
    [
        (In("h"), "a number [h]"),
        (In("h", above=0), "> 0 [h]"),
        (In("1", at_least=0, at_most=1), ">= 0 and <= 1 [1]"),
    ],
)
def test_range_in_words(permitted: In, words: str) -> None:
    assert permitted.expectation == words


def test_range_holds_at_both_ends() -> None:
    permitted = In("1", above=0, at_most=1)
    inside = Quantity(p05=0.1, p50=0.5, p95=1.0, family=Family.UNIFORM)
    bounded = permitted.check(inside)
    assert bounded is not None
    assert bounded.model_dump() == inside.model_dump()
    assert In("1", above=0).check(inside) is inside
    assert permitted.check(None) is None
    for wrong in (Quantity(value=0), Quantity(p05=0.5, p50=0.9, p95=1.2)):
        with pytest.raises(Exception, match="expected > 0 and <= 1"):
            permitted.check(wrong)


def test_no_draw_leaves_an_inclusive_bound_of_the_field() -> None:
    stated = Quantity(p05=0.03, p50=0.12, p95=0.35)
    far = np.array([1e-6, 0.5, 1.0 - 1e-6])
    assert stated.statement.quantile(far)[-1] > 1
    share = In("1", at_least=0, at_most=1).check(stated)
    assert share is not None
    assert share.statement.quantile(far)[-1] == 1
    assert share.statement.quantile(far)[1] == pytest.approx(0.12)
