"""Gates before scores: what law, the buyer's own rules and the market exclude.

Categorical gates are certain, and unknown is never a pass: it is shown as to be confirmed. Each
result carries the rule, its source, the margin and what would let the option through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import gates_of_law, gates_of_own_rules
from steelyard.options.gates_of_market import gates_of_market
from steelyard.options.model import GateKind, GateResult, GateState

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.text import Message
    from steelyard.facts.book import FactBook
    from steelyard.instruments import JurisdictionPack
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.model import Option
    from steelyard.options.traits import Traits
    from steelyard.quantities.arrays import BoolArray

AT_RISK_FROM: Final = 0.2
"""Least probability at which a missed requirement is a risk and not an exclusion. [1]"""


def categorical_gates(  # noqa: PLR0917 - the shape every gate and criterion has
    option: Option,
    traits: Traits,
    need: UseCaseNeed,
    dossier: Dossier,
    facts: FactBook,
    pack: JurisdictionPack,
) -> tuple[GateResult, ...]:
    """Return what every categorical gate says of an option in a use case.

    Parameters
    ----------
    option
        The option.
    traits
        Its attributes.
    need
        Use case: data class, who meets the output.
    dossier
        Tier, own rules, offers, premises.
    facts
        Export status, licences and offers as known at the study's date.
    pack
        Rules of the jurisdiction.

    Returns
    -------
    tuple[GateResult, ...]
        One per gate, in a fixed order; none for keeping today's service.
    """
    if not traits.uses_model:
        return ()
    case = GateCase(option, traits, need, dossier, facts, pack)
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
