"""Requests grow, people take to the service, and the busiest hour sets the machines."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs.workload import workload
from steelyard.quantities.units import SECONDS_PER_YEAR
from steelyard.uncertainty import median_sample

YEARS = (2025, 2026, 2027, 2028)


def test_requests_begin_in_the_start_year_and_grow_from_there(use_case):
    found = workload(use_case, years=YEARS, sample=median_sample())
    np.testing.assert_allclose(found.requests[:, 0], [0.0, 1e6, 1.1e6, 1.21e6])


def test_uptake_settles_over_the_ramp(use_case):
    found = workload(use_case, years=YEARS, sample=median_sample())
    np.testing.assert_allclose(found.handled[:, 0], [0.0, 1e5, 2.2e5, 2.42e5])


def test_peak_follows_the_busiest_hour(use_case):
    found = workload(use_case, years=YEARS, sample=median_sample())
    assert found.peak_output_rate[1, 0] == pytest.approx(1e5 * 300 * 4 / SECONDS_PER_YEAR)


def test_without_a_benefit_every_request_is_handled(use_case):
    found = workload(
        use_case.model_copy(update={"benefit": None}), years=YEARS, sample=median_sample()
    )
    np.testing.assert_array_equal(found.handled, found.requests)
