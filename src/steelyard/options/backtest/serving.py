"""Back-test of serving: every accelerator's throughput, predicted without that accelerator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.options.backtest.serving_fit import arrays_of, fit_to, select, throughput
from steelyard.options.backtest.serving_rows import count_reasons, read_cases
from steelyard.options.backtest.serving_spread import (
    class_spread,
    has_first_token,
    hold_out,
    operator_ratios,
)
from steelyard.options.serving_configuration import Arrival
from steelyard.uncertainty.statements import Z95
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.facts.book import FactBook
    from steelyard.options.backtest.serving_fit import Fit
    from steelyard.options.backtest.serving_rows import Case
    from steelyard.options.backtest.serving_spread import HeldOut
    from steelyard.quantities.arrays import BoolArray, FloatArray

OVERALL_ERROR: Final = 0.20
HARDWARE_ERROR: Final = 0.35
HARDWARE_ROWS: Final = 10
COVERAGE_RANGE: Final = (0.80, 0.97)
NEAR: Final = 0.25


@dataclass(frozen=True, slots=True)
class GroupAccuracy:
    """How near the predictions of a group of measurements come.

    Attributes
    ----------
    name
        The group.
    n_rows
        Measurements. [1]
    median_absolute_error
        Median of the absolute difference of predicted to measured, over measured. [1]
    bias
        Median of predicted over measured. [1]
    coverage
        Share of measurements inside the 90 % interval. [1]
    """

    name: str
    n_rows: int
    median_absolute_error: float
    bias: float
    coverage: float

    def as_json(self) -> dict[str, Any]:
        """Return the accuracy as plain data.

        Returns
        -------
        dict
            Ten significant digits.
        """
        return {
            "rows": self.n_rows,
            "median_absolute_error": significant(self.median_absolute_error),
            "bias": significant(self.bias),
            "coverage_90": significant(self.coverage),
        }


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A measurement of a kind the model does not describe, and how wrong it is there.

    Attributes
    ----------
    id, hardware, reason
        Which, and why it is outside.
    predicted_over_measured
        Ratio of throughputs. [1]
    """

    id: str
    hardware: str
    reason: str
    predicted_over_measured: float


@dataclass(frozen=True, slots=True)
class ServingBacktest:
    """Predicted against published serving throughput.

    Attributes
    ----------
    overall
        All measurements inside validity.
    near_share
        Share of them predicted within 25 %. [1]
    by_hardware
        Each accelerator, predicted without it.
    by_class, by_mode
        The same predictions by spread class and by how requests arrive.
    per_token
        Time per output token, where requests in flight are fixed; no interval is tested.
    first_token
        Time to first token by arrival; no interval is tested.
    operators
        Measured over computed for operators on open software, sorted; what derating rests on. [1]
    outside
        Measurements outside validity that can be computed.
    dropped, outside_not_computed
        Measurements that cannot be computed: inside, and outside validity, by reason.
    """

    overall: GroupAccuracy
    near_share: float
    by_hardware: tuple[GroupAccuracy, ...]
    by_class: tuple[GroupAccuracy, ...]
    by_mode: tuple[GroupAccuracy, ...]
    per_token: GroupAccuracy
    first_token: tuple[GroupAccuracy, ...]
    operators: tuple[float, ...]
    outside: tuple[OutsideRow, ...]
    dropped: dict[str, int]
    outside_not_computed: dict[str, int]

    @property
    def passed(self) -> bool:
        """Whether the errors and the intervals are within what is promised."""
        low, high = COVERAGE_RANGE
        return (
            self.overall.median_absolute_error <= OVERALL_ERROR
            and low <= self.overall.coverage <= high
            and all(
                group.median_absolute_error <= HARDWARE_ERROR
                for group in self.by_hardware
                if group.n_rows >= HARDWARE_ROWS
            )
        )

    def as_json(self) -> dict[str, Any]:
        """Return the back-test as plain data.

        Returns
        -------
        dict
            Accuracy overall and by group, what is outside validity, what could not be computed.
        """
        return {
            "held_out": "hardware",
            "overall": self.overall.as_json() | {"within_25_percent": significant(self.near_share)},
            "hardware": {group.name: group.as_json() for group in self.by_hardware},
            "class": {group.name: group.as_json() for group in self.by_class},
            "mode": {group.name: group.as_json() for group in self.by_mode},
            "time_per_output_token": _without_interval(self.per_token),
            "time_to_first_token": {
                group.name: _without_interval(group) for group in self.first_token
            },
            "operator_over_computed": [significant(ratio) for ratio in self.operators],
            "outside_validity": {
                "rows": len(self.outside) + sum(self.outside_not_computed.values()),
                "computed": [
                    {
                        "id": row.id,
                        "hardware": row.hardware,
                        "reason": row.reason,
                        "predicted_over_measured": significant(row.predicted_over_measured),
                    }
                    for row in self.outside
                ],
                "not_computed": self.outside_not_computed,
            },
            "without_full_configuration": self.dropped,
            "passed": self.passed,
        }


