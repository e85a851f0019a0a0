from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving_fit import (
    START,
    Fit,
    arrays_of,
    fit_first_token,
    fit_to,
    rates,
    select,
    throughput,
)
from steelyard.options.backtest.serving_rows import read_cases
from steelyard.options.serving_configuration import Arrival, Effect


@pytest.fixture(scope="module")
def cases():
    # Enough to fit to in a second: two accelerators, one of which has measured times.
    found = read_cases(load_facts(as_of=date(2026, 11, 21))).inside
    return tuple(c for c in found if c.hardware in {"A100-SXM4-80GB", "MI300X", "MI325X"})


@pytest.fixture(scope="module")
def data(cases):
    return arrays_of(cases)


@pytest.fixture(scope="module")
def start(data):
    return Fit(START, dict.fromkeys(map(str, Effect), 1.0), dict.fromkeys(data.hardware_ids, 1.0))


def test_the_fit_comes_nearer_than_where_it_starts(data, start):
    fit = fit_to(data)
    before, after = (
        np.median(np.abs(np.log(throughput(data, found) / data.measured))) for found in (start, fit)
    )
    assert after < before
    assert after < 0.12


def test_a_fit_recovers_the_figures_that_made_the_data(data, start):
    # A factor of 1.3 on one accelerator, of which the prior lets about half through.
    slow = replace(start, hardware=start.hardware | {"A100-SXM4-80GB": 1.3})
    made = replace(data, measured=throughput(data, slow))
    fit = fit_to(made)
    np.testing.assert_allclose(throughput(made, fit), made.measured, rtol=0.05)


def test_an_accelerator_not_fitted_to_has_no_factor(data):
    others = data.hardware != data.hardware_ids.index("MI300X")
    fit = fit_to(select(data, others))
    assert "MI300X" not in fit.hardware
    assert np.isfinite(throughput(data, fit)).all()


def test_slower_is_slower(data, start):
    assert (throughput(data, start, 0.2) < throughput(data, start, -0.2)).all()


def test_waits_are_fitted_by_arrival(cases, data, start):
    measured = np.array([case.first_token for case in cases])
    in_turn = select(data, np.isfinite(measured) & data.is_in_turn)
    assert in_turn.measured.size > 5
    made = np.where(data.is_in_turn, rates(data, start).time_to_first_token * 1.5, np.nan)
    made[0] = 1.0
    fit = fit_first_token(data, start, made)
    assert fit.waits[Arrival.IN_TURN].n_steps_waited > 1
