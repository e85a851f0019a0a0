"""One training run in every draw: the kernels, fed from the request and the facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.facts.schema import EVERYWHERE
from steelyard.options.model import Tenure
from steelyard.options.physics import energy, training
from steelyard.quantities.units import (
    BILLION,
    HOURS_PER_YEAR,
    J_PER_KWH,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    convert,
)
from steelyard.uncertainty import Family, Parameter, Statement
from steelyard.uncertainty.statements import Z95

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact
    from steelyard.options.training_calibration import UtilisationPrediction
    from steelyard.options.training_request import TrainingRequest
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

WORLD: Final = "world"
GRID: Final = "grid"
HARDWARE: Final = "hardware"
FACT_CURRENCY: Final = "USD"

UTILISATION_RESIDUAL: Final = Parameter(
    "model:training-utilisation",
    Statement(-Z95, 0.0, Z95, Family.NORMAL),
    "1",
    "training utilisation: standard score in its fitted distribution",
)
"""One score for all options: a team that is good on one chip is good on another."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainingDraws:
    """One training run in every draw, in coherent units, shape ``(draw,)`` each.

    Attributes
    ----------
    n_flop
        Operations of the final run. [FLOP]
    utilisation
        Run-level utilisation, drawn or implied by the stated hours. [1]
    accelerator_time, programme_time
        Final run, and with all trials. [s]
    energy, programme_energy
        At the building's meter. [J]
    wall_time
        Calendar time on the accelerators reserved. [s]
    accelerators_needed
        To reserve for the calendar time allowed; infinite where none suffices. [1]
    cost, programme_cost
        Of accelerator time, and of power if owned. [money of the request]
    carbon, programme_carbon
        Operational. [kgCO2e]
    water
        For cooling on site, of the final run. [m3]
    reasons
        Why a figure is missing, by name.
    facts
        Ids of the facts behind the figures.
    """

    n_flop: FloatArray
    utilisation: FloatArray
    accelerator_time: FloatArray
    programme_time: FloatArray
    energy: FloatArray
    programme_energy: FloatArray
    wall_time: FloatArray | None
    accelerators_needed: FloatArray | None
    cost: FloatArray | None
    programme_cost: FloatArray | None
    carbon: FloatArray | None
    programme_carbon: FloatArray | None
    water: FloatArray | None
    reasons: dict[str, str]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """The facts and draws at hand while one run is reckoned."""

    request: TrainingRequest
    hardware: str
    book: FactBook
    sample: Sample
    reasons: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)

    @property
    def places(self) -> tuple[str, ...]:
        return (*self.request.places, EVERYWHERE)

    def draws(self, entity: str, parameter: str, unit: str) -> FloatArray:
        return self.of(self.book.value(entity, parameter, places=self.places), unit)

    def of(self, fact: Fact, unit: str) -> FloatArray:
        # Drawn in the fact's own unit, so that every stage draws one and the same statement.
        values = self.sample.of(fact.as_parameter())
        self.facts.append(fact.id)
        if fact.unit == unit:
            return values
        return values * convert(1.0, from_unit=fact.unit, to_unit=unit)

    def full(self, value: float) -> FloatArray:
        return np.full(self.sample.n, value)

    def missing(self, names: Sequence[str], reason: str) -> None:
        self.reasons.update(dict.fromkeys(names, reason))


