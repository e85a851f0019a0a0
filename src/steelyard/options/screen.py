"""Gates before scores: what law, the buyer's own rules and the market exclude.

Categorical gates are certain, and unknown is never a pass: it is shown as to be confirmed. Each
result carries the rule, its source, the margin and what would let the option through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.options.gates_of_law import gates_of_law, gates_of_own_rules
from steelyard.options.gates_of_market import gates_of_market
from steelyard.options.model import GateKind, GateResult, GateState

if TYPE_CHECKING:
    from steelyard.dossier.text import Message
    from steelyard.options.gate_case import GateCase
    from steelyard.quantities.arrays import BoolArray

AT_RISK_FROM: Final = 0.2
"""Least probability at which a missed requirement is a risk and not an exclusion. [1]"""


def categorical_gates(case: GateCase) -> tuple[GateResult, ...]:
    """Return what every categorical gate says of an option in a use case.

    Parameters
    ----------
    case
        One option in one use case, with everything a gate may read.

    Returns
    -------
    tuple[GateResult, ...]
        One per gate, in a fixed order; none for keeping today's service.
    """
    if not case.traits.uses_model:
        return ()
    return (*gates_of_law(case), *gates_of_own_rules(case), *gates_of_market(case))


def quantitative_gate(
    gate_id: str,
    met: BoolArray | None,
    *,
    confidence: float,
    rule: Message,
    source: str,
    margin: Message,
    remedy: Message,
) -> GateResult:
    """Return what a requirement with a probability says of an option.

    Parameters
    ----------
    gate_id
        For example ``quality``, ``budget_running_per_year``, ``people``.
    met
        Whether the requirement is met, shape ``(draw,)``; none where it is not known.
    confidence
        Least probability that passes. [1]
    rule, source, margin, remedy
        As in :class:`steelyard.options.model.GateResult`.

    Returns
    -------
    GateResult
        Pass from ``confidence``, at risk from 0.2, excluded below, unknown where nothing is known.
    """
    state, probability = GateState.UNKNOWN, None
    if met is not None:
        probability = float(met.mean())
        if probability >= confidence:
            state = GateState.PASS
        else:
            state = GateState.AT_RISK if probability >= AT_RISK_FROM else GateState.EXCLUDED
    return GateResult(
        gate_id, GateKind.QUANTITATIVE, state, probability, rule, source, margin, remedy
    )
