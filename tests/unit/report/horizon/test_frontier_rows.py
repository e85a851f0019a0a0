from __future__ import annotations

import dataclasses

from steelyard.decision.horizon.result import FrontierPlan
from steelyard.report.horizon.frontier_rows import frontier_rows, frontier_steps, is_bounded


def test_the_recommended_plan_stands_among_the_others(section):
    rows = frontier_rows(section, section.plan.by_net_cost, 1e6)
    assert [row.is_plan for row in rows] == [False, False, True, False]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[2].points == section.plan.points
    assert rows[2].ways == {"build": 3, "keep": 2, "buy": 2, "hybrid": 2}


def test_a_point_of_the_same_value_is_the_plan_itself(section):
    rows = frontier_rows(section, section.plan.by_investment, 1.8e7)
    assert [(row.money, row.is_plan) for row in rows] == [(1e6, False), (1.8e7, True)]
    assert rows[1].changes == ("platform_team",)


def test_dearer_plans_that_bring_no_more_are_left_out(section):
    worse = FrontierPlan(9e7, section.plan.points - 1, 60.0, {"keep": 9}, ())
    rows = frontier_rows(section, (*section.plan.by_investment, worse), 1.8e7)
    assert all(row.money < 9e7 for row in rows)


def test_each_step_says_what_it_adds_and_changes(said):
    rows = frontier_rows(said.section, said.section.plan.by_net_cost, 1e6)
    steps = frontier_steps(rows, said, is_net=True)
    assert steps[0].step == ""
    assert steps[0].money == "saves CNY 9 million"
    assert steps[1].step == "+11.0 for CNY 5 million more"
    assert steps[1].changes == "“Drafting official documents”"
    assert steps[1].bound == "33.0"
    assert steps[1].ways == ("4", "5", "0", "0")
    assert "machines that run a model (qwen1.5-72b)" in steps[3].changes


def test_small_values_are_told_to_a_hundredth(said):
    plan = dataclasses.replace(said.section.plan, points=1.21)
    small = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    plans = (FrontierPlan(0.0, 0.7, 0.7, {}, ()),)
    steps = frontier_steps(frontier_rows(small.section, plans, 5e6), small, is_net=False)
    assert [step.points for step in steps] == ["0.70", "1.21"]
    assert steps[1].step.startswith("+0.51")


def test_many_changes_are_counted(said):
    names = tuple(start.use_case for start in said.section.plan.starts)
    plans = (FrontierPlan(0.0, 1.0, 1.0, {}, ()), FrontierPlan(1.0, 2.0, 2.0, {}, names))
    steps = frontier_steps(frontier_rows(said.section, plans, 5e6), said, is_net=False)
    assert steps[1].changes.endswith("5 more")


def test_a_bound_is_told_only_where_it_is_not_reached(section):
    assert is_bounded(frontier_rows(section, section.plan.by_net_cost, 1e6))
    assert not is_bounded(frontier_rows(section, section.plan.by_investment, 1.8e7))
