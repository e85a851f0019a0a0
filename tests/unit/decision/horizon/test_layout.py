"""One callable lays out a dossier, for the plan over years and for planning together."""

from __future__ import annotations

from steelyard.decision.horizon.layout import lay_out


def test_the_layout_is_that_of_the_plan_over_years(planned):
    made = planned()
    study = made.study
    found = lay_out(made.contests, study.appraisal, study.needs, study.dossier, n_draws=80)
    assert found.tables.plans == made.plans
    assert found.tables.price == made.price
    assert found.is_implied
    assert (found.tables.problem.plan_worth == made.tables.problem.plan_worth).all()


def test_beside_another_its_plans_are_laid_out_too(planned):
    made = planned()
    study = made.study
    args = (made.contests, study.appraisal, study.needs, study.dossier)
    first = lay_out(*args, n_draws=80)
    again = lay_out(*args, n_draws=80, beside=first)
    assert again.tables.plans == first.tables.plans
    assert (again.tables.floors == first.tables.floors).all()
