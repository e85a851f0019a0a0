"""Predictions without the accelerator in question, and the spread of what they miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options.backtest.serving_fit import (
    Fit,
    arrays_of,
    fit_first_token,
    fit_to,
    rates,
    select,
    throughput,
)
from steelyard.options.serving_calibration import ClassSpread
from steelyard.options.serving_machines import Family
from steelyard.uncertainty.statements import Z95, Statement
from steelyard.uncertainty.statements import Family as Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.options.backtest.serving_fit import Arrays
    from steelyard.options.backtest.serving_rows import Case
    from steelyard.options.serving_configuration import Arrival, SpreadClass
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

MIN_ROWS: Final = 10
MIN_HARDWARE: Final = 3
"""A class needs so many accelerators with so many measurements for its spread to be its own;
else the wider of its own and everyone's counts."""
COVERED_SHARE: Final = 0.90


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Each case as predicted by a fit that never saw its accelerator.

    Attributes
    ----------
    data
        The cases.
    predicted, first_token, per_token
        Throughput per accelerator [token/s] and times [s], shape ``(case,)``.
    fits
        The fit without each accelerator, in the order of ``data.hardware_ids``.
    classes
        Spread class of each case, shape ``(case,)``.
    """

    data: Arrays
    predicted: FloatArray
    first_token: FloatArray
    per_token: FloatArray
    fits: tuple[Fit, ...]
    classes: tuple[SpreadClass, ...]

    @property
    def misses(self) -> FloatArray:
        """Log of predicted over measured throughput, shape ``(case,)``."""
        return np.log(self.predicted / self.data.measured)


def hold_out(cases: Sequence[Case], *, full: Fit) -> HeldOut:
    """Return every case predicted without its accelerator.

    Parameters
    ----------
    cases
        Measurements inside validity.
    full
        The fit to all of them: only the start of each search.

    Returns
    -------
    HeldOut
        One fit per accelerator.
    """
    data = arrays_of(cases)
    predicted, first, per_token = (np.empty(len(cases)) for _ in range(3))
    measured_first = np.array([case.first_token for case in cases])
    fits = []
    for index in range(len(data.hardware_ids)):
        own = data.hardware == index
        others = select(data, ~own)
        fit = fit_first_token(others, fit_to(others, start=full), measured_first[~own])
        found = rates(select(data, own), fit)
        predicted[own] = found.tokens_per_second / np.asarray(data.replica.n_accelerators)[own]
        first[own], per_token[own] = found.time_to_first_token, found.time_per_output_token
        fits.append(fit)
    classes = tuple(case.configuration.spread_class for case in cases)
    return HeldOut(data, predicted, first, per_token, tuple(fits), classes)


def class_spread(held: HeldOut, name: SpreadClass, *, without: int | None = None) -> ClassSpread:
    """Return the spread of a class from held-out misses.

    Parameters
    ----------
    held
        Held-out predictions.
    name
        The class.
    without
        Index of an accelerator whose misses may not be used.

    Returns
    -------
    ClassSpread
        Such that nine in ten misses lie within 1.645 standard deviations.
    """
    allowed = np.ones(len(held.classes), dtype=bool)
    if without is not None:
        allowed = held.data.hardware != without
    in_class = np.array([found is name for found in held.classes]) & allowed
    own = _spread(held, in_class)
    if (np.bincount(held.data.hardware[in_class]) >= MIN_ROWS).sum() >= MIN_HARDWARE:
        return own
    everyone = _spread(held, allowed)
    return ClassSpread(max(own.total, everyone.total), max(own.within, everyone.within))


def maker_spread(cases: Sequence[Case], full: Fit) -> ClassSpread:
    """Return the spread for a maker of whose accelerators none is measured.

    Parameters
    ----------
    cases
        Measurements inside validity.
    full
        The fit to all of them: only the start of each search.

    Returns
    -------
    ClassSpread
        From misses of the smaller makers, each predicted by a fit that never saw that maker.
    """
    data = arrays_of(cases)
    makers = np.array([str(case.configuration.machine.family) for case in cases])
    misses, hardware = [], []
    for maker in sorted(set(makers) - {str(Family.NVIDIA)}):
        own = makers == maker
        fit = fit_to(select(data, ~own), start=full)
        part = select(data, own)
        misses.append(np.log(throughput(part, fit) / part.measured))
        hardware.append(part.hardware)
    return _spread_of(np.concatenate(misses), np.concatenate(hardware))


def _spread(held: HeldOut, chosen: BoolArray) -> ClassSpread:
    if not chosen.any():
        return ClassSpread(0.0, 0.0)
    return _spread_of(held.misses[chosen], held.data.hardware[chosen])


def _spread_of(misses: FloatArray, hardware: IntArray) -> ClassSpread:
    centred = misses.copy()
    for index in np.unique(hardware):
        centred[hardware == index] -= np.median(misses[hardware == index])
    weight = 1.0 / np.sqrt(np.bincount(hardware)[hardware])
    total = _weighted_quantile(np.abs(misses), weight) / Z95
    within = _weighted_quantile(np.abs(centred), weight) / Z95
    return ClassSpread(total, min(within, total))


def _weighted_quantile(values: FloatArray, weight: FloatArray) -> float:
    order = np.argsort(values)
    position = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][np.searchsorted(position, COVERED_SHARE)])


def first_token_factor(held: HeldOut, cases: Sequence[Case], arrival: Arrival) -> Statement:
    """Return measured over computed time to first token.

    Parameters
    ----------
    held
        Held-out predictions.
    cases
        The same cases.
    arrival
        How requests meet at the machine.

    Returns
    -------
    Statement
        Log-normal; quantiles of the ratio over all such cases. [1]
    """
    known = has_first_token(cases, arrival)
    measured = np.array([case.first_token for case in cases])[known]
    p05, p50, p95 = np.quantile(measured / held.first_token[known], [0.05, 0.5, 0.95])
    return Statement(float(p05), float(p50), float(p95), Shape.LOGNORMAL)


def has_first_token(cases: Sequence[Case], arrival: Arrival) -> BoolArray:
    """Return which cases test the time to first token of an arrival.

    Parameters
    ----------
    cases
        Measurements.
    arrival
        How requests meet at the machine.

    Returns
    -------
    BoolArray
        Shape ``(case,)``.
    """
    return np.array([
        np.isfinite(c.first_token) and c.configuration.arrival is arrival for c in cases
    ])


def is_operator(case: Case) -> bool:
    """Return whether a measurement is an operator's and not a maker's.

    Parameters
    ----------
    case
        The measurement.

    Returns
    -------
    bool
        True for an MLPerf entry on NVIDIA hardware served with unmodified open software.
    """
    open_software = "vllm" in case.software.lower()
    nvidia = case.configuration.machine.family is Family.NVIDIA
    return case.series.startswith("mlp") and nvidia and open_software


def operator_ratios(cases: Sequence[Case], full: Fit) -> FloatArray:
    """Return what operators reach of the throughput that the fit expects.

    Parameters
    ----------
    cases
        Measurements inside validity.
    full
        The fit to all of them.

    Returns
    -------
    FloatArray
        Measured over computed, sorted, shape ``(operator case,)``. [1]
    """
    data = arrays_of(cases)
    ratio = data.measured / throughput(data, full)
    return np.sort(ratio[np.array([is_operator(case) for case in cases])])
