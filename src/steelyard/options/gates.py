"""Quantitative gates: quality, people, budget, latency, and whether an option can be priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.text import Message
from steelyard.options.labour import middle
from steelyard.options.model import GateKind, GateResult, GateState
from steelyard.options.screen import quantitative_gate
from steelyard.options.shortfall import LARGEST_SHORTFALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.use_cases import UseCase
    from steelyard.needs.model import Needs
    from steelyard.options.labour import Labour
    from steelyard.options.market import Market
    from steelyard.options.model import OptionCosts
    from steelyard.quantities.arrays import BoolArray, FloatArray


def quality_gate(
    use_case: UseCase, *, quality: FloatArray, assumed: FloatArray, market: Market
) -> tuple[GateResult, BoolArray] | None:
    """Return whether the quality bar is met.

    Parameters
    ----------
    use_case
        With its bar.
    quality
        Probability of acceptance, shape ``(draw,)``; nan where unknown. [1]
    assumed
        The same, drawn from the whole range where it is unknown. [1]
    market
        Draws.

    Returns
    -------
    tuple or None
        Gate and the draws that meet the bar; none where no bar is set. Where quality is unknown
        the gate says so, and the draws are held to the bar all the same: not to have been
        measured must be no advantage over a measured model.
    """
    bar = use_case.requirements.quality_bar
    if bar is None:
        return None
    path = f"use_cases/{use_case.id}/requirements/quality_bar"
    least = market.sample.of(parameter_of(path, bar, "1"))
    unknown = bool(np.isnan(quality).any())
    met = assumed >= least
    numbers: dict[str, str | float] = {"bar": float(middle(least))}
    if not unknown:
        numbers["quality"] = float(middle(quality))
    gate = quantitative_gate(
        "quality",
        None if unknown else met,
        confidence=market.dossier.rules.gate_confidence,
        rule=Message("gate.quality.rule", numbers),
        source=f"dossier:{path}",
        margin=Message("gate.quality.unknown" if unknown else "gate.quality.margin", numbers),
        remedy=Message("gate.quality.remedy", {"items": 200.0}),
    )
    return gate, met


def people_gate(labour: Labour, *, needs: Needs, market: Market) -> tuple[GateResult, BoolArray]:
    """Return whether enough people can be had in time.

    Parameters
    ----------
    labour
        Posts required, and the largest share missing.
    needs
        People at hand.
    market
        Draws.

    Returns
    -------
    tuple
        Gate and the draws that meet it.
    """
    shortfall = labour.shortfall
    met = shortfall.share <= LARGEST_SHORTFALL
    role = shortfall.scarcest
    numbers: dict[str, str | float] = {
        "share": float(middle(shortfall.share)),
        "limit": LARGEST_SHORTFALL,
        "role": str(role or ""),
        "n_unknown": float(len(shortfall.unknown)),
    }
    if role is not None:
        numbers["required"] = labour.peak
        numbers["at_hand"] = float(middle(needs.capacity.staff[role].max(axis=0)))
    key = "gate.people.margin" if role is not None else "gate.people.enough"
    if shortfall.unknown:
        key = "gate.people.unknown"
    gate = quantitative_gate(
        "people",
        None if shortfall.unknown else met,
        confidence=market.dossier.rules.gate_confidence,
        rule=Message("gate.people.rule", numbers),
        source="dossier:capacity/staff",
        margin=Message(key, numbers),
        remedy=Message("gate.people.remedy", numbers),
    )
    return gate, met


def budget_gates(
    costs: OptionCosts, *, needs: Needs, market: Market
) -> Iterator[tuple[GateResult, BoolArray]]:
    """Yield a gate for every budget that the dossier states.

    Parameters
    ----------
    costs
        Investment and running cost by year.
    needs
        Budgets at hand.
    market
        Draws.

    Yields
    ------
    tuple
        Gate and the draws that meet it. Constant prices, standing alone.
    """
    at_hand = needs.capacity
    stated = (
        ("investment_total", at_hand.investment_total, costs.capital.sum(axis=0)),
        ("investment_per_year", at_hand.investment_per_year, costs.capital.max(axis=0)),
        ("running_per_year", at_hand.running_per_year, costs.running.max(axis=0)),
    )
    for name, budget, required in stated:
        if budget is None:
            continue
        met = required <= budget
        numbers: dict[str, str | float] = {
            "budget": float(middle(budget)),
            "required": float(middle(required)),
            "currency": market.dossier.money.currency,
        }
        gate = quantitative_gate(
            f"budget_{name}",
            met,
            confidence=market.dossier.rules.gate_confidence,
            rule=Message(f"gate.budget_{name}.rule", numbers),
            source=f"dossier:capacity/budget/{name}",
            margin=Message("gate.budget.margin", numbers),
            remedy=Message("gate.budget.remedy", numbers),
        )
        yield gate, met


def latency_gate(
    use_case: UseCase, keeps_limits: BoolArray | None, *, market: Market
) -> tuple[GateResult, BoolArray] | None:
    """Return whether latency limits are kept.

    Parameters
    ----------
    use_case
        With its limits.
    keeps_limits
        Whether machines sized for it keep them, shape ``(draw,)``; none for a supplier's service.
    market
        Draws.

    Returns
    -------
    tuple or None
        Gate and the draws that meet it; none without limits. Of a supplier's service no latency
        is published that binds it, so it is to be confirmed.
    """
    wanted = use_case.requirements
    if wanted.time_to_first_token is None and wanted.time_per_output_token is None:
        return None
    known = keeps_limits is not None
    met = keeps_limits if keeps_limits is not None else np.ones(market.sample.n, dtype=bool)
    numbers: dict[str, str | float] = {"share": float(np.mean(met))}
    gate = quantitative_gate(
        "latency",
        met if known else None,
        confidence=market.dossier.rules.gate_confidence,
        rule=Message("gate.latency.rule", numbers),
        source=f"dossier:use_cases/{use_case.id}/requirements",
        margin=Message("gate.latency.sized" if known else "gate.latency.unknown", numbers),
        remedy=Message("gate.latency.remedy", numbers),
    )
    return gate, met


def not_priced(error: Exception) -> GateResult:
    """Return the gate of an option for which a price or a fit is missing.

    Parameters
    ----------
    error
        What is missing, as the fact base or the physics said it.

    Returns
    -------
    GateResult
        Excluded, with the missing quantity.
    """
    numbers: dict[str, str | float] = {"missing": str(error)}
    return GateResult(
        gate="priced",
        kind=GateKind.OBTAINABLE,
        state=GateState.EXCLUDED,
        probability=0.0,
        rule=Message("gate.priced.rule"),
        source="docs/method/whole-life-cost.md",
        margin=Message("gate.priced.margin", numbers),
        remedy=Message("gate.priced.remedy"),
    )
