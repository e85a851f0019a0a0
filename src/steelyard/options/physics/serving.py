"""Times of a language model served from memory: the formulas of one step and one prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.options.physics.memory import Number


def all_reduce_time(
    *,
    n_accelerators: Number,
    n_bytes: Number,
    link_bandwidth: Number,
    latency: Number,
) -> Number:
    """Return the time of one ring all-reduce.

    Parameters
    ----------
    n_accelerators
        Members of the ring; one needs none. [1]
    n_bytes
        Reduced vector, scalar or shape ``(draw,)``. [byte]
    link_bandwidth
        Reached bandwidth of one member, one way. [byte/s]
    latency
        Time to start. [s]

    Returns
    -------
    Number
        Duration. [s]

    Notes
    -----
    Equation S-1 of ``docs/method/serving.md``.

    Examples
    --------
    >>> float(all_reduce_time(
    ...     n_accelerators=1, n_bytes=1e6, link_bandwidth=1e9, latency=1e-5))
    0.0
    """
    volume = 2.0 * (n_accelerators - 1.0) / n_accelerators * n_bytes
    return np.where(n_accelerators > 1, latency + volume / link_bandwidth, 0.0)[()]


def prefill_flops(
    *,
    n_active_parameters: Number,
    n_layers: Number,
    attention_width: Number,
    n_input_tokens: Number,
) -> Number:
    """Return the operations that read a prompt.

    Parameters
    ----------
    n_active_parameters
        Parameters used per token. [1]
    n_layers, attention_width
        Layers; query heads times head size. [1]
    n_input_tokens
        Prompt, scalar or shape ``(draw,)``. [token]

    Returns
    -------
    Number
        Operations, causal attention included. [FLOP]

    Notes
    -----
    Equation S-2 of ``docs/method/serving.md``.
    """
    return (
        2.0 * n_input_tokens * (n_active_parameters + n_layers * attention_width * n_input_tokens)
    )


def decode_flops(
    *,
    n_active_parameters: Number,
    n_layers: Number,
    attention_width: Number,
    n_context_tokens: Number,
) -> Number:
    """Return the operations of one output token.

    Parameters
    ----------
    n_active_parameters
        Parameters used per token. [1]
    n_layers, attention_width
        Layers; query heads times head size. [1]
    n_context_tokens
        Tokens attended to, scalar or shape ``(draw,)``. [token]

    Returns
    -------
    Number
        Operations. [FLOP]

    Notes
    -----
    Equation S-3 of ``docs/method/serving.md``.
    """
    return 2.0 * n_active_parameters + 4.0 * n_layers * attention_width * n_context_tokens


def decode_step_time(
    *,
    memory_time: Number,
    compute_time: Number,
    n_layers: Number,
    layer_overhead: Number,
    batch: Number,
    sequence_overhead: Number,
    communication_time: Number,
) -> Number:
    """Return the time of one decode step.

    Parameters
    ----------
    memory_time, compute_time
        Time to read all bytes, and to do all operations, each at its reached rate. [s]
    n_layers, layer_overhead
        Layers [1] and the time each adds [s].
    batch, sequence_overhead
        Sequences [1] and the time each adds [s].
    communication_time
        All-reduces of the step. [s]

    Returns
    -------
    Number
        Duration, scalar or shape ``(draw,)``. [s]

    Notes
    -----
    Equation S-4 of ``docs/method/serving.md``: the cubes blend the two bounds smoothly.

    Examples
    --------
    >>> float(decode_step_time(
    ...     memory_time=0.02, compute_time=0.0, n_layers=80, layer_overhead=5e-5,
    ...     batch=100, sequence_overhead=1e-5, communication_time=0.0))
    0.025
    """
    blended = np.cbrt(memory_time**3 + compute_time**3)
    return blended + n_layers * layer_overhead + batch * sequence_overhead + communication_time


def inter_token_time(
    *, step_time: Number, batch: Number, prefill_time: Number, n_output_tokens: Number
) -> Number:
    """Return the time between two tokens of an answer, with the prompts read in between.

    Parameters
    ----------
    step_time
        One decode step. [s]
    batch
        Sequences decoded together. [1]
    prefill_time
        Reading one prompt. [s]
    n_output_tokens
        Answer; each answer brings one prompt. [token]

    Returns
    -------
    Number
        Mean time per output token, scalar or shape ``(draw,)``. [s]

    Notes
    -----
    Equation S-5 of ``docs/method/serving.md``.

    Examples
    --------
    >>> inter_token_time(step_time=0.02, batch=200, prefill_time=0.05, n_output_tokens=1000)
    0.03
    """
    return step_time + batch * prefill_time / n_output_tokens


def first_token_time(
    *,
    prefill_time: Number,
    step_time: Number,
    batch: Number,
    prompts_ahead_share: Number,
    n_steps_waited: Number,
) -> Number:
    """Return the time from arrival to the first token.

    Parameters
    ----------
    prefill_time
        Reading one prompt. [s]
    step_time
        One decode step. [s]
    batch
        Sequences decoded together. [1]
    prompts_ahead_share
        Prompts read before one's own, as a share of the batch. [1]
    n_steps_waited
        Decode steps between arrival and first token. [1]

    Returns
    -------
    Number
        Mean, scalar or shape ``(draw,)``. [s]

    Notes
    -----
    Equation S-6 of ``docs/method/serving.md``; share and steps are fitted.

    Examples
    --------
    >>> first_token_time(prefill_time=0.1, step_time=0.02, batch=50, prompts_ahead_share=0.1,
    ...     n_steps_waited=10)
    0.8
    """
    reading = prefill_time * (1.0 + prompts_ahead_share * batch)
    return reading + n_steps_waited * step_time
