"""How far real serving stays behind the peaks: fitted figures, and the spread around them.

The figures are fitted to the shipped measurements by :mod:`steelyard.options.backtest.serving_fit`
and kept as derived facts in ``serving_calibration.csv``. They may be later than the date of a
study: how fast a machine serves is no decision of that time, and reports print it as hindsight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import FactError
from steelyard.facts.schema import FactRow
from steelyard.options.physics.replica import Efficiency
from steelyard.options.serving_machines import EIGHT, Family
from steelyard.uncertainty.statements import Z95, Statement
from steelyard.uncertainty.statements import Family as Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.facts.book import FactBook
    from steelyard.options.physics.memory import Number
    from steelyard.options.serving_machines import Machine, Precision
    from steelyard.options.serving_models import Architecture

CALIBRATION_TABLE: Final = "serving_calibration.csv"
EARLY_SOFTWARE_UNTIL: Final = date(2025, 1, 1)
"""Serving software of before this day is a generation of its own."""
INTERACTIVE_TIME: Final = 0.040
"""A limit on the time per output token up to this makes a service interactive. [s]"""


class Mode(StrEnum):
    """How requests reach the machine."""

    OFFLINE = "offline"
    CLOSED_LOOP = "closed-loop"
    SERVER = "server"
    INTERACTIVE = "interactive"
    STATIC_BATCH = "static-batch"


class Effect(StrEnum):
    """Properties of a configuration that multiply every time by a fitted factor."""

    SERVER = "server"
    INTERACTIVE = "interactive"
    STATIC_BATCH = "static-batch"
    PCIE = "pcie"
    AMD = "amd"
    AMD_8BIT = "amd-8bit"
    ARC = "arc"
    MIXTURE = "mixture"
    LATENT_ATTENTION = "latent-attention"
    EARLY_SOFTWARE = "early-software"


class SpreadClass(StrEnum):
    """Configurations whose misses are alike in size."""

    NVLINK_DENSE = "nvlink-dense"
    NVLINK_MIXTURE = "nvlink-mixture"
    PCIE = "pcie"
    OTHER_MAKER = "other-maker"


EFFICIENCIES: Final = {
    "bandwidth": "1",
    "compute-16bit": "1",
    "compute-8bit": "1",
    "compute-4bit": "1",
    "compute-mixture": "1",
    "link": "1",
    "layer-overhead": "s",
    "sequence-overhead": "s",
    "reduce-latency": "s",
}
"""Fitted constants of the step time, with their units."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What of a deployment decides its corrections; never its measured speed.

    Attributes
    ----------
    architecture, machine, precision
        What is served, on what, in which storage.
    mode
        How requests reach it.
    has_early_software
        Whether the serving software is of before 2025.
    """

    architecture: Architecture
    machine: Machine
    precision: Precision
    mode: Mode
    has_early_software: bool = False

    @property
    def effects(self) -> frozenset[Effect]:
        """Which factors apply."""
        machine, bits = self.machine, self.machine.arithmetic_bits(self.precision)
        applies = {
            Effect.SERVER: self.mode is Mode.SERVER,
            Effect.INTERACTIVE: self.mode is Mode.INTERACTIVE,
            Effect.STATIC_BATCH: self.mode is Mode.STATIC_BATCH,
            Effect.PCIE: machine.family is Family.NVIDIA and machine.is_pcie,
            Effect.AMD: machine.family is Family.AMD,
            Effect.AMD_8BIT: machine.family is Family.AMD and bits == EIGHT,
            Effect.ARC: machine.family is Family.ARC,
            Effect.MIXTURE: self.architecture.is_mixture,
            Effect.LATENT_ATTENTION: self.architecture.has_latent_attention,
            Effect.EARLY_SOFTWARE: self.has_early_software,
        }
        return frozenset(effect for effect, holds in applies.items() if holds)

    @property
    def spread_class(self) -> SpreadClass:
        """Which misses its own are like."""
        if self.machine.family is not Family.NVIDIA:
            return SpreadClass.OTHER_MAKER
        if self.machine.is_pcie:
            return SpreadClass.PCIE
        if self.architecture.is_mixture:
            return SpreadClass.NVLINK_MIXTURE
        return SpreadClass.NVLINK_DENSE


@dataclass(frozen=True, slots=True)
class ClassSpread:
    """Misses of one class: log of predicted over measured.

    Attributes
    ----------
    total
        Standard deviation for accelerators not measured. [1]
    within
        Standard deviation among configurations of one accelerator. [1]
    """

    total: float
    within: float

    @property
    def between(self) -> float:
        """Standard deviation among accelerators. [1]."""
        return float(np.sqrt(max(self.total**2 - self.within**2, 0.0)))

    def of(self, n_rows: int) -> float:
        """Return the standard deviation for an accelerator measured so many times.

        Parameters
        ----------
        n_rows
            Measurements of the accelerator in the fit. [1]

        Returns
        -------
        float
            ``total`` for none, falling towards ``within``. [1]
        """
        between, within = self.between**2, self.within**2
        if between == 0.0:
            return self.within
        return float(np.sqrt(within + between * within / (within + n_rows * between)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted figures of the serving model.

    Attributes
    ----------
    efficiencies
        By the names of ``EFFICIENCIES``, in their units.
    effects
        Factor on every time, by effect; absent is 1. [1]
    hardware
        Factor on every time of one accelerator, shrunk towards 1. [1]
    n_rows
        Measurements in the fit, by accelerator. [1]
    spreads
        By class.
    prompts_ahead_share, n_steps_waited
        Prompts read before one's own, as a share of the batch, and decode steps waited. [1]
    first_token_factor
        Measured over computed time to first token. [1]
    operator_derating
        Throughput of an operator over that of the benchmark teams. [1]
    rows_digest
        Digest of the measurements and facts fitted to.
    """

    efficiencies: Mapping[str, float]
    effects: Mapping[str, float]
    hardware: Mapping[str, float]
    n_rows: Mapping[str, int]
    spreads: Mapping[str, ClassSpread]
    prompts_ahead_share: float
    n_steps_waited: float
    first_token_factor: Statement
    operator_derating: Statement
    rows_digest: str

    def median_slowdown(self, configuration: Configuration) -> float:
        """Return the fitted factor on every time of a configuration.

        Parameters
        ----------
        configuration
            The deployment.

        Returns
        -------
        float
            1 is the plain dense offline case on an accelerator not measured. [1]
        """
        factor = self.hardware.get(configuration.machine.id, 1.0)
        for effect in configuration.effects:
            factor *= self.effects.get(effect, 1.0)
        return factor

    def slowdown(self, configuration: Configuration) -> Statement:
        """Return the factor on every time of a configuration, with its spread.

        Parameters
        ----------
        configuration
            The deployment.

        Returns
        -------
        Statement
            Log-normal. [1]
        """
        median = self.median_slowdown(configuration)
        spread = self.spreads[configuration.spread_class]
        reach = np.exp(Z95 * spread.of(self.n_rows.get(configuration.machine.id, 0)))
        return Statement(median / reach, median, median * reach, Shape.LOGNORMAL)

    def efficiency(self, configuration: Configuration, slowdown: Number) -> Efficiency:
        """Return the kernels' efficiencies for a configuration.

        Parameters
        ----------
        configuration
            The deployment.
        slowdown
            Factor on every time, scalar or shape ``(draw,)``. [1]

        Returns
        -------
        Efficiency
            Input of the kernels.
        """
        fitted = self.efficiencies
        bits = configuration.machine.arithmetic_bits(configuration.precision)
        compute = fitted[compute_name(bits)]
        if configuration.architecture.is_mixture:
            compute *= fitted["compute-mixture"]
        return Efficiency(
            bandwidth=fitted["bandwidth"],
            compute=compute,
            link=fitted["link"],
            layer_overhead=fitted["layer-overhead"],
            sequence_overhead=fitted["sequence-overhead"],
            reduce_latency=fitted["reduce-latency"],
            prompts_ahead_share=self.prompts_ahead_share,
            n_steps_waited=self.n_steps_waited,
            slowdown=slowdown,
        )