def draw_training(
    request: TrainingRequest,
    *,
    hardware: str,
    prediction: UtilisationPrediction,
    book: FactBook,
    sample: Sample,
) -> TrainingDraws:
    """Reckon one checked training run in every draw.

    Parameters
    ----------
    request
        What is asked.
    hardware
        Accelerator id.
    prediction
        Fitted run-level utilisation.
    book
        Facts as known on the study's date.
    sample
        Common draws.

    Returns
    -------
    TrainingDraws
        Every figure, or the reason why it is missing.

    Notes
    -----
    Raises ``FactError`` from the book if a fact that every run needs is missing.
    """
    desk = _Desk(request, hardware, book, sample)
    n_flop = training.training_flop(
        kind=request.kind,
        n_active_parameters=desk.full(request.active_b * BILLION),
        n_tokens=desk.full(request.tokens_b * BILLION),
    )
    peak = desk.draws(hardware, "dense-flops-16bit", "FLOP/s")
    utilisation, time = _utilisation_and_time(desk, prediction, n_flop, peak)
    # A programme holds its final run, and a building its machines: both ratios end at 1.
    ratio = np.maximum(desk.draws(WORLD, "programme-to-final-run-ratio", "1"), 1.0)
    programme = training.programme_time(accelerator_time=time, programme_to_final_run_ratio=ratio)
    pue = np.maximum(desk.draws(WORLD, "pue", "1"), 1.0)
    used = _energy(desk, time, pue)
    wall, needed = _calendar(desk, time)
    cost = _cost(desk, time, used)
    carbon, water = _footprint(desk, used, used / pue)
    return TrainingDraws(
        n_flop=n_flop,
        utilisation=utilisation,
        accelerator_time=time,
        programme_time=programme,
        energy=used,
        programme_energy=used * ratio,
        wall_time=wall,
        accelerators_needed=needed,
        cost=cost,
        programme_cost=None if cost is None else cost * ratio,
        carbon=carbon,
        programme_carbon=None if carbon is None else carbon * ratio,
        water=water,
        reasons=desk.reasons,
        facts=tuple(dict.fromkeys(desk.facts)),
    )


def _utilisation_and_time(
    desk: _Desk, prediction: UtilisationPrediction, n_flop: FloatArray, peak: FloatArray
) -> tuple[FloatArray, FloatArray]:
    request = desk.request
    if request.accelerator_hours is not None:
        time = desk.full(request.accelerator_hours * SECONDS_PER_HOUR)
        implied = training.implied_utilisation(
            n_flop=n_flop, peak_flop_per_s=peak, accelerator_time=time
        )
        return implied, time
    if request.steady_state_utilisation is not None:
        utilisation = training.run_level_utilisation(
            steady_state_utilisation=desk.full(request.steady_state_utilisation),
            run_to_steady_ratio=desk.draws(WORLD, "run-to-steady-utilisation", "1"),
        )
    else:
        score = desk.sample.of(UTILISATION_RESIDUAL)
        utilisation = prediction.at_score(score)
    time = training.accelerator_time(n_flop=n_flop, peak_flop_per_s=peak, utilisation=utilisation)
    return utilisation, time


def _energy(desk: _Desk, time: FloatArray, pue: FloatArray) -> FloatArray:
    return energy.operational_energy(
        accelerator_time=time,
        thermal_design_power=desk.draws(desk.hardware, "tdp", "W"),
        power_share=desk.draws(WORLD, "training-power-share", "1"),
        pue=pue,
    )


def _calendar(desk: _Desk, time: FloatArray) -> tuple[FloatArray | None, FloatArray | None]:
    request = desk.request
    if request.accelerators is None and request.wall_days is None:
        advice = "no number of accelerators given: add --accelerators, or --wall-days to size it"
        desk.missing(("wall_days", "accelerators_needed"), advice)
        return None, None
    between = desk.draws(WORLD, "accelerator-hours-between-stops", "s")
    lost = desk.draws(WORLD, "hours-lost-per-stop", "s")
    spares = desk.draws(WORLD, "spare-share", "1")
    wall = needed = None
    if request.accelerators is not None:
        wall = training.wall_time(
            accelerator_time=time,
            n_reserved=desk.full(float(request.accelerators)),
            spare_share=spares,
            time_between_stops=between,
            time_lost_per_stop=lost,
        )
    if request.wall_days is None:
        desk.missing(("accelerators_needed",), "no calendar time given: add --wall-days")
    else:
        allowed = desk.full(request.wall_days * SECONDS_PER_DAY)
        wall = allowed if wall is None else wall
        needed = training.accelerators_for_wall_time(
            accelerator_time=time,
            wall_time=allowed,
            spare_share=spares,
            time_between_stops=between,
            time_lost_per_stop=lost,
        )
    return wall, needed


