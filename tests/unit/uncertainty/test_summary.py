"""Figures leave the program as three quantiles and a unit, rounded the same way everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.uncertainty.summary import Spread, significant, summarise


def test_quantiles_of_the_draws():
    spread = summarise(np.arange(101.0), "month")
    assert (spread.p05, spread.p50, spread.p95, spread.unit) == (5.0, 50.0, 95.0, "month")


def test_the_json_form_has_four_fields_and_ten_digits():
    assert Spread(1 / 3, 2 / 3, 1.0, "1").as_json() == {
        "p05": 0.3333333333,
        "p50": 0.6666666667,
        "p95": 1.0,
        "unit": "1",
    }


def test_what_is_not_a_number_is_not_summarised():
    with pytest.raises(ValueError, match=r"\[CUR\]: some are not numbers"):
        summarise(np.array([1.0, np.nan]), "CUR")


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (123456.0, 2, 120000.0),
        (-0.0, 10, 0.0),
        (0.1 + 0.2, 10, 0.3),
        (float("inf"), 3, float("inf")),
    ],
)
def test_rounding_to_significant_digits(value, digits, expected):
    assert significant(value, digits) == expected
    assert str(significant(-0.0)) == "0.0"
