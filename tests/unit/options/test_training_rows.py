"""Which published runs the fit sees, and what of them."""

from __future__ import annotations

import pytest

from steelyard.errors import FactError
from steelyard.facts.observations import TrainingRun
from steelyard.options.training_rows import ChipFamily, chip_family, scored_rows


def _run(**changed):
    fields = {
        "id": "run",
        "model": "Run",
        "model_id": "run",
        "kind": "pretraining",
        "organisation": "Somebody",
        "public_sector": "n",
        "year": 2024,
        "params_total_b": 7.0,
        "params_active_b": 7.0,
        "tokens_b": 1000.0,
        "hardware": "A100",
        "hardware_id": "A100-SXM4-80GB",
        "accelerator_hours": 100000.0,
        "peak_tflops": 312.0,
        "backtest_tier": "A",
        "source": "somebody-2024-run",
        "locator": "p. 1",
        "verified": "yes",
    }
    return TrainingRun.model_validate({**fields, **changed})


@pytest.mark.parametrize(
    ("hardware", "family"),
    [
        ("A100-SXM4-80GB", ChipFamily.AMPERE),
        ("A800-80GB", ChipFamily.AMPERE),
        ("A64FX", ChipFamily.OTHER),
        ("H20-96GB", ChipFamily.HOPPER),
        ("GH200-144GB", ChipFamily.HOPPER),
        ("B200-SXM-180GB", ChipFamily.OTHER),
        ("Ascend-910B", ChipFamily.OTHER),
        ("", ChipFamily.OTHER),
    ],
)
def test_families(hardware, family):
    assert chip_family(hardware) is family


def test_a_scored_run_has_its_utilisation():
    (row,) = scored_rows([_run()])
    assert row.utilisation == pytest.approx(6 * 7e9 * 1e12 / (1e5 * 3600 * 312e12))
    assert row.group == (ChipFamily.AMPERE, False)


def test_mixtures_are_told_apart():
    (row,) = scored_rows([_run(params_active_b=2.0)])
    assert row.is_mixture


def test_other_tiers_are_not_scored():
    assert scored_rows([_run(backtest_tier="X"), _run(backtest_tier="E")]) == ()


def test_a_scored_tier_without_its_figures_is_an_error():
    with pytest.raises(FactError, match="needs parameters"):
        scored_rows([_run(accelerator_hours=None)])
