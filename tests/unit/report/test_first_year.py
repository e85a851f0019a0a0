from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from steelyard.report.bills import median_costs
from steelyard.report.first_year import first_year_of


@pytest.fixture(scope="module")
def plan(study):
    return first_year_of(study)


def with_fiscal_year(study, month):
    money = study.dossier.money.model_copy(update={"fiscal_year_start": month})
    dossier = study.dossier.model_copy(update={"money": money})
    return dataclasses.replace(study, dossier=dossier)


def with_plan(study, choices):
    chosen = dataclasses.replace(study.decision.portfolio.chosen, choices=choices)
    portfolio = dataclasses.replace(study.decision.portfolio, chosen=chosen)
    return dataclasses.replace(
        study, decision=dataclasses.replace(study.decision, portfolio=portfolio)
    )


def test_capital_and_running_add_up_year_by_year(plan):
    for year in plan.years:
        assert year.total == pytest.approx(year.capital + year.running)
        assert year.one_in_twenty >= 0
    assert [year.months for year in plan.years] == [12] * len(plan.years)
    first = plan.twelve
    assert (first.year, first.capital, first.running) == (
        plan.years[0].start,
        pytest.approx(plan.years[0].capital),
        pytest.approx(plan.years[0].running),
    )
    assert first.firm <= first.capital + first.running + 1e-6


def test_another_fiscal_year_moves_money_but_loses_none(study, plan):
    moved = first_year_of(with_fiscal_year(study, 4))
    assert len(moved.years) == len(plan.years) + 1
    assert moved.years[0].start == plan.years[0].start - 1
    assert moved.years[0].months == 3
    assert all(len(post.by_year) == len(moved.years) for post in moved.posts)
    assert sum(year.total for year in moved.years) == pytest.approx(
        sum(year.total for year in plan.years)
    )


def test_one_option_alone_asks_for_its_own_bill(study):
    keep = dict.fromkeys(study.decision.portfolio.chosen.choices, "do_minimum")
    found = {
        name: costs
        for name, costs in median_costs(study)[next(iter(keep))].items()
        if costs.lines and costs.accelerators.any()
    }
    option, costs = next(iter(found.items()))
    plan = first_year_of(with_plan(study, {**keep, next(iter(keep)): option}))
    inflation = study.dossier.money.inflation.statement.p50
    ahead = study.needs.years[0] - study.dossier.money.price_year
    growth = (1 + inflation) ** (ahead + np.arange(len(plan.years)))
    expected = (costs.capital[:, 0] + costs.running[:, 0]) * growth
    assert [year.total for year in plan.years] == pytest.approx(list(expected))
    assert max(plan.machines[0].by_year) == max(costs.accelerators)
    posts = sum(sum(post.by_year) for post in plan.posts)
    assert posts == pytest.approx(sum(part.sum() for part in costs.people.values()))
    assert plan.commitment is not None
    assert plan.commitment.amount > 0


def test_keeping_everything_asks_for_nothing(study):
    keep = dict.fromkeys(study.decision.portfolio.chosen.choices, "do_minimum")
    plan = first_year_of(with_plan(study, keep))
    assert plan.steps == ()
    assert plan.posts == ()
    assert plan.machines == ()
    assert plan.commitment is None
    assert sum(year.total for year in plan.years) == 0
