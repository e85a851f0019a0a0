"""Maps of the best option: well formed, true to the cells, readable."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from steelyard.decision.two_way import Axis, SwitchingMap
from steelyard.report.map_chart import LEFT, TOP, map_chart, map_title

CELL = 46, 42  # 370 by 210 pixels over eight columns and five rows


@pytest.fixture(scope="module")
def options(study):
    """Return ids of today's service, and of two others."""
    names = [option.option.id for option in study.decision.use_cases[0].options]
    return tuple(names[:3])


@pytest.fixture
def drawn(options):
    volumes = tuple(float(value) for value in np.logspace(3, 10, 8))
    first = Axis("volume", "request/year", volumes, 1e4, 1e6, 1e8)
    second = Axis("bought_prices", "1", (0.25, 0.5, 1.0, 2.0, 4.0), 0.5, 1.0, 2.0)
    best = ((0, 0, 1, 1, 1, 1, 1, 1),) * 2 + ((0, 0, 0, 0, 0, 1, 1, 1),) * 3
    return SwitchingMap(first, second, options[:2], best, (0.4, 0.6), 0.2)


def chart(drawn, voice, letters=None):
    lettered = dict(zip(drawn.options, "AB", strict=False)) if letters is None else letters
    return map_chart(drawn, voice, letters=lettered, name="m", fills="shares", legend="m-legend")


def shapes(svg):
    return re.findall(r'<path d="([^"]*)" fill="url', svg)


def lettered(svg):
    (group,) = re.findall(r'<g class="letters"[^>]*>(.*?)</g>', svg)
    return re.findall(r">(\w)</text>", group)


def areas(path):
    return [
        abs(int(wide) * int(high)) for wide, high in re.findall(r"h(-?\d+)v(-?\d+)h-?\d+z", path)
    ]


def test_the_map_is_well_formed_named_and_without_style(drawn, voice):
    svg = chart(drawn, voice)
    tree = ET.fromstring(svg)  # noqa: S314 - our own chart
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "m"
    assert tree.get("aria-describedby") == "m-legend"
    assert tree.find("title").text == map_title(drawn, voice)
    assert "style=" not in svg


def test_regions_cover_the_cells_they_win(drawn, voice):
    base, other = shapes(chart(drawn, voice))
    assert areas(base) == [8 * CELL[0] * 5 * CELL[1]]
    fewer = min(np.bincount(np.ravel(drawn.best)))
    assert sum(areas(other)) == fewer * CELL[0] * CELL[1]
    assert len(areas(other)) == 2


def test_letters_stand_in_regions_that_have_room(drawn, voice, options):
    assert lettered(chart(drawn, voice)) == ["A", "B"]
    assert not lettered(chart(drawn, voice, letters={}))
    fine = replace(
        drawn,
        second=replace(drawn.second, values=tuple(np.linspace(0.25, 4.0, 40))),
        best=((0, 1, *(0,) * 6), *((0,) * 8,) * 39),
    )
    assert lettered(chart(fine, voice)) == ["A"]


def test_the_middle_of_what_is_believed_is_marked(drawn, voice):
    svg = chart(drawn, voice)
    x, y = (
        float(part)
        for part in re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="5.5"', svg).groups()
    )
    assert x == pytest.approx(LEFT + 3.5 * CELL[0])
    assert y == pytest.approx(TOP + 2.5 * CELL[1])
    assert f"H{LEFT + 5.5 * CELL[0]:.1f}" in svg


def test_what_is_certain_has_no_cross(drawn, voice):
    sure = replace(
        drawn,
        first=replace(drawn.first, p05=None, p95=None),
        second=replace(drawn.second, p05=None, p95=None),
    )
    assert 'stroke-width="5"' in chart(drawn, voice)
    assert 'stroke-width="5"' not in chart(sure, voice)


def test_one_winner_has_no_borders(drawn, voice):
    alone = replace(drawn, options=drawn.options[:1], best=((0,) * 8,) * 5, shares=(1.0,))
    assert 'stroke-width="1.6"' in chart(drawn, voice)
    assert 'stroke-width="1.6"' not in chart(alone, voice)


def test_axes_carry_units_and_marks_that_do_not_collide(drawn, english, options):
    svg = chart(drawn, english)
    assert "Requests a year" in svg
    assert "×0.25" in svg
    assert "1 million" in svg
    share = Axis("quality", "1", (0.1, 0.4, 0.7, 0.9, 0.96), 0.3, 0.7, 0.9, options[1])
    told = chart(replace(drawn, second=share), english)
    assert "Accepted answers of B" in told
    assert "90%" in told
    (group,) = re.findall(r'text-anchor="end">(.*?)</g>', told)
    marks = sorted(float(y) for y in re.findall(r'y="([\d.]+)"', group))
    assert len(marks) > 2
    assert min(np.diff(marks)) >= 11


def test_every_map_of_the_study_can_be_drawn(report, voice):
    for case in report.annex.cases:
        for entry in case.maps:
            letters = {option.option: option.letter for option in case.options}
            assert "<title" in chart(entry, voice, letters)
