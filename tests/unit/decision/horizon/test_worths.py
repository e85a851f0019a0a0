"""Value counts for the years of service, and each stakeholder has their own."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.plan_worth import credit_of
from steelyard.quantities.money import discount_factors


def test_value_counts_for_the_part_of_the_horizon_in_service(planned):
    found = planned()
    factors = discount_factors(rate=0.03, n_years=5)
    credit = credit_of(found.contests[1])
    for row, plan in enumerate(found.plans):
        if plan.use_case != 1 or plan.successor:
            continue
        for start, flow in enumerate(found.tables.flows[row]):
            if flow is not None:
                share = factors @ flow.served[plan.option] / factors.sum()
                expected = 100 * 0.5 * share * credit[found.contests[1].ids.index(plan.option)]
                # Another sample of the same study: near, not alike.
                assert found.tables.points[row, start] == pytest.approx(expected, abs=1.0)


def test_a_stakeholder_who_cares_for_other_things_sees_other_worth(planned):
    people = [
        {"id": name, "name": {"en": name}, "weights": {"points": {**points, "cost": 50}}}
        for name, points in (("a", {"sovereignty": 100}), ("b", {"cultural_fit": 100}))
    ]
    found = planned(stakeholders=people)
    first, second = found.tables.voice_worths
    may = found.tables.problem.may_start
    assert np.abs(first[may] - second[may]).max() > 1.0
    alone = planned(stakeholders=people[:1])
    # Who decides alone sees what the deciding weights see.
    np.testing.assert_allclose(alone.tables.voice_worths, 0.0, atol=1e-6)