def backtest_serving(facts: FactBook) -> ServingBacktest:
    """Return how near the serving model comes to measurements it was not fitted to.

    Parameters
    ----------
    facts
        The fact book. Measurements are not filtered by its date; cards and accelerators are.

    Returns
    -------
    ServingBacktest
        Leave-one-accelerator-out: efficiencies, corrections and spreads are all learnt without it.
    """
    cases = read_cases(facts)
    full = fit_to(arrays_of(cases.inside))
    held = hold_out(cases.inside, full=full)
    covered = _covered(held)
    hardware = np.array([case.hardware for case in cases.inside])
    classes = np.array([str(name) for name in held.classes])
    modes = np.array([str(case.configuration.mode) for case in cases.inside])
    everything = np.ones(len(cases.inside), dtype=bool)
    error = np.abs(np.expm1(held.misses))
    return ServingBacktest(
        overall=_accuracy("all", held.misses, covered, everything),
        near_share=float(np.mean(error <= NEAR)),
        by_hardware=_groups(hardware, held.misses, covered),
        by_class=_groups(classes, held.misses, covered),
        by_mode=_groups(modes, held.misses, covered),
        per_token=_times(Arrival.TOGETHER, held, cases.inside, of_first=False),
        first_token=tuple(
            _times(arrival, held, cases.inside, of_first=True) for arrival in Arrival
        ),
        operators=tuple(float(ratio) for ratio in operator_ratios(cases.inside, full)),
        outside=_outside(cases.outside, full),
        dropped=count_reasons(row for row in cases.dropped if not row.is_outside_validity),
        outside_not_computed=count_reasons(row for row in cases.dropped if row.is_outside_validity),
    )


def _covered(held: HeldOut) -> BoolArray:
    """Tell which measurements lie inside intervals learnt without their accelerator.

    Returns
    -------
    BoolArray
        Shape ``(case,)``.
    """
    covered = np.zeros(held.misses.size, dtype=bool)
    names = np.array([str(name) for name in held.classes])
    for index, fit in enumerate(held.fits):
        for name in dict.fromkeys(held.classes):
            chosen = (held.data.hardware == index) & (names == str(name))
            if not chosen.any():
                continue
            reach = Z95 * class_spread(held, name, without=index).total
            part = select(held.data, chosen)
            slow, fast = throughput(part, fit, reach), throughput(part, fit, -reach)
            covered[chosen] = (slow <= part.measured) & (part.measured <= fast)
    return covered


def _accuracy(
    name: str, misses: FloatArray, covered: BoolArray, chosen: BoolArray
) -> GroupAccuracy:
    return GroupAccuracy(
        name=name,
        n_rows=int(chosen.sum()),
        median_absolute_error=float(np.median(np.abs(np.expm1(misses[chosen])))),
        bias=float(np.exp(np.median(misses[chosen]))),
        coverage=float(np.mean(covered[chosen])),
    )


def _groups(
    names: np.ndarray[Any, np.dtype[np.str_]], misses: FloatArray, covered: BoolArray
) -> tuple[GroupAccuracy, ...]:
    return tuple(_accuracy(str(name), misses, covered, names == name) for name in np.unique(names))


def _times(
    arrival: Arrival, held: HeldOut, cases: Sequence[Case], *, of_first: bool
) -> GroupAccuracy:
    if of_first:
        known = has_first_token(cases, arrival)
        measured, computed = [case.first_token for case in cases], held.first_token
    else:
        # Where requests arrive as they come, the limit and not the machine sets the pace.
        known = np.array([bool(np.isfinite(c.per_token * c.concurrency)) for c in cases])
        measured, computed = [case.per_token for case in cases], held.per_token
    misses = np.log(computed / np.array(measured))
    return _accuracy(str(arrival), misses, np.ones(misses.size, dtype=bool), known)


def _without_interval(group: GroupAccuracy) -> dict[str, Any]:
    return {key: value for key, value in group.as_json().items() if key != "coverage_90"}


def _outside(cases: Sequence[Case], full: Fit) -> tuple[OutsideRow, ...]:
    if not cases:
        return ()
    data = arrays_of(cases)
    ratio = throughput(data, full) / data.measured
    return tuple(
        OutsideRow(case.id, case.hardware, case.outside_validity, float(value))
        for case, value in zip(cases, ratio, strict=True)
    )
