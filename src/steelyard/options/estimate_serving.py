"""Estimate how fast a model is served: tokens per second, latency, and the largest batch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from steelyard.errors import DomainError
from steelyard.options.serving_capacity import HALF, Capacity, Deployment, capacity_of
from steelyard.options.serving_machines import Precision, machine_of
from steelyard.options.serving_models import Architecture, architecture_of
from steelyard.quantities.units import MILLI
from steelyard.uncertainty import Spread, summarise

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.uncertainty import Sample

__all__ = [
    "Architecture",
    "Derate",
    "Precision",
    "ServingEstimate",
    "ServingRequest",
    "ServingScenario",
    "estimate_serving",
]

MAX_ACCELERATORS: Final = 100_000
"""More than any service; a larger number is a slip. [1]"""


class ServingScenario(StrEnum):
    """How requests come."""

    OFFLINE = "offline"
    SERVER = "server"


class Derate(StrEnum):
    """Whose throughput is meant."""

    NONE = "none"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class ServingRequest:
    """One question about serving.

    Attributes
    ----------
    hardware
        Accelerator, in any known spelling.
    accelerators
        Accelerators in all. [1]
    precision
        Storage of the weights.
    input_tokens, output_tokens
        Mean prompt and answer. [token]
    model
        Model id or any known spelling; empty if ``architecture`` is given.
    architecture
        A model of one's own.
    replica_accelerators
        Accelerators per copy of the weights; the smallest usual number if absent. [1]
    kv_precision
        Storage of the cache: fp16, bf16, fp8, int8; follows the weights if absent.
    scenario
        All requests at once, or as they come.
    concurrency
        Requests in flight in all; as many as fit if absent. [1]
    ttft_ms, tpot_ms
        Longest acceptable mean time to the first token, and per output token. [ms]
    derate
        ``operator`` for what an ordinary operator reaches, ``none`` for benchmark teams.
    """

    hardware: str
    accelerators: int
    precision: Precision
    input_tokens: float
    output_tokens: float
    model: str = ""
    architecture: Architecture | None = None
    replica_accelerators: int | None = None
    kv_precision: str | None = None
    scenario: ServingScenario = ServingScenario.OFFLINE
    concurrency: float | None = None
    ttft_ms: float | None = None
    tpot_ms: float | None = None
    derate: Derate = Derate.NONE


@dataclass(frozen=True, slots=True)
class ServingEstimate:
    """How fast a model is served, as it is told to people and programs.

    Attributes
    ----------
    request
        What was asked.
    model, hardware
        Their ids.
    replica_accelerators, n_replicas
        Accelerators per copy of the weights, and how many copies. [1]
    figures
        Spreads by name.
    outside_validity
        Why the model does not hold here; empty where it does.
    notes
        What else a reader must know.
    calibration
        What the efficiencies rest on, and that it may be later than the study's date.
    """

    request: ServingRequest
    model: str
    hardware: str
    replica_accelerators: int
    n_replicas: int
    figures: dict[str, Spread]
    outside_validity: str
    notes: tuple[str, ...]
    calibration: str

    def as_json(self) -> dict[str, Any]:
        """Return the estimate as plain data.

        Returns
        -------
        dict
            Every figure as ``{"p05", "p50", "p95", "unit"}``.
        """
        return {
            "model": self.model,
            "hardware": self.hardware,
            "precision": str(self.request.precision),
            "accelerators": self.request.accelerators,
            "replica_accelerators": self.replica_accelerators,
            "replicas": self.n_replicas,
            **{name: spread.as_json() for name, spread in self.figures.items()},
            "derate": str(self.request.derate),
            "outside_validity": self.outside_validity or None,
            "notes": list(self.notes),
            "calibration": self.calibration,
        }


def estimate_serving(request: ServingRequest, *, book: FactBook, sample: Sample) -> ServingEstimate:
    """Return how fast a model is served.

    Parameters
    ----------
    request
        What is asked.
    book
        The fact book.
    sample
        Random draws.

    Returns
    -------
    ServingEstimate
        Output tokens per second of all accelerators, latency, largest batch of one replica.

    Raises
    ------
    DomainError
        If an input makes no sense, the weights or one request do not fit the memory, or not even
        a single request keeps the latency limits.
    """
    _check(request)
    if request.architecture is not None:
        architecture = request.architecture
    else:
        architecture = architecture_of(book.model(request.model))
    deployment = Deployment(
        architecture=architecture,
        machine=machine_of(book, request.hardware),
        precision=request.precision,
        cache_precision=request.kv_precision,
        replica_accelerators=request.replica_accelerators,
    )
    size = deployment.replica_size
    if request.accelerators % size:
        message = (
            f"accelerators: expected a multiple of the {size} that share one copy of the weights, "
            f"found {request.accelerators}. Change it, or state replica-accelerators yourself."
        )
        raise DomainError(message)
    replicas = request.accelerators // size
    found = capacity_of(
        deployment,
        book=book,
        sample=sample,
        input_tokens=request.input_tokens,
        output_tokens=request.output_tokens,
        is_offline=request.scenario is ServingScenario.OFFLINE,
        concurrency=None if request.concurrency is None else request.concurrency / replicas,
        first_token_limit=_seconds(request.ttft_ms),
        token_limit=_seconds(request.tpot_ms),
        has_operator_derating=request.derate is Derate.OPERATOR,
    )
    if float(np.mean(found.meets_limits)) < HALF:
        raise DomainError(_too_slow(request, found))
    per_accelerator = found.tokens_per_second / size
    figures = {
        "tokens_per_second": summarise(found.tokens_per_second * replicas, "token/s"),
        "tokens_per_second_per_accelerator": summarise(per_accelerator, "token/s"),
        "ttft_ms": summarise(found.time_to_first_token / MILLI, "ms"),
        "tpot_ms": summarise(found.time_per_output_token / MILLI, "ms"),
        "max_batch": summarise(found.batch, "1"),
    }
    return ServingEstimate(
        request=request,
        model=architecture.name,
        hardware=deployment.machine.id,
        replica_accelerators=size,
        n_replicas=replicas,
        figures=figures,
        outside_validity=found.outside_validity,
        notes=_notes(request, found),
        calibration=found.calibration,
    )


def _check(request: ServingRequest) -> None:
    if bool(request.model) == (request.architecture is not None):
        message = "model: expected a model id or an architecture, found both or none. Give one."
        raise DomainError(message)
    positive: dict[str, tuple[float | None, str]] = {
        "accelerators": (request.accelerators, "1"),
        "input-tokens": (request.input_tokens, "token"),
        "output-tokens": (request.output_tokens, "token"),
        "replica-accelerators": (request.replica_accelerators, "1"),
        "concurrency": (request.concurrency, "1"),
        "ttft-ms": (request.ttft_ms, "ms"),
        "tpot-ms": (request.tpot_ms, "ms"),
    }
    for name, (value, unit) in positive.items():
        if value is not None and not (np.isfinite(value) and value > 0):
            message = f"{name}: expected a number above 0 [{unit}], found {value}. Correct it."
            raise DomainError(message)
    if request.accelerators > MAX_ACCELERATORS:
        message = (
            f"accelerators: expected at most {MAX_ACCELERATORS} [1], found {request.accelerators}. "
            "Estimate one site and multiply."
        )
        raise DomainError(message)


def _seconds(milliseconds: float | None) -> float:
    return np.inf if milliseconds is None else milliseconds * MILLI


def _too_slow(request: ServingRequest, found: Capacity) -> str:
    first = float(np.median(found.time_to_first_token)) / MILLI
    token = float(np.median(found.time_per_output_token)) / MILLI
    asked = []
    if request.ttft_ms is not None:
        asked.append(f"{request.ttft_ms:g} ms to the first token (found {first:.0f} ms)")
    if request.tpot_ms is not None:
        asked.append(f"{request.tpot_ms:g} ms per output token (found {token:.1f} ms)")
    return (
        f"latency: expected {' and '.join(asked)} for a single request, in half of the draws or "
        "more. Use more accelerators per replica, faster ones or a lower precision, or relax the "
        "limit."
    )


def _notes(request: ServingRequest, found: Capacity) -> tuple[str, ...]:
    notes = ["tokens are output tokens; max_batch is per replica, at the mean lengths given"]
    if request.scenario is ServingScenario.OFFLINE:
        notes.append("offline: ttft_ms is that of a saturated machine, requests still queued aside")
    if found.share_limited > 0:
        notes.append("the latency limits bound the batch in some draws")
    return tuple(notes)
