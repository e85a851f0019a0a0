from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from steelyard.decision.horizon.result import FrontierPlan
from steelyard.report.horizon.frontier_chart import FRAME, frontier_chart
from steelyard.report.horizon.frontier_rows import frontier_rows

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("is_bounded", [True, False])
def test_it_is_well_formed_and_marks_the_plan_once(things, is_bounded):
    rows = frontier_rows(things.section, things.section.plan.by_net_cost, 1e6)
    chart = frontier_chart(rows, things, key="net_cost", name="f", is_bounded=is_bounded)
    tree = ET.fromstring(chart)  # noqa: S314 - our own chart
    assert tree.find(f"{SVG}title").text == things.text("frontier.title.net_cost")
    assert things.asked(1e6, is_net=True) in tree.find(f"{SVG}desc").text
    assert chart.count("Z") == 1
    assert ('stroke-dasharray="4 3"' in chart) is is_bounded
    numbers = [part.text for part in tree.iter(f"{SVG}text")]
    assert {"1", "2", "3", "4"} <= set(numbers)


def test_all_points_stand_within_the_frame(said):
    plans = (FrontierPlan(0.0, 0.0, 0.0, {}, ()), FrontierPlan(3.3e8, 77.7, 77.7, {}, ()))
    rows = frontier_rows(said.section, plans, 1e7)
    chart = frontier_chart(rows, said, key="investment", name="f", is_bounded=False)
    for at in re.findall(r'<circle cx="([\d.]+)"', chart):
        assert FRAME.label <= float(at) <= FRAME.label + FRAME.plot
    assert FRAME.width <= 430


def test_plans_for_the_same_money_still_have_an_axis(said):
    plans = (FrontierPlan(1e6, 1.0, 1.0, {}, ()), FrontierPlan(1e6, 40.0, 40.0, {}, ()))
    rows = frontier_rows(said.section, plans, 1e6)
    assert "nan" not in frontier_chart(rows, said, key="investment", name="f", is_bounded=False)
