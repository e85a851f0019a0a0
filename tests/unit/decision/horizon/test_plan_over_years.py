"""One plan for all use cases over the years."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.plan_over_years import QUICK, plan_over_years
from steelyard.decision.portfolio.problem import violations
from steelyard.decision.scoring import best_by_basis
from steelyard.dossier.capacity import Role

EFFORT = QUICK._replace(n_draws=80, n_points=3, n_scenarios=3, n_plans=5, n_bounds=5)
BENEFIT = {
    "addressable_share": 0.6,
    "uptake": 0.8,
    "minutes_saved": 5,
    "staff_cost_per_hour": 40,
    "realised_share": 0.5,
    "cost_of_wrong_result": 5,
}
MEASURE = {
    "id": "school",
    "kind": "training",
    "name": {"en": "School"},
    "investment": 1000,
    "cost_per_year": 100,
    "lead_months": 6,
    "effects": [
        {"gap": "staff", "role": "ml_engineer", "posts": 4, "evidence": "an evaluation"},
        {"gap": "quality", "evidence": "an evaluation"},
    ],
}


@pytest.fixture(scope="module")
def plan_of(planned):
    def plan(**changes):
        found = planned(**changes)
        return plan_over_years(
            found.contests,
            found.study.appraisal,
            found.study.needs,
            found.study.dossier,
            alone={contest.appraisal.use_case: contest.ids[-1] for contest in found.contests},
            effort=EFFORT,
        )

    return plan


def test_the_plan_is_the_solution_in_our_own_arithmetic(plan_of, planned):
    found = planned()
    solved = found.solved()
    plan = plan_of()
    assert not violations(problem=found.tables.problem, selection=solved.selection)
    assert plan.is_feasible
    assert plan.worth == pytest.approx(solved.worth)
    assert plan.bound >= plan.worth - 1e-6
    # Worth is value at its price, less net cost.
    taken = solved.selection.plan >= 0
    use = found.tables.problem.plan_use[
        solved.selection.plan[taken], solved.selection.start[taken]
    ].sum(axis=0)
    assert np.isfinite(use).all()
    assert plan.points == pytest.approx(
        found.tables.points[solved.selection.plan[taken], solved.selection.start[taken]].sum()
    )


def test_it_stands_in_plain_json_and_is_the_same_again(plan_of):
    first, second = (json.dumps(plan_of().as_json(), sort_keys=True) for _ in range(2))
    assert first == second
    assert set(json.loads(first)["starts"][0]) >= {"use_case", "option", "start_year", "alone"}


def test_limits_that_leave_no_plan_are_named_with_what_each_would_have_to_give(plan_of):
    rules = {
        "deadlines": [{"use_case": "large", "by": 2028, "source": "act 1"}],
        "floors": [
            {
                "id": "own", "criterion": "data_sovereignty", "at_least": 3.5,
                "reason": {"en": "law"}, "source": "act 1",
            }
        ],
    }  # fmt: skip
    plan = plan_of(portfolio=rules, at_hand={"running_per_year": 10.0})
    assert not plan.is_feasible
    assert plan.worth is None
    assert {(entry.kind, entry.name) for entry in plan.conflicts} == {
        ("running", ""),
        ("deadline", "large"),
    }
    by_kind = {entry.kind: entry.relaxation for entry in plan.conflicts}
    assert by_kind["running"] > 0
    assert by_kind["deadline"] == pytest.approx(1.0)
    assert plan.starts == ()
    assert json.dumps(plan.as_json())


def test_a_measure_that_brings_people_is_taken_where_people_are_scarce(plan_of):
    staff = {Role.ML_ENGINEER: np.full((5, 80), 0.2)}
    rules = {"measures": [MEASURE]}
    scarce = plan_of(portfolio=rules, at_hand={"staff": staff})
    (note,) = scarce.measures
    assert note.ready_year is not None
    assert note.gaps == ("staff", "quality")
    assert note.credited == ("staff",)
    assert note.cost > 1000
    without = plan_of(at_hand={"staff": staff})
    assert scarce.worth > without.worth
    assert [entry.kind for entry in without.shadows] == ["posts"] * len(without.shadows)
    plenty = plan_of(portfolio=rules, at_hand={"staff": {Role.ML_ENGINEER: np.full((5, 80), 9.0)}})
    assert plenty.measures[0].ready_year is None


def test_a_measure_that_takes_longer_than_the_horizon_is_never_ready(plan_of):
    plan = plan_of(portfolio={"measures": [{**MEASURE, "lead_months": 100}]})
    assert plan.measures[0].ready_year is None
    assert np.isnan(plan.measures[0].cost)
    assert plan.as_json()["measures"][0]["cost"] is None


def test_what_nobody_stated_is_said(plan_of):
    keys = {note.key for note in plan_of().notes}
    assert keys == {
        "horizon.note.no_budget", "horizon.note.no_staff", "horizon.note.implied_price",
        "horizon.note.equal_weights",
    }  # fmt: skip
    staff = {Role.ML_ENGINEER: np.full((5, 80), 9.0)}
    rules = {
        "reading": "value_and_cost", "money_per_value_point": 1e4, "stated_by": "b",
        "stated_on": "2025-01-01",
    }  # fmt: skip
    told = plan_of(rules=rules, at_hand={"staff": staff, "running_per_year": 1e7})
    assert [note.key for note in told.notes] == ["horizon.note.equal_weights"]
    unpriced = plan_of(rules={**rules, "money_per_value_point": None}, at_hand={"staff": staff})
    assert "horizon.note.no_price" in {note.key for note in unpriced.notes}


def test_a_cap_on_nobody_is_told(plan_of):
    cap = {
        "id": "c", "on": "vendor", "name": "Alfa", "measure": "spend", "at_most": 0.5,
        "reason": {"en": "law"}, "source": "act 1",
    }  # fmt: skip
    plan = plan_of(portfolio={"share_caps": [cap]})
    assert "horizon.note.cap_binds_nobody" in {note.key for note in plan.notes}


def test_a_bigger_budget_never_lowers_worth(plan_of):
    worths = [plan_of(at_hand={"running_per_year": budget}).worth for budget in (1e4, 1e5, 1e6)]
    assert worths == sorted(worths)


def test_where_nothing_may_be_taken_today_stays(plan_of, synthetic):
    every = ("api:a", "api:b", "licence:c", "open:d", "own:e", "edge:f")
    plan = plan_of(twist=synthetic.Twist(excluded=every))
    assert {entry.option for entry in plan.starts} == {"do_minimum"}
    assert plan.worth == pytest.approx(0.0)
    assert replace(plan, robust=None).net_cost.p50 == 0


FOUR = ("first", "second", "third", "fourth")


@pytest.fixture(scope="module")
def four(planned, synthetic):
    """Return a function that plans four use cases of one size, alike but for their names."""

    def plan(volume, at_hand=None):
        spread = synthetic.spread(volume / 2, volume, volume * 2)
        found = planned(
            use_cases=[synthetic.use_case(name, spread, benefit=BENEFIT) for name in FOUR],
            twist=synthetic.Twist(cluster=12.0, excluded=("own:e", "edge:f")),
            at_hand=at_hand,
        )
        alone = {
            contest.appraisal.use_case: contest.ids[best_by_basis(contest, ("alone",))["alone"]]
            for contest in found.contests
        }
        study = found.study
        return plan_over_years(
            found.contests,
            study.appraisal,
            study.needs,
            study.dossier,
            alone=alone,
            effort=EFFORT,
        )

    return plan


def test_what_is_wrong_for_one_alone_can_be_right_for_several_together(four):
    starts = four(2e5).starts
    assert {entry.alone_way for entry in starts} == {"buy"}
    assert {entry.way for entry in starts} == {"build"}
    assert all(entry.is_moved for entry in starts)
    # The figures of docs/cases/alone-or-together.md.
    for entry in starts:
        assert entry.cost_alone == pytest.approx(3.9e6, rel=0.02)
        assert entry.cost_in_plan == pytest.approx(1.2e6, rel=0.04)


def test_what_each_alone_could_staff_all_together_cannot(four):
    alone = four(1e6)
    assert {entry.alone_way for entry in alone.starts} == {"build"}
    assert {entry.way for entry in alone.starts} == {"build"}
    # Two people run the cluster and one service on it; four services would take five.
    few = four(1e6, at_hand={"staff": {Role.ML_ENGINEER: np.full((5, 80), 2.0)}})
    moved = [entry for entry in few.starts if entry.is_moved]
    assert moved
    assert {entry.way for entry in moved} == {"buy"}
    assert (few.worth, alone.worth) == pytest.approx((64e6, 116e6), rel=0.01)
    by_year = {entry.year: entry.worth for entry in few.shadows if entry.kind == "posts"}
    assert by_year == pytest.approx({2028: 3.6e6, 2029: 5.4e6, 2030: 3.9e6}, rel=0.02)
