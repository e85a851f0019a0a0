"""Deployments for which the serving model is known not to hold, told by their configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.options.serving_machines import Family

if TYPE_CHECKING:
    from steelyard.options.serving_configuration import Configuration

TIGHT_TIME: Final = 0.020
"""A limit on the time per output token up to this asks for more than one replica can do. [s]"""
LARGEST_REPLICA: Final = 8
"""Accelerators per copy of the weights in the measurements. [1]"""
SPARSE_ATTENTION_MODELS: Final = ("deepseek-v3.2", "deepseek-v4-flash", "deepseek-v4-pro")
"""Models whose attention reads only a part of the cache."""


def reason_outside_validity(
    configuration: Configuration, *, token_limit: float, n_replica_accelerators: int
) -> str:
    """Return why the serving model does not hold for a deployment.

    Parameters
    ----------
    configuration
        The deployment.
    token_limit
        Limit on the time per output token, infinite if none. [s]
    n_replica_accelerators
        Accelerators per copy of the weights. [1]

    Returns
    -------
    str
        The reason, or an empty text where the model holds. Decided by configuration alone.
    """
    architecture, machine = configuration.architecture, configuration.machine
    if architecture.is_mixture and token_limit <= TIGHT_TIME:
        return (
            "mixture of experts at 20 ms per token or less: such services spread experts over "
            "many machines and draft several tokens a step, which the model does not describe"
        )
    if architecture.name in SPARSE_ATTENTION_MODELS:
        return "sparse attention: the model reads the whole cache"
    if architecture.kv_bytes_per_token_16bit is not None and not architecture.has_latent_attention:
        return "hybrid attention with a cache of its own: no such measurement is shipped"
    if machine.family is Family.OTHER:
        return f"{machine.id}: no throughput of this maker's accelerators is in the measurements"
    if n_replica_accelerators > LARGEST_REPLICA:
        return "more than eight accelerators per copy of the weights: not in the measurements"
    return ""
