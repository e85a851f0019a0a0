"""What the plan over the years speaks of, in words: use cases, shared things, limits, shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.horizon.shared import MEASURE, TIER
from steelyard.report.catalogue import upper_first
from steelyard.report.option_names import model_name, pathways_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.report.figures import Figures
    from steelyard.report.horizon.section import HorizonSection
    from steelyard.report.page_voice import PageVoice

OF_TEN: Final = 10
NEARLY: Final = 0.05
"""Shares this near to none or all are said as fewer, or more, than the nearest tenth. [1]"""
MOST_NAMED: Final = 3
"""Use cases named in a sentence before the rest is counted. [1]"""
OWN: Final = "own"
UNKNOWN: Final = "unknown"
MILLION_STEPS: Final = (1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3)
"""Round steps of money of which a sentence may speak. [CUR]"""
PART: Final = 0.2
"""A step of money is no more than this part of the limit that it adds to. [1]"""


@dataclass(frozen=True, slots=True)
class Things:
    """Names in one language.

    Attributes
    ----------
    section
        The plan over the years.
    voice
        The voice of the page.
    """

    section: HorizonSection
    voice: PageVoice

    @property
    def figures(self) -> Figures:
        """Numbers in words."""
        return self.voice.figures

    def text(self, key: str, **values: str | float) -> str:
        """Return a text of these pages.

        Parameters
        ----------
        key
            Its key, without the beginning ``horizon.``.
        **values
            What it names.

        Returns
        -------
        str
            In words.
        """
        return self.voice.text(f"horizon.{key}", **values)

    def counted(self, key: str, n: int, **values: str | float) -> str:
        """Return a text that counts something.

        Parameters
        ----------
        key
            Its key; ``.one`` is added for one.
        n
            How many. [1]
        **values
            What else it names.

        Returns
        -------
        str
            In words.
        """
        return self.text(f"{key}.one" if n == 1 else key, n=float(n), **values)

    def joined(self, words: Iterable[str], *, by: str = "list.comma") -> str:
        """Return words as a list.

        Parameters
        ----------
        words
            Any.
        by
            Key of what stands between them.

        Returns
        -------
        str
            Joined.
        """
        return self.voice.catalogue.text(by).join(words)

    def sentences(self, said: Iterable[str]) -> str:
        """Return sentences in a row.

        Parameters
        ----------
        said
            Sentences; empty ones are left out.

        Returns
        -------
        str
            Joined.
        """
        return self.joined((part for part in said if part), by="sentence.join")

    def use_cases(self, names: Iterable[str], *, most: int = MOST_NAMED) -> str:
        """Return use cases in quotation marks, the rest counted.

        Parameters
        ----------
        names
            Ids.
        most
            Named at most. [1]

        Returns
        -------
        str
            A dash for none.
        """
        found = list(names)
        said = [self.voice.quoted(self.voice.use_case(name)) for name in found[:most]]
        if len(found) > most:
            said.append(self.text("more", n=float(len(found) - most)))
        return self.joined(said) or "–"

    def shared(self, name: str) -> str:
        """Return something shared in words.

        Parameters
        ----------
        name
            Id of a capability, tier or measure.

        Returns
        -------
        str
            As the dossier calls it, where it does.
        """
        if name in self.section.offers:
            return self.voice.local(self.section.offers[name].name)
        short = name.removeprefix(TIER).removeprefix(MEASURE)
        if short in self.section.names:
            return self.voice.local(self.section.names[short])
        return self.voice.capability(name)

    def shared_kind(self, name: str) -> str:
        """Return something shared without machine, model and place.

        Parameters
        ----------
        name
            Id of a capability, tier or measure.

        Returns
        -------
        str
            Short.
        """
        if name in self.section.offers or name.startswith((TIER, MEASURE)):
            return self.shared(name)
        return self.voice.capability(name.partition("(")[0])

    def shared_brief(self, name: str) -> str:
        """Return something shared with its model, without machine and place.

        Parameters
        ----------
        name
            Id of a capability, tier or measure.

        Returns
        -------
        str
            For the roadmap.
        """
        if name in self.section.offers or name.startswith((TIER, MEASURE)):
            return self.shared(name)
        return self.voice.capability(name.partition("@")[0])

    def thing(self, name: str) -> str:
        """Return a use case or something shared in words.

        Parameters
        ----------
        name
            Id.

        Returns
        -------
        str
            A use case in quotation marks.
        """
        if name in self.voice.names.use_cases:
            return self.voice.quoted(self.voice.use_case(name))
        return self.shared_brief(name)

    def pathway(self, option: str) -> str:
        """Return the pathway of an option alone, as a thing done.

        Parameters
        ----------
        option
            Id.

        Returns
        -------
        str
            For example ``buy by use``.
        """
        return pathways_name(self.voice.names.options[option].pathways, self.voice)

    def model(self, option: str) -> str:
        """Return the model of an option.

        Parameters
        ----------
        option
            Id.

        Returns
        -------
        str
            Empty where it has none.
        """
        return model_name(self.voice.names.options[option], self.voice)

    def label(self, on: str, label: str) -> str:
        """Return on whom something rests.

        Parameters
        ----------
        on
            ``vendor``, ``jurisdiction``, ``lineage`` or ``chip_maker``.
        label
            As the decision stage names it; empty for nobody.

        Returns
        -------
        str
            In words.
        """
        if not label:
            return self.text(f"nobody.{on}")
        if label == UNKNOWN:
            return self.voice.text("doc.unknown")
        if label == OWN and on == "lineage":
            return self.text("own_model")
        return self.voice.country(label) if on == "jurisdiction" else label

    def of_ten(self, share: float) -> str:
        """Return a share of futures as so many of ten.

        Parameters
        ----------
        share
            Between 0 and 1. [1]

        Returns
        -------
        str
            For example ``in 9 of 10 futures``.
        """
        if share in {0.0, 1.0}:
            return self.text("futures.all" if share else "futures.none")
        if share < NEARLY:
            return self.text("futures.few")
        if share > 1.0 - NEARLY:
            return self.text("futures.most")
        return self.text("futures", n=float(min(max(round(share * OF_TEN), 1), OF_TEN - 1)))

    def asked(self, amount: float, *, is_net: bool) -> str:
        """Return what a plan asks for.

        Parameters
        ----------
        amount
            Below zero where a net cost is a saving. [CUR]
        is_net
            Whether it is a net cost.

        Returns
        -------
        str
            A net cost with the word for saving or costing.
        """
        said = self.figures.money(abs(amount))
        if not is_net:
            return said
        return self.text("frontier.saves" if amount < 0 else "frontier.costs", amount=said)

    def months(self, value: float | None) -> str:
        """Return a number of months.

        Parameters
        ----------
        value
            None where unknown. [month]

        Returns
        -------
        str
            Whole months.
        """
        if value is None:
            return self.voice.text("doc.unknown")
        if value < 1.0:
            return self.text("months.less")
        return self.counted("months", round(value))

    def way(self, kind: str) -> str:
        """Return a class of pathways as it begins a cell.

        Parameters
        ----------
        kind
            ``keep``, ``buy``, ``hybrid`` or ``build``.

        Returns
        -------
        str
            In words.
        """
        return upper_first(self.voice.word("class", kind))

    def ways(self, counts: dict[str, int]) -> str:
        """Return how many use cases take each class of way.

        Parameters
        ----------
        counts
            Use cases by class. [1]

        Returns
        -------
        str
            The more owned last.
        """
        return self.joined(
            self.voice.text(f"front.whole.part.{kind}", n=float(counts[kind]))
            for kind in ("keep", "buy", "hybrid", "build")
            if counts.get(kind)
        )


def step_of(limit: float) -> float:
    """Return a round step of money for a sentence on one more of it.

    Parameters
    ----------
    limit
        The limit that it adds to. [CUR]

    Returns
    -------
    float
        At most a fifth of the limit; a million where there is none. [CUR]

    Examples
    --------
    >>> step_of(25e6), step_of(3e9), step_of(0.0)
    (1000000.0, 100000000.0, 1000000.0)
    """
    if limit <= 0:
        return 1e6
    return next((step for step in MILLION_STEPS if step <= limit * PART), MILLION_STEPS[-1])
