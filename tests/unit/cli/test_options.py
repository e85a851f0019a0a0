"""Days as typed, and today's date."""

from __future__ import annotations

from datetime import date

import pytest
import typer

from steelyard.cli.options import day, today


def test_a_day_is_read():
    assert day("2024-05-23") == date(2024, 5, 23)


@pytest.mark.parametrize("text", ["", "23.5.2024", "2024-05-32", "2024-05-23T12:00", "二〇二四"])
def test_anything_else_is_refused(text):
    with pytest.raises(typer.BadParameter, match="2024-05-23"):
        day(text)


def test_today_is_a_day_of_this_century():
    assert date(2026, 1, 1) < today() < date(2100, 1, 1)
