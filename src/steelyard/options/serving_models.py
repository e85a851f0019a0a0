"""Language models as the serving kernels see them: weights, cache and operations per token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.errors import DomainError, FactError
from steelyard.options.physics.memory import (
    kv_cache_bytes_per_token,
    smallest_replica,
    split_parameters,
    weight_bytes,
)
from steelyard.options.physics.replica import ServedModel
from steelyard.options.serving_machines import BYTES_PER_PARAMETER, CACHE_BYTES, Precision
from steelyard.quantities.units import BILLION

if TYPE_CHECKING:
    from steelyard.facts.cards import ModelCard
    from steelyard.options.serving_machines import Machine

LATENT_HEAD_DIM: Final = 160
"""Mean of query-key (192) and value (128) head sizes where attention is latent. [1]

All latent-attention models with a card publish these two sizes.
"""
LATENT_CACHE_PER_LAYER: Final = 576 * 2
"""Cache of a token and layer under that attention at 16 bit: 512 + 64 elements. [byte]"""
_LATENT_TOLERANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Architecture:
    """What of a model determines its speed.

    Attributes
    ----------
    name
        For messages.
    params_total_b, params_active_b
        Held in memory, used per token. [billion]
    layers, heads, hidden
        Depth, query heads, width. [1]
    kv_heads, head_dim
        Grouped attention; both absent where the cache is given. [1]
    kv_bytes_per_token_16bit
        Cache of one token at 16 bit, where heads do not give it. [byte]
    experts, active_experts
        Routed experts, and how many a token passes; absent for a dense model. [1]
    """

    name: str
    params_total_b: float
    params_active_b: float
    layers: int
    heads: int
    hidden: int
    kv_heads: int | None = None
    head_dim: int | None = None
    kv_bytes_per_token_16bit: float | None = None
    experts: int | None = None
    active_experts: int | None = None

    @property
    def is_mixture(self) -> bool:
        """Whether a token passes only some experts."""
        return self.experts is not None and self.active_experts is not None

    @property
    def has_latent_attention(self) -> bool:
        """Whether the cache is that of the latent attention the calibration has seen."""
        given = self.kv_bytes_per_token_16bit
        return (
            given is not None
            and abs(given / (self.layers * LATENT_CACHE_PER_LAYER) - 1) < _LATENT_TOLERANCE
        )

    @property
    def attention_width(self) -> float:
        """Query heads times head size, [1]."""
        return float(self.heads * (self.head_dim or LATENT_HEAD_DIM))


def architecture_of(card: ModelCard) -> Architecture:
    """Return the architecture on a model's card.

    Parameters
    ----------
    card
        The card.

    Returns
    -------
    Architecture
        Complete.

    Raises
    ------
    FactError
        If the card lacks a figure; names them.
    """
    required = {
        "params_total_b": card.params_total_b,
        "layers": card.layers,
        "heads": card.heads,
        "hidden": card.hidden,
    }
    missing = [name for name, value in required.items() if value is None]
    grouped = card.kv_heads is not None and card.head_dim is not None
    if not grouped and card.kv_bytes_per_token_16bit is None:
        missing.append("kv_heads and head_dim, or kv_bytes_per_token_16bit")
    if missing:
        message = (
            f"model '{card.id}': the card lacks {', '.join(missing)}, so its speed cannot be "
            "computed. Add them to the card, or give the architecture yourself."
        )
        raise FactError(message)
    total = float(card.params_total_b or 0)
    return Architecture(
        name=card.id,
        params_total_b=total,
        params_active_b=float(card.params_active_b or total),
        layers=int(card.layers or 0),
        heads=int(card.heads or 0),
        hidden=int(card.hidden or 0),
        kv_heads=card.kv_heads,
        head_dim=card.head_dim,
        kv_bytes_per_token_16bit=card.kv_bytes_per_token_16bit,
        experts=card.experts,
        active_experts=card.active_experts,
    )


def served_model(
    architecture: Architecture, precision: Precision, cache_precision: str | None = None
) -> ServedModel:
    """Return a model as it is served.

    Parameters
    ----------
    architecture
        The model.
    precision
        Storage of its weights.
    cache_precision
        Storage of the cache; 16 bit under 16-bit weights and 8 bit under others if absent.

    Returns
    -------
    ServedModel
        Input of the kernels.

    Raises
    ------
    DomainError
        If the cache precision is unknown.

    Notes
    -----
    In a mixture stored at 4 bit the experts are, and the rest stays at 8 bit; under ``mxfp4`` the
    rest stays at 16 bit, as published for the models that use it.
    """
    width = BYTES_PER_PARAMETER[precision]
    experts, active = architecture.experts or 1, architecture.active_experts or 1
    split = split_parameters(
        n_parameters=architecture.params_total_b * BILLION,
        n_active_parameters=architecture.params_active_b * BILLION,
        n_experts=experts,
        n_active_experts=active,
    )
    other_width = width
    if architecture.is_mixture and width < 1.0:
        other_width = 2.0 if precision is Precision.MXFP4 else 1.0
    if cache_precision is None:
        element = 2.0 if precision in {Precision.FP16, Precision.BF16} else 1.0
    elif cache_precision in CACHE_BYTES:
        element = CACHE_BYTES[cache_precision]
    else:
        message = (
            f"cache precision '{cache_precision}': expected one of {', '.join(CACHE_BYTES)}. "
            "Choose one of these or leave it out."
        )
        raise DomainError(message)
    return ServedModel(
        n_layers=float(architecture.layers),
        hidden_size=float(architecture.hidden),
        attention_width=architecture.attention_width,
        n_active_parameters=architecture.params_active_b * BILLION,
        other_weight_bytes=float(
            weight_bytes(n_parameters=split.other, bytes_per_parameter=other_width)
        ),
        expert_weight_bytes=float(
            weight_bytes(n_parameters=split.expert, bytes_per_parameter=width)
        ),
        n_experts=float(experts),
        n_active_experts=float(active),
        kv_bytes_per_token=_cache_per_token(architecture, element),
    )


def _cache_per_token(architecture: Architecture, element_bytes: float) -> float:
    given = architecture.kv_bytes_per_token_16bit
    if given is not None:
        return given * element_bytes / 2.0
    return float(
        kv_cache_bytes_per_token(
            n_layers=architecture.layers,
            n_kv_heads=architecture.kv_heads or 0,
            head_dim=architecture.head_dim or 0,
            bytes_per_element=element_bytes,
        )
    )


def usual_replica(model: ServedModel, machine: Machine) -> int:
    """Return the usual number of accelerators per copy of the weights.

    Parameters
    ----------
    model
        The model as served.
    machine
        The accelerator.

    Returns
    -------
    int
        The smallest of 1, 2, 4, 8 whose weights fit 60 % of memory. [1]

    Raises
    ------
    DomainError
        If eight accelerators do not suffice.
    """
    weights = float(model.other_weight_bytes) + float(model.expert_weight_bytes)
    size = smallest_replica(weight_bytes=weights, accelerator_memory=machine.memory_bytes)
    if size == 0:
        message = (
            f"weights of {weights / BILLION:.0f} GB: eight {machine.id} hold "
            f"{8 * machine.memory_bytes / BILLION:.0f} GB, of which weights may fill 60 %. Choose "
            "a lower precision or accelerators with more memory, or state the replica yourself."
        )
        raise DomainError(message)
    return size
