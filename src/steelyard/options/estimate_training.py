"""Estimate one training run: hours, calendar, energy, cost, carbon, and whether it is plausible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.options.model import Tenure
from steelyard.options.physics.training import TrainingKind, training_state_bytes
from steelyard.options.training_calibration import fit_utilisation
from steelyard.options.training_draws import TrainingDraws, draw_training
from steelyard.options.training_request import TrainingRequest, checked
from steelyard.options.training_rows import SCORED_TIERS, scored_rows
from steelyard.quantities.units import (
    BILLION,
    J_PER_MWH,
    KG_PER_T,
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
)
from steelyard.uncertainty import Spread, summarise

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.options.training_calibration import UtilisationFit, UtilisationPrediction
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

__all__ = [
    "PLAUSIBLE_UTILISATION",
    "Tenure",
    "TrainingEstimate",
    "TrainingKind",
    "TrainingRequest",
    "calibrate_training",
    "estimate_training",
    "simulate_training",
]

PLAUSIBLE_UTILISATION: Final = (0.05, 0.65)
"""Run-level utilisation outside which a statement is reported as implausible."""
TAIL: Final = 0.05
"""Share of draws above the upper stated quantile."""
ENERGY_SCOPE: Final = (
    "energy is that of accelerators and the building's overhead, water that of cooling on site: "
    "hosts, network, storage and the water of power stations are not in them."
)


@dataclass(frozen=True, slots=True)
class TrainingEstimate:
    """One training run as it is told to people and programs.

    Attributes
    ----------
    request
        What was asked.
    hardware
        Accelerator id.
    figures
        Spreads by name; None where the figure is missing.
    reasons
        Why a figure is missing, by name.
    plausible
        Whether the utilisation lies in the range seen in practice.
    findings
        What the user must know before relying on the figures, most serious first.
    memory_floor_gb, memory_available_gb
        Least memory of the training state, and that of the accelerators given. [GB]
    on_time_probability
        That the accelerators given end in the calendar time given; None if one is missing. [1]
    facts
        Ids of the facts behind the figures.
    n_runs, n_organisations
        Published runs behind the utilisation, and who ran them. [1]
    """

    request: TrainingRequest
    hardware: str
    figures: dict[str, Spread | None]
    reasons: dict[str, str]
    plausible: bool
    findings: tuple[str, ...]
    memory_floor_gb: float
    memory_available_gb: float | None
    on_time_probability: float | None
    facts: tuple[str, ...]
    n_runs: int
    n_organisations: int

    def as_json(self) -> dict[str, Any]:
        """Return the estimate in the fixed JSON form.

        Returns
        -------
        dict
            Every figure as ``{"p05", "p50", "p95", "unit"}`` or null with a reason.
        """
        request = self.request
        asked = {
            "params_b": request.params_b,
            "active_params_b": request.active_b,
            "tokens_b": request.tokens_b,
            "hardware": self.hardware,
            "kind": request.kind.value,
            "precision": request.precision,
            "accelerators": request.accelerators,
            "place": request.place,
            "tenure": request.tenure.value,
            "currency": request.currency.upper(),
        }
        figures = {
            name: None if spread is None else spread.as_json()
            for name, spread in self.figures.items()
        }
        return {
            "request": asked,
            **figures,
            "reasons": dict(self.reasons),
            "plausible": self.plausible,
            "findings": list(self.findings),
            "memory_floor_gb": self.memory_floor_gb,
            "memory_available_gb": self.memory_available_gb,
            "on_time_probability": self.on_time_probability,
            "calibration": {"runs": self.n_runs, "organisations": self.n_organisations},
            "facts": list(self.facts),
        }


def calibrate_training(book: FactBook) -> UtilisationFit:
    """Return run-level utilisation as fitted to the scored runs of a fact book.

    Parameters
    ----------
    book
        Facts; runs published after its date are used too, as hindsight.

    Returns
    -------
    UtilisationFit
        To be made once per study and handed to :func:`simulate_training`.

    Notes
    -----
    Raises ``FactError`` from the fit if there are too few runs.
    """
    return fit_utilisation(scored_rows(book.training_runs))


def simulate_training(
    request: TrainingRequest, *, book: FactBook, sample: Sample, fit: UtilisationFit
) -> TrainingDraws:
    """Return one training run in every draw, for the appraisal of options.

    Parameters
    ----------
    request
        What is asked.
    book
        Facts as known on the study's date.
    sample
        Common draws.
    fit
        Fitted utilisation.

    Returns
    -------
    TrainingDraws
        Coherent units, shape ``(draw,)`` each.

    Notes
    -----
    Raises ``DomainError`` for a request that makes no sense, ``FactError`` for a missing fact.
    """
    hardware = checked(request, book)
    prediction = _predicted(request, hardware, fit)
    return draw_training(
        request, hardware=hardware, prediction=prediction, book=book, sample=sample
    )


def estimate_training(
    request: TrainingRequest, *, book: FactBook, sample: Sample
) -> TrainingEstimate:
    """Estimate one training run.

    Parameters
    ----------
    request
        What is asked.
    book
        Facts as known on the study's date.
    sample
        Common draws.

    Returns
    -------
    TrainingEstimate
        Figures with spread, and what to mind.

    Notes
    -----
    Raises ``DomainError`` for a request that makes no sense, ``FactError`` for a missing fact.
    Formulas in ``docs/method/training.md`` and ``docs/method/energy.md``.
    """
    hardware = checked(request, book)
    fit = calibrate_training(book)
    prediction = _predicted(request, hardware, fit)
    draws = draw_training(
        request, hardware=hardware, prediction=prediction, book=book, sample=sample
    )
    reasons = dict(draws.reasons)
    figures = _figures(request, draws, reasons)
    floor = _memory_floor_gb(request)
    available = _memory_available_gb(request, hardware, book)
    implausible = _implausible(draws.utilisation)
    findings = (
        *implausible,
        *_memory_findings(floor, available),
        *_reservations(request, prediction),
        *_cost_scope(request, figures["cost"]),
        *_hindsight(book),
        ENERGY_SCOPE,
    )
    return TrainingEstimate(
        request=request,
        hardware=hardware,
        figures=figures,
        reasons=reasons,
        plausible=not implausible,
        findings=findings,
        memory_floor_gb=floor,
        memory_available_gb=available,
        on_time_probability=_on_time(request, draws),
        facts=draws.facts,
        n_runs=fit.n_runs,
        n_organisations=fit.n_organisations,
    )


def _predicted(
    request: TrainingRequest, hardware: str, fit: UtilisationFit
) -> UtilisationPrediction:
    return fit.predict(hardware=hardware, is_mixture=request.is_mixture, active_b=request.active_b)


def _figures(
    request: TrainingRequest, draws: TrainingDraws, reasons: dict[str, str]
) -> dict[str, Spread | None]:
    currency = request.currency.upper()
    table: dict[str, tuple[FloatArray | None, float, str]] = {
        "accelerator_hours": (draws.accelerator_time, SECONDS_PER_HOUR, "h"),
        "programme_accelerator_hours": (draws.programme_time, SECONDS_PER_HOUR, "h"),
        "wall_days": (draws.wall_time, SECONDS_PER_DAY, "day"),
        "accelerators_needed": (draws.accelerators_needed, 1.0, "1"),
        "energy_mwh": (draws.energy, J_PER_MWH, "MWh"),
        "programme_energy_mwh": (draws.programme_energy, J_PER_MWH, "MWh"),
        "cost": (draws.cost, 1.0, currency),
        "programme_cost": (draws.programme_cost, 1.0, currency),
        "co2_t": (draws.carbon, KG_PER_T, "tCO2e"),
        "programme_co2_t": (draws.programme_carbon, KG_PER_T, "tCO2e"),
        "water_m3": (draws.water, 1.0, "m3"),
        "implied_utilisation": (draws.utilisation, 1.0, "1"),
        "training_flop": (draws.n_flop, 1.0, "FLOP"),
    }
    figures: dict[str, Spread | None] = {}
    for name, (values, factor, unit) in table.items():
        beyond = 0.0 if values is None else float(np.mean(np.isinf(values)))
        if beyond >= TAIL:
            reasons[name] = (
                f"in {beyond:.0%} of draws no number of accelerators suffices: stops outrun "
                "progress. Allow more days."
            )
        usable = values is not None and beyond < TAIL
        figures[name] = summarise(values / factor, unit) if usable and values is not None else None
    return figures


def _memory_floor_gb(request: TrainingRequest) -> float:
    state = training_state_bytes(
        kind=request.kind, n_parameters=np.array(request.params_b * BILLION)
    )
    return float(state) / BILLION


def _memory_available_gb(request: TrainingRequest, hardware: str, book: FactBook) -> float | None:
    if request.accelerators is None:
        return None
    each = book.value(hardware, "memory-capacity").in_unit("GB").p50
    return each * request.accelerators


def _memory_findings(floor: float, available: float | None) -> tuple[str, ...]:
    if available is None or available >= floor:
        return ()
    return (
        f"weights, gradients and optimiser need {floor:,.0f} GB before activations, the "
        f"accelerators hold {available:,.0f} GB: use more of them, offload, or quantise the base.",
    )


def _implausible(utilisation: FloatArray) -> tuple[str, ...]:
    low, high = PLAUSIBLE_UTILISATION
    median = float(np.median(utilisation))
    if low <= median <= high:
        return ()
    if median > 1.0:
        judgement = "beyond the peak of the hardware, so it cannot be true"
    elif median > high:
        judgement = "above every credible published run"
    else:
        judgement = "below what published runs reach"
    return (
        f"implausible: implied utilisation {median:.3g} is {judgement} (expected {low} to {high}). "
        "Look for node-hours taken as accelerator-hours, one stage of several, or another unit "
        "of tokens.",
    )


def _reservations(request: TrainingRequest, prediction: UtilisationPrediction) -> tuple[str, ...]:
    found: list[str] = []
    if request.accelerator_hours is None and request.steady_state_utilisation is None:
        if not prediction.group_is_seen:
            found.append(
                "no scored run of this kind of model on this chip family: the spread between "
                "families is included."
            )
        if not prediction.size_is_seen:
            found.append(
                "the size lies outside the published runs: efficiency of the nearest size is used."
            )
        if request.kind in {TrainingKind.LORA, TrainingKind.FULL_FINE_TUNING}:
            found.append(
                "efficiency is that of pretraining runs: no fine-tuning run publishes tokens and "
                "hours, and small jobs often do worse."
            )
    if request.precision == "fp8":
        found.append(
            "no gain is credited for fp8: utilisation is of the 16-bit peak, and the published "
            "runs in fp8 lie within its spread."
        )
    return tuple(found)


def _cost_scope(request: TrainingRequest, cost: Spread | None) -> tuple[str, ...]:
    if cost is None:
        return ()
    covered = {
        Tenure.RENT: "the rent of accelerators",
        Tenure.OWN: "machines over their life, maintenance and power",
    }
    return (
        f"cost covers {covered[request.tenure]} for the hours of the final run: staff, data, "
        "storage, trials and idle time come on top.",
    )


def _hindsight(book: FactBook) -> tuple[str, ...]:
    years = [run.year for run in book.training_runs if run.backtest_tier in SCORED_TIERS]
    later = sum(year > book.as_of.year for year in years)
    if not later:
        return ()
    return (
        f"hindsight: {later} of the {len(years)} runs behind the utilisation appeared after "
        f"{book.as_of.year}.",
    )


def _on_time(request: TrainingRequest, draws: TrainingDraws) -> float | None:
    if request.accelerators is None or request.wall_days is None or draws.wall_time is None:
        return None
    return float(np.mean(draws.wall_time <= request.wall_days * SECONDS_PER_DAY))
