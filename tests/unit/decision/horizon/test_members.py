"""A member is laid out twice: alone, and with everybody's people and money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.contests import contests_in, frame_in
from steelyard.decision.horizon.members import Stage, member_tables, rows_among
from steelyard.decision.horizon.plans import Plan

PEOPLE = {"excluded": ("own:e", "open:d")}


def stage(synthetic, kept=None, **twist):
    study = synthetic.study(twist=synthetic.Twist(**twist), n=200)
    frame = frame_in(study.dossier, study.sample)
    found = contests_in(frame, study.needs, study.appraisal, kept=kept)
    return Stage(study.dossier, study.needs, study.appraisal, found)


def test_plans_are_found_among_others():
    plans = (Plan(0, "a"), Plan(0, "b"), Plan(1, "a"))
    assert rows_among(plans, (Plan(1, "a"), Plan(0, "a"))).tolist() == [1, -1, 0]


@pytest.fixture(scope="module")
def member(synthetic):
    alone = stage(synthetic, **PEOPLE)
    kept = {entry.appraisal.use_case: frozenset(entry.ids) for entry in alone.contests}
    return member_tables("m", alone, stage(synthetic, kept), n_draws=60)


def test_more_people_open_more_ways_and_keep_those_that_were_open(member):
    assert member.id == "m"
    assert member.use_cases == ("small", "large")
    alone = {member.alone.plans[row] for row in member.rows_alone if row >= 0}
    assert alone == set(member.alone.plans)
    more = [
        plan for plan, row in zip(member.pooled.plans, member.rows_alone, strict=True) if row < 0
    ]
    assert {plan.option for plan in more} | {plan.successor for plan in more} >= {"open:d"}


def test_value_is_priced_and_credited_as_alone(member):
    assert member.pooled.price == member.alone.price > 0
    for row, alone in enumerate(member.rows_alone):
        if alone >= 0:
            np.testing.assert_allclose(
                member.pooled.problem.plan_worth[row],
                member.alone.problem.plan_worth[alone],
                rtol=1e-9,
                atol=1e-3,
            )


def test_who_has_no_way_alone_takes_the_price_of_all(synthetic):
    every = ("api:a", "api:b", "licence:c", "open:d", "own:e", "edge:f")
    alone, pooled = stage(synthetic, excluded=every), stage(synthetic)
    found = member_tables("m", alone, pooled, n_draws=60)
    assert found.alone.price == 0.0
    assert found.pooled.price > 0.0
    assert (found.rows_alone == -1).all()
    assert np.isnan(found.alone.floors).all()
    assert np.isfinite(found.pooled.floors).any()


def test_against_today_nothing_is_subtracted(synthetic):
    rules = {
        "reading": "value_and_cost", "stated_by": "board", "stated_on": "2025-12-01",
        "money_per_value_point": 1000,
    }  # fmt: skip
    study = synthetic.study(n=200, rules=rules)
    contests = contests_in(frame_in(study.dossier, study.sample), study.needs, study.appraisal)
    found = Stage(study.dossier, study.needs, study.appraisal, contests)
    tables = member_tables("m", found, replace(found), n_draws=60)
    assert (tables.alone.floors == 0.0).all()