def _cost(desk: _Desk, time: FloatArray, used: FloatArray) -> FloatArray | None:
    names = ("cost", "programme_cost")
    if desk.request.place is None:
        desk.missing(names, "no place given: prices and tariffs differ by place; add --place")
        return None
    rate = _per_usd(desk, desk.request.currency.upper(), names)
    hourly = _hourly_price(desk, names)
    if rate is None or hourly is None:
        return None
    cost = time / SECONDS_PER_HOUR * hourly * rate
    if desk.request.tenure is Tenure.RENT:
        return cost
    tariff = _found(desk, "electricity", "electricity-price", names)
    if tariff is None:
        return None
    money = tariff.unit.split("/")[0]
    tariff_rate = _per_usd(desk, money, names)
    if tariff_rate is None:
        return None
    price = desk.of(tariff, f"{money}/kWh") * rate / tariff_rate
    return cost + used / J_PER_KWH * price


def _per_usd(desk: _Desk, currency: str, names: Sequence[str]) -> FloatArray | None:
    if currency == FACT_CURRENCY:
        return desk.full(1.0)
    exchange = _found(desk, currency, "exchange-rate", names)
    return None if exchange is None else desk.of(exchange, f"{currency}/{FACT_CURRENCY}")


def _hourly_price(desk: _Desk, names: Sequence[str]) -> FloatArray | None:
    if desk.request.tenure is Tenure.RENT:
        rent = _found(desk, desk.hardware, "rent-price", names)
        return None if rent is None else desk.of(rent, "USD/h")
    purchase = _found(desk, desk.hardware, "purchase-price", names)
    if purchase is None:
        return None
    server = desk.draws(HARDWARE, "server-overhead", "1")
    per_year = 1.0 / desk.draws(WORLD, "depreciation-years", "year")
    per_year = per_year + desk.draws(HARDWARE, "maintenance-share", "1/year")
    busy_hours = desk.draws(WORLD, "cluster-busy-share", "1") * HOURS_PER_YEAR
    return desk.of(purchase, "USD") * server * per_year / busy_hours


def _footprint(
    desk: _Desk, used: FloatArray, at_machines: FloatArray
) -> tuple[FloatArray | None, FloatArray | None]:
    carbon = water = None
    if desk.request.place is None:
        advice = "no place given: carbon is set by the grid; add --place"
        desk.missing(("co2_t", "programme_co2_t", "water_m3"), advice)
        return None, None
    names = ("co2_t", "programme_co2_t")
    intensity = _found(desk, GRID, "carbon-intensity", names, places=desk.request.places)
    if intensity is not None:
        factor = desk.of(intensity, "kgCO2e/kWh")
        carbon = energy.operational_carbon(energy=used, carbon_intensity=factor)
    # Water effectiveness is stated per energy of the machines, not of the building.
    cooling = _found(desk, WORLD, "site-water", ("water_m3",))
    if cooling is not None:
        factor = desk.of(cooling, "L/kWh")
        water = energy.water_use(energy=at_machines, water_per_energy=factor)
    return carbon, water


def _found(
    desk: _Desk,
    entity: str,
    parameter: str,
    names: Sequence[str],
    *,
    places: Sequence[str] | None = None,
) -> Fact | None:
    asked = desk.places if places is None else places
    fact = desk.book.find(entity, parameter, places=asked)
    if fact is None:
        where = ", ".join(asked)
        desk.missing(names, f"no {parameter} of {entity} in {where} known at {desk.book.as_of}")
    return fact
