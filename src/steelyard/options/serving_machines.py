"""Accelerators as the serving kernels see them: rates, memory, links, classes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.errors import FactError
from steelyard.options.physics.replica import Replica
from steelyard.quantities.units import BILLION

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook

SIXTEEN: Final = 16
EIGHT: Final = 8
FOUR: Final = 4
PCIE_BANDWIDTH: Final = 64 * BILLION
"""Links up to this rate are PCIe. [byte/s]"""


class Precision(StrEnum):
    """Storage of the weights."""

    FP16 = "fp16"
    BF16 = "bf16"
    FP8 = "fp8"
    INT8 = "int8"
    FP4 = "fp4"
    MXFP4 = "mxfp4"
    INT4 = "int4"


BYTES_PER_PARAMETER: Final = {
    Precision.FP16: 2.0,
    Precision.BF16: 2.0,
    Precision.FP8: 1.0,
    Precision.INT8: 1.0,
    Precision.FP4: 0.5625,  # one 8-bit scale for 16 values
    Precision.MXFP4: 0.53125,  # one 8-bit scale for 32 values
    Precision.INT4: 0.5625,  # one 16-bit scale and zero point for 64 values, about
}
"""Scale factors included. [byte]"""
CACHE_BYTES: Final = {"fp16": 2.0, "bf16": 2.0, "fp8": 1.0, "int8": 1.0}
"""Bytes per cached element by its precision. [byte]"""


class Family(StrEnum):
    """Makers whose accelerators are measured; the others share no correction."""

    NVIDIA = "nvidia"
    AMD = "amd"
    ARC = "arc"
    OTHER = "other"


_FAMILY_PREFIXES: Final = {
    Family.AMD: ("MI",),
    Family.ARC: ("Arc-",),
    Family.OTHER: ("Ascend-", "Gaudi", "TPU-", "Trainium"),
    Family.NVIDIA: (
        *("A10", "A30", "A40", "A80", "B20", "B30", "GB", "GH", "H10", "H20", "H80", "L4"),
        *("RTX-", "V100"),
    ),
}


@dataclass(frozen=True, slots=True)
class Machine:
    """What of an accelerator determines its speed, in coherent units.

    Attributes
    ----------
    id
        Its id.
    family
        Maker.
    memory_bytes, memory_bandwidth
        Of one accelerator. [byte], [byte/s]
    link_bandwidth
        To its peers, one way; absent if no source states it. [byte/s]
    peaks
        Dense peak by arithmetic width in bits: 16, and 8 or 4 where it has them. [FLOP/s]
    eight_bit_format
        ``fp8`` or ``int8``, or empty.
    """

    id: str
    family: Family
    memory_bytes: float
    memory_bandwidth: float
    link_bandwidth: float | None
    peaks: dict[int, float]
    eight_bit_format: str

    @property
    def is_pcie(self) -> bool:
        """Whether its peers are reached over PCIe (or no source states another link)."""
        return self.link_bandwidth is None or self.link_bandwidth <= PCIE_BANDWIDTH

    def arithmetic_bits(self, precision: Precision) -> int:
        """Return the width at which it computes with weights of a precision.

        Parameters
        ----------
        precision
            Storage of the weights.

        Returns
        -------
        int
            16, 8 or 4: weights it has no unit for are widened to 16 bit. [1]
        """
        if precision in {Precision.FP4, Precision.MXFP4}:
            return FOUR if FOUR in self.peaks else SIXTEEN
        if precision is Precision.FP8:
            return EIGHT if self.eight_bit_format == "fp8" else SIXTEEN
        if precision is Precision.INT8:
            return EIGHT if EIGHT in self.peaks else SIXTEEN
        return SIXTEEN


def family_of(hardware: str) -> Family:
    """Return the maker's family of an accelerator.

    Parameters
    ----------
    hardware
        Its id.

    Returns
    -------
    Family
        ``other`` if its maker's accelerators are not measured.
    """
    for family, prefixes in _FAMILY_PREFIXES.items():
        if hardware.startswith(prefixes):
            return family
    return Family.OTHER


def machine_of(facts: FactBook, hardware: str) -> Machine:
    """Return what the facts say of an accelerator.

    Parameters
    ----------
    facts
        The fact book.
    hardware
        Id or any known spelling.

    Returns
    -------
    Machine
        In coherent units.
    """
    identifier = facts.hardware_id(hardware)

    def stated(parameter: str, unit: str) -> float:
        return facts.value(identifier, parameter).in_unit(unit).p50

    peaks: dict[int, float] = {}
    for bits in (SIXTEEN, EIGHT, FOUR):
        found = facts.find(identifier, f"dense-flops-{bits}bit")
        if found is not None:
            peaks[bits] = found.in_unit("FLOP/s").p50
    link = facts.find(identifier, "link-bandwidth")
    eight = facts.find_status(identifier, "eight-bit-format")
    return Machine(
        id=identifier,
        family=family_of(identifier),
        memory_bytes=stated("memory-capacity", "byte"),
        memory_bandwidth=stated("memory-bandwidth", "byte/s"),
        link_bandwidth=None if link is None else link.in_unit("byte/s").p50,
        peaks=peaks,
        eight_bit_format="" if eight is None else eight.value,
    )


def replica_of(
    machine: Machine, precision: Precision, *, n_accelerators: int, n_stages: int = 1
) -> Replica:
    """Return a group of accelerators as the kernels want it.

    Parameters
    ----------
    machine
        The accelerator.
    precision
        Storage of the weights, which decides the arithmetic.
    n_accelerators
        Accelerators that share one copy of the weights. [1]
    n_stages
        Pipeline stages among them. [1]

    Returns
    -------
    Replica
        Input of the kernels.

    Raises
    ------
    FactError
        If the peak, or the link of a replica of several accelerators, is not known.
    """
    bits = machine.arithmetic_bits(precision)
    if bits not in machine.peaks:
        message = (
            f"hardware '{machine.id}': no dense {bits}-bit rate is known. Add the row "
            f"'dense-flops-{bits}bit', or choose another precision."
        )
        raise FactError(message)
    if machine.link_bandwidth is None and n_accelerators > n_stages:
        message = (
            f"hardware '{machine.id}': no source states its link, which a replica of "
            f"{n_accelerators} accelerators needs. Add the row 'link-bandwidth', or serve the "
            "model on one accelerator."
        )
        raise FactError(message)
    return Replica(
        n_accelerators=float(n_accelerators),
        n_stages=float(n_stages),
        flops_per_second=machine.peaks[bits],
        memory_bytes=machine.memory_bytes,
        memory_bandwidth=machine.memory_bandwidth,
        # One accelerator exchanges nothing; the number only has to be positive.
        link_bandwidth=machine.link_bandwidth or PCIE_BANDWIDTH,
    )
