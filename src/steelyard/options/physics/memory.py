"""What a language model occupies: weights, key-value cache, and the machines that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

Number: TypeAlias = "float | FloatArray"
"""A float, or an array that broadcasts with the others, ``draw`` last."""

REPLICA_SIZES: Final = (1, 2, 4, 8)
"""Accelerators that commonly share one copy of the weights. [1]"""
REPLICA_WEIGHT_SHARE: Final = 0.6
"""Share of memory that weights may fill when the size of a replica is ours to choose. [1]"""
USABLE_MEMORY_SHARE: Final = 0.9
"""Share of the memory left by the weights that the cache may fill. [1]"""


class ParameterSplit(NamedTuple):
    """Parameters that always work, and parameters of which only some experts work.

    Attributes
    ----------
    other
        Attention, embeddings, shared experts: used for every token. [1]
    expert
        Routed experts, all of them. [1]
    """

    other: Number
    expert: Number


def split_parameters(
    *,
    n_parameters: Number,
    n_active_parameters: Number,
    n_experts: Number,
    n_active_experts: Number,
) -> ParameterSplit:
    """Return how many parameters are routed experts, from the two published counts.

    Parameters
    ----------
    n_parameters
        Parameters held in memory, scalar or shape ``(draw,)``. [1]
    n_active_parameters
        Parameters used per token, scalar or shape ``(draw,)``. [1]
    n_experts, n_active_experts
        Routed experts, and how many of them a token passes; 1 and 1 for a dense model. [1]

    Returns
    -------
    ParameterSplit
        ``other`` and ``expert``, which sum to ``n_parameters``. [1]

    Notes
    -----
    Equation M-1 of ``docs/method/memory.md``. Exact where all layers route alike.
    """
    idle_share = 1.0 - np.asarray(n_active_experts) / np.asarray(n_experts)
    idle = np.asarray(n_parameters) - np.asarray(n_active_parameters)
    expert = np.where(idle_share > 0, idle / np.where(idle_share > 0, idle_share, 1.0), 0.0)
    return ParameterSplit(other=n_parameters - expert, expert=expert)


def weight_bytes(*, n_parameters: Number, bytes_per_parameter: Number) -> Number:
    """Return the memory held by weights.

    Parameters
    ----------
    n_parameters
        Parameters stored, scalar or shape ``(draw,)``. [1]
    bytes_per_parameter
        Storage of one parameter, scale factors included. [byte]

    Returns
    -------
    Number
        Weights, scalar or shape ``(draw,)``. [byte]

    Notes
    -----
    Equation M-2 of ``docs/method/memory.md``.

    Examples
    --------
    >>> weight_bytes(n_parameters=70e9, bytes_per_parameter=2.0) / 1e9
    140.0
    """
    return n_parameters * bytes_per_parameter


def kv_cache_bytes_per_token(
    *, n_layers: Number, n_kv_heads: Number, head_dim: Number, bytes_per_element: Number
) -> Number:
    """Return the key-value cache of one token under grouped attention.

    Parameters
    ----------
    n_layers
        Transformer layers. [1]
    n_kv_heads
        Key-value heads per layer. [1]
    head_dim
        Size of a head. [1]
    bytes_per_element
        Storage per cached element. [byte]

    Returns
    -------
    Number
        Keys and values of one token. [byte]

    Notes
    -----
    Equation M-3 of ``docs/method/memory.md``. Latent attention and hybrids keep less: give their
    published cache per token instead.

    Examples
    --------
    >>> kv_cache_bytes_per_token(
    ...     n_layers=80, n_kv_heads=8, head_dim=128, bytes_per_element=2) / 1024
    320.0
    """
    return 2.0 * n_layers * n_kv_heads * head_dim * bytes_per_element


def weight_bytes_read(
    *,
    other_bytes: Number,
    expert_bytes: Number,
    n_experts: Number,
    n_active_experts: Number,
    batch: Number,
) -> Number:
    """Return the weights read in one decode step, by the experts that the batch touches.

    Parameters
    ----------
    other_bytes, expert_bytes
        Weights that always work, and those of all routed experts. [byte]
    n_experts, n_active_experts
        Routed experts, and how many a token passes; 1 and 1 for a dense model. [1]
    batch
        Sequences decoded together, scalar or shape ``(draw,)``. [1]

    Returns
    -------
    Number
        Bytes read, between the active and all weights. [byte]

    Notes
    -----
    Equation M-4 of ``docs/method/memory.md``. Tokens are taken to choose experts independently
    and evenly.
    """
    if np.ndim(expert_bytes) == 0 and float(expert_bytes) == 0.0:
        return other_bytes + 0.0 * batch
    share = np.asarray(n_active_experts) / np.asarray(n_experts)
    # log1p and expm1 keep one token's share exact; a dense model has share 1, hence the clip.
    untouched = np.exp(batch * np.log1p(-np.minimum(share, 1.0 - 1e-12)))
    return np.asarray(other_bytes + expert_bytes * (1.0 - untouched), dtype=np.float64)


def smallest_replica(*, weight_bytes: float, accelerator_memory: float) -> int:
    """Return the smallest usual number of accelerators that holds the weights with room to serve.

    Parameters
    ----------
    weight_bytes
        All weights. [byte]
    accelerator_memory
        Memory of one accelerator. [byte]

    Returns
    -------
    int
        One of 1, 2, 4, 8; 0 if eight do not suffice. [1]

    Notes
    -----
    Equation M-5 of ``docs/method/memory.md``: weights fill at most 60 % of memory.

    Examples
    --------
    >>> smallest_replica(weight_bytes=141e9, accelerator_memory=80e9)
    4
    """
    for size in REPLICA_SIZES:
        if weight_bytes <= REPLICA_WEIGHT_SHARE * size * accelerator_memory:
            return size
    return 0


def largest_batch_in_memory(
    *,
    replica_memory: Number,
    weight_bytes: Number,
    kv_bytes_per_token: Number,
    n_tokens_per_sequence: Number,
) -> FloatArray:
    """Return how many whole sequences the memory left by the weights holds.

    Parameters
    ----------
    replica_memory
        Memory of all accelerators of a replica. [byte]
    weight_bytes
        All weights. [byte]
    kv_bytes_per_token
        Cache of one token. [byte]
    n_tokens_per_sequence
        Prompt and whole answer, reserved at admission, scalar or shape ``(draw,)``. [token]

    Returns
    -------
    FloatArray
        Sequences, a whole number, 0 if none fits; scalar or shape ``(draw,)``. [1]

    Notes
    -----
    Equation M-6 of ``docs/method/memory.md``. A tenth of what the weights leave stays free for
    activations and fragmentation.
    """
    room = USABLE_MEMORY_SHARE * (np.asarray(replica_memory) - weight_bytes)
    held = np.floor(room / (np.asarray(kv_bytes_per_token) * n_tokens_per_sequence))
    return np.maximum(held, 0.0)
