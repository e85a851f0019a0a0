"""The answer under one reading and of one stakeholder, and the scales behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from steelyard.decision.json_form import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json
    from steelyard.dossier.schema import Reading


@dataclass(frozen=True, slots=True)
class MoneyAnchors:
    """The net cost that counts as best and as worst, against that of today's service.

    Attributes
    ----------
    best, worst
        Net cost less that of today's service with value 1 and with value 0. [CUR]
    best_is
        ``do_minimum``, or the id of the option whose median saving sets it.
    worst_is
        ``stated`` by the dossier, or the id of the dearest feasible option.
    """

    best: float
    worst: float
    best_is: str
    worst_is: str

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "best": number(self.best),
            "worst": number(self.worst),
            "best_is": self.best_is,
            "worst_is": self.worst_is,
        }


@dataclass(frozen=True, slots=True)
class PriceSwitch:
    """A price of a value point at which the best option changes.

    Attributes
    ----------
    from_price
        The option is best from this price of a value point on. [CUR/point]
    option
        Its id.
    """

    from_price: float
    option: str


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """The answer under one reading, at the decided weights.

    Attributes
    ----------
    reading
        Which.
    best
        Option of the highest expected value; empty where value has no price.
    confidence
        Its first-rank share over draws and allowed weights; 0 where there is no best. [1]
    tied
        Options not to be told apart from the best one, itself included.
    pathway_acceptability
        First-rank share by pathway (composites joined by ``+``). [1]
    efficient
        Options that no other beats on both value and net cost, the cheapest first; only under
        value and cost.
    price_switches
        Where along the price of a value point the best option changes; only under value and cost.
    """

    reading: Reading
    best: str
    confidence: float
    tied: tuple[str, ...]
    pathway_acceptability: Mapping[str, float]
    efficient: tuple[str, ...] = ()
    price_switches: tuple[PriceSwitch, ...] = ()

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "best": self.best,
            "confidence": number(self.confidence),
            "tied": list(self.tied),
            "pathway_acceptability": {
                name: number(share) for name, share in self.pathway_acceptability.items()
            },
            "efficient": list(self.efficient),
            "price_switches": [
                {"from_price": number(switch.from_price), "option": switch.option}
                for switch in self.price_switches
            ],
        }


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """The answer one stakeholder's weights give, under the deciding reading.

    Attributes
    ----------
    stakeholder
        Id.
    best
        Option of the highest expected value at the mean of the allowed weights.
    confidence
        Its first-rank share over draws and allowed weights. [1]
    first
        First-rank share of every short-listed option. [1]
    order
        Options other than today's service, the best first: by expected value under six
        dimensions, where money alone places today's service, else by worth less cost.
    first_of_new
        How often each of them is best of them, whatever today's service is worth; draws in which
        none meets its gates count for none. [1]
    """

    stakeholder: str
    best: str
    confidence: float
    first: Mapping[str, float]
    order: tuple[str, ...] = ()
    first_of_new: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name; ``first_of_new`` without the options that never are.
        """
        return {
            "stakeholder": self.stakeholder,
            "best": self.best,
            "confidence": number(self.confidence),
            "first": {name: number(share) for name, share in self.first.items()},
            "order": list(self.order),
            "first_of_new": {
                name: number(share) for name, share in self.first_of_new.items() if share
            },
        }


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A judgement of one pair of dimensions beside what the other judgements imply.

    Attributes
    ----------
    of, over
        The dimension said to matter at least as much, and the one it was set against.
    stated, implied
        How many times as much, as it was said and by all other judgements. [1]
    """

    of: str
    over: str
    stated: float
    implied: float

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "of": self.of,
            "over": self.over,
            "stated": number(self.stated),
            "implied": number(self.implied),
        }


@dataclass(frozen=True, slots=True)
class PairwiseConsistency:
    """How well judgements of pairs agree with each other.

    Attributes
    ----------
    ratio
        Consistency ratio: 0 if all agree, 1 if they agree no better than made at random. [1]
    worst
        At most three judgements that fit the others worst, the worst first.
    """

    ratio: float
    worst: tuple[JudgedPair, ...]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {"ratio": number(self.ratio), "worst": [pair.as_json() for pair in self.worst]}


@dataclass(frozen=True, slots=True)
class StakeholderWeights:
    """What one stakeholder's statements allow.

    Attributes
    ----------
    stakeholder
        Id; ``anyone`` where the dossier names no stakeholder.
    form
        ``none``, ``points``, ``ranking``, ``intervals``, ``ratios``, ``trade_offs``, ``pairwise``
        or ``several``.
    mean
        Mean weight of each dimension over the allowed set. [1]
    low, high
        5 and 95 per cent quantiles over the allowed set. [1]
    is_signed, decides
        Whether the weights are signed, and whether they count in the deciding ones.
    by_use_case
        Whether the weight of cost follows from the money at stake in each use case: then these are
        the weights before any use case is looked at.
    sampler
        How weights were drawn from the allowed set.
    effective_size
        Independent draws that the sample is worth. [1]
    consistency
        How well judgements of pairs agree; none where none were made.
    """

    stakeholder: str
    form: str
    mean: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    is_signed: bool
    decides: bool
    by_use_case: bool = False
    sampler: str = ""
    effective_size: float = 0.0
    consistency: PairwiseConsistency | None = None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "stakeholder": self.stakeholder,
            "form": self.form,
            "mean": {name: number(weight) for name, weight in self.mean.items()},
            "low": {name: number(weight) for name, weight in self.low.items()},
            "high": {name: number(weight) for name, weight in self.high.items()},
            "is_signed": self.is_signed,
            "decides": self.decides,
            "by_use_case": self.by_use_case,
            "sampler": self.sampler,
            "effective_size": number(self.effective_size),
            "consistency": None if self.consistency is None else self.consistency.as_json(),
        }
