"""Back-test of training hours: every organisation's runs, predicted without that organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.options.training_calibration import fit_utilisation
from steelyard.options.training_rows import scored_rows
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.facts.book import FactBook
    from steelyard.options.training_rows import UtilisationRow
    from steelyard.quantities.arrays import FloatArray

FACTORS: Final = (1.25, 1.5, 2.0)
SCORED_FACTORS: Final = (1.5, 2.0)
NOISE: Final = 0.03
"""Two or three rows of some seventy: smaller differences are not told apart."""
COVERAGE_RANGE: Final = (0.82, 0.97)


@dataclass(frozen=True, slots=True)
class RunPrediction:
    """One published run, and what was believed of it without its organisation.

    Attributes
    ----------
    run, organisation, hardware
        Which run.
    group
        Chip family and architecture.
    actual
        Implied run-level utilisation. [1]
    p05, p50, p95
        Predicted utilisation. [1]
    baseline
        Geometric mean of all runs of other organisations. [1]
    """

    run: str
    organisation: str
    hardware: str
    group: str
    actual: float
    p05: float
    p50: float
    p95: float
    baseline: float

    @property
    def hours_ratio(self) -> float:
        """Predicted over actual accelerator-hours."""
        return self.actual / self.p50

    @property
    def is_covered(self) -> bool:
        """Whether the 90 % interval holds the actual figure."""
        return self.p05 <= self.actual <= self.p95


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How near a predictor comes.

    Attributes
    ----------
    within
        Share of runs within each factor, as ``{"1.5": 0.7}``. [1]
    rms_log
        Root mean square of the log ratio. [1]
    """

    within: dict[str, float]
    rms_log: float

    def as_json(self) -> dict[str, Any]:
        """Return the accuracy as plain data.

        Returns
        -------
        dict
            Shares by factor, and the log error.
        """
        within = {factor: significant(share) for factor, share in self.within.items()}
        return {"within": within, "rms_log": significant(self.rms_log)}


@dataclass(frozen=True, slots=True)
class TrainingBacktest:
    """Predicted against published accelerator-hours.

    Attributes
    ----------
    rows
        Every scored run.
    model, baseline
        Accuracy of the fit, and of the constant it must equal or beat.
    coverage
        Share of runs inside the 90 % interval. [1]
    coverage_by_group
        The same per group, with the number of runs.
    """

    rows: tuple[RunPrediction, ...]
    model: Accuracy
    baseline: Accuracy
    coverage: float
    coverage_by_group: dict[str, tuple[int, float]]

    @property
    def passed(self) -> bool:
        """Whether the fit equals or beats the constant and its intervals are honest."""
        low, high = COVERAGE_RANGE
        near = all(
            self.model.within[str(factor)] >= self.baseline.within[str(factor)] - NOISE
            for factor in SCORED_FACTORS
        )
        return near and low <= self.coverage <= high

    def as_json(self) -> dict[str, Any]:
        """Return the back-test as plain data.

        Returns
        -------
        dict
            Accuracy of both predictors, coverage, the verdict, and every run.
        """
        return {
            "runs": len(self.rows),
            "organisations": len({row.organisation for row in self.rows}),
            "held_out": "organisation",
            "model": self.model.as_json(),
            "baseline_geometric_mean": self.baseline.as_json(),
            "coverage_90": significant(self.coverage),
            "coverage_90_by_group": {
                group: {"runs": n, "coverage": significant(share)}
                for group, (n, share) in self.coverage_by_group.items()
            },
            "passed": self.passed,
            "predictions": [
                {
                    "run": row.run,
                    "organisation": row.organisation,
                    "hardware": row.hardware,
                    "utilisation": significant(row.actual),
                    "p05": significant(row.p05),
                    "p50": significant(row.p50),
                    "p95": significant(row.p95),
                    "hours_ratio": significant(row.hours_ratio),
                }
                for row in self.rows
            ],
        }


def backtest_training(book: FactBook) -> TrainingBacktest:
    """Predict every scored run from the runs of all other organisations.

    Parameters
    ----------
    book
        Facts with the published runs.

    Returns
    -------
    TrainingBacktest
        Accuracy beside the leave-one-organisation-out geometric mean, and coverage.

    Notes
    -----
    The whole fit, its three standard deviations included, is made anew without the organisation.
    Hours scale as one over utilisation, so a factor in one is the same factor in the other.
    """
    rows = scored_rows(book.training_runs)
    predictions: dict[str, RunPrediction] = {}
    for organisation in sorted({row.organisation for row in rows}):
        others = [row for row in rows if row.organisation != organisation]
        own = [row for row in rows if row.organisation == organisation]
        predictions.update((found.run, found) for found in _held_out(own, others))
    ordered = tuple(predictions[row.run] for row in rows)
    actual = np.array([row.actual for row in ordered])
    return TrainingBacktest(
        rows=ordered,
        model=_accuracy(actual, np.array([row.p50 for row in ordered])),
        baseline=_accuracy(actual, np.array([row.baseline for row in ordered])),
        coverage=float(np.mean([row.is_covered for row in ordered])),
        coverage_by_group=_coverage_by_group(ordered),
    )


def _held_out(
    own: Sequence[UtilisationRow], others: Sequence[UtilisationRow]
) -> tuple[RunPrediction, ...]:
    fit = fit_utilisation(others)
    constant = float(np.exp(np.mean(np.log([row.utilisation for row in others]))))
    found = []
    for row in own:
        stated = fit.predict(
            hardware=row.hardware, is_mixture=row.is_mixture, active_b=row.active_b
        ).statement()
        architecture = "mixture" if row.is_mixture else "dense"
        found.append(
            RunPrediction(
                run=row.run,
                organisation=row.organisation,
                hardware=row.hardware,
                group=f"{row.family.value} {architecture}",
                actual=row.utilisation,
                p05=stated.p05,
                p50=stated.p50,
                p95=stated.p95,
                baseline=constant,
            )
        )
    return tuple(found)


def _accuracy(actual: FloatArray, predicted: FloatArray) -> Accuracy:
    error = np.abs(np.log(actual / predicted))
    within = {str(factor): float(np.mean(error <= np.log(factor))) for factor in FACTORS}
    return Accuracy(within, float(np.sqrt(np.mean(error**2))))


def _coverage_by_group(rows: Sequence[RunPrediction]) -> dict[str, tuple[int, float]]:
    found = {}
    for group in sorted({row.group for row in rows}):
        covered = [row.is_covered for row in rows if row.group == group]
        found[group] = (len(covered), float(np.mean(covered)))
    return found
