"""The models held against published runs and measurements, with the bars they must clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steelyard.options.backtest.claims import examine_claim_7b
from steelyard.options.backtest.energy import backtest_energy
from steelyard.options.backtest.serving import (
    COVERAGE_RANGE as SERVING_COVERAGE,
)
from steelyard.options.backtest.serving import (
    HARDWARE_ERROR,
    HARDWARE_ROWS,
    OVERALL_ERROR,
    backtest_serving,
)
from steelyard.options.backtest.training import (
    COVERAGE_RANGE as TRAINING_COVERAGE,
)
from steelyard.options.backtest.training import (
    NOISE,
    SCORED_FACTORS,
    backtest_training,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.facts.book import FactBook
    from steelyard.options.backtest.claims import ClaimExamination
    from steelyard.options.backtest.energy import EnergyBacktest
    from steelyard.options.backtest.serving import ServingBacktest
    from steelyard.options.backtest.training import TrainingBacktest

PARTS: Final = ("training", "energy", "claim", "serving")


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise about accuracy, and what was found.

    Attributes
    ----------
    part
        ``training``, ``serving`` or ``energy``.
    name
        What is measured.
    expected
        The bar; empty where a figure is only reported.
    found
        What came out.
    is_met
        Whether it clears the bar; None where there is none.
    """

    part: str
    name: str
    expected: str
    found: str
    is_met: bool | None

    def as_json(self) -> dict[str, Any]:
        """Return the bar as plain data.

        Returns
        -------
        dict
            Every attribute; ``met`` is null where a figure is only reported.
        """
        return {
            "part": self.part,
            "name": self.name,
            "expected": self.expected or None,
            "found": self.found,
            "met": self.is_met,
        }


@dataclass(frozen=True, slots=True)
class BacktestReport:
    """All back-tests.

    Attributes
    ----------
    training, serving, energy, claim
        The four parts.
    """

    training: TrainingBacktest
    serving: ServingBacktest
    energy: EnergyBacktest
    claim: ClaimExamination

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What was promised and what was found, part by part."""
        return (
            *_training_bars(self.training),
            *_serving_bars(self.serving),
            *_energy_bars(self.energy),
        )

    @property
    def outside(self) -> tuple[str, ...]:
        """What the serving model cannot predict, by reason, with how wrong it is there."""
        by_reason: dict[str, list[float]] = {}
        for row in self.serving.outside:
            by_reason.setdefault(row.reason, []).append(row.predicted_over_measured)
        lines = [
            f"{reason}: {len(ratios)} measurements, "
            f"predicted {min(ratios):.2g} to {max(ratios):.2g} times the measured"
            for reason, ratios in sorted(by_reason.items())
        ]
        lines += [
            f"{reason}: {n} measurements, not computed"
            for reason, n in sorted(self.serving.outside_not_computed.items())
        ]
        return tuple(lines)

    @property
    def passed(self) -> bool:
        """Whether no bar is missed."""
        return all(bar.is_met is not False for bar in self.bars)

    def as_json(self) -> dict[str, Any]:
        """Return the back-tests as plain data.

        Returns
        -------
        dict
            ``passed``, ``bars``, and each part in full.
        """
        return {
            "passed": self.passed,
            "bars": [bar.as_json() for bar in self.bars],
            "outside_validity": list(self.outside),
            "training": self.training.as_json(),
            "serving": self.serving.as_json(),
            "energy": self.energy.as_json(),
            "claim_7b_in_30_days": self.claim.as_json(),
        }


def run_backtest(
    book: FactBook, *, progress: Callable[[str, int], None] | None = None
) -> BacktestReport:
    """Hold the models against published runs and measurements.

    Parameters
    ----------
    book
        The facts; measurements later than its date are used too, cards and accelerators are not.
    progress
        Called after each part with its name and the number of all parts.

    Returns
    -------
    BacktestReport
        The four parts and the bars.
    """

    def done(part: str) -> None:
        if progress is not None:
            progress(part, len(PARTS))

    training = backtest_training(book)
    done("training")
    energy = backtest_energy(book)
    done("energy")
    claim = examine_claim_7b(book)
    done("claim")
    serving = backtest_serving(book)
    done("serving")
    return BacktestReport(training=training, serving=serving, energy=energy, claim=claim)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _coverage(part: str, found: float, bounds: tuple[float, float]) -> Bar:
    low, high = bounds
    return Bar(
        part,
        "measurements inside the 90 % interval",
        f"{100 * low:.0f} to {100 * high:.0f} %",
        _percent(found),
        low <= found <= high,
    )


def _training_bars(found: TrainingBacktest) -> Iterator[Bar]:
    for factor in SCORED_FACTORS:
        ours, constant = (
            accuracy.within[str(factor)] for accuracy in (found.model, found.baseline)
        )
        yield Bar(
            "training",
            f"runs predicted within x{factor:g}",
            f"at least {_percent(constant)} of the constant, less {100 * NOISE:.0f} points",
            f"{_percent(ours)} of {len(found.rows)}",
            ours >= constant - NOISE,
        )
    yield _coverage("training", found.coverage, TRAINING_COVERAGE)


def _serving_bars(found: ServingBacktest) -> Iterator[Bar]:
    overall = found.overall
    yield Bar(
        "serving",
        "median absolute error",
        f"at most {100 * OVERALL_ERROR:.0f} %",
        f"{_percent(overall.median_absolute_error)} of {overall.n_rows}",
        overall.median_absolute_error <= OVERALL_ERROR,
    )
    for group in found.by_hardware:
        if group.n_rows >= HARDWARE_ROWS:
            yield Bar(
                "serving",
                f"median absolute error, {group.name}",
                f"at most {100 * HARDWARE_ERROR:.0f} %",
                f"{_percent(group.median_absolute_error)} of {group.n_rows}",
                group.median_absolute_error <= HARDWARE_ERROR,
            )
    yield _coverage("serving", overall.coverage, SERVING_COVERAGE)


def _energy_bars(found: EnergyBacktest) -> Iterator[Bar]:
    for start, summary in found.as_json()["summary"].items():
        if summary["runs"]:
            yield Bar(
                "energy",
                f"measured runs, from {start}",
                "",
                f"{summary['covered']} of {summary['runs']} inside the 90 % interval, "
                f"median ratio {summary['median_ratio']:.2f}",
                None,
            )
