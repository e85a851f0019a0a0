"""What the annex says beside its tables: names of rows, shares, and how exact the figures are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.convergence import N_BLOCKS, Settled
from steelyard.decision.readings import POINTS
from steelyard.decision.variance import REST
from steelyard.report.depth_words import range_words, target_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.decision.convergence import Convergence
    from steelyard.decision.discovery import Range
    from steelyard.decision.find_out import FindOut
    from steelyard.decision.two_way import SwitchingMap
    from steelyard.report.annex import AnnexCase
    from steelyard.report.annex_spread import SpreadRow
    from steelyard.report.page_voice import PageVoice

LEAST_SAID: Final = 0.005
"""Share that is said as less than one hundredth. [1]"""
UNTOLD: Final = frozenset({Settled.ALONE, Settled.NO_ORDER})
"""Findings without a rival to be told from."""
TERMS: Final = (
    "acceptability",
    "error",
    "sobol",
    "map",
    "pairs",
    "methods",
    "shapes",
    "regret",
    "prim",
    "evppi",
)
"""Terms of the trade that the annex uses, each explained in a sentence."""


@dataclass(frozen=True, slots=True)
class AnnexWords:
    """The voice of the annex in one language.

    Attributes
    ----------
    voice
        The speaker.
    """

    voice: PageVoice

    @property
    def terms(self) -> tuple[str, ...]:
        """Terms that are explained, in their order."""
        return TERMS

    def input_name(self, case: AnnexCase, name: str) -> str:
        """Return an input in words, without the use case it belongs to.

        Parameters
        ----------
        case
            The use case.
        name
            Parameter id.

        Returns
        -------
        str
            An input of the use case itself by its field alone.
        """
        if name.startswith(f"dossier:use_cases/{case.use_case}/"):
            return self.voice.word("field", name.rsplit("/", 1)[-1])
        return self.voice.parameter(name)

    def spread_name(self, case: AnnexCase, row: SpreadRow) -> str:
        """Return what a row of the spread is about.

        Parameters
        ----------
        case
            The use case.
        row
            A kind of inputs, a single one, or the rest.

        Returns
        -------
        str
            Single inputs with how many move along.
        """
        kind = f"input_group.{row.name}"
        if kind in self.voice.catalogue:
            return self.voice.catalogue.text(kind)
        if row.name == REST:
            return self.voice.text("annex.spread.rest", n=float(row.n_parameters))
        return self._with_others(self.input_name(case, row.name), row.n_parameters)

    def worth_name(self, case: AnnexCase, found: FindOut) -> str:
        """Return what is to be found out.

        Parameters
        ----------
        case
            The use case.
        found
            A thing worth knowing.

        Returns
        -------
        str
            The input, with how many are found out with it.
        """
        if found.trials:
            return self.voice.parameter(f"family:{found.parameter}")
        return self._with_others(self.input_name(case, found.parameter), len(found.parameters))

    def _with_others(self, name: str, n: int) -> str:
        if n == 1:
            return name
        along = self.voice.text("annex.spread.along", n=float(n - 1))
        return self.voice.catalogue.text("list.comma").join([name, along])

    @staticmethod
    def share(share: float) -> str:
        """Return a share of the spread.

        Parameters
        ----------
        share
            Chance may leave it slightly below 0, or above 1. [1]

        Returns
        -------
        str
            In whole per cent.
        """
        if 0 < share < LEAST_SAID:
            return "<1%"
        return f"{100 * min(max(share, 0.0), 1.0):.0f}%"

    def regret(self, case: AnnexCase, value: float) -> str:
        """Return a regret in its unit.

        Parameters
        ----------
        case
            The use case.
        value
            Regret. [1 or CUR]

        Returns
        -------
        str
            Money, or points of 100.
        """
        if case.regret_unit == "CUR":
            return self.voice.figures.money(value)
        return self.voice.text("annex.points", n=POINTS * value)

    def legend(self, case: AnnexCase, drawn: SwitchingMap) -> Iterable[tuple[str, float]]:
        """Return over how much each option of a map is best.

        Parameters
        ----------
        case
            The use case.
        drawn
            The map.

        Returns
        -------
        iterable of tuple
            Option id and share of what is believed likely, the largest first; last, under no name,
            all that have no letter. [1]
        """
        shares = dict(zip(drawn.options, drawn.shares, strict=True))
        lettered = {name: share for name, share in shares.items() if name in case.lettered}
        rest = sum(shares.values()) - sum(lettered.values())
        told = sorted(lettered.items(), key=lambda entry: -entry[1])
        return [*told, ("", rest)] if rest >= LEAST_SAID else told

    def idle(self, case: AnnexCase) -> str:
        """Return what turns the answer nowhere.

        Parameters
        ----------
        case
            The use case.

        Returns
        -------
        str
            A sentence; empty where everything that was tried turns it.
        """
        if not case.idle:
            return ""
        texts = self.voice.catalogue
        what = texts.text("list.comma").join(texts.text(f"annex.idle.{key}") for key in case.idle)
        return texts.text("annex.idle").format(what=what)

    def target(self, name: str) -> str:
        """Return what wins.

        Parameters
        ----------
        name
            As in :class:`~steelyard.decision.discovery.Discovery`.

        Returns
        -------
        str
            A class, a pathway or an option.
        """
        return target_words(name, self.voice)

    def range(self, case: AnnexCase, found: Range) -> str:
        """Return a range in which something wins.

        Parameters
        ----------
        case
            The use case.
        found
            The range.

        Returns
        -------
        str
            With its probability, and how steadily it was found where that was asked.
        """
        texts = self.voice.catalogue
        told = texts.text("annex.prim.range").format(
            range=range_words(found, self.voice, name=self.input_name(case, found.parameter)),
            probability=self.voice.figures.percent(found.probability),
        )
        if found.found_again is None:
            return told
        again = self.voice.text("annex.prim.again", share=found.found_again)
        return texts.text("list.semicolon").join([told, again])

    def steadiness(self, found: Convergence) -> str:
        """Return whether parts of the draws lead with the same pathway.

        Parameters
        ----------
        found
            Whether more draws could change the answer.

        Returns
        -------
        str
            One sentence; empty where there is nothing to be told from.
        """
        if found.state in UNTOLD:
            return ""
        halves = "same" if found.halves_agree else "differ"
        n_blocks = float(round(N_BLOCKS * found.blocks_agree))
        return self.voice.text(f"annex.steady.{halves}", n=n_blocks)
