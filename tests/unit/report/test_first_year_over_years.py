from __future__ import annotations

import dataclasses

import pytest

from steelyard.report.first_year_over_years import first_year_over_years
from steelyard.report.horizon import horizon_section_of
from steelyard.report.model import today_of


def taken(study, **given):
    horizon = dataclasses.replace(study.decision.horizon, **given)
    decision = dataclasses.replace(study.decision, horizon=horizon)
    changed = dataclasses.replace(study, decision=decision)
    return changed, horizon_section_of(changed, today_of(changed))


@pytest.fixture(scope="module")
def plan(study):
    return first_year_over_years(*taken(study))


def test_money_is_the_plans_in_prices_of_its_year(study, plan):
    inflation = study.dossier.money.inflation.statement.p50
    ahead = study.needs.years[0] - study.dossier.money.price_year
    for row, (year, bill) in enumerate(zip(plan.years, study.decision.horizon.bills, strict=True)):
        assert year.capital == pytest.approx(bill.investment * (1 + inflation) ** (ahead + row))
        assert year.total == pytest.approx(year.capital + year.running)
        assert year.one_in_twenty is None
    assert plan.twelve.capital == pytest.approx(plan.years[0].capital)
    assert plan.is_over_years
    assert plan.machines == ()


def test_another_fiscal_year_moves_money_and_posts_but_loses_none(study, plan):
    money = study.dossier.money.model_copy(update={"fiscal_year_start": 4})
    dossier = study.dossier.model_copy(update={"money": money})
    moved = first_year_over_years(*taken(dataclasses.replace(study, dossier=dossier)))
    assert moved.years[0].start == plan.years[0].start - 1
    assert sum(year.total for year in moved.years) == pytest.approx(
        sum(year.total for year in plan.years)
    )
    assert all(len(post.by_year) == len(moved.years) for post in moved.posts)


def test_what_is_begun_in_the_first_twelve_months_is_listed(study, plan):
    _, section = taken(study)
    begun = {step.use_case for step in plan.steps}
    assert begun == {
        start.use_case for start in section.new if section.spans[start.use_case].begin < 12
    }
    assert [step.months for step in plan.steps] == sorted(step.months for step in plan.steps)
    assert plan.is_empty is (not section.new)
    assert {step.use_case for step in plan.steps if step.is_conditional} <= set(section.conditional)


def test_a_plan_that_begins_later_says_when(study):
    new = [start for start in study.decision.horizon.starts if start.start_year is not None]
    assert new
    starts = tuple(
        start if start.start_year is None else dataclasses.replace(start, start_year=2029)
        for start in study.decision.horizon.starts
    )
    plan = first_year_over_years(*taken(study, starts=starts))
    assert plan.steps == ()
    assert plan.later == 2029
    assert not plan.is_empty


def test_keeping_everything_asks_for_nothing(study):
    horizon = study.decision.horizon
    starts = tuple(
        dataclasses.replace(
            start, option="do_minimum", start_year=None, successor="", way="keep", capabilities=()
        )
        for start in horizon.starts
    )
    bills = tuple(dataclasses.replace(bill, investment=0.0, running=0.0) for bill in horizon.bills)
    plan = first_year_over_years(*taken(study, starts=starts, builds=(), posts=(), bills=bills))
    assert plan.is_empty
    assert plan.commitment is None
    assert plan.posts == ()


def test_what_must_be_confirmed_is_told_apart_only_where_it_can_be(study):
    changed, section = taken(study)
    every = tuple(start.use_case for start in section.new)
    assert (
        first_year_over_years(changed, dataclasses.replace(section, conditional=every)).twelve.firm
        == 0.0
    )
    some = dataclasses.replace(section, conditional=every[:-1])
    assert first_year_over_years(changed, some).twelve.firm is None
