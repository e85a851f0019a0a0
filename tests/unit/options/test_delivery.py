"""Carbon of a service by its tokens, of machines by power and making, of training by its run."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.appraise_use_case import CRITERIA
from steelyard.options.model import Pathway
from steelyard.uncertainty import median_sample

CARBON = CRITERIA.index("carbon")


@pytest.fixture
def medians(appraised, ministry):
    found, _ = appraised(ministry())
    return found.model(median_sample(), ("answers",)).use_cases[0]


def carbon_of(use_case, wanted):
    index = next(i for i, o in enumerate(use_case.options) if wanted(o) and use_case.costs[i].lines)
    return float(use_case.performance[index, CARBON][0]), index


def test_carbon_of_a_service_by_hand(medians, ministry, market_of):
    found, index = carbon_of(medians, lambda o: o.pathways == (Pathway.API,))
    market = market_of(ministry(), 1)
    joules = 300 * market.number("api", "energy-per-output-token", "J").values[0]
    kwh = joules * market.number("hyperscale", "pue", "1").values[0] / 3.6e6
    intensity = market.number("grid", "carbon-intensity", "kgCO2e/kWh").values[0]
    expected = kwh * intensity / medians.quality[index, 0] * 1000
    assert found == pytest.approx(expected)


def test_a_model_of_ones_own_carries_its_training(medians):
    planned, _ = carbon_of(medians, lambda o: o.planned is not None)
    held, _ = carbon_of(medians, lambda o: Pathway.OPEN_ADAPTATION in o.pathways)
    assert planned > 5 * held


def test_today_emits_nothing_of_its_own(medians):
    assert medians.performance[0, CARBON][0] == 0.0


def test_every_priced_option_has_a_figure(medians):
    for index, costs in enumerate(medians.costs):
        if costs.lines:
            assert np.isfinite(medians.performance[index, CARBON]).all()
