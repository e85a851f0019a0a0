"""What the decision stage says of one option in one use case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.bar import bar_probability
from steelyard.decision.json_form import number, spread_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json, Texts
    from steelyard.dossier.text import Message
    from steelyard.options.model import GateResult, Judged, Option
    from steelyard.uncertainty.summary import Spread


COMPUTED: Final = "computed"
"""How most cells are obtained."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How one option does on one criterion.

    Attributes
    ----------
    performance
        In the criterion's own unit, as appraised; none where it is unknown.
    value
        Value between 0 (worst anchor) and 1 (best anchor), unknown ones drawn from the full
        range. [1]
    clipped
        Share of draws beyond an anchor. [1]
    provenance
        Where the figure comes from; none where it is computed from draws alone.
    """

    performance: Spread | None
    value: Spread
    clipped: float
    provenance: Judged | None

    def as_json(self, texts: Texts) -> Json:
        """Return the JSON form.

        Parameters
        ----------
        texts
            Takes the rationale.

        Returns
        -------
        dict
            The performance's spread with ``value``, ``clipped``, the id of the ``rationale``, and
            ``how`` unless it is computed.
        """
        found: Json = spread_json(self.performance) or {"p05": None, "p50": None, "p95": None}
        found["value"] = number(self.value.p50)
        found["clipped"] = number(self.clipped)
        if self.provenance is not None and self.provenance.how != COMPUTED:
            found["how"] = self.provenance.how
        found["rationale"] = texts.id_of(self.provenance.rationale if self.provenance else None)
        return found


@dataclass(frozen=True, slots=True)
class CostResult:
    """Whole-life money of one option, present values.

    Attributes
    ----------
    alone, shared, marginal
        With shared capabilities in full, at an even share, already open. [CUR]
    benefit
        Against today's service; none where quality is unknown. [CUR]
    today
        Today's service in full; what the option saves of it is inside ``benefit``. [CUR]
    net
        ``shared + today - benefit``; none where the benefit is unknown. [CUR]
    saves
        Probability that it pays: its gates are met and ``net`` is at most that of today's service;
        none where unknown. [1]
    against_today
        ``net`` less that of today's service, a missed gate sinking the cost; none where the benefit
        is unknown. [CUR]
    """

    alone: Spread | None
    shared: Spread | None
    marginal: Spread | None
    benefit: Spread | None
    today: Spread | None
    net: Spread | None
    saves: float | None
    against_today: Spread | None = None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "alone": spread_json(self.alone),
            "shared": spread_json(self.shared),
            "marginal": spread_json(self.marginal),
            "benefit": spread_json(self.benefit),
            "today": spread_json(self.today),
            "net": spread_json(self.net),
            "saves": number(self.saves),
            "against_today": spread_json(self.against_today),
        }


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a short-listed option does against the others, under one reading.

    Attributes
    ----------
    expected
        Expected value at the decided weights: value 0–1 under six dimensions, money under value
        and cost (none where value has no price). [1 or CUR]
    standard_error
        Of the expected difference to the best option, same unit; none for the best option itself.
    expected_loss
        Expected regret, same unit; none where the option is not ranked by value.
    rank_acceptability
        Share of draws and allowed weights in each rank, the first rank first. [1]
    central_weights
        Mean weights of the dimensions under which it is first; none if it never is. [1]
    rank_error
        Standard error of each share of ``rank_acceptability``. [1]
    """

    expected: float | None
    standard_error: float | None
    expected_loss: float | None
    rank_acceptability: tuple[float, ...]
    central_weights: Mapping[str, float] | None
    rank_error: tuple[float, ...] = ()

    @property
    def first(self) -> float:
        """Share of draws and allowed weights in which it is first, between 0 and 1."""
        return self.rank_acceptability[0] if self.rank_acceptability else 0.0

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name; ``rank_error`` stands beside the option's
            ``rank_acceptability`` as ``standard_error``.
        """
        central = self.central_weights
        return {
            "expected": number(self.expected),
            "standard_error": number(self.standard_error),
            "expected_loss": number(self.expected_loss),
            "rank_acceptability": [number(share) for share in self.rank_acceptability],
            "central_weights": None
            if central is None
            else {name: number(weight) for name, weight in central.items()},
        }


@dataclass(frozen=True, slots=True)
class OptionResult:
    """One option of the long list: gates, performance, money and rank.

    Attributes
    ----------
    option
        The option.
    is_feasible
        Whether no gate excludes it.
    gate_probability
        Probability that every quantitative gate is met; 0 where a certain gate excludes. [1]
    gates
        Every gate result.
    is_short_listed
        Whether it was ranked.
    dropped_for
        Id of the option of its pathway that dominates it, ``limit`` where twelve better ones
        stay, empty where it is excluded or short-listed.
    criteria
        Result by criterion id, in the order of the criteria file.
    dimension_values
        Mean value of each dimension at equal weights within it; empty unless feasible. [1]
    cost
        Whole-life money.
    months_to_service
        Time to first service. [month]
    quality
        Probability that an answer is accepted; none where unknown. [1]
    value
        Value under the deciding reading's dimensions at the decided weights, 0–1, over the draws
        in which its gates are met (``gate_probability`` says how many). None where ``no_value``
        says why. [1]
    rankings
        By reading; empty unless short-listed.
    capabilities
        Shared capabilities it needs.
    no_value
        Why there is no value: money alone places today's service, the option is not ranked, or its
        gates are met in no draw; none where there is one.
    """

    option: Option
    is_feasible: bool
    gate_probability: float
    gates: tuple[GateResult, ...]
    is_short_listed: bool
    dropped_for: str
    criteria: Mapping[str, CriterionResult]
    dimension_values: Mapping[str, float]
    cost: CostResult
    months_to_service: Spread | None
    quality: Spread | None
    value: Spread | None
    rankings: Mapping[str, Ranking]
    capabilities: tuple[str, ...]
    no_value: Message | None = None

    @property
    def bar_probability(self) -> float | None:
        """Probability that the quality bar is met; none where unknown, or not reached."""
        return bar_probability(self.gates)

    @property
    def exclusions(self) -> tuple[GateResult, ...]:
        """The gates that exclude it."""
        return tuple(gate for gate in self.gates if gate.state.value == "excluded")

    @property
    def to_be_confirmed(self) -> tuple[GateResult, ...]:
        """The gates whose answer is unknown."""
        return tuple(gate for gate in self.gates if gate.state.value == "unknown")

    def as_json(self, reading: str, texts: Texts) -> Json:
        """Return the JSON form.

        Parameters
        ----------
        reading
            The deciding reading, whose rank acceptability stands under that name.
        texts
            Takes the sentences of gates and cells.

        Returns
        -------
        dict
            The fields that others rely on, and the rest beside them.
        """
        option = self.option
        deciding = self.rankings.get(reading)
        return {
            "id": option.id,
            "pathways": [pathway.value for pathway in option.pathways],
            "model": option.model,
            "hosting": None if option.hosting is None else option.hosting.value,
            "generation_location": None
            if option.generation_location is None
            else option.generation_location.value,
            "adaptation": None if option.adaptation is None else option.adaptation.value,
            "vehicle": option.vehicle.value,
            "feasible": self.is_feasible,
            "gate_probability": number(self.gate_probability),
            "bar_probability": number(self.bar_probability),
            "exclusions": [_gate_json(gate, texts) for gate in self.exclusions],
            "to_be_confirmed": [_gate_json(gate, texts) for gate in self.to_be_confirmed],
            "gates": {gate.gate: gate.state.value for gate in self.gates},
            "short_listed": self.is_short_listed,
            "dropped_for": self.dropped_for,
            "performance": {name: cell.as_json(texts) for name, cell in self.criteria.items()},
            "dimension_values": {
                name: number(value) for name, value in self.dimension_values.items()
            },
            "cost": self.cost.as_json(),
            "months_to_service": spread_json(self.months_to_service),
            "quality": spread_json(self.quality),
            "value": spread_json(self.value),
            "no_value": texts.id_of(self.no_value),
            "rank_acceptability": []
            if deciding is None
            else [number(share) for share in deciding.rank_acceptability],
            "standard_error": []
            if deciding is None
            else [number(error) for error in deciding.rank_error],
            "readings": {name: found.as_json() for name, found in self.rankings.items()},
            "capabilities": list(self.capabilities),
        }


def _gate_json(gate: GateResult, texts: Texts) -> Json:
    return {
        "gate": gate.gate,
        "kind": gate.kind.value,
        "probability": number(gate.probability),
        "rule": texts.id_of(gate.rule),
        "source": gate.source,
        "margin": texts.id_of(gate.margin),
        "remedy": texts.id_of(gate.remedy),
    }
