"""The appraisal taken again for every start year."""

from __future__ import annotations

from itertools import pairwise

import numpy as np


def test_there_is_one_appraisal_for_each_year(planned):
    restarts = planned().restarts
    assert len(restarts.appraisals) == len(restarts.years) == 5
    served = [restarts.costs(1, "api:a", start).yearly.served for start in range(5)]
    assert all(np.all(late <= early) for early, late in pairwise(served))


def test_values_are_those_of_the_short_list_on_the_draws_of_the_plan(planned, synthetic):
    found = planned(twist=synthetic.Twist(missed_share=0.4)).restarts
    ids = found.contests[1].ids
    table = found.table(1)
    assert table.values.shape == (len(ids), 17, found.sample.n)
    met = found.met(1, "open:d", 0)
    assert 0 < met.mean() < 1
    np.testing.assert_array_equal(table.met[ids.index("open:d")], met)


def test_a_capability_that_nobody_prices_is_none(planned):
    assert planned().restarts.capability("unheard of", 0) is None
