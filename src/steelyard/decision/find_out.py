"""What is worth finding out before a choice: the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.inquiries import PEDIGREE
from steelyard.decision.json_form import message_json, number, spread_json

if TYPE_CHECKING:
    from steelyard.decision.json_form import Json
    from steelyard.dossier.text import Message
    from steelyard.uncertainty import Spread


@dataclass(frozen=True, slots=True)
class StakeWorth:
    """What some knowledge is worth for one question.

    Attributes
    ----------
    stake
        ``option`` (which is best, in money), ``whether`` (does the leading service pay) or
        ``which`` (which of the services that pay has most value).
    worth
        The most it is worth paying for, as estimated. [CUR]
    standard_error
        Of ``worth``. [CUR]
    is_distinguishable
        Whether the worth is confirmed beyond two standard errors in draws not used to find it.
    points
        ``worth`` in points of value, of 100, where it is money only through the weight of cost;
        none where it is money itself. [1]
    """

    stake: str
    worth: float
    standard_error: float
    is_distinguishable: bool
    points: float | None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "stake": self.stake,
            "worth": number(self.worth),
            "standard_error": number(self.standard_error),
            "is_distinguishable": self.is_distinguishable,
            "points": number(self.points),
        }


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What some knowledge is worth before choosing.

    Attributes
    ----------
    stakes
        Question by question; empty where nothing has a price.
    wrong_share
        Probability that another pathway than the one then chosen turns out best. [1]
    """

    stakes: tuple[StakeWorth, ...]
    wrong_share: float

    @property
    def is_distinguishable(self) -> bool:
        """Whether the worth for any question can be told apart from nothing."""
        return any(part.is_distinguishable for part in self.stakes)

    @property
    def counted(self) -> tuple[StakeWorth, ...]:
        """The stakes that count: those told apart from nothing, or all if none is."""
        sure = tuple(part for part in self.stakes if part.is_distinguishable)
        return sure or self.stakes

    @property
    def worth(self) -> float | None:
        """The most it is worth paying for, over the stakes that count; none without any [CUR]."""
        return sum(part.worth for part in self.counted) if self.stakes else None

    @property
    def standard_error(self) -> float | None:
        """Of ``worth``, as if the stakes moved together, which it cannot exceed [CUR]."""
        return sum(part.standard_error for part in self.counted) if self.stakes else None

    @property
    def floored(self) -> float:
        """``worth``, or 0 where it cannot be told apart from nothing or has no price [CUR]."""
        return (self.worth or 0.0) if self.is_distinguishable else 0.0

    @property
    def cash(self) -> float:
        """The part of ``floored`` that is money itself, not value turned into money [CUR]."""
        return sum(
            part.worth for part in self.stakes if part.is_distinguishable and part.points is None
        )

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute and property under its name.
        """
        return {
            "worth": number(self.worth),
            "standard_error": number(self.standard_error),
            "is_distinguishable": self.is_distinguishable,
            "cash": number(self.cash),
            "stakes": [part.as_json() for part in self.stakes],
            "wrong_share": number(self.wrong_share),
        }


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial on the office's own items, which counts accepted answers.

    Attributes
    ----------
    n_items
        Items each model answers. [1]
    models
        Ids of the models tried together.
    knowledge
        What the results are worth.
    """

    n_items: int
    models: tuple[str, ...]
    knowledge: Knowledge

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "n_items": self.n_items,
            "models": list(self.models),
            "knowledge": self.knowledge.as_json(),
        }


@dataclass(frozen=True, slots=True)
class FindOut:
    """One thing to find out, and the cheapest way to do so.

    Attributes
    ----------
    parameter
        Id of the parameter; of several, the one the choice follows most closely; ``quality`` for
        the accepted share of the models on the short list.
    parameters
        All that are found out together, because they move together.
    kind
        Kind of inquiry, of ``inquiries.yaml``.
    knowledge
        What it is worth to know it for certain.
    action
        The way to find it out, in words: ``inquiry.<kind>``.
    staff_days
        What that takes of the buyer's own people; none where it cannot be found out before the
        choice. Expert judgement of ours. [day]
    weeks
        Until the answer is there; none where there is none. [1]
    cost
        Staff days at the pay that the dossier states, at the medians; none where it states none.
        [CUR]
    trials
        For ``quality``: what a trial is worth, of all models together first, then of each.
    """

    parameter: str
    parameters: tuple[str, ...]
    kind: str
    knowledge: Knowledge
    action: Message
    staff_days: Spread | None
    weeks: float | None
    cost: float | None
    trials: tuple[Trial, ...] = ()

    @property
    def is_worth_it(self) -> bool | None:
        """Whether the worth exceeds the cost; none where either is unknown.

        A trial counts with what its results are worth, everything else with certain knowledge.
        """
        known = self.trials[0].knowledge if self.trials else self.knowledge
        if not known.stakes or self.cost is None:
            return None
        return known.floored > self.cost

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "parameter": self.parameter,
            "parameters": list(self.parameters),
            "kind": self.kind,
            "knowledge": self.knowledge.as_json(),
            "action": message_json(self.action),
            "staff_days": spread_json(self.staff_days),
            "weeks": number(self.weeks),
            "cost": number(self.cost),
            "pedigree": PEDIGREE,
            "is_worth_it": self.is_worth_it,
            "trials": [trial.as_json() for trial in self.trials],
        }


@dataclass(frozen=True, slots=True)
class WorthKnowing:
    """What to find out first in one use case.

    Attributes
    ----------
    use_case
        Its id.
    leading
        Option that is best on average.
    everything
        What knowing everything beforehand is worth.
    wrong_share
        Probability that another pathway than the leading option's turns out best. [1]
    swing
        What the whole scale of value, 100 points, counts in money, where ``which`` is a stake.
        Nobody has stated it: it follows from the weight of cost. [CUR]
    rows
        What to find out; the most worth first, what cannot be told apart from nothing last.
    note
        Why there is nothing to find out, or of which choice the worth is told where orders are
        joined; none where neither needs saying.
    """

    use_case: str
    leading: str
    everything: Knowledge | None
    wrong_share: float
    swing: float | None
    rows: tuple[FindOut, ...]
    note: Message | None = None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "leading": self.leading,
            "everything": None if self.everything is None else self.everything.as_json(),
            "wrong_share": number(self.wrong_share),
            "swing": number(self.swing),
            "rows": [row.as_json() for row in self.rows],
            "note": message_json(self.note),
        }
