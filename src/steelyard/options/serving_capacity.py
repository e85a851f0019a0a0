"""What one replica of a model gives, drawn with its spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import DomainError
from steelyard.options.physics.memory import USABLE_MEMORY_SHARE
from steelyard.options.physics.replica import ENGINE_BATCH_LIMIT, Limits, Traffic, serve
from steelyard.options.serving_calibration import load_calibration
from steelyard.options.serving_configuration import EARLY_SOFTWARE_UNTIL, Configuration, mode_of
from steelyard.options.serving_machines import Precision, machine_of, replica_of
from steelyard.options.serving_models import architecture_of, served_model, usual_replica
from steelyard.options.serving_validity import reason_outside_validity
from steelyard.quantities.units import BILLION
from steelyard.uncertainty import Parameter

if TYPE_CHECKING:
    from steelyard.facts.book import FactBook
    from steelyard.options.physics.memory import Number
    from steelyard.options.physics.replica import ServedModel
    from steelyard.options.serving_calibration import Calibration
    from steelyard.options.serving_configuration import Arrival
    from steelyard.options.serving_machines import Machine
    from steelyard.options.serving_models import Architecture
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample

HALF: Final = 0.5
"""A deployment is refused if it does not work in half of the draws. [1]"""
_ALL_BUT: Final = 0.999
"""A batch nearer than this to its ceiling counts as at it: bisection ends a little below. [1]"""
_WHOLE: Final = 1e-6
"""What bisection may lack of a whole batch. [1]"""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A model on accelerators.

    Attributes
    ----------
    architecture, machine, precision
        What is served, on what, in which storage.
    cache_precision
        Storage of the cache; follows the weights if absent.
    replica_accelerators
        Accelerators per copy of the weights; the smallest usual number if absent. [1]
    """

    architecture: Architecture
    machine: Machine
    precision: Precision
    cache_precision: str | None = None
    replica_accelerators: int | None = None

    @property
    def served(self) -> ServedModel:
        """The model as the kernels want it."""
        return served_model(self.architecture, self.precision, self.cache_precision)

    @property
    def replica_size(self) -> int:
        """Accelerators per copy of the weights."""
        if self.replica_accelerators is not None:
            return self.replica_accelerators
        return usual_replica(self.served, self.machine)


@dataclass(frozen=True, slots=True, eq=False)
class Capacity:
    """One replica, shape ``(draw,)`` throughout.

    Attributes
    ----------
    n_accelerators
        Accelerators of the replica. [1]
    tokens_per_second
        Output tokens. [token/s]
    time_per_output_token, time_to_first_token
        Means at that load. [s]
    batch
        Requests answered together, the largest that memory and limits allow. [1]
    meets_limits
        Whether a single request keeps the latency limits.
    share_limited
        Share of draws in which a latency limit, not memory, bounds the batch. [1]
    outside_validity
        Why the model does not hold here; empty where it does.
    inputs
        Ids of the parameters behind the spread.
    calibration
        What the efficiencies rest on.
    """

    n_accelerators: int
    tokens_per_second: FloatArray
    time_per_output_token: FloatArray
    time_to_first_token: FloatArray
    batch: FloatArray
    meets_limits: BoolArray
    share_limited: float
    outside_validity: str
    inputs: tuple[str, ...]
    calibration: str


def serving_capacity(
    *,
    book: FactBook,
    sample: Sample,
    model: str,
    hardware: str,
    precision: str,
    input_tokens: Number,
    output_tokens: Number,
    replica_accelerators: int | None = None,
    first_token_limit: Number = np.inf,
    token_limit: Number = np.inf,
    has_operator_derating: bool = True,
) -> Capacity:
    """Return what one replica of a model gives in a service with users.

    Parameters
    ----------
    book, sample
        Facts and draws.
    model, hardware
        Ids or any known spelling.
    precision
        Storage of the weights.
    input_tokens, output_tokens
        Mean prompt and answer, scalar or shape ``(draw,)``. [token]
    replica_accelerators
        Accelerators per copy of the weights; the smallest usual number if absent. [1]
    first_token_limit, token_limit
        Longest acceptable means, scalar or shape ``(draw,)``. [s]
    has_operator_derating
        Whether an ordinary operator runs it, not a benchmark team.

    Returns
    -------
    Capacity
        Where not even one request keeps a limit, ``meets_limits`` is false in that draw.
    """
    deployment = Deployment(
        architecture=architecture_of(book.model(model)),
        machine=machine_of(book, hardware),
        precision=Precision(precision),
        replica_accelerators=replica_accelerators,
    )
    return capacity_of(
        deployment,
        book=book,
        sample=sample,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        is_offline=False,
        concurrency=None,
        first_token_limit=first_token_limit,
        token_limit=token_limit,
        has_operator_derating=has_operator_derating,
    )


