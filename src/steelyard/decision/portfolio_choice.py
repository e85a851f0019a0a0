"""What the first portfolio says: one plan for all use cases, and the next best ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.json_form import message_json, number, spread_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json
    from steelyard.dossier.text import Message
    from steelyard.uncertainty.summary import Spread


@dataclass(frozen=True, slots=True)
class BudgetCheck:
    """One stated budget against what the plan asks for, in the middle case.

    Attributes
    ----------
    budget
        ``investment_per_year``, ``running_per_year`` or ``investment_total``.
    year
        Calendar year; none for the whole horizon.
    stated, required
        Constant prices, medians. [CUR/year, or CUR for the whole horizon]
    """

    budget: str
    year: int | None
    stated: float
    required: float

    @property
    def excess(self) -> float:
        """What the plan asks for beyond the budget, 0 where it fits."""
        return max(self.required - self.stated, 0.0)

    @property
    def fits(self) -> bool:
        """Whether the plan stays within the budget."""
        return self.required <= self.stated

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name, ``excess`` and ``fits``.
        """
        return {
            "budget": self.budget,
            "year": self.year,
            "stated": number(self.stated),
            "required": number(self.required),
            "excess": number(self.excess),
            "fits": self.fits,
        }


@dataclass(frozen=True, slots=True)
class PortfolioChoice:
    """One plan for all use cases.

    Attributes
    ----------
    choices
        Option id by use case.
    capabilities
        Shared capabilities that it opens.
    objective
        What was maximised, in ``unit`` of the portfolio.
    value
        Weighted mean value of the use cases, 0–1, cost left out; today's service counts 0. [1]
    net_cost
        Net cost of all use cases, capabilities in full, over the draws. [CUR]
    own_cost, capability_cost
        Expected cost of the use cases' own part and of the capabilities. [CUR]
    conditional
        Use cases whose new service is chosen only if something is confirmed or settled: their own
        verdict is ``find_out_first`` or ``undecided``.
    conditional_capabilities
        Capabilities that only such use cases need.
    without_benefit
        Use cases for which no benefit is stated: the plan says what they cost, not what they bring.
    saving
        What the plan saves against today's services, of the use cases with a stated benefit and
        the capabilities that they need; below zero where it costs more. None where there is no such
        use case. [CUR]
    cost_without_benefit
        What the use cases without a stated benefit cost on top of today's services, with the
        capabilities that only they need; none where there is none. [CUR]
    """

    choices: Mapping[str, str]
    capabilities: tuple[str, ...]
    objective: float
    value: float
    net_cost: Spread
    own_cost: float
    capability_cost: float
    conditional: tuple[str, ...] = ()
    conditional_capabilities: tuple[str, ...] = ()
    without_benefit: tuple[str, ...] = ()
    saving: Spread | None = None
    cost_without_benefit: Spread | None = None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "choices": dict(self.choices),
            "capabilities": list(self.capabilities),
            "objective": number(self.objective),
            "value": number(self.value),
            "net_cost": spread_json(self.net_cost),
            "own_cost": number(self.own_cost),
            "capability_cost": number(self.capability_cost),
            "conditional": list(self.conditional),
            "conditional_capabilities": list(self.conditional_capabilities),
            "without_benefit": list(self.without_benefit),
            "saving": spread_json(self.saving),
            "cost_without_benefit": spread_json(self.cost_without_benefit),
        }


@dataclass(frozen=True, slots=True)
class FirstPortfolio:
    """The best plan for all use cases at once, by exact enumeration of shared capabilities.

    Attributes
    ----------
    chosen
        The best plan.
    runners_up
        The next best, each with another set of capabilities or another choice.
    money_per_value_point
        What a value point (of 100) was reckoned at. [CUR/point]
    is_price_implied
        Whether that price follows from the weight of cost rather than from the dossier.
    use_case_weights
        Swing weights of the use cases, summing to 1. [1]
    are_weights_stated
        Whether the dossier states them; equal otherwise.
    differs
        Use cases where the plan takes another option than the use case's own verdict.
    notes
        What the reader must know of it.
    budgets
        Every stated budget against what the plan asks for, year by year; empty where no budget is
        stated.
    """

    chosen: PortfolioChoice
    runners_up: tuple[PortfolioChoice, ...]
    money_per_value_point: float
    is_price_implied: bool
    use_case_weights: Mapping[str, float]
    are_weights_stated: bool
    differs: tuple[str, ...]
    notes: tuple[Message, ...]
    budgets: tuple[BudgetCheck, ...] = ()

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            ``chosen`` spread out, and every other attribute under its name.
        """
        return {
            **self.chosen.as_json(),
            "runners_up": [choice.as_json() for choice in self.runners_up],
            "money_per_value_point": number(self.money_per_value_point),
            "is_price_implied": self.is_price_implied,
            "use_case_weights": {
                name: number(weight) for name, weight in self.use_case_weights.items()
            },
            "are_weights_stated": self.are_weights_stated,
            "differs": list(self.differs),
            "notes": [message_json(note) for note in self.notes],
            "budgets": [check.as_json() for check in self.budgets],
        }
