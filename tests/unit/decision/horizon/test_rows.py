"""What columns use of what is scarce, nodes included."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.resources import ResourceKind


def test_nodes_make_room_and_cost_money(clustered):
    modules = clustered.modules
    assert [module.is_in_place for module in modules] == [False, True]
    use = clustered.problem.module_use
    room = clustered.resources.years_of(ResourceKind.ROOM, "cluster:test")
    assert len(room) == 5
    np.testing.assert_array_equal(use[0, 2, room], [0, 0, -8, -8, -8])
    invested = clustered.resources.years_of(ResourceKind.INVESTMENT)
    assert use[0, 0, invested].sum() == 30
    assert use[1, 0, invested].sum() == 0
    place = clustered.resources.find(ResourceKind.IN_PLACE, "cluster:test")
    assert use[1, 0, place] == 1
    assert clustered.problem.limit[place] == 1
    assert np.all(clustered.problem.most_modules[1] == 1)
    assert np.all(clustered.problem.module_worth[0] < clustered.problem.module_worth[1])


def test_the_cluster_itself_carries_one_replica(clustered):
    names = [column.id for column in clustered.shared]
    room = clustered.resources.years_of(ResourceKind.ROOM, "cluster:test")
    use = clustered.problem.capability_use[names.index("cluster:test")]
    np.testing.assert_array_equal(use[1, room], [0, -8, -8, -8, -8])


def test_who_states_no_benefit_is_not_asked_to_pay(planned, synthetic):
    cases = planned().use_cases(synthetic)
    del cases[1]["benefit"]
    found = planned(use_cases=cases)
    pays = found.tables.resources.find(ResourceKind.PAYS)
    problem = found.tables.problem
    names = [column.id for column in found.shared]
    opened = problem.capability_use[names.index("cluster:test"), 0, pays]
    row = next(
        index
        for index, plan in enumerate(found.plans)
        if (plan.use_case, plan.option, plan.successor) == (1, "open:d", "")
    )
    assert problem.plan_use[row, 0, pays] == pytest.approx(-opened)
