"""Bars of what each member has: legend, labels, losses to the left."""

from __future__ import annotations

import re

from steelyard.report.together_chart import WIDTH, MemberBars, TogetherChart, together_chart


def chart(*amounts):
    words = tuple(f"{amount:g}" for amount in amounts)
    return TogetherChart(
        "T & t", "summary", ("alone", "x", "y", "z"), (MemberBars("A<", amounts, words),)
    )


def test_it_is_one_picture_with_title_and_labels():
    svg = together_chart(chart(1.0, 2.0, 3.0, 4.0), name="m")
    assert svg.startswith("<svg role")
    assert svg.count("<svg") == 1
    assert "T &amp; t" in svg
    assert "A&lt;" in svg
    assert svg.count('id="m-') == 6
    for words in ("alone", ">2<", ">4<"):
        assert words in svg


def test_bars_are_as_long_as_amounts_and_losses_go_left():
    svg = together_chart(chart(2.0, 4.0, -4.0, 0.0), name="m")
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="13"', svg)
    (first, half), (second, whole), (left, lost), (_, nothing) = [
        tuple(map(float, found)) for found in bars
    ]
    assert first == second
    assert whole == lost
    assert half * 2 == whole
    assert left + lost == first
    assert nothing == 0.0


def test_nothing_at_all_is_drawn_as_nothing():
    svg = together_chart(chart(0.0, 0.0, 0.0, 0.0), name="m")
    assert 'width="0.0" height="13"' in svg


def test_a_long_legend_takes_two_rows():
    long = TogetherChart("t", "s", ("words " * 12,) * 4, ())
    svg = together_chart(long, name="m")
    tops = {float(top) for top in re.findall(r'y="([\d.]+)" width="16"', svg)}
    assert len(tops) == 4
    assert f'width="{WIDTH}"' in svg
