"""What is at hand: accelerators under every reading of the sources, people, budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.needs.model import CapacityAtHand

if TYPE_CHECKING:
    from steelyard.dossier.base import Quantity
    from steelyard.dossier.capacity import Accelerators, Capacity, PublishedFigure, Role
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


def assess_capacity(capacity: Capacity, *, n_years: int, sample: Sample) -> CapacityAtHand:
    """Return machines, people and money at hand.

    Parameters
    ----------
    capacity
        The dossier's entries.
    n_years
        Length of the horizon. [year]
    sample
        Draws common to all options.

    Returns
    -------
    CapacityAtHand
        Over years and draws.
    """
    budget = capacity.budget
    return CapacityAtHand(
        accelerators=_accelerators(capacity, sample),
        staff=_staff(capacity, n_years, sample),
        investment_per_year=_drawn("investment_per_year", budget.investment_per_year, sample),
        running_per_year=_drawn("running_per_year", budget.running_per_year, sample),
        investment_total=_drawn("investment_total", budget.investment_total, sample),
    )


def _drawn(name: str, quantity: Quantity | None, sample: Sample) -> FloatArray | None:
    if quantity is None:
        return None
    unit = "CUR" if name.endswith("total") else "CUR/year"
    return sample.of(parameter_of(f"capacity/budget/{name}", quantity, unit))


def _accelerators(capacity: Capacity, sample: Sample) -> dict[str, FloatArray]:
    found: dict[str, FloatArray] = {}
    for entry in capacity.accelerators:
        free = _free(entry, f"capacity/accelerators/{entry.hardware}", sample)
        found[entry.hardware] = found.get(entry.hardware, np.zeros(sample.n)) + free
    for figure in capacity.published:
        for hardware, free in _readings(figure, sample).items():
            found[hardware] = found.get(hardware, np.zeros(sample.n)) + free
    return found


def _free(entry: Accelerators, path: str, sample: Sample) -> FloatArray:
    count = sample.of(parameter_of(f"{path}/count", entry.count, "accelerator"))
    share = sample.of(parameter_of(f"{path}/free_share", entry.free_share, "1"))
    return np.floor(count * share)


def _readings(figure: PublishedFigure, sample: Sample) -> dict[str, FloatArray]:
    # In each draw one reading of the figure is the true one.
    found: dict[str, FloatArray] = {}
    if not figure.interpretations:
        return found
    path = f"capacity/published/{figure.id}/interpretations"
    upper = np.cumsum([reading.probability for reading in figure.interpretations])
    chosen = np.searchsorted(upper, sample.uniform(f"dossier:{path}") * upper[-1])
    for index, reading in enumerate(figure.interpretations):
        if reading.accelerators is None:
            continue
        free = _free(reading.accelerators, f"{path}/{reading.id}/accelerators", sample)
        hardware = reading.accelerators.hardware
        found[hardware] = found.get(hardware, np.zeros(sample.n)) + free * (chosen == index)
    return found


def _staff(capacity: Capacity, n_years: int, sample: Sample) -> dict[Role, FloatArray]:
    # Hiring is spread over the year, so half of a year's hires are there on average in that year.
    elapsed = np.arange(n_years, dtype=np.float64)[:, None] + 0.5
    found: dict[Role, FloatArray] = {}
    for entry in capacity.staff:
        path = f"capacity/staff/{entry.role}"
        in_post = sample.of(parameter_of(f"{path}/in_post", entry.in_post, "FTE"))
        hires = sample.of(parameter_of(f"{path}/hires_per_year", entry.hires_per_year, "FTE/year"))
        found[entry.role] = in_post + hires * elapsed
    return found
