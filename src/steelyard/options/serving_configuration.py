"""What of a deployment decides its corrections and the size of their misses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.options.serving_machines import EIGHT, Family

if TYPE_CHECKING:
    from steelyard.options.serving_machines import Machine, Precision
    from steelyard.options.serving_models import Architecture

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


class Arrival(StrEnum):
    """How requests meet at the machine, which decides the wait for the first token."""

    TOGETHER = "together"
    IN_TURN = "in-turn"


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
    UNMEASURED_MAKER = "unmeasured-maker"


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
    def arrival(self) -> Arrival:
        """Whether requests arrive as they come, or many at once."""
        in_turn = self.mode in {Mode.SERVER, Mode.INTERACTIVE}
        return Arrival.IN_TURN if in_turn else Arrival.TOGETHER

    @property
    def spread_class(self) -> SpreadClass:
        """Which misses its own are like."""
        if self.machine.family is Family.OTHER:
            return SpreadClass.UNMEASURED_MAKER
        if self.machine.family is not Family.NVIDIA:
            return SpreadClass.OTHER_MAKER
        if self.machine.is_pcie:
            return SpreadClass.PCIE
        if self.architecture.is_mixture:
            return SpreadClass.NVLINK_MIXTURE
        return SpreadClass.NVLINK_DENSE


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
