"""Results as lines of text."""

from __future__ import annotations

import pytest

from steelyard.cli.readable import columns, lines_of, number, spread


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (3.0, "3"), (0.041234, "0.04123"), (12345.6, "12,350"), (-12345.6, "-12,350"),
        (9999.0, "9999"), (1.5e18, "1.5e+18"), (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_numbers_keep_four_digits(value, text):
    assert number(value) == text


def test_spreads_tell_unit_and_range():
    found = {"p05": 1.0, "p50": 2.0, "p95": 30000.0, "unit": "MWh"}
    assert spread(found) == "2 MWh (1 to 30,000)"
    assert spread({"p05": 2.0, "p50": 2.0, "p95": 2.0, "unit": "1"}) == "2"


def test_data_become_lines():
    data = {
        "energy_mwh": {"p05": 1.0, "p50": 2.0, "p95": 3.0, "unit": "MWh"},
        "plausible": True,
        "cost": None,
        "reasons": {"cost": "no place given"},
        "notes": ["one", 2.5],
        "empty": [],
        "nothing": {},
    }
    assert lines_of(data) == [
        "energy mwh: 2 MWh (1 to 3)",
        "plausible: yes",
        "reasons:",
        "  cost: no place given",
        "notes:",
        "  - one",
        "  - 2.5",
    ]


def test_columns_are_aligned():
    assert columns(("a", "b"), [("long", "x"), ("s", "")]) == "a     b\nlong  x\ns"
