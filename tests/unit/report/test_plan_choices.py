from __future__ import annotations

import dataclasses

from steelyard.report.plan_choices import last_choices, plan_choices


def with_horizon(study, horizon):
    decision = dataclasses.replace(study.decision, horizon=horizon)
    return dataclasses.replace(study, decision=decision)


def test_the_plan_over_years_goes_before_the_plan_that_starts_all_at_once(study):
    horizon = study.decision.horizon
    first = horizon.starts[0]
    later = dataclasses.replace(first, successor="another")
    plan = dataclasses.replace(horizon, starts=(later, *horizon.starts[1:]))
    assert plan_choices(with_horizon(study, plan))[first.use_case] == first.option
    assert last_choices(with_horizon(study, plan))[first.use_case] == "another"
    assert set(plan_choices(study)) == {entry.id for entry in study.dossier.use_cases}


def test_without_a_plan_over_years_all_starts_at_once(study):
    chosen = study.decision.portfolio.chosen.choices
    none = dataclasses.replace(study.decision.horizon, worth=None)
    for horizon in (None, none):
        assert plan_choices(with_horizon(study, horizon)) == chosen
        assert last_choices(with_horizon(study, horizon)) == chosen
