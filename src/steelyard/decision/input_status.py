"""Who stands behind an input: the government, a publication, an expert, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.findings import InputStatus
from steelyard.dossier.parameters import quantities_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.schema import Dossier

DOSSIER: Final = "dossier:"
FACT: Final = "fact:"

PEDIGREES: Final = {
    "measured": InputStatus.PUBLISHED,
    "published": InputStatus.PUBLISHED,
    "vendor-claim": InputStatus.PUBLISHED,
    "derived": InputStatus.DERIVED,
    "expert-judgement": InputStatus.EXPERT,
}
"""Status by pedigree of a fact."""

UNSTATED: Final = (InputStatus.ASSUMED, InputStatus.EXPERT)
"""What counts as assumed."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """Status of every parameter of a study.

    Attributes
    ----------
    stated
        Status by parameter id, for dossier entries.
    pedigrees
        Pedigree by fact id, for facts.
    """

    stated: Mapping[str, InputStatus]
    pedigrees: Mapping[str, str]

    def of(self, parameter: str) -> InputStatus:
        """Return who stands behind a parameter.

        Parameters
        ----------
        parameter
            Its id.

        Returns
        -------
        InputStatus
            As the dossier says; by pedigree for facts, published where no pedigree was handed
            over; expert for the coefficients of our own models.
        """
        if parameter in self.stated:
            return self.stated[parameter]
        if parameter.startswith(FACT):
            pedigree = self.pedigrees.get(parameter.removeprefix(FACT), "published")
            return PEDIGREES[pedigree]
        return InputStatus.EXPERT


def statuses_of(dossier: Dossier, pedigrees: Mapping[str, str]) -> Statuses:
    """Return the status of every parameter.

    Parameters
    ----------
    dossier
        Its quantities say whether they are given, derived or assumed.
    pedigrees
        Pedigree by fact id.

    Returns
    -------
    Statuses
        Ready to be asked.
    """
    stated = {
        f"{DOSSIER}{path}": InputStatus(quantity.status.value)
        for path, quantity, _ in quantities_of(dossier)
    }
    return Statuses(stated, pedigrees)
