"""The stage puts workload, worth and capacity together, for all use cases or for some."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.uncertainty import Sample, median_sample


def test_every_use_case_in_the_order_of_the_dossier(guangxi):
    needs = assess_needs(guangxi, median_sample())
    assert [need.use_case.id for need in needs.use_cases] == [u.id for u in guangxi.use_cases]
    assert needs.years == (2025, 2026, 2027, 2028, 2029)


def test_some_use_cases_get_the_same_numbers_as_all(guangxi):
    every = assess_needs(guangxi, Sample(50, 3))
    some = assess_needs(guangxi, Sample(50, 3), names=("document-review",))
    assert [need.use_case.id for need in some.use_cases] == ["document-review"]
    for name in ("requests", "handled", "cost_today", "value_of_accepted"):
        np.testing.assert_array_equal(
            getattr(some.of("document-review"), name), getattr(every.of("document-review"), name)
        )


def test_pay_grows_from_the_price_year(guangxi):
    needs = assess_needs(guangxi, median_sample())
    growth = guangxi.money.real_wage_growth.statement.p50
    elapsed = needs.years[0] - guangxi.money.price_year
    assert needs.wage_index[0, 0] == pytest.approx((1 + growth) ** elapsed)


def test_today_costs_what_every_request_costs(guangxi, use_case):
    dossier = guangxi.model_copy(update={"use_cases": (use_case,)})
    needs = assess_needs(dossier, median_sample())
    (need,) = needs.use_cases
    np.testing.assert_allclose(need.cost_today, need.requests * 5 * needs.wage_index)


def test_an_unknown_use_case_is_an_error(guangxi):
    with pytest.raises(KeyError):
        assess_needs(guangxi, median_sample()).of("no-such")
