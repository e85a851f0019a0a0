"""One replica at work: the accelerators that share one copy of a model's weights.

Its step time follows from bytes read, operations done, and overheads; continuous batching
interleaves prompts with decoding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.options.physics.memory import largest_batch_in_memory, weight_bytes_read
from steelyard.options.physics.serving import (
    all_reduce_time,
    decode_flops,
    decode_step_time,
    first_token_time,
    inter_token_time,
    prefill_flops,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.options.physics.memory import Number
    from steelyard.quantities.arrays import BoolArray, FloatArray

ENGINE_BATCH_LIMIT: Final = 4096.0
"""Sequences that serving engines decode together at most. [1]"""
_ACTIVATION_BYTES: Final = 2.0
_REDUCTIONS_PER_LAYER: Final = 2.0
_BISECTIONS: Final = 28


@dataclass(frozen=True, slots=True)
class ServedModel:
    """What a model costs to run, at the precision it is served in.

    Attributes
    ----------
    n_layers, hidden_size
        Depth and width. [1]
    attention_width
        Query heads times head size. [1]
    n_active_parameters
        Parameters used per token. [1]
    other_weight_bytes, expert_weight_bytes
        Weights that always work, and those of all routed experts. [byte]
    n_experts, n_active_experts
        Routed experts, and how many a token passes; 1 and 1 for a dense model. [1]
    kv_bytes_per_token
        Cache of one token. [byte]
    """

    n_layers: Number
    hidden_size: Number
    attention_width: Number
    n_active_parameters: Number
    other_weight_bytes: Number
    expert_weight_bytes: Number
    n_experts: Number
    n_active_experts: Number
    kv_bytes_per_token: Number


@dataclass(frozen=True, slots=True)
class Replica:
    """The accelerators that share one copy of the weights.

    Attributes
    ----------
    n_accelerators
        All of them. [1]
    n_stages
        Pipeline stages among them; 1 when every layer is split over all. [1]
    flops_per_second
        Dense peak of one accelerator at the arithmetic used. [FLOP/s]
    memory_bytes
        Memory of one accelerator. [byte]
    memory_bandwidth
        Memory bandwidth of one accelerator. [byte/s]
    link_bandwidth
        Bandwidth of one accelerator to its peers, one way. [byte/s]
    """

    n_accelerators: Number
    n_stages: Number
    flops_per_second: Number
    memory_bytes: Number
    memory_bandwidth: Number
    link_bandwidth: Number


@dataclass(frozen=True, slots=True)
class Efficiency:
    """How far real systems stay behind their peaks.

    Attributes
    ----------
    bandwidth, compute, link
        Reached shares of the peaks. [1]
    layer_overhead
        Time per layer and step that no rate explains. [s]
    sequence_overhead
        Time per sequence and step: sampling, scheduling. [s]
    reduce_latency
        Start of one all-reduce. [s]
    prompts_ahead_share, n_steps_waited
        Prompts read before one's own, as a share of the batch, and decode steps waited. [1]
    slowdown
        Factor on every time, scalar or shape ``(draw,)``. [1]
    """

    bandwidth: Number
    compute: Number
    link: Number
    layer_overhead: Number
    sequence_overhead: Number
    reduce_latency: Number
    prompts_ahead_share: Number
    n_steps_waited: Number
    slowdown: Number


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one request asks for.

    Attributes
    ----------
    n_input_tokens, n_output_tokens
        Prompt and answer, scalar or shape ``(draw,)``. [token]
    """

    n_input_tokens: Number
    n_output_tokens: Number


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds the batch besides memory; infinite where nothing does.

    Attributes
    ----------
    concurrency
        Requests in flight per replica. [1]
    time_per_output_token
        Longest acceptable mean. [s]
    time_to_first_token
        Longest acceptable mean. [s]
    holds_answers
        False for a static batch of a stated size, whose size is taken as given.
    """

    concurrency: Number = np.inf
    time_per_output_token: Number = np.inf
    time_to_first_token: Number = np.inf
    holds_answers: bool | BoolArray = True


class ServingRates(NamedTuple):
    """One replica at work.

    Attributes
    ----------
    batch
        Sequences decoded together, shape ``(draw,)``. [1]
    memory_batch
        Sequences that memory would hold. [1]
    time_per_output_token
        Between two tokens of one answer, prompts of others included. [s]
    time_to_first_token
        From admission to the first token. [s]
    tokens_per_second
        Output tokens of the replica. [token/s]
    meets_limits
        Whether a single sequence keeps the latency limits.
    """

    batch: FloatArray
    memory_batch: FloatArray
    time_per_output_token: FloatArray
    time_to_first_token: FloatArray
    tokens_per_second: FloatArray
    meets_limits: BoolArray


class Clock:
    """Times of one replica as functions of the batch; what does not depend on it is kept."""

    __slots__ = (
        "_compute",
        "_context",
        "_efficiency",
        "_group",
        "_model",
        "_reading",
        "_replica",
        "_traffic",
        "prefill",
    )

    def __init__(
        self, model: ServedModel, replica: Replica, traffic: Traffic, efficiency: Efficiency
    ) -> None:
        self._model, self._replica, self._traffic = model, replica, traffic
        self._efficiency = efficiency
        # Within a stage, layers are split over the stage's accelerators only.
        self._group = replica.n_accelerators / np.asarray(replica.n_stages, dtype=np.float64)
        self._compute = self._group * replica.flops_per_second * efficiency.compute
        self._reading = self._group * replica.memory_bandwidth * efficiency.bandwidth
        self._context = traffic.n_input_tokens + 0.5 * np.asarray(traffic.n_output_tokens)
        reading = prefill_flops(
            n_active_parameters=model.n_active_parameters,
            n_layers=model.n_layers,
            attention_width=model.attention_width,
            n_input_tokens=traffic.n_input_tokens,
        )
        # Prompts are long enough for the start of an all-reduce not to matter.
        exchange = self._exchange(traffic.n_input_tokens, latency=0.0)
        self.prefill = np.atleast_1d(efficiency.slowdown * (reading / self._compute + exchange))

    def _exchange(self, n_tokens: Number, *, latency: Number) -> Number:
        return (
            _REDUCTIONS_PER_LAYER
            * self._model.n_layers
            * all_reduce_time(
                n_accelerators=self._group,
                n_bytes=n_tokens * np.asarray(self._model.hidden_size) * _ACTIVATION_BYTES,
                link_bandwidth=self._replica.link_bandwidth * np.asarray(self._efficiency.link),
                latency=latency,
            )
        )

    def times(self, batch: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the decode step and the time per output token.

        Parameters
        ----------
        batch
            Sequences decoded together, shape ``(draw,)``. [1]

        Returns
        -------
        tuple[FloatArray, FloatArray]
            Both of shape ``(draw,)``. [s]
        """
        model, efficiency = self._model, self._efficiency
        # With stages, the batch is cut into as many parts, all at work at once.
        part = np.maximum(batch / self._replica.n_stages, 1.0)
        read = weight_bytes_read(
            other_bytes=model.other_weight_bytes,
            expert_bytes=model.expert_weight_bytes,
            n_experts=model.n_experts,
            n_active_experts=model.n_active_experts,
            batch=part,
        )
        cache = part * model.kv_bytes_per_token * self._context
        operations = part * decode_flops(
            n_active_parameters=model.n_active_parameters,
            n_layers=model.n_layers,
            attention_width=model.attention_width,
            n_context_tokens=self._context,
        )
        step = efficiency.slowdown * decode_step_time(
            memory_time=(read + cache) / self._reading,
            compute_time=operations / self._compute,
            n_layers=model.n_layers,
            layer_overhead=efficiency.layer_overhead,
            batch=part,
            sequence_overhead=efficiency.sequence_overhead,
            communication_time=self._exchange(part, latency=efficiency.reduce_latency),
        )
        per_token = inter_token_time(
            step_time=step,
            batch=part,
            prefill_time=self.prefill,
            n_output_tokens=self._traffic.n_output_tokens,
        )
        return np.asarray(step, dtype=np.float64), np.asarray(per_token, dtype=np.float64)

    def first(self, batch: FloatArray, step: FloatArray) -> FloatArray:
        """Return the time to the first token.

        Parameters
        ----------
        batch
            Sequences decoded together, shape ``(draw,)``. [1]
        step
            Decode step at that batch. [s]

        Returns
        -------
        FloatArray
            Shape ``(draw,)``. [s]
        """
        return np.asarray(
            first_token_time(
                prefill_time=self.prefill,
                step_time=step,
                batch=batch,
                prompts_ahead_share=self._efficiency.prompts_ahead_share,
                n_steps_waited=self._efficiency.n_steps_waited,
            ),
            dtype=np.float64,
        )