def mode_of(
    *, is_offline: bool, has_concurrency: bool, token_limit: float, is_static: bool = False
) -> Mode:
    """Return how requests reach a machine.

    Parameters
    ----------
    is_offline
        Whether all requests are there from the start.
    has_concurrency
        Whether the number of requests in flight is fixed.
    token_limit
        Limit on the time per output token, infinite if none. [s]
    is_static
        Whether one batch of a fixed size is decoded to its end.

    Returns
    -------
    Mode
        The class whose correction applies.
    """
    if is_static:
        return Mode.STATIC_BATCH
    if is_offline:
        return Mode.OFFLINE
    if has_concurrency:
        return Mode.CLOSED_LOOP
    return Mode.INTERACTIVE if token_limit <= INTERACTIVE_TIME else Mode.SERVER


def load_calibration(facts: FactBook) -> Calibration:
    """Return the shipped calibration, whatever the date of the study.

    Parameters
    ----------
    facts
        The fact book whose folder holds the table.

    Returns
    -------
    Calibration
        Fitted figures.

    Raises
    ------
    FactError
        If the table lacks a figure.
    """
    tables = facts.tables
    rows = tables.records(FactRow, tables.raw_csv(CALIBRATION_TABLE))
    by_key = {(row.entity, row.parameter): row for row in rows}

    def general(prefix: str) -> dict[str, float]:
        return {
            row.parameter.removeprefix(prefix): row.p50
            for row in rows
            if row.entity == "serving-model" and row.parameter.startswith(prefix)
        }

    def only(parameter: str) -> FactRow:
        found = by_key.get(("serving-model", parameter))
        if found is None:
            message = (
                f"{CALIBRATION_TABLE}: no row '{parameter}' of 'serving-model'. "
                "Refit with `python benchmarks/refit_serving.py`."
            )
            raise FactError(message)
        return found

    efficiencies = general("efficiency-")
    for name in EFFICIENCIES:
        only(f"efficiency-{name}")
    spreads = {
        str(name): ClassSpread(
            total=only(f"spread-total-{name}").p50, within=only(f"spread-within-{name}").p50
        )
        for name in SpreadClass
    }
    return Calibration(
        efficiencies=efficiencies,
        effects=general("effect-"),
        hardware={row.entity: row.p50 for row in rows if row.parameter == "serving-slowdown"},
        n_rows={row.entity: int(row.p50) for row in rows if row.parameter == "serving-rows"},
        spreads=spreads,
        prompts_ahead_share=only("prompts-ahead-share").p50,
        n_steps_waited=only("steps-waited").p50,
        first_token_factor=only("first-token-factor").statement,
        operator_derating=only("operator-derating").statement,
        rows_digest=only("efficiency-bandwidth").locator.rsplit(" ", 1)[-1],
    )


def compute_name(bits: int) -> str:
    """Return the name of the efficiency of arithmetic of a width.

    Parameters
    ----------
    bits
        16, 8 or 4. [1]

    Returns
    -------
    str
        A name in ``EFFICIENCIES``.

    Examples
    --------
    >>> compute_name(16)
    'compute-16bit'
    """
    return f"compute-{bits}bit"
