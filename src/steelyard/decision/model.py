"""What the decision stage returns: a verdict per use case with all that supports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.json_form import Texts, message_json, number, spread_json
from steelyard.dossier.schema import Aggregation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.convergence import Convergence
    from steelyard.decision.discovery import Discovery
    from steelyard.decision.find_out import WorthKnowing
    from steelyard.decision.findings import (
        BreakEven,
        DecisiveInput,
        Flip,
        Information,
        VolumeProfile,
    )
    from steelyard.decision.group_result import GroupView
    from steelyard.decision.horizon.result import HorizonPlan
    from steelyard.decision.json_form import Json
    from steelyard.decision.lock_record import LockRecord
    from steelyard.decision.option_result import OptionResult
    from steelyard.decision.portfolio_choice import FirstPortfolio
    from steelyard.decision.reading_result import (
        MoneyAnchors,
        ReadingResult,
        StakeholderView,
        StakeholderWeights,
    )
    from steelyard.decision.sensitivity import Sensitivity
    from steelyard.decision.stability import Stability
    from steelyard.decision.stress import StressResult
    from steelyard.dossier.schema import Reading
    from steelyard.dossier.text import Message
    from steelyard.uncertainty.summary import Spread


@dataclass(frozen=True, slots=True)
class UseCaseDecision:
    """The verdict for one use case, and what supports it.

    Attributes
    ----------
    use_case
        Its id.
    recommended
        An option's id, or a :class:`Verdict`.
    leading
        Option that comes first under the deciding reading, whatever the verdict: of the highest
        expected value, or first in the group's order where orders are joined; the cheapest
        efficient one where value has no price.
    reason
        Why the verdict is what it is, in words.
    confidence
        First-rank share of the leading option. [1]
    tied
        Options not to be told apart from the leading one, itself included.
    best_by_cost_basis
        Best option with shared capabilities paid ``alone``, ``shared`` and ``marginal``.
    best_by_method
        Best option by ``additive`` value, ``topsis`` and ``promethee2`` on the same mean table.
    pathway_acceptability
        First-rank share by pathway under the deciding reading. [1]
    readings
        Both readings, by name.
    stakeholders
        The answer of each stakeholder's weights.
    money_anchors
        Anchors of net cost.
    has_benefit
        Whether a benefit is stated, so that today's service can be compared.
    flips
        What would change the answer, the nearest first.
    information
        What to find out first, the most valuable first.
    break_evens, profile
        Along the yearly volume.
    options
        The whole long list.
    notes
        What stands beside the verdict whatever it is: ``verdict.note.…``.
    today_by_money
        Whether money alone places today's service, so that no weights move it.
    convergence
        Whether more draws could change the answer.
    sensitivity
        How the lead hangs on inputs; none where nothing rivals the leading option.
    discovery
        Ranges of inputs in which the leading way, and building, win.
    stability
        Whether the answer holds over stakeholders, methods and shapes of value.
    worth_knowing
        What is worth finding out first, and how.
    group
        What all stakeholders say; none where value has no price.
    decided_by
        The rule that made one answer of the deciding stakeholders: ``mean_of_weights``, ``borda``
        or ``kemeny``.
    best_by_mean
        Option of the highest expected value at their mean weights; empty where value has no price.
    """

    use_case: str
    recommended: str
    leading: str
    reason: Message
    confidence: float
    tied: tuple[str, ...]
    best_by_cost_basis: Mapping[str, str]
    best_by_method: Mapping[str, str]
    pathway_acceptability: Mapping[str, float]
    readings: Mapping[str, ReadingResult]
    stakeholders: tuple[StakeholderView, ...]
    money_anchors: MoneyAnchors
    has_benefit: bool
    flips: tuple[Flip, ...]
    information: tuple[Information, ...]
    break_evens: tuple[BreakEven, ...]
    profile: VolumeProfile
    options: tuple[OptionResult, ...]
    notes: tuple[Message, ...] = ()
    today_by_money: bool = False
    convergence: Convergence | None = None
    sensitivity: Sensitivity | None = None
    discovery: tuple[Discovery, ...] = ()
    stability: Stability | None = None
    worth_knowing: WorthKnowing | None = None
    group: GroupView | None = None
    decided_by: str = "mean_of_weights"
    best_by_mean: str = ""

    def option(self, name: str) -> OptionResult:
        """Return the result of one option.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        OptionResult
            The entry of the long list.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for found in self.options:
            if found.option.id == name:
                return found
        raise KeyError(name)

    def as_json(self, reading: str, texts: Texts) -> Json:
        """Return the JSON form.

        Parameters
        ----------
        reading
            The deciding reading.
        texts
            Takes the sentences that many options share.

        Returns
        -------
        dict
            The fields that others rely on, and the rest beside them.
        """
        return {
            "id": self.use_case,
            "recommended": self.recommended,
            "leading": self.leading,
            "decided_by": self.decided_by,
            "best_by_mean_of_weights": self.best_by_mean,
            "reason": message_json(self.reason),
            "notes": [message_json(note) for note in self.notes],
            "today_by_money": self.today_by_money,
            "convergence": None if self.convergence is None else self.convergence.as_json(),
            "sensitivity": None if self.sensitivity is None else self.sensitivity.as_json(),
            "discovery": [entry.as_json() for entry in self.discovery],
            "stability": None if self.stability is None else self.stability.as_json(),
            "group": None if self.group is None else self.group.as_json(),
            "worth_knowing": None if self.worth_knowing is None else self.worth_knowing.as_json(),
            "confidence": number(self.confidence),
            "tied": list(self.tied),
            "best_by_cost_basis": dict(self.best_by_cost_basis),
            "best_by_method": dict(self.best_by_method),
            "pathway_acceptability": {
                name: number(share) for name, share in self.pathway_acceptability.items()
            },
            "readings": {name: found.as_json() for name, found in self.readings.items()},
            "stakeholders": [view.as_json() for view in self.stakeholders],
            "money_anchors": self.money_anchors.as_json(),
            "has_benefit": self.has_benefit,
            "flips": [flip.as_json() for flip in self.flips],
            "information": [entry.as_json() for entry in self.information],
            "break_evens": [entry.as_json() for entry in self.break_evens],
            "profile": self.profile.as_json(),
            "options": [option.as_json(reading, texts) for option in self.options],
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """Result of the decision stage.

    Attributes
    ----------
    reading
        The deciding reading.
    is_illustration
        Whether a deciding weight statement is missing or unsigned.
    stakeholders
        What each stakeholder's statements allow.
    decided_weights
        Mean weight of each dimension over the deciding stakeholders. [1]
    money_per_value_point
        Price of a value point, or none where the dossier states none. [CUR/point]
    use_cases
        In the order of the dossier.
    portfolio
        The best plan for all of them at once.
    assumed_share
        Share of the decisive inputs that nobody has stated: assumed, or judged by an expert. [1]
    decisive_inputs
        Those inputs, the assumed first.
    stress
        Every use case under every named scenario.
    locks
        What was laid down beforehand, and its changes.
    horizon
        One plan for all use cases over the years.
    aggregation
        How the dossier makes one group of those who decide; one alone decides by its own weights.
    """

    reading: Reading
    is_illustration: bool
    stakeholders: tuple[StakeholderWeights, ...]
    decided_weights: Mapping[str, float]
    money_per_value_point: Spread | None
    use_cases: tuple[UseCaseDecision, ...]
    portfolio: FirstPortfolio
    assumed_share: float
    decisive_inputs: tuple[DecisiveInput, ...]
    stress: tuple[StressResult, ...] = ()
    locks: LockRecord | None = None
    horizon: HorizonPlan | None = None
    aggregation: Aggregation = Aggregation.MEAN_OF_WEIGHTS

    def of(self, use_case: str) -> UseCaseDecision:
        """Return the decision of one use case.

        Parameters
        ----------
        use_case
            Its id.

        Returns
        -------
        UseCaseDecision
            The entry.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for found in self.use_cases:
            if found.use_case == use_case:
                return found
        raise KeyError(use_case)

    def as_json(self) -> Json:
        """Return the body of decision.json; the study adds its manifest.

        Returns
        -------
        dict
            Plain data, eight significant digits. ``texts`` holds every sentence of a gate or a cell
            once; options name it by its id.
        """
        texts = Texts()
        return {
            "reading": self.reading.value,
            "aggregation": self.aggregation.value,
            "illustration": self.is_illustration,
            "stakeholders": [entry.as_json() for entry in self.stakeholders],
            "decided_weights": {
                name: number(weight) for name, weight in self.decided_weights.items()
            },
            "money_per_value_point": spread_json(self.money_per_value_point),
            "use_cases": [entry.as_json(self.reading.value, texts) for entry in self.use_cases],
            "portfolio": self.portfolio.as_json(),
            "plan_over_years": None if self.horizon is None else self.horizon.as_json(),
            "assumed_share": number(self.assumed_share),
            "decisive_inputs": [entry.as_json() for entry in self.decisive_inputs],
            "locks": None if self.locks is None else self.locks.as_json(),
            "stress": [entry.as_json() for entry in self.stress],
            "texts": texts.table,
        }