def serve(
    *,
    model: ServedModel,
    replica: Replica,
    traffic: Traffic,
    efficiency: Efficiency,
    limits: Limits,
) -> ServingRates:
    """Return the rates of one replica at the largest batch that memory and limits allow.

    Parameters
    ----------
    model, replica, traffic, efficiency, limits
        Every entry a scalar, or an array that broadcasts with the others, ``draw`` last.

    Returns
    -------
    ServingRates
        Arrays of shape ``(draw,)`` (``(1,)`` if every entry is a scalar). Where not one sequence
        fits memory, ``memory_batch`` is 0 and the rates are those of a batch of 1: check it.

    Notes
    -----
    Equations S-1 to S-8 of ``docs/method/serving.md``. Valid for one engine per replica that
    mixes prefill and decoding and emits one token per step; not for separate prefill and decode
    pools, speculative decoding, prefix caching or sparse attention.
    """
    clock = Clock(model, replica, traffic, efficiency)
    in_memory = largest_batch_in_memory(
        replica_memory=replica.n_accelerators * np.asarray(replica.memory_bytes),
        weight_bytes=np.asarray(model.other_weight_bytes) + model.expert_weight_bytes,
        kv_bytes_per_token=model.kv_bytes_per_token,
        n_tokens_per_sequence=np.asarray(traffic.n_input_tokens) + traffic.n_output_tokens,
    )
    held = np.where(limits.holds_answers, np.minimum(in_memory, ENGINE_BATCH_LIMIT), np.inf)
    ceiling = np.maximum(np.minimum(held, limits.concurrency), 1.0)
    ceiling, _ = np.broadcast_arrays(np.atleast_1d(ceiling), clock.prefill)
    token_limit = np.asarray(limits.time_per_output_token)
    first_limit = np.asarray(limits.time_to_first_token)

    def meets(batch: FloatArray) -> BoolArray:
        step, per_token = clock.times(batch)
        return (per_token <= token_limit) & (clock.first(batch, step) <= first_limit)

    batch, possible = _largest_batch(meets=meets, ceiling=np.array(ceiling, dtype=np.float64))
    step, per_token = clock.times(batch)
    return ServingRates(
        batch=batch,
        memory_batch=np.broadcast_to(in_memory, batch.shape),
        time_per_output_token=per_token,
        time_to_first_token=clock.first(batch, step),
        tokens_per_second=batch / per_token,
        meets_limits=possible,
    )


def _largest_batch(
    *, meets: Callable[[FloatArray], BoolArray], ceiling: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return the largest batch that keeps limits which only grow harder with the batch.

    Parameters
    ----------
    meets
        Whether a batch, shape ``(draw,)``, keeps the limits, elementwise and monotone.
    ceiling
        Largest batch for other reasons, shape ``(draw,)``, at least 1. [1]

    Returns
    -------
    tuple[FloatArray, BoolArray]
        The batch, between 1 and the ceiling, and whether a batch of 1 keeps the limits.

    Notes
    -----
    Bisection on all draws at once; equation S-7 of ``docs/method/serving.md``.
    """
    single = np.ones_like(ceiling)
    possible = meets(single)
    free = meets(ceiling)
    low, high = single, ceiling.copy()
    if not free.all():
        for _ in range(_BISECTIONS):
            middle = 0.5 * (low + high)
            good = meets(middle)
            low, high = np.where(good, middle, low), np.where(good, high, middle)
    return np.where(free, ceiling, low), possible
