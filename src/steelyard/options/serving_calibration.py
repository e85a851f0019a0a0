"""How far real serving stays behind the peaks: fitted figures, and the spread around them.

The figures are fitted to the shipped measurements by :mod:`steelyard.options.backtest.serving_fit`
and kept as derived facts in ``serving_calibration.csv``. They may be later than the date of a
study: how fast a machine serves is no decision of that time, and reports print it as hindsight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.errors import FactError
from steelyard.facts.tables import CALIBRATION_TABLE
from steelyard.options.physics.replica import Efficiency
from steelyard.options.serving_configuration import Arrival, SpreadClass
from steelyard.uncertainty.statements import Z95, Statement
from steelyard.uncertainty.statements import Family as Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.facts.schema import FactRow
    from steelyard.facts.tables import FactTables
    from steelyard.options.physics.memory import Number
    from steelyard.options.serving_configuration import Configuration

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

    def common(self, n_rows: int) -> float:
        """Return the standard deviation of what an accelerator's configurations share.

        Parameters
        ----------
        n_rows
            Measurements of the accelerator in the fit. [1]

        Returns
        -------
        float
            ``between`` for none, falling towards 0. [1]
        """
        between, within = self.between**2, self.within**2
        if between == 0.0:
            return 0.0
        return float(np.sqrt(between * within / (within + n_rows * between)))


class SlowdownParts(NamedTuple):
    """Factor on every time of a configuration.

    Attributes
    ----------
    median
        Fitted. [1]
    common
        What all configurations of the accelerator share, around 1. [1]
    own
        What is the configuration's own, around 1. [1]
    """

    median: float
    common: Statement
    own: Statement


class Waits(NamedTuple):
    """What stands between arrival and first token besides one's own prompt.

    Attributes
    ----------
    prompts_ahead_share
        Prompts read before one's own, as a share of the batch. [1]
    n_steps_waited
        Decode steps waited. [1]
    """

    prompts_ahead_share: float
    n_steps_waited: float


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
    waits
        By arrival.
    first_token_factor
        Measured over computed time to first token, by arrival. [1]
    rows_digest
        Digest of the measurements and facts fitted to.
    """

    efficiencies: Mapping[str, float]
    effects: Mapping[str, float]
    hardware: Mapping[str, float]
    n_rows: Mapping[str, int]
    spreads: Mapping[str, ClassSpread]
    waits: Mapping[str, Waits]
    first_token_factor: Mapping[str, Statement]
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

    def slowdown_parts(self, configuration: Configuration) -> SlowdownParts:
        """Return the factor on every time of a configuration, with its spread in two parts.

        Parameters
        ----------
        configuration
            The deployment.

        Returns
        -------
        SlowdownParts
            Log-normal parts around 1. [1]
        """
        spread = self.spreads[configuration.spread_class]
        common = spread.common(self.n_rows.get(configuration.machine.id, 0))
        return SlowdownParts(
            median=self.median_slowdown(configuration),
            common=_around_one(common),
            own=_around_one(spread.within),
        )

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
        waits = self.waits[configuration.arrival]
        return Efficiency(
            bandwidth=fitted["bandwidth"],
            compute=compute,
            link=fitted["link"],
            layer_overhead=fitted["layer-overhead"],
            sequence_overhead=fitted["sequence-overhead"],
            reduce_latency=fitted["reduce-latency"],
            prompts_ahead_share=waits.prompts_ahead_share,
            n_steps_waited=waits.n_steps_waited,
            slowdown=slowdown,
        )


def _around_one(deviation: float) -> Statement:
    if deviation == 0.0:
        return Statement.point(1.0)
    reach = float(np.exp(Z95 * deviation))
    return Statement(1.0 / reach, 1.0, reach, Shape.LOGNORMAL)


def load_calibration(tables: FactTables) -> Calibration:
    """Return the shipped calibration, whatever the date of the study.

    Parameters
    ----------
    tables
        The files, of which one is the calibration table.

    Returns
    -------
    Calibration
        Fitted figures.

    Raises
    ------
    FactError
        If the table lacks a figure.
    """
    rows = tables.serving_calibration
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
        waits={
            str(arrival): Waits(
                only(f"prompts-ahead-share-{arrival}").p50, only(f"steps-waited-{arrival}").p50
            )
            for arrival in Arrival
        },
        first_token_factor={
            str(arrival): only(f"first-token-factor-{arrival}").statement for arrival in Arrival
        },
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
