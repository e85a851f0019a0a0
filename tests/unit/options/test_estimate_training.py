"""The training estimate as a user meets it, on the shipped facts."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.estimate_training import (
    Tenure,
    TrainingKind,
    TrainingRequest,
    estimate_training,
)
from steelyard.uncertainty import Sample

H100 = "H100-SXM-80GB"
A100 = "A100-SXM4-80GB"


@pytest.fixture(scope="module")
def book():
    return load_facts(as_of=date(2026, 11, 21))


@pytest.fixture(scope="module")
def estimate(book):
    def run(params_b=7.0, tokens_b=2000.0, hardware=A100, *, n=1000, **asked):
        request = TrainingRequest(params_b, tokens_b, hardware, **asked)
        return estimate_training(request, book=book, sample=Sample(n, 1))

    return run


def _spread(estimate, name):
    spread = estimate.figures[name]
    assert spread is not None, estimate.reasons
    return spread


def test_llama_2_7b_lies_in_the_interval(estimate):
    hours = _spread(estimate(6.74, 2000.0, accelerators=256), "accelerator_hours")
    assert hours.p05 < 184_320 < hours.p95
    assert hours.unit == "h"


def test_json_has_every_promised_figure_and_reasons_for_nulls(estimate):
    found = estimate().as_json()
    for name in (
        "accelerator_hours",
        "programme_accelerator_hours",
        "energy_mwh",
        "implied_utilisation",
    ):
        assert set(found[name]) == {"p05", "p50", "p95", "unit"}
    for name in ("wall_days", "cost", "co2_t"):
        assert found[name] is None
        assert found["reasons"][name]


def test_a_place_brings_cost_and_carbon(estimate):
    found = estimate(place="CN-GX", currency="CNY", accelerators=512)
    assert _spread(found, "cost").unit == "CNY"
    assert _spread(found, "co2_t").p50 > 0
    assert _spread(found, "programme_cost").p50 > 2 * _spread(found, "cost").p50
    assert "cost" not in found.reasons


def test_owning_is_priced_too(estimate):
    found = estimate(place="CN", tenure=Tenure.OWN, hardware=H100)
    assert _spread(found, "cost").p05 > 0


def test_a_place_without_a_grid_has_no_carbon_and_says_why(estimate):
    found = estimate(place="AQ")
    assert found.figures["co2_t"] is None
    assert "AQ" in found.reasons["co2_t"]


def test_days_ask_for_accelerators(estimate):
    month, year = (estimate(wall_days=days) for days in (30.0, 365.0))
    assert _spread(month, "accelerators_needed").p50 > 5 * _spread(year, "accelerators_needed").p50
    assert _spread(month, "wall_days").p50 == pytest.approx(30.0)


def test_days_and_accelerators_give_the_chance_to_be_in_time(estimate):
    few, many = (estimate(wall_days=30.0, accelerators=n).on_time_probability for n in (100, 4000))
    assert few == 0.0
    assert many > 0.95


def test_days_beyond_any_machine_have_a_reason(estimate):
    found = estimate(400.0, 15000.0, wall_days=0.5)
    assert found.figures["accelerators_needed"] is None
    assert "stops outrun" in found.reasons["accelerators_needed"]


def test_stated_hours_are_tested(estimate):
    fine = estimate(6.74, 2000.0, accelerator_hours=184_320.0)
    assert fine.plausible
    assert _spread(fine, "implied_utilisation").p50 == pytest.approx(0.391, abs=0.002)
    impossible = estimate(12.0, 46.0, "H200-SXM-141GB", accelerator_hours=642.0)
    assert not impossible.plausible
    assert "cannot be true" in impossible.findings[0]
    wasteful = estimate(7.0, 1.0, accelerator_hours=10_000.0)
    assert not wasteful.plausible


def test_a_steady_state_figure_is_brought_to_the_whole_run(estimate):
    found = _spread(estimate(steady_state_utilisation=0.4), "implied_utilisation")
    assert 0.25 < found.p05 < found.p50 < found.p95 < 0.4


def test_lora_takes_two_thirds_of_the_hours_and_little_memory(estimate):
    lora = estimate(tokens_b=1.0, kind=TrainingKind.LORA)
    full = estimate(tokens_b=1.0, kind=TrainingKind.FULL_FINE_TUNING)
    ratio = _spread(lora, "accelerator_hours").p50 / _spread(full, "accelerator_hours").p50
    assert ratio == pytest.approx(2 / 3)
    assert lora.memory_floor_gb == pytest.approx(14.0)
    assert full.memory_floor_gb == pytest.approx(112.0)


def test_a_model_that_does_not_fit_is_a_finding(estimate):
    found = estimate(70.0, 1.0, accelerators=8, kind=TrainingKind.FULL_FINE_TUNING)
    assert any("GB before activations" in finding for finding in found.findings)


def test_reservations_are_said(estimate):
    said = " ".join(estimate(2000.0, 10.0, "B200-SXM-180GB", precision="fp8").findings)
    assert "no scored run" in said
    assert "nearest size" in said
    assert "fp8" in said


def test_hindsight_is_said():
    then = load_facts(as_of=date(2024, 5, 23))
    found = estimate_training(TrainingRequest(7.0, 2000.0, A100), book=then, sample=Sample(100, 1))
    assert any(finding.startswith("hindsight") for finding in found.findings)


def test_same_seed_same_figures(estimate):
    assert estimate().as_json() == estimate().as_json()
