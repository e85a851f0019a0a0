"""Compute of training: hours by the calibrated run, times the rent."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options import prices
from steelyard.options.estimate_training import calibrate_training
from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, Pathway
from steelyard.options.training_cost import training_bill


@pytest.fixture
def trained(ministry, market_of):
    dossier = ministry()
    market = market_of(dossier, 20)
    fit = calibrate_training(market.book)
    options = generate_options(dossier, market.book)

    def bill(wanted):
        option = next(o for o in options if wanted(o))
        return training_bill(option, market=market, fit=fit), option

    return bill, market


def test_nothing_is_trained_where_no_weights_change(trained):
    bill, _ = trained
    assert bill(lambda o: o.pathways == (Pathway.API,))[0] is None
    # A supplier tunes on its own machines: its price per token stands in the bill instead.
    assert bill(lambda o: o.pathways == (Pathway.FINETUNED_PURCHASE,))[0] is None


def test_cost_is_hours_times_rent(trained):
    bill, market = trained
    found, option = bill(lambda o: o.adaptation is Adaptation.CONTINUED_PRETRAINING)
    rent = prices.hourly_rent(option.hardware, market=market)
    np.testing.assert_allclose(found.cost.values, found.accelerator_hours * rent.values)
    assert (found.energy_kwh > 0).all()


def test_a_bigger_plan_takes_more_in_proportion(trained):
    bill, _ = trained
    small, _ = bill(lambda o: o.planned is not None and o.planned.params_b == 7)
    large, _ = bill(lambda o: o.planned is not None and o.planned.params_b == 70)
    ratio = large.accelerator_hours / small.accelerator_hours
    np.testing.assert_allclose(ratio, 10 * 15_000 / 2_000, rtol=0.5)


def test_one_bill_for_one_programme(trained):
    bill, _ = trained
    first, option = bill(lambda o: o.planned is not None)
    other, second = bill(lambda o: o.planned is not None and o.vehicle != option.vehicle)
    assert option.model == second.model
    assert first is other
