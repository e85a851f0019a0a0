"""The plan against the stated budgets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.first_portfolio import first_portfolio
from steelyard.decision.plan_budget import budget_checks, budget_notes
from steelyard.needs.model import CapacityAtHand


@pytest.mark.parametrize(("budget", "fits"), [(1e9, True), (1e4, False)])
def test_stated_budgets_are_held_against_the_plan(synthetic, contests, budget, fits):
    found = contests()
    study = synthetic.study()
    money = np.full(study.sample.n, budget)
    needs = replace(study.needs, capacity=CapacityAtHand({}, {}, money, money, money))
    answer = first_portfolio(
        tuple(found.values()), study.appraisal, (None, None), dict.fromkeys(found, "x"), needs
    )
    assert len(answer.budgets) == 2 * synthetic.YEARS + 1
    capital = [row for row in answer.budgets if row.budget == "investment_per_year"]
    # The cluster is paid once although both use cases may stand on it: 300,000 x 2 over 5 years.
    assert capital[0].required == pytest.approx(3e5 * 2 / synthetic.YEARS)
    assert [row.fits for row in capital] == [fits] * synthetic.YEARS
    assert capital[0].excess == pytest.approx(0.0 if fits else 1.2e5 - budget)
    keys = {note.key for note in answer.notes}
    assert ("portfolio.note.fits_budget" in keys) == fits
    assert ("portfolio.note.over_budget.investment_total" in keys) != fits
    assert "portfolio.note.no_budget" not in keys
    assert answer.as_json()["budgets"][0]["fits"] == fits


def test_no_stated_budget_is_said_and_asks_nothing_of_the_model(synthetic):
    study = synthetic.study(n=10)
    assert budget_checks(study.needs, study.appraisal, {"small": "nowhere"}) == ()
    assert [note.key for note in budget_notes(())] == ["portfolio.note.no_budget"]
