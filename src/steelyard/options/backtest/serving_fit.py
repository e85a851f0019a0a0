"""Fit of the serving model to measurements, by robust least squares on logarithms.

Efficiencies, factors of configurations and factors of single accelerators are fitted together. The
two kinds of factors are held towards 1 by a prior, so that an accelerator with few measurements
says little of itself and a class without measurements says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import least_squares

from steelyard.options.physics.replica import (
    Efficiency,
    Limits,
    Replica,
    ServedModel,
    Traffic,
    serve,
)
from steelyard.options.serving_calibration import EFFICIENCIES, Waits, compute_name
from steelyard.options.serving_configuration import Arrival, Effect, Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from steelyard.options.backtest.serving_rows import Case
    from steelyard.options.physics.memory import Number
    from steelyard.options.physics.replica import ServingRates
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

START: Final = {
    "bandwidth": 0.68,
    "compute-16bit": 0.66,
    "compute-8bit": 0.60,
    "compute-4bit": 0.36,
    "compute-mixture": 0.73,
    "link": 0.62,
    "layer-overhead": 54e-6,
    "sequence-overhead": 10e-6,
    "reduce-latency": 23e-6,
}
"""Where the search starts and the prior is centred: our research fit to half of the rows."""
PRIOR_EFFICIENCY: Final = 0.7
PRIOR_EFFECT: Final = 0.5
PRIOR_HARDWARE: Final = 0.1
"""Prior standard deviations of logarithms. [1]"""
NOISE: Final = 0.15
"""Miss up to which the loss is quadratic, in logarithms. [1]"""
NO_WAIT: Final = Waits(0.0, 1.0)
_STEPS: Final = 20
_DIFFERENCE: Final = 1e-3
_SHIFT: Final = 1.0
"""Keeps coordinates away from zero, where relative difference steps vanish."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """Cases as arrays of shape ``(case,)``, ready for the kernels.

    Attributes
    ----------
    model, replica, traffic, limits
        Inputs of the kernels.
    measured
        Output tokens per second and accelerator. [token/s]
    bits, is_mixture
        Arithmetic width, and whether the model is a mixture.
    is_in_turn
        Whether requests arrive as they come.
    effects
        Whether a factor applies, shape ``(case, effect)``.
    hardware
        Index into ``hardware_ids``.
    hardware_ids
        Accelerators, sorted.
    """

    model: ServedModel
    replica: Replica
    traffic: Traffic
    limits: Limits
    measured: FloatArray
    bits: IntArray
    is_mixture: BoolArray
    is_in_turn: BoolArray
    effects: BoolArray
    hardware: IntArray
    hardware_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted figures.

    Attributes
    ----------
    efficiencies
        By name, in the units of ``EFFICIENCIES``.
    effects
        Factor on every time, by effect. [1]
    hardware
        Factor on every time, by accelerator; only those fitted to. [1]
    waits
        Of the time to first token by arrival, fitted after the rest.
    """

    efficiencies: dict[str, float]
    effects: dict[str, float]
    hardware: dict[str, float]
    waits: Mapping[str, Waits] = field(default_factory=lambda: dict.fromkeys(Arrival, NO_WAIT))


def arrays_of(cases: Sequence[Case]) -> Arrays:
    """Return cases as arrays.

    Parameters
    ----------
    cases
        Measurements with a full configuration.

    Returns
    -------
    Arrays
        In the order of the cases.
    """

    def column(values: list[float]) -> FloatArray:
        return np.array(values, dtype=np.float64)

    hardware_ids = tuple(sorted({case.hardware for case in cases}))
    return Arrays(
        model=ServedModel(
            *(column([getattr(c.model, f.name) for c in cases]) for f in fields(ServedModel))
        ),
        replica=Replica(
            *(column([getattr(c.replica, f.name) for c in cases]) for f in fields(Replica))
        ),
        traffic=Traffic(
            n_input_tokens=column([c.n_input_tokens for c in cases]),
            n_output_tokens=column([c.n_output_tokens for c in cases]),
        ),
        limits=Limits(
            concurrency=column([c.concurrency for c in cases]),
            time_per_output_token=column([c.token_limit for c in cases]),
            holds_answers=np.array([c.configuration.mode is not Mode.STATIC_BATCH for c in cases]),
        ),
        measured=column([c.measured for c in cases]),
        bits=np.array([
            c.configuration.machine.arithmetic_bits(c.configuration.precision) for c in cases
        ]),
        is_mixture=np.array([c.configuration.architecture.is_mixture for c in cases]),
        is_in_turn=np.array([c.configuration.arrival is Arrival.IN_TURN for c in cases]),
        effects=np.array([[e in c.configuration.effects for e in Effect] for c in cases]),
        hardware=np.array([hardware_ids.index(c.hardware) for c in cases]),
        hardware_ids=hardware_ids,
    )


