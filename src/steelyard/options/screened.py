"""What of an option no draw moves: its attributes and the gates that are certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from steelyard.needs import NOTHING_ASSESSED
from steelyard.options.gate_case import GateCase
from steelyard.options.screen import categorical_gates
from steelyard.options.traits import traits_of

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.instruments import JurisdictionPack
    from steelyard.needs.assessments import Assessments
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.model import GateResult, Option
    from steelyard.options.traits import Traits


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """Attributes and categorical gates, found once a study for every option and use case.

    Attributes
    ----------
    dossier, book, pack, assessments
        What the buyer, the sources, the jurisdiction and the instruments say.
    """

    dossier: Dossier
    book: FactBook
    pack: JurisdictionPack
    assessments: Assessments = NOTHING_ASSESSED
    _traits: dict[str, Traits] = field(default_factory=dict)
    _gates: dict[tuple[str, str], tuple[GateResult, ...]] = field(default_factory=dict)

    def traits(self, option: Option) -> Traits:
        """Return the attributes of an option.

        Parameters
        ----------
        option
            The option.

        Returns
        -------
        Traits
            The same object every time.
        """
        if option.id not in self._traits:
            self._traits[option.id] = traits_of(option, self.dossier, self.book, self.assessments)
        return self._traits[option.id]

    def gates(self, option: Option, need: UseCaseNeed) -> tuple[GateResult, ...]:
        """Return what every categorical gate says of an option in a use case.

        Parameters
        ----------
        option
            The option.
        need
            The use case; its data class and who meets the output count, its numbers do not.

        Returns
        -------
        tuple of GateResult
            The same objects every time.
        """
        key = (option.id, need.use_case.id)
        if key not in self._gates:
            self._gates[key] = categorical_gates(
                GateCase(
                    option,
                    self.traits(option),
                    need,
                    self.dossier,
                    self.book,
                    self.pack,
                    self.assessments,
                )
            )
        return self._gates[key]
