"""Back-test of training energy, against measured rows only.

Most published energy is hours times nominal power, which tests nothing. Two questions are kept
apart: energy from published hours (tests the power share), and energy from parameters and tokens
alone (tests the whole chain, with the run's own organisation left out of the utilisation fit).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.facts.observations import Tier
from steelyard.options.physics.energy import operational_energy
from steelyard.options.physics.training import TrainingKind, accelerator_time, training_flop
from steelyard.options.training_calibration import fit_utilisation
from steelyard.options.training_draws import UTILISATION_RESIDUAL, WORLD
from steelyard.options.training_rows import scored_rows
from steelyard.quantities.units import BILLION, J_PER_MWH, SECONDS_PER_HOUR, TERA
from steelyard.uncertainty import Sample, Spread, summarise
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.facts.observations import TrainingRun
    from steelyard.options.training_rows import UtilisationRow
    from steelyard.quantities.arrays import FloatArray

N_DRAWS: Final = 4000
SEED: Final = 1
MEASURED: Final = "measured"
INDEPENDENT_TIERS: Final = frozenset({Tier.A, Tier.B, Tier.E})
FROM_HOURS: Final = "hours"
FROM_SIZE: Final = "parameters and tokens"


@dataclass(frozen=True, slots=True)
class EnergyPrediction:
    """One measured run, and what the model says of it.

    Attributes
    ----------
    run, hardware
        Which run.
    basis
        How it was measured, and where the meter stood.
    start
        ``hours`` or ``parameters and tokens``.
    measured_mwh
        Published energy. [MWh]
    predicted
        Energy, with the building's overhead only if the meter saw it. [MWh]
    """

    run: str
    hardware: str
    basis: str
    start: str
    measured_mwh: float
    predicted: Spread

    @property
    def ratio(self) -> float:
        """Predicted median over measured."""
        return self.predicted.p50 / self.measured_mwh

    @property
    def is_covered(self) -> bool:
        """Whether the 90 % interval holds the measured figure."""
        return self.predicted.p05 <= self.measured_mwh <= self.predicted.p95


@dataclass(frozen=True, slots=True)
class EnergyBacktest:
    """Predicted against measured energy.

    Attributes
    ----------
    rows
        Every prediction made.
    left_out
        Runs with an energy figure that tests nothing, and why.
    """

    rows: tuple[EnergyPrediction, ...]
    left_out: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the back-test as plain data.

        Returns
        -------
        dict
            Summary by start, every prediction, and what was left out.
        """
        return {
            "summary": {start: self._summary(start) for start in (FROM_HOURS, FROM_SIZE)},
            "predictions": [
                {
                    "run": row.run,
                    "hardware": row.hardware,
                    "basis": row.basis,
                    "from": row.start,
                    "measured_mwh": row.measured_mwh,
                    "predicted": row.predicted.as_json(),
                    "ratio": significant(row.ratio),
                    "covered": row.is_covered,
                }
                for row in self.rows
            ],
            "left_out": dict(self.left_out),
        }

    def _summary(self, start: str) -> dict[str, Any]:
        rows = [row for row in self.rows if row.start == start]
        if not rows:
            return {"runs": 0}
        error = [abs(row.ratio - 1.0) for row in rows]
        return {
            "runs": len(rows),
            "median_ratio": significant(float(np.median([row.ratio for row in rows]))),
            "median_absolute_error": significant(float(np.median(error))),
            "covered": sum(row.is_covered for row in rows),
        }


def backtest_energy(book: FactBook) -> EnergyBacktest:
    """Predict the energy of every run whose energy was measured.

    Parameters
    ----------
    book
        Facts with the published runs.

    Returns
    -------
    EnergyBacktest
        Predictions, and the rows left out with the reason.

    Notes
    -----
    Raises ``FactError`` if the power share or the PUE is missing from the book.
    """
    rows = scored_rows(book.training_runs)
    sample = Sample(N_DRAWS, SEED)
    found: list[EnergyPrediction] = []
    left_out: dict[str, str] = {}
    for run in book.training_runs:
        if run.energy_mwh is None:
            continue
        reason = _reason_to_leave_out(run, book)
        if reason:
            left_out[run.id] = reason
            continue
        found.extend(_predictions(run, run.energy_mwh, book, sample, rows))
    return EnergyBacktest(tuple(found), left_out)


def _reason_to_leave_out(run: TrainingRun, book: FactBook) -> str:
    if not run.energy_basis.startswith(MEASURED):
        return f"not measured: {run.energy_basis or 'basis not stated'}"
    if book.find(run.hardware_id or run.hardware, "tdp") is None:
        return f"no rated power of {run.hardware} in the facts"
    if not _has_hours(run) and not _has_size(run):
        return "neither independent hours nor parameters with tokens"
    return ""


def _has_hours(run: TrainingRun) -> bool:
    return run.accelerator_hours is not None and run.backtest_tier in INDEPENDENT_TIERS


def _has_size(run: TrainingRun) -> bool:
    # An encoder-decoder passes a token through half its weights, so 6ND does not describe it.
    known = None not in {run.params_active_b, run.tokens_b, run.peak_tflops}
    return known and "encoder-decoder" not in run.note


def _predictions(
    run: TrainingRun,
    measured: float,
    book: FactBook,
    sample: Sample,
    rows: tuple[UtilisationRow, ...],
) -> tuple[EnergyPrediction, ...]:
    times: dict[str, FloatArray] = {}
    if _has_hours(run) and run.accelerator_hours is not None:
        times[FROM_HOURS] = np.full(sample.n, run.accelerator_hours * SECONDS_PER_HOUR)
    if _has_size(run):
        times[FROM_SIZE] = _time_from_size(run, sample, rows)
    hardware = run.hardware_id or run.hardware
    return tuple(
        EnergyPrediction(
            run=run.id,
            hardware=hardware,
            basis=run.energy_basis,
            start=start,
            measured_mwh=measured,
            predicted=summarise(_energy(run, hardware, time, book, sample) / J_PER_MWH, "MWh"),
        )
        for start, time in times.items()
    )


def _time_from_size(
    run: TrainingRun, sample: Sample, rows: tuple[UtilisationRow, ...]
) -> FloatArray:
    active, tokens, peak = (
        np.array(value, dtype=np.float64)
        for value in (run.params_active_b, run.tokens_b, run.peak_tflops)
    )
    fit = fit_utilisation([row for row in rows if row.organisation != run.organisation])
    belief = fit.predict(
        hardware=run.hardware_id or run.hardware,
        is_mixture=run.is_mixture,
        active_b=float(active),
    )
    return accelerator_time(
        n_flop=training_flop(
            kind=TrainingKind.PRETRAINING,
            n_active_parameters=active * BILLION,
            n_tokens=tokens * BILLION,
        ),
        peak_flop_per_s=peak * TERA,
        utilisation=belief.at_score(sample.of(UTILISATION_RESIDUAL)),
    )


def _energy(
    run: TrainingRun, hardware: str, time: FloatArray, book: FactBook, sample: Sample
) -> FloatArray:
    is_whole_building = "PUE" in run.energy_basis
    pue = (
        np.maximum(sample.of(book.value(WORLD, "pue").as_parameter()), 1.0)
        if is_whole_building
        else np.ones(sample.n)
    )
    return operational_energy(
        accelerator_time=time,
        thermal_design_power=np.array(book.value(hardware, "tdp").in_unit("W").p50),
        power_share=sample.of(book.value(WORLD, "training-power-share").as_parameter()),
        pue=pue,
    )
