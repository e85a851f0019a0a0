"""What the decision stage finds beside the ranking: flips, break-evens and information."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.decision.json_form import message_json, number
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.json_form import Json
    from steelyard.dossier.text import Message


CHART_DIGITS: Final = 5
"""Significant digits of what is only drawn. [1]"""


class FlipFamily(StrEnum):
    """What kind of thing would change the answer."""

    VOLUME = "volume"
    API_PRICE = "api_price"
    WEIGHT = "weight"
    STAFF_COST = "staff_cost"
    STAFF_AVAILABILITY = "staff_availability"
    QUALITY = "quality"
    MONEY_PER_VALUE_POINT = "money_per_value_point"
    PARAMETER = "parameter"


class InputStatus(StrEnum):
    """Who stands behind an input."""

    GIVEN = "given"
    DERIVED = "derived"
    ASSUMED = "assumed"
    PUBLISHED = "published"
    """A fact that was measured or published by somebody else."""
    EXPERT = "expert"
    """A fact that rests on our or another's judgement."""


class Verdict(StrEnum):
    """What may stand in place of an option."""

    UNDECIDED = "undecided"
    """Options of different pathways are tied, or value has no price under value and cost."""
    DEPENDS_ON_SHARING = "depends_on_sharing"
    """Another pathway is best if shared capabilities are paid alone, or are open already."""
    FIND_OUT_FIRST = "find_out_first"
    """The best option rests on something unknown."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One thing that would change the answer: beyond ``value``, ``becomes`` is best.

    Attributes
    ----------
    family
        Kind of thing.
    parameter
        Parameter id; ``weight:<dimension>`` for a weight; ``family:<name>`` where several
        parameters move together, and ``value`` is then a factor on all of them.
    value
        Where the answer changes, in ``unit``. Parameters of the quality model are told as the
        accepted share of the option named in ``words``.
    unit
        Unit of ``value``, ``p05``, ``p50`` and ``p95``.
    direction
        ``above`` or ``below``: on which side of ``value`` the answer is another one.
    p05, p50, p95
        What is believed about the parameter; none where nothing is (weights stated exactly).
    position
        Probability that the parameter lies below ``value``; none where nothing is believed. [1]
    distance
        ``|2 · position - 1|``: 0 at the median, 0.9 at the 5 or 95 per cent quantile. Where no
        spread is stated, the relative change ``|ln(value / p50)|`` capped at 1. [1]
    is_inside
        Whether ``value`` lies within p05 and p95.
    becomes
        Id of the option that is best beyond.
    status
        Who stands behind the parameter; none for weights.
    words
        The sentence for readers: ``flip.<family>.above|below``.
    """

    family: FlipFamily
    parameter: str
    value: float
    unit: str
    direction: str
    p05: float | None
    p50: float | None
    p95: float | None
    position: float | None
    distance: float
    is_inside: bool
    becomes: str
    status: InputStatus | None
    words: Message

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "family": self.family.value,
            "parameter": self.parameter,
            "value": number(self.value),
            "unit": self.unit,
            "direction": self.direction,
            "p05": number(self.p05),
            "p50": number(self.p50),
            "p95": number(self.p95),
            "position": number(self.position),
            "distance": number(self.distance),
            "is_inside": self.is_inside,
            "becomes": self.becomes,
            "status": None if self.status is None else self.status.value,
            "words": message_json(self.words),
        }


@dataclass(frozen=True, slots=True)
class Information:
    """One thing worth finding out first.

    Attributes
    ----------
    parameter
        Parameter id, ``all`` for every uncertainty at once, or ``gate:<gate id>`` or ``quality``
        where something is unknown and has no price yet.
    worth
        The most it is worth paying to find out, in ``unit``; none where it has no price.
    standard_error
        Of ``worth``, same unit.
    is_distinguishable
        Whether ``worth`` exceeds two standard errors.
    unit
        Of ``worth``.
    action
        What to do, in words.
    """

    parameter: str
    worth: float | None
    standard_error: float | None
    is_distinguishable: bool
    unit: str
    action: Message

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "parameter": self.parameter,
            "worth": number(self.worth),
            "standard_error": number(self.standard_error),
            "is_distinguishable": self.is_distinguishable,
            "unit": self.unit,
            "action": message_json(self.action),
        }


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where along the yearly volume a pathway becomes best, and where it becomes cheaper.

    Attributes
    ----------
    pathway
        Pathways joined by ``+``.
    option
        Its option of highest expected value today.
    best_from, best_to
        Yearly volumes between which an option of the pathway is best; none where it is nowhere
        best, an open end where the profile ends. [request/year]
    cheaper_from, cheaper_to
        Yearly volumes between which its net cost lies below that of the leading option; none where
        it is nowhere cheaper. [request/year]
    budget_per_year
        Mean yearly spending at ``best_from`` (or at ``cheaper_from`` if nowhere best), constant
        prices, standing alone. [CUR/year]
    investment
        Capital over the horizon at that volume, constant prices, standing alone. [CUR]
    """

    pathway: str
    option: str
    best_from: float | None
    best_to: float | None
    cheaper_from: float | None
    cheaper_to: float | None
    budget_per_year: float | None
    investment: float | None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "pathway": self.pathway,
            "option": self.option,
            "best_from": number(self.best_from),
            "best_to": number(self.best_to),
            "cheaper_from": number(self.cheaper_from),
            "cheaper_to": number(self.cheaper_to),
            "budget_per_year": number(self.budget_per_year),
            "investment": number(self.investment),
        }


@dataclass(frozen=True, slots=True)
class VolumeProfile:
    """The median case along the yearly volume, for the chart of break-evens.

    Attributes
    ----------
    volumes
        Logarithmic grid. [request/year]
    best
        Id of the best option at each volume.
    net_cost
        Net cost of each pathway's option of :class:`BreakEven`, at an even share, less that of
        today's service, at each volume. [CUR]
    """

    volumes: tuple[float, ...]
    best: tuple[str, ...]
    net_cost: Mapping[str, tuple[float, ...]]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name, as precise as a chart needs.
        """
        return {
            "volumes": [significant(value, CHART_DIGITS) for value in self.volumes],
            "best": list(self.best),
            "net_cost": {
                name: [significant(value, CHART_DIGITS) for value in row]
                for name, row in self.net_cost.items()
            },
        }


@dataclass(frozen=True, slots=True)
class DecisiveInput:
    """An input on which at least one recommendation hangs.

    Attributes
    ----------
    parameter
        Parameter id.
    status
        Who stands behind it.
    use_cases
        Use cases whose answer it decides.
    reason
        ``flip`` (a switching value inside p05–p95), ``bar`` (the quality bar, where a verdict
        names it) or ``driver`` (moves the result most, and alone changes no answer within what is
        believed of it).
    """

    parameter: str
    status: InputStatus
    use_cases: tuple[str, ...]
    reason: str

    @property
    def changes_answer(self) -> bool:
        """Whether it alone changes an answer within what is believed of it; else it moves most."""
        return self.reason != "driver"

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "parameter": self.parameter,
            "status": self.status.value,
            "use_cases": list(self.use_cases),
            "reason": self.reason,
            "changes_answer": self.changes_answer,
        }
