"""What a selection says: starts, builds, people, money, exits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.reading import DO_MINIMUM, PlanReader
from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.portfolio.problem import Selection, use_of
from steelyard.dossier.capacity import Role
from steelyard.needs.model import CapacityAtHand


@pytest.fixture(scope="module")
def reader(planned):
    return planned().reader()


def test_every_use_case_is_told_of(reader):
    starts = reader.starts()
    assert [entry.use_case for entry in starts] == ["small", "large"]
    for entry in starts:
        assert (entry.start_year is None) == (entry.option == DO_MINIMUM)
        assert entry.alone_way == "buy"
        assert entry.is_moved == (entry.way != "buy")


def test_the_large_one_switches_to_its_own_and_pays_for_the_cluster(reader):
    large = reader.starts()[1]
    assert large.successor == "open:d"
    assert large.way == "build"
    assert large.switch_year == large.start_year + 1
    assert large.capabilities == ("cluster:test",)
    (build,) = reader.builds()
    assert (build.id, build.users, build.form) == ("cluster:test", ("large",), "own")
    assert build.ready_year == large.switch_year
    assert build.node_size is None


def test_money_by_year_is_what_the_rows_say(reader):
    tables = reader.tables
    use = use_of(problem=tables.problem, selection=reader.selection)
    for kind, name in ((ResourceKind.INVESTMENT, "investment"), (ResourceKind.RUNNING, "running")):
        rows = tables.resources.years_of(kind)
        told = [getattr(bill, name) for bill in reader.bills()]
        np.testing.assert_allclose(use[rows], told, atol=1e-6)
    assert all(bill.investment_budget is None for bill in reader.bills())


def test_people_needed_stand_beside_people_at_hand(reader):
    (posts,) = reader.posts()
    assert posts.role == "ml_engineer"
    assert posts.at_hand is None
    n = reader.tables.restarts.sample.n
    staff = {Role.ML_ENGINEER: np.full((5, n), 3.0)}
    needs = replace(reader.needs, capacity=CapacityAtHand({}, staff, None, np.full(n, 2e5), None))
    known = replace(reader, needs=needs)
    assert known.posts()[0].at_hand == dict.fromkeys(range(2027, 2032), 3.0)
    assert known.bills()[0].running_budget == 2e5


def test_the_exit_test_says_what_leaving_would_cost(reader):
    exits = reader.exits()
    assert len(exits) == 5
    assert exits[-1].running == ("small", "large")
    assert exits[-1].exit_cost > 0
    bills = reader.bills()
    assert exits[0].committed == pytest.approx(bills[0].investment + bills[0].running)
    assert exits[0].committed < exits[-1].committed
    # The small one is bought: half a year to replace; the large one is its own by then.
    assert exits[-1].months_to_replace == pytest.approx(6.0)


def test_an_empty_plan_keeps_todays_service_and_spends_nothing(reader):
    nothing = Selection(
        plan=np.full(2, -1),
        start=np.full(2, -1),
        opening=np.full(len(reader.tables.shared), -1),
        modules=np.zeros((0, 5), dtype=np.int64),
    )
    empty = PlanReader(reader.tables, nothing, reader.needs, reader.alone)
    assert {entry.option for entry in empty.starts()} == {DO_MINIMUM}
    assert not empty.builds()
    assert not empty.posts()
    assert all(bill.investment == bill.running == 0 for bill in empty.bills())
    assert empty.exits()[0].months_to_replace is None


def test_a_plan_where_none_may_start_is_a_bug(reader):
    row = next(index for index, flows in enumerate(reader.tables.flows) if flows[0] is None)
    use_case = reader.tables.plans[row].use_case
    plan = np.full(2, -1)
    plan[use_case] = row
    wrong = replace(
        reader,
        selection=reader.selection._replace(plan=plan, start=np.where(plan >= 0, 0, -1)),
    )
    with pytest.raises(ValueError, match="may not start"):
        wrong.taken()


def test_what_nobody_knows_takes_unknown_time_to_replace(planned):
    found = planned()
    reader = found.reader()
    (taken, *_) = reader.taken()
    contest = found.contests[taken.use_case]
    table = np.array(contest.appraisal.performance)
    table[:, contest.appraisal.criteria.index("continuity")] = np.nan
    blind = replace(contest, appraisal=replace(contest.appraisal, performance=table))
    contests = tuple(
        blind if index == taken.use_case else entry for index, entry in enumerate(found.contests)
    )
    tables = replace(reader.tables, restarts=replace(found.restarts, contests=contests))
    assert replace(reader, tables=tables).months_to_replace(taken, 4) is None
    assert replace(reader, tables=tables).exits()[-1].months_to_replace is None


def test_nodes_are_counted_and_paid(clustered, planned):
    reader = planned().reader()
    modules = np.zeros((2, 5), dtype=np.int64)
    modules[0, 2], modules[1, 3] = 2, 1
    more = replace(reader, tables=clustered, selection=reader.selection._replace(modules=modules))
    (build,) = more.builds()
    (plain,) = reader.builds()
    assert build.nodes_bought == {2029: 2}
    assert build.nodes_in_place == {2030: 1}
    worth = clustered.problem.module_worth
    assert build.cost == pytest.approx(plain.cost - 2 * worth[0, 2] - worth[1, 3])
    extra = more.bills()[-1].running - reader.bills()[-1].running
    assert extra == pytest.approx(3 * 4.0)
