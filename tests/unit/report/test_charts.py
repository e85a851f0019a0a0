from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from steelyard.report.charts import (
    COLOURS,
    bar,
    legend_width,
    shares_chart,
    split_bar,
    volumes_chart,
)

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_at_most_four_colours_each_seen_on_white():
    assert len(COLOURS) <= 4
    for colour in COLOURS.values():
        assert 1.05 / (luminance(colour) + 0.05) >= 3.0


def test_charts_are_well_formed_named_and_without_style(report, voice):
    for chart in (
        shares_chart(report.front.cases, voice, name="a"),
        volumes_chart(report.volumes, voice, name="b"),
    ):
        tree = ET.fromstring(chart)  # noqa: S314 - our own chart
        assert tree.get("role") == "img"
        ids = tree.get("aria-labelledby").split()
        for part, one in zip(("title", "desc"), ids, strict=True):
            found = tree.find(f"{SVG}{part}")
            assert found.get("id") == one
            assert found.text
        assert "style=" not in chart
        assert "<script" not in chart


def test_bars_are_as_long_as_their_share(report, english):
    chart = shares_chart(report.front.cases[:1], english, name="a")
    shares = report.front.cases[0].class_shares
    widths = re.findall(r'width="([\d.]+)" height="16"', chart)
    assert len(widths) == sum(share > 0 for share in shares.values())
    assert abs(sum(float(width) for width in widths) - 530 * sum(shares.values())) < 0.5


def test_names_in_wide_script_get_more_room():
    assert legend_width("维持") > legend_width("ab")


def test_small_bars_stay_within_their_frame():
    assert bar(0.5) != bar(1.0)
    assert bar(7.0) == bar(1.0)
    assert 'aria-hidden="true"' in bar(0.2)


def test_split_bars_set_off_a_part_of_the_whole():
    assert re.findall(r'width="(\d+)"', split_bar(0.25, 0.5)) == ["28", "14"]
    assert re.findall(r'width="(\d+)"', split_bar(-0.1, 1.4)) == ["56", "0"]
