"""One run in every draw: what is common, what is missing and why."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.estimate_training import Tenure, calibrate_training, simulate_training
from steelyard.options.training_draws import UTILISATION_RESIDUAL
from steelyard.options.training_request import TrainingRequest
from steelyard.uncertainty import Sample, median_sample

A100 = "A100-SXM4-80GB"


@pytest.fixture(scope="module")
def book():
    return load_facts(as_of=date(2026, 11, 21))


@pytest.fixture(scope="module")
def simulate(book):
    fit = calibrate_training(book)

    def run(*, sample=None, tokens_b=2000.0, hardware=A100, **asked):
        request = TrainingRequest(7.0, tokens_b, hardware, **asked)
        return simulate_training(request, book=book, sample=sample or Sample(500, 3), fit=fit)

    return run


def test_draws_are_common_to_all_runs(simulate):
    sample = Sample(500, 3)
    small, large = (simulate(sample=sample, tokens_b=d) for d in (1000.0, 2000.0))
    np.testing.assert_allclose(large.accelerator_time, 2 * small.accelerator_time)
    ampere, hopper = (
        simulate(sample=sample, hardware=name).utilisation for name in (A100, "H100-SXM-80GB")
    )
    assert np.corrcoef(ampere, hopper)[0, 1] > 0.99


def test_the_median_sample_gives_medians(book, simulate):
    belief = calibrate_training(book).predict(hardware=A100, is_mixture=False, active_b=7.0)
    drawn = simulate(sample=median_sample())
    assert drawn.utilisation[0] == pytest.approx(belief.quantile(0.5))


def test_a_better_team_needs_fewer_hours(simulate):
    poor, good = (
        simulate(sample=median_sample().with_values({UTILISATION_RESIDUAL.id: np.array([score])}))
        for score in (-1.0, 1.0)
    )
    assert good.accelerator_time[0] < poor.accelerator_time[0]


def test_every_figure_names_its_facts(simulate):
    drawn = simulate(place="CN-GX", currency="CNY", accelerators=256)
    assert len(set(drawn.facts)) == len(drawn.facts) > 8


def test_ratios_end_at_one(simulate):
    drawn = simulate(sample=Sample(20_000, 5))
    assert (drawn.programme_time >= drawn.accelerator_time).all()
    assert (drawn.utilisation < 1.0).all()


def test_a_missing_price_is_null_with_its_reason(simulate):
    drawn = simulate(place="CN", hardware="V100-SXM2-32GB", tenure=Tenure.OWN, currency="XXX")
    assert drawn.cost is None
    assert "exchange-rate" in drawn.reasons["cost"]


def test_money_converts_through_the_dollar(simulate):
    sample = Sample(500, 3)
    yuan, dollar = (
        simulate(sample=sample, place="CN", tenure=Tenure.OWN, currency=code).cost
        for code in ("CNY", "USD")
    )
    assert yuan is not None
    assert dollar is not None
    ratio = yuan / dollar
    assert (ratio > 5).all()
    assert (ratio < 9).all()


def test_accelerators_given_or_asked_for(simulate):
    given, asked = simulate(accelerators=256), simulate(wall_days=30.0)
    assert given.accelerators_needed is None
    assert asked.accelerators_needed is not None
    np.testing.assert_allclose(asked.wall_time, 30.0 * 86400.0)