def select(data: Arrays, keep: BoolArray) -> Arrays:
    """Return some of the cases.

    Parameters
    ----------
    data
        Cases.
    keep
        Which, shape ``(case,)``.

    Returns
    -------
    Arrays
        Those, with the same list of accelerators.
    """
    return Arrays(
        model=ServedModel(*(getattr(data.model, f.name)[keep] for f in fields(ServedModel))),
        replica=Replica(*(getattr(data.replica, f.name)[keep] for f in fields(Replica))),
        traffic=Traffic(*(getattr(data.traffic, f.name)[keep] for f in fields(Traffic))),
        limits=Limits(
            concurrency=np.asarray(data.limits.concurrency)[keep],
            time_per_output_token=np.asarray(data.limits.time_per_output_token)[keep],
            holds_answers=np.asarray(data.limits.holds_answers)[keep],
        ),
        measured=data.measured[keep],
        bits=data.bits[keep],
        is_mixture=data.is_mixture[keep],
        is_in_turn=data.is_in_turn[keep],
        effects=data.effects[keep],
        hardware=data.hardware[keep],
        hardware_ids=data.hardware_ids,
    )


def rates(data: Arrays, fit: Fit, log_miss: FloatArray | float = 0.0) -> ServingRates:
    """Return what a fit says of cases.

    Parameters
    ----------
    data
        Cases.
    fit
        Fitted figures; an accelerator it was not fitted to has factor 1.
    log_miss
        Added to the logarithm of the factor on every time, shape ``(case,)``. [1]

    Returns
    -------
    ServingRates
        Of one replica each, shape ``(case,)``.
    """
    of_effects = np.log([fit.effects[effect] for effect in Effect])
    of_hardware = np.log([fit.hardware.get(name, 1.0) for name in data.hardware_ids])
    slowdown = np.exp(data.effects @ of_effects + of_hardware[data.hardware] + log_miss)
    in_turn, together = fit.waits[Arrival.IN_TURN], fit.waits[Arrival.TOGETHER]
    waits = [
        np.where(data.is_in_turn, turn, crowd)
        for turn, crowd in zip(in_turn, together, strict=True)
    ]
    return _serve(data, fit.efficiencies, slowdown, waits)


def throughput(data: Arrays, fit: Fit, log_miss: FloatArray | float = 0.0) -> FloatArray:
    """Return output tokens per second and accelerator.

    Parameters
    ----------
    data
        Cases.
    fit
        Fitted figures.
    log_miss
        Added to the logarithm of the factor on every time, shape ``(case,)``. [1]

    Returns
    -------
    FloatArray
        Shape ``(case,)``. [token/s]
    """
    found = rates(data, fit, log_miss).tokens_per_second / data.replica.n_accelerators
    return np.asarray(found, dtype=np.float64)


def _serve(
    data: Arrays,
    constants: dict[str, float],
    slowdown: FloatArray,
    waits: Sequence[Number] = NO_WAIT,
) -> ServingRates:
    compute = np.select(
        [data.bits == bits for bits in (16, 8, 4)],
        [constants[compute_name(bits)] for bits in (16, 8, 4)],
    ) * np.where(data.is_mixture, constants["compute-mixture"], 1.0)
    return serve(
        model=data.model,
        replica=data.replica,
        traffic=data.traffic,
        limits=data.limits,
        efficiency=Efficiency(
            bandwidth=constants["bandwidth"],
            compute=compute,
            link=constants["link"],
            layer_overhead=constants["layer-overhead"],
            sequence_overhead=constants["sequence-overhead"],
            reduce_latency=constants["reduce-latency"],
            prompts_ahead_share=waits[0],
            n_steps_waited=waits[1],
            slowdown=slowdown,
        ),
    )


