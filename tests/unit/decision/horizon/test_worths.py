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
        {"id": name, "name": {"en": name}, "weights": {"points": {"sovereignty": s, "safety": q}}}
        for name, s, q in (("a", 100, 0), ("b", 0, 100))
    ]
    found = planned(stakeholders=people)
    first, second = found.tables.voice_worths
    may = found.tables.problem.may_start
    assert np.abs(first[may]).max() > 0
    # The deciding weights lie half way between the two.
    np.testing.assert_allclose(first[may], -second[may], atol=1e-6 * np.abs(first).max())
