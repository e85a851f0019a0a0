from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree as ET

import pytest

from steelyard.report.horizon.canvas import BROAD, NARROW, SHORT
from steelyard.report.horizon.roadmap_chart import roadmap_chart

SVG = "{http://www.w3.org/2000/svg}"


def texts(chart):
    return [part.text for part in ET.fromstring(chart).iter(f"{SVG}text")]  # noqa: S314 - our own


@pytest.fixture(params=[BROAD, NARROW], ids=["broad", "narrow"])
def layout(request):
    return request.param


def test_it_is_well_formed_named_and_without_style(things, layout):
    chart = roadmap_chart(things, layout, name="r")
    tree = ET.fromstring(chart)  # noqa: S314 - our own chart
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == things.text("roadmap.title")
    assert "2029" in tree.find(f"{SVG}desc").text
    assert "style=" not in chart
    assert "<script" not in chart


def test_years_services_shared_things_people_and_money_stand_on_it(said):
    found = texts(roadmap_chart(said, BROAD, name="r"))
    for words in (
        "2025",
        "2029",
        "Drafting official documents",
        "machines that run a model (qwen1.5-72b)",
        "National document service",
        "platform engineers",
        "6.2 / 5.0",
        "investment, CNY million a year",
        "+2",
        "change to another way",
        "today's service stays",
    ):
        assert words in found, words


def test_nothing_is_drawn_outside_the_picture(things, layout):
    chart = roadmap_chart(things, layout, name="r")
    width = layout.width
    for left, wide in re.findall(r'<rect x="([-\d.]+)" y="[-\d.]+" width="([\d.]+)"', chart):
        assert float(left) >= 0
        assert float(left) + float(wide) <= width + 0.5
    height = float(re.search(r'viewBox="0 0 \d+ (\d+)"', chart).group(1))
    assert all(float(y) <= height for y in re.findall(r'<text x="[-\d.]+" y="([\d.]+)"', chart))


def test_what_is_missing_is_marked(said):
    assert SHORT in roadmap_chart(said, BROAD, name="r")
    posts = tuple(dataclasses.replace(row, at_hand=None) for row in said.section.plan.posts)
    plan = dataclasses.replace(said.section.plan, posts=posts)
    enough = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    assert SHORT not in roadmap_chart(enough, BROAD, name="r")


def test_only_what_is_there_stands_in_the_legend(said):
    plan = dataclasses.replace(
        said.section.plan,
        builds=(),
        posts=(),
        starts=tuple(
            dataclasses.replace(start, successor="", switch_year=None)
            for start in said.section.plan.starts
        ),
        bills=tuple(
            dataclasses.replace(bill, investment_budget=None, running_budget=None)
            for bill in said.section.plan.bills
        ),
    )
    bare = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    found = texts(roadmap_chart(bare, BROAD, name="r"))
    for key in ("switch", "node", "limit"):
        assert bare.text(f"roadmap.legend.{key}") not in found
    assert bare.text("roadmap.group.shared") not in found
    assert bare.text("roadmap.group.people") not in found


def test_groups_of_use_cases_are_counted(said, monkeypatch):
    monkeypatch.setattr("steelyard.report.horizon.roadmap_rows.MOST_ROWS", 4)
    assert any(
        words.startswith("2 use cases: ") for words in texts(roadmap_chart(said, BROAD, name="r"))
    )
