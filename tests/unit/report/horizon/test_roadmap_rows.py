from __future__ import annotations

import dataclasses

import pytest
from tests.unit.report.horizon.made_plan import CLUSTER

from steelyard.report.horizon import roadmap_rows
from steelyard.report.horizon.roadmap_rows import build_rows, money_rows, post_rows, service_rows


def test_every_use_case_has_a_bar_the_soonest_first(section):
    rows = service_rows(section)
    assert sorted(name for row in rows for name in row.use_cases) == sorted(
        start.use_case for start in section.plan.starts
    )
    ready = [row.span.ready for row in rows if row.span is not None]
    assert ready == sorted(ready)
    assert [row.span for row in rows[-2:]] == [None, None]


def test_a_change_of_way_stands_where_its_year_begins(section):
    row = next(row for row in service_rows(section) if row.switch is not None)
    assert row.ways == ("buy", "build")
    assert row.switch == 36.0


def test_many_use_cases_stand_in_groups_that_do_the_same(section, monkeypatch):
    monkeypatch.setattr(roadmap_rows, "MOST_ROWS", 4)
    assert len(service_rows(section)) == 7
    monkeypatch.setattr(roadmap_rows, "MOST_KEPT", 1)
    rows = service_rows(section)
    assert len(rows) == 6
    assert max(len(row.use_cases) for row in rows) == 2
    assert sum(len(row.use_cases) for row in rows) == 9


def test_copies_of_a_model_are_added_up_by_year(section):
    row = next(row for row in build_rows(section) if row.build.id == CLUSTER)
    assert row.added == {1: 1, 2: 1, 3: 2}


def test_roles_that_nobody_needs_have_no_row(things):
    rows = post_rows(things)
    assert [row.label for row in rows] == [
        things.voice.word("role", name) for name in ("platform_engineer", "evaluator")
    ]
    assert rows[0].said[0] == "1.5"
    assert rows[0].said_limits == ("2.0", "4.0", "5.0", "8.0", "30")
    assert rows[1].said_limits == ("",) * 5


def test_money_has_one_scale_for_both_rows(said):
    investment, running = money_rows(said)
    assert investment.label == "investment, CNY million a year"
    assert investment.said[0] == "9.0"
    assert running.said_limits[-1] == "12.0"
    assert sum(investment.values) == pytest.approx(
        sum(bill.investment for bill in said.section.plan.bills)
    )


def test_a_budget_that_nobody_states_is_no_limit(said):
    bills = tuple(
        dataclasses.replace(bill, investment_budget=None) for bill in said.section.plan.bills
    )
    plan = dataclasses.replace(said.section.plan, bills=bills)
    free = dataclasses.replace(said, section=dataclasses.replace(said.section, plan=plan))
    assert money_rows(free)[0].said_limits == ("",) * 5
