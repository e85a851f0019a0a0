"""What many voices say about one use case: who would choose and who would accept what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from steelyard.decision.json_form import message_json, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json
    from steelyard.dossier.text import Message


class Agreement(StrEnum):
    """How one answer stands to another."""

    SAME_OPTION = "same_option"
    SAME_PATHWAY = "same_pathway"
    """Another option of the same pathway."""
    OTHER_PATHWAY = "other_pathway"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How much of what a stakeholder's statements allow speaks for one option.

    Attributes
    ----------
    best
        Share of the allowed weights that make it the best. [1]
    within
        Share that make it the best, or no worse than it by more than the tolerance. [1]
    error
        Standard error of ``within``. [1]
    """

    best: float
    within: float
    error: float

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "best": number(self.best),
            "within": number(self.within),
            "error": number(self.error),
        }


@dataclass(frozen=True, slots=True)
class Position:
    """Where one stakeholder stands.

    Attributes
    ----------
    stakeholder
        Id.
    decides
        Whether the weights count in the group's.
    weights
        Mean weight of each dimension in this use case. [1]
    order
        Options by expected utility at these weights, the best first; today's service among them
        where it can be placed.
    agreement
        How the first of them stands to the group's.
    loss
        What the group's option is worth less than it by these weights, in ``unit``; none where
        money alone parts the two.
    unit
        ``1`` (value from 0 to 1) or ``CUR``.
    because
        Dimension to which this stakeholder gives another weight than the group and that speaks most
        for the other option; empty where the options are the same, or money alone parts them.
    acceptance
        Of every option, by id.
    pathway_best
        Share of the allowed weights under which a pathway holds the best option, by pathway;
        equally good ones count for each. [1]
    """

    stakeholder: str
    decides: bool
    weights: Mapping[str, float]
    order: tuple[str, ...]
    agreement: Agreement
    loss: float | None
    unit: str
    because: str
    acceptance: Mapping[str, Acceptance]
    pathway_best: Mapping[str, float]

    @property
    def best(self) -> str:
        """Id of the option it would choose."""
        return self.order[0]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name; ``acceptance`` without options nobody would accept.
        """
        return {
            "stakeholder": self.stakeholder,
            "decides": self.decides,
            "weights": {name: number(weight) for name, weight in self.weights.items()},
            "order": list(self.order),
            "agreement": self.agreement.value,
            "loss": number(self.loss),
            "unit": self.unit,
            "because": self.because,
            "acceptance": {
                name: found.as_json() for name, found in self.acceptance.items() if found.within
            },
            "pathway_best": {
                name: number(share) for name, share in self.pathway_best.items() if share
            },
        }


@dataclass(frozen=True, slots=True)
class GroupOrder:
    """The order of the deciding stakeholders together, by one way of joining them.

    Attributes
    ----------
    method
        ``mean_of_weights``, ``borda`` or ``kemeny``.
    order
        Options, the best first; empty where the way refuses.
    tied_first
        Options that share the first place.
    score
        Expected utility, Borda points or, for ``kemeny``, nothing; by option.
    distance
        For ``kemeny``, pairwise opinions contradicted. [1]
    is_only
        Whether no other order does as well.
    refused
        Why there is none, in words.
    """

    method: str
    order: tuple[str, ...]
    tied_first: tuple[str, ...]
    score: Mapping[str, float]
    distance: float | None = None
    is_only: bool = True
    refused: Message | None = None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "method": self.method,
            "order": list(self.order),
            "tied_first": list(self.tied_first),
            "score": {name: number(score) for name, score in self.score.items()},
            "distance": number(self.distance),
            "is_only": self.is_only,
            "refused": message_json(self.refused),
        }


@dataclass(frozen=True, slots=True)
class GroupView:
    """What all stakeholders say about one use case, under the deciding reading.

    Attributes
    ----------
    positions
        One per stakeholder, in the order of the dossier.
    orders
        By each way of joining the deciding stakeholders, the chosen one first.
    best
        First option of the chosen way.
    disagreement
        The farthest that any stakeholder's first option stands from it.
    best_new, disagreement_of_new
        The same among the options other than today's service; empty where there are none.
    tolerance
        Loss that counts as acceptable, in ``unit``.
    unit
        ``1`` (value from 0 to 1) or ``CUR``.
    is_tolerance_stated
        Whether the dossier states it; else it is the materiality.
    broadest
        Options whose least willing stakeholder is the most willing; empty where each is refused by
        somebody under all weights.
    broadest_share
        Share of allowed weights with which that stakeholder accepts them. [1]
    least_willing
        That stakeholder, for the first of them.
    words
        The gist, sentence by sentence.
    """

    positions: tuple[Position, ...]
    orders: tuple[GroupOrder, ...]
    best: str
    disagreement: Agreement
    best_new: str
    disagreement_of_new: Agreement
    tolerance: float
    unit: str
    is_tolerance_stated: bool
    broadest: tuple[str, ...]
    broadest_share: float
    least_willing: str
    words: tuple[Message, ...]

    @property
    def chosen(self) -> GroupOrder:
        """The order by the way that the dossier chose."""
        return self.orders[0]

    @property
    def is_matter_of_weights(self) -> bool:
        """Whether the pathway depends on whose weights count."""
        return self.disagreement is Agreement.OTHER_PATHWAY

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "positions": [position.as_json() for position in self.positions],
            "orders": [order.as_json() for order in self.orders],
            "chosen": self.chosen.method,
            "best": self.best,
            "disagreement": self.disagreement.value,
            "best_new": self.best_new,
            "disagreement_of_new": self.disagreement_of_new.value,
            "tolerance": number(self.tolerance),
            "unit": self.unit,
            "is_tolerance_stated": self.is_tolerance_stated,
            "broadest": list(self.broadest),
            "broadest_share": number(self.broadest_share),
            "least_willing": self.least_willing,
            "words": [message_json(message) for message in self.words],
        }