def capacity_of(
    deployment: Deployment,
    *,
    book: FactBook,
    sample: Sample,
    input_tokens: Number,
    output_tokens: Number,
    is_offline: bool,
    concurrency: float | None,
    first_token_limit: Number,
    token_limit: Number,
    has_operator_derating: bool,
) -> Capacity:
    """Return what one replica of a deployment gives.

    Parameters
    ----------
    deployment
        The model on accelerators.
    book, sample
        Facts and draws.
    input_tokens, output_tokens
        Mean prompt and answer, scalar or shape ``(draw,)``. [token]
    is_offline
        Whether all requests are there from the start.
    concurrency
        Requests in flight per replica; as many as fit if absent. [1]
    first_token_limit, token_limit
        Longest acceptable means, scalar or shape ``(draw,)``; infinite if none. [s]
    has_operator_derating
        Whether an ordinary operator runs it, not a benchmark team.

    Returns
    -------
    Capacity
        Of one replica.
    """
    size = deployment.replica_size
    calibration = load_calibration(book.tables)
    tightest = float(np.min(token_limit))
    configuration = Configuration(
        architecture=deployment.architecture,
        machine=deployment.machine,
        precision=deployment.precision,
        mode=mode_of(
            is_offline=is_offline,
            has_concurrency=concurrency is not None,
            token_limit=tightest,
        ),
        has_early_software=book.as_of < EARLY_SOFTWARE_UNTIL,
    )
    served = deployment.served
    replica = replica_of(deployment.machine, deployment.precision, n_accelerators=size)
    slowdown, inputs = _slowdown(calibration, configuration, sample)
    if has_operator_derating:
        derating = book.value("world", "operator-derating").as_parameter("1")
        slowdown = slowdown / sample.of(derating)
        inputs = (*inputs, derating.id)
    first = _first_token_parameter(calibration, configuration.arrival)
    first_token_factor = sample.of(first)
    rates = serve(
        model=served,
        replica=replica,
        traffic=Traffic(n_input_tokens=input_tokens, n_output_tokens=output_tokens),
        limits=Limits(
            concurrency=np.inf if concurrency is None else concurrency,
            time_per_output_token=token_limit,
            # The kernel's time is computed, the limit is of the time that users will measure.
            time_to_first_token=first_token_limit / first_token_factor,
        ),
        efficiency=calibration.efficiency(configuration, slowdown),
    )
    _require_fit(
        deployment=deployment,
        size=size,
        memory_batch=rates.memory_batch,
        n_tokens=np.asarray(input_tokens) + output_tokens,
    )
    most = ENGINE_BATCH_LIMIT if concurrency is None else concurrency
    ceiling = np.minimum(rates.memory_batch, most)
    return Capacity(
        n_accelerators=size,
        tokens_per_second=rates.tokens_per_second,
        time_per_output_token=rates.time_per_output_token,
        time_to_first_token=rates.time_to_first_token * first_token_factor,
        batch=np.floor(rates.batch + _WHOLE),
        meets_limits=rates.meets_limits,
        share_limited=float(np.mean(rates.batch < ceiling * _ALL_BUT)),
        outside_validity=reason_outside_validity(
            configuration, token_limit=tightest, n_replica_accelerators=size
        ),
        inputs=(*inputs, first.id),
        calibration=(
            f"fit to {sum(calibration.n_rows.values())} measurements up to 2026, digest "
            f"{calibration.rows_digest}: hindsight for a study of an earlier date"
        ),
    )


def _slowdown(
    calibration: Calibration, configuration: Configuration, sample: Sample
) -> tuple[FloatArray, tuple[str, ...]]:
    """Draw the factor on every time: fitted median, and what is common to an accelerator and not.

    Returns
    -------
    tuple[FloatArray, tuple[str, ...]]
        Shape ``(draw,)``, and the ids of the two parameters.
    """
    parts = calibration.slowdown_parts(configuration)
    hardware, model = configuration.machine.id, configuration.architecture.name
    common = Parameter(
        # Makers' spreads differ by class of model, so each class has a score of its own.
        f"model:serving-slowdown/{hardware}/{configuration.spread_class}",
        parts.common,
        "1",
        f"serving speed of {hardware}",
    )
    own = Parameter(
        f"model:serving-slowdown/{hardware}/{model}/{configuration.precision}/{configuration.mode}",
        parts.own,
        "1",
        f"serving speed of {model} on {hardware}",
    )
    values = sample.of(common) * sample.of(own) * parts.median
    return np.asarray(values, dtype=np.float64), (common.id, own.id)


def _first_token_parameter(calibration: Calibration, arrival: Arrival) -> Parameter:
    return Parameter(
        f"model:serving-first-token/{arrival}",
        calibration.first_token_factor[arrival],
        "1",
        "measured over computed time to first token",
    )


def _require_fit(
    *,
    deployment: Deployment,
    size: int,
    memory_batch: FloatArray,
    n_tokens: FloatArray,
) -> None:
    """Refuse a deployment whose memory does not hold one request in half of the draws.

    Raises
    ------
    DomainError
        With the memory needed and available.
    """
    if float(np.mean(memory_batch >= 1)) >= HALF:
        return
    served = deployment.served
    weights = float(served.other_weight_bytes) + float(served.expert_weight_bytes)
    tokens = float(np.median(n_tokens))
    cache = tokens * float(served.kv_bytes_per_token) / USABLE_MEMORY_SHARE
    have = size * deployment.machine.memory_bytes
    message = (
        f"{deployment.architecture.name} at {deployment.precision} on {size} x "
        f"{deployment.machine.id}: expected {(weights + cache) / BILLION:.1f} GB of memory "
        f"(weights {weights / BILLION:.1f}, one request of {tokens:.0f} tokens "
        f"{cache / BILLION:.1f}), found {have / BILLION:.1f} GB. Use more accelerators per "
        "replica, accelerators with more memory, or a lower precision."
    )
    raise DomainError(message)
