from __future__ import annotations

import datetime as dt

import pytest

from steelyard.report.catalogue import load_catalogue
from steelyard.report.figures import Figures, rounded
from steelyard.uncertainty import Spread


@pytest.fixture(scope="module")
def en():
    return Figures(load_catalogue("en"), "CNY")


@pytest.fixture(scope="module")
def zh():
    return Figures(load_catalogue("zh"), "CNY")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (9.0, "9"), (0.5, "0.5"), (1234.5, "1,200"), (0.0456, "0.046"), (-3.25, "-3.2")],
)
def test_two_digits_and_no_idle_zeros(value, words):
    assert rounded(value) == words


def test_money_is_said_in_the_words_of_the_language(en, zh):
    assert en.money(2_376_485.0) == "CNY 2.4 million"
    assert zh.money(2_376_485.0) == "240万元"
    assert zh.money(2.3e9) == "23亿元"
    assert en.money(-6.3e6) == "-CNY 6.3 million"
    assert en.money(float("nan")) == "–"


def test_a_range_of_money_keeps_one_scale(en, zh):
    spread = Spread(1.9e6, 3.2e6, 6.5e6, "CUR")
    assert en.money_range(spread) == "CNY 1.9–6.5 million"
    assert zh.money_range(spread) == "190–650万元"
    assert en.money_range(Spread(-2e6, 0.0, 5e6, "CUR")) == "CNY -2 to 5 million"
    assert en.money_range(None) == "–"


def test_a_currency_without_words_of_its_own_stands_by_its_code():
    assert Figures(load_catalogue("zh"), "EUR").money(5e8) == "5亿 EUR"


def test_shares_near_the_ends_are_never_called_certain(en):
    assert en.of_hundred(1.0) == "100"
    assert en.of_hundred(0.999) == "more than 99"
    assert en.of_hundred(0.001) == "fewer than 1"
    assert en.of_hundred(0.0) == "0"


def test_quantities_have_their_unit_in_words(en, zh):
    assert en.quantity(1.2e6, "request/year") == "1.2 million requests a year"
    assert zh.quantity(1.2e6, "request/year") == "每年120万件"
    assert en.quantity(240_000.0, "CUR/FTE/year") == "CNY 240 thousand a post and year"
    assert en.quantity(0.3, "Gtoken") == "300 million tokens"
    assert en.end_of_range(0.005, "Gtoken") == "5 million"
    assert en.end_of_range(0.005, "1") == "0.005"
    assert en.quantity(3.0, "furlong") == "3 furlong"


def test_days_are_written_as_the_language_does(en, zh):
    assert en.day(dt.date(2024, 5, 23)) == "23 May 2024"
    assert zh.day(dt.date(2024, 5, 23)) == "2024年5月23日"


def test_amounts_beside_each_other_have_one_scale():
    english = Figures(load_catalogue("en"), "CNY").scale_of(9e6)
    assert english.unit == "CNY million"
    assert [english.said(value) for value in (9e6, 12e6, -4.0)] == ["9.0", "12.0", "0.0"]
    assert Figures(load_catalogue("en"), "CNY").scale_of(3.3e8).said(3.3e8) == "330"
    chinese = Figures(load_catalogue("zh"), "CNY").scale_of(9e6)
    assert (chinese.unit, chinese.said(9e6)) == ("万元", "900")
    assert Figures(load_catalogue("en"), "CNY").scale_of(0.0).said(0.0) == "0"


def test_what_rounding_leaves_of_nothing_is_nothing(english):
    assert english.figures.money(1.8e-11).endswith(" 0")
    assert english.figures.scaled(-2.2e-6) == "0"
