"""Energy of computing, and what follows from it: operational carbon and water use.

Equations E-1 to E-3 of ``docs/method/energy.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.quantities.units import J_PER_KWH, LITRES_PER_M3

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def operational_energy(
    *,
    accelerator_time: FloatArray,
    thermal_design_power: FloatArray,
    power_share: FloatArray,
    pue: FloatArray,
) -> FloatArray:
    """Return the energy drawn by accelerators, with the building's overhead.

    Parameters
    ----------
    accelerator_time
        Accelerator time, shape ``(draw,)``. [s]
    thermal_design_power
        Rated power of one accelerator, shape ``(draw,)``. [W]
    power_share
        Measured mean draw over rated power, shape ``(draw,)``. [1]
    pue
        Power usage effectiveness of the building, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Energy at the building's meter, shape ``(draw,)``. [J]

    Raises
    ------
    ValueError
        If an entry is negative or the PUE below 1.

    Notes
    -----
    Equation E-1 of ``docs/method/energy.md``. With a share measured on accelerators alone, the
    host processors, network and storage are not included.
    """
    _require_not_negative(
        accelerator_time=accelerator_time,
        thermal_design_power=thermal_design_power,
        power_share=power_share,
    )
    if np.any(np.asarray(pue) < 1.0):
        message = "pue: expected at least 1"
        raise ValueError(message)
    return np.asarray(accelerator_time * thermal_design_power * power_share * pue, dtype=np.float64)


def operational_carbon(*, energy: FloatArray, carbon_intensity: FloatArray) -> FloatArray:
    """Return the operational carbon of an amount of energy.

    Parameters
    ----------
    energy
        Energy at the meter, shape ``(draw,)``. [J]
    carbon_intensity
        Of the grid at the place and time, shape ``(draw,)``. [kgCO2e/kWh]

    Returns
    -------
    FloatArray
        Location-based operational emissions, shape ``(draw,)``. [kgCO2e]

    Raises
    ------
    ValueError
        If an entry is negative.

    Notes
    -----
    Equation E-2 of ``docs/method/energy.md``. Embodied carbon of the machines is not included.
    """
    _require_not_negative(energy=energy, carbon_intensity=carbon_intensity)
    return np.asarray(energy / J_PER_KWH * carbon_intensity, dtype=np.float64)


def water_use(*, energy: FloatArray, water_per_energy: FloatArray) -> FloatArray:
    """Return the water consumed for an amount of energy.

    Parameters
    ----------
    energy
        Energy, where the factor counts it (machines for cooling on site), shape ``(draw,)``. [J]
    water_per_energy
        Water per unit of energy, shape ``(draw,)``. [L/kWh]

    Returns
    -------
    FloatArray
        Water, shape ``(draw,)``. [m3]

    Raises
    ------
    ValueError
        If an entry is negative.

    Notes
    -----
    Equation E-3 of ``docs/method/energy.md``. Cooling on site, generation or both, as the
    factor given covers.
    """
    _require_not_negative(energy=energy, water_per_energy=water_per_energy)
    return np.asarray(energy / J_PER_KWH * water_per_energy / LITRES_PER_M3, dtype=np.float64)


def _require_not_negative(**quantities: FloatArray) -> None:
    for name, values in quantities.items():
        if not np.all(np.asarray(values) >= 0.0):
            message = f"{name}: expected no negative entry"
            raise ValueError(message)
