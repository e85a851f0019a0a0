"""What limits a plan: start years, floors, budgets, people, caps, deadlines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.limits import Limits
from steelyard.decision.horizon.plans import Plan
from steelyard.decision.horizon.resources import ResourceKind
from steelyard.dossier.capacity import Role
from steelyard.needs.model import CapacityAtHand

REASON = {"reason": {"en": "law"}, "source": "act 1"}


def rows(found, kind):
    return [row for row in found.tables.resources.rows if row.kind is kind]


def test_nothing_starts_before_the_first_year_of_its_use_case(planned, synthetic):
    cases = planned().use_cases(synthetic)
    cases[0]["start_year"] = 2029
    found = planned(use_cases=cases)
    starts = found.tables.problem.may_start[found.tables.problem.plan_use_case == 0]
    assert not starts[:, :2].any()
    assert starts[:, 2].any()


@pytest.mark.parametrize(
    ("criterion", "at_least", "left"),
    [
        ("data_sovereignty", 2.0, {"licence:c", "open:d", "edge:f"}),
        ("continuity", 5.0, {"licence:c", "open:d", "edge:f"}),
        ("data_sovereignty", 3.0, {"open:d", "edge:f"}),
    ],
)
def test_a_floor_leaves_what_reaches_it(planned, criterion, at_least, left):
    floor = {"id": "f", "criterion": criterion, "at_least": at_least, **REASON}
    found = planned(portfolio={"floors": [floor]})
    may = found.tables.problem.may_start.any(axis=1)
    options = {
        name
        for plan, ok in zip(found.plans, may, strict=True)
        for name in (plan.option, plan.successor)
        if ok and name
    }
    assert options <= left
    assert "open:d" in options


def test_a_floor_binds_its_data_classes_only(planned):
    floor = {"id": "f", "criterion": "data_sovereignty", "at_least": 3.0, **REASON}
    everywhere = planned(portfolio={"floors": [floor]})
    nowhere = planned(portfolio={"floors": [{**floor, "data_classes": ["public"]}]})
    assert nowhere.tables.problem.may_start.sum() > everywhere.tables.problem.may_start.sum()


def test_what_is_unknown_reaches_no_floor(planned, synthetic):
    twist = synthetic.Twist(unknown_quality=("open:d",))
    floor = {"id": "f", "criterion": "task_quality", "at_least": 0.5, **REASON}
    found = planned(portfolio={"floors": [floor]}, twist=twist)
    assert not found.limits.may_start(found.restarts, Plan(1, "open:d"), 0)
    assert found.limits.may_start(found.restarts, Plan(1, "api:a"), 0)


def test_money_and_people_that_nobody_states_are_not_limited(planned):
    found = planned()
    assert all(np.isinf(row.limit) for row in rows(found, ResourceKind.INVESTMENT))
    assert not rows(found, ResourceKind.POSTS)


def test_stated_money_and_people_are_limited_at_their_medians(planned):
    found = planned()
    n = found.restarts.sample.n
    staff = {Role.ML_ENGINEER: np.arange(5.0)[:, None] + np.ones(n)}
    at_hand = CapacityAtHand({}, staff, np.full(n, 7.0), np.full(n, 5.0), np.full(n, 9.0))
    limits = Limits(replace(found.study.needs, capacity=at_hand), found.rules, {}, False)
    found_rows = limits.resources(found.restarts, (), {}).rows
    limit = {(row.kind, row.year): row.limit for row in found_rows}
    assert limit[ResourceKind.INVESTMENT, 2028] == 7.0
    assert limit[ResourceKind.RUNNING, 2031] == 5.0
    assert limit[ResourceKind.INVESTMENT_TOTAL, None] == 9.0
    assert limit[ResourceKind.POSTS, 2029] == 3.0
    assert np.isinf(limit[ResourceKind.NET_COST, None])


@pytest.mark.parametrize("measure", ["spend", "requests", "use_cases"])
def test_a_cap_keeps_shares_below(planned, measure):
    cap = {"id": "c", "on": "vendor", "measure": measure, "at_most": 0.5, **REASON}
    found = planned(portfolio={"share_caps": [cap]})
    labels = {row.label for row in rows(found, ResourceKind.SHARE)}
    assert labels == {"Alpha"}
    reader = found.reader()
    shares = {}
    for entry in reader.taken():
        flow = entry.flow
        size = {
            "use_cases": 1.0,
            "requests": flow.handled.sum(),
            "spend": 0.97 ** np.arange(5) @ (flow.expected.capital + flow.expected.running),
        }[measure]
        label = found.study.appraisal.exposures[entry.plan.last].vendor
        shares[label] = shares.get(label, 0.0) + size
    total = sum(shares.values())
    assert all(share <= 0.51 * total for label, share in shares.items() if label)


def test_a_cap_may_bind_one_name_only(planned):
    cap = {
        "id": "c",
        "on": "lineage",
        "name": "alpha",
        "measure": "spend",
        "at_most": 0.1,
        **REASON,
    }
    found = planned(portfolio={"share_caps": [cap]})
    assert [row.label for row in rows(found, ResourceKind.SHARE)] == ["alpha"]


def test_a_deadline_is_kept_by_starting_in_time(planned):
    rules = {"deadlines": [{"use_case": "large", "by": 2028, "source": "act 1"}]}
    found = planned(portfolio=rules)
    (row,) = [
        index
        for index, resource in enumerate(found.tables.resources.rows)
        if resource.kind is ResourceKind.DEADLINE
    ]
    use = found.tables.problem.plan_use[:, :, row]
    of_large = found.tables.problem.plan_use_case == 1
    may = found.tables.problem.may_start
    assert np.all(use[of_large][:, :2][may[of_large][:, :2]] == -1)
    assert not use[of_large][:, 2:].any()
    assert not use[~of_large].any()
    assert found.reader().starts()[1].start_year <= 2028


def test_what_has_no_benefit_is_to_be_served(planned, synthetic):
    cases = planned().use_cases(synthetic)
    del cases[1]["benefit"]
    found = planned(use_cases=cases)
    assert [row.name for row in rows(found, ResourceKind.DEADLINE)] == ["no_benefit/large"]
    assert found.reader().starts()[1].start_year is not None
