"""The appraisal taken again for every start year."""

from __future__ import annotations

from itertools import pairwise

import numpy as np


def test_there_is_one_appraisal_for_each_year(planned):
    restarts = planned().restarts
    assert len(restarts.appraisals) == len(restarts.years) == 5
    served = [restarts.costs(1, "api:a", start).yearly.served for start in range(5)]
    assert all(np.all(late <= early) for early, late in pairwise(served))


def test_values_are_nothing_where_a_gate_is_missed(planned, synthetic):
    found = planned(twist=synthetic.Twist(missed_share=0.4)).restarts
    row = found.contests[1].ids.index("open:d")
    met = found.met(1, "open:d")
    values = found.values(1)[row]
    assert 0 < met.mean() < 1
    assert not values[:, ~met].any()
    assert values[:, met].any()


def test_a_capability_that_nobody_prices_is_none(planned):
    assert planned().restarts.capability("unheard of", 0) is None
