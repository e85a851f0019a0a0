"""Energy kernels: proportionality and refusals."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.physics import energy


def _energy(**changed):
    inputs = {
        "accelerator_time": np.array([3600.0]),
        "thermal_design_power": np.array([1000.0]),
        "power_share": np.array([0.5]),
        "pue": np.array([1.2]),
    }
    return energy.operational_energy(**{**inputs, **changed})


def test_energy_is_proportional_to_every_factor():
    np.testing.assert_allclose(_energy(), 3600 * 1000 * 0.5 * 1.2)
    np.testing.assert_allclose(_energy(power_share=np.array([1.0])), 2 * _energy())


def test_a_building_cannot_use_less_than_its_machines():
    with pytest.raises(ValueError, match="pue"):
        _energy(pue=np.array([0.99]))


def test_nothing_is_negative():
    with pytest.raises(ValueError, match="accelerator_time"):
        _energy(accelerator_time=np.array([-1.0]))
    with pytest.raises(ValueError, match="carbon_intensity"):
        energy.operational_carbon(energy=np.ones(1), carbon_intensity=np.array([-0.1]))
    with pytest.raises(ValueError, match="water_per_energy"):
        energy.water_use(energy=np.ones(1), water_per_energy=np.array([-0.1]))


def test_no_energy_has_no_footprint():
    assert energy.operational_carbon(energy=np.zeros(1), carbon_intensity=np.ones(1)) == 0
    assert energy.water_use(energy=np.zeros(1), water_per_energy=np.ones(1)) == 0