def fit_to(data: Arrays, *, start: Fit | None = None) -> Fit:
    """Return the figures that fit cases best.

    Parameters
    ----------
    data
        Cases to fit to.
    start
        Where to start the search; the research fit if absent.

    Returns
    -------
    Fit
        Efficiencies, factors of configurations and of accelerators.

    Notes
    -----
    Residual: log of predicted over measured throughput, in units of ``NOISE``, each accelerator
    weighted by the square root of its number of cases, soft-L1 beyond one unit. Priors as given
    above. Deterministic.
    """
    present = np.unique(data.hardware)
    names = [data.hardware_ids[index] for index in present]
    column = np.searchsorted(present, data.hardware)
    counts = np.bincount(data.hardware, minlength=len(data.hardware_ids))[data.hardware]
    weight = counts**-0.5
    weight = np.sqrt(weight / weight.mean())
    centre = np.log([START[name] for name in EFFICIENCIES])
    n_constants, n_effects = len(EFFICIENCIES), len(Effect)
    log_measured = np.log(data.measured)
    priors = np.concatenate([
        np.full(n_constants, PRIOR_EFFICIENCY),
        np.full(n_effects, PRIOR_EFFECT),
        np.full(len(names), PRIOR_HARDWARE),
    ])

    def residuals(shifted: FloatArray) -> FloatArray:
        point = shifted - _SHIFT
        constants, effects, hardware = np.split(point, [n_constants, n_constants + n_effects])
        slowdown = np.exp(data.effects @ effects + hardware[column])
        values = dict(zip(EFFICIENCIES, np.exp(centre + constants), strict=True))
        found = _serve(data, values, slowdown)
        miss = np.log(found.tokens_per_second / data.replica.n_accelerators) - log_measured
        scaled = weight * miss / NOISE
        soft = np.sign(scaled) * np.sqrt(2.0 * (np.sqrt(1.0 + scaled**2) - 1.0))
        return np.concatenate([soft, point / priors])

    answer = least_squares(
        residuals,
        _SHIFT + _point(start, names, centre),
        diff_step=np.full(priors.size, _DIFFERENCE),
        max_nfev=_STEPS,
    ).x
    answer = answer - _SHIFT
    constants, effects, hardware = np.split(answer, [n_constants, n_constants + n_effects])
    return Fit(
        efficiencies=_named(EFFICIENCIES, np.exp(centre + constants)),
        effects=_named(Effect, np.exp(effects)),
        hardware=_named(names, np.exp(hardware)),
    )


def fit_first_token(data: Arrays, fit: Fit, measured: FloatArray) -> Fit:
    """Return a fit with the figures of the time to first token.

    Parameters
    ----------
    data
        Cases, of which some have a measured time to first token.
    fit
        Figures fitted to throughput.
    measured
        Measured times, not a number elsewhere, shape ``(case,)``. [s]

    Returns
    -------
    Fit
        The same with ``waits`` for both arrivals.
    """
    known = np.isfinite(measured)
    waits: dict[str, Waits] = {}
    for arrival in Arrival:
        chosen = known & (data.is_in_turn == (arrival is Arrival.IN_TURN))
        waits[str(arrival)] = _waits(select(data, chosen), fit, np.log(measured[chosen]))
    return replace(fit, waits=waits)


def _waits(data: Arrays, fit: Fit, log_measured: FloatArray) -> Waits:
    def computed(share: float, steps: float) -> FloatArray:
        trial = replace(fit, waits=dict.fromkeys(Arrival, Waits(share, steps)))
        return np.asarray(rates(data, trial).time_to_first_token, dtype=np.float64)

    # The computed time is linear in the two, so three evaluations give its parts.
    prompt = computed(0.0, 0.0)
    ahead, step = computed(1.0, 0.0) - prompt, computed(0.0, 1.0) - prompt

    def residuals(point: FloatArray) -> FloatArray:
        share, steps = np.exp(point)
        log_miss = np.log(prompt + share * ahead + steps * step) - log_measured
        return np.asarray(log_miss, dtype=np.float64)

    start, least, most = np.log([[0.01, 3.0], [1e-4, 0.5], [1.0, 100.0]])
    found = least_squares(residuals, start, bounds=(least, most), loss="soft_l1", f_scale=0.3)
    share, steps = np.exp(found.x)
    return Waits(float(share), float(steps))


def _point(start: Fit | None, names: list[str], centre: FloatArray) -> FloatArray:
    if start is None:
        return np.zeros(len(EFFICIENCIES) + len(Effect) + len(names))
    return np.concatenate([
        np.log([start.efficiencies[name] for name in EFFICIENCIES]) - centre,
        np.log([start.effects[effect] for effect in Effect]),
        np.log([start.hardware[name] for name in names]),
    ])


def _named(names: Iterable[str], values: FloatArray) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(names, values, strict=True)}
