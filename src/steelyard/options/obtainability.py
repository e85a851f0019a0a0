"""Whether an accelerator can be had in a country: what the seller's side and the buyer's side say.

Two authorities can stand between a maker and a buyer: the one that lets the part out, and the one
that lets it in. The stricter word counts; where either says nothing, the other stands alone, and
where both say nothing the answer is unknown, never a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.facts.schema import EVERYWHERE

if TYPE_CHECKING:
    from datetime import date

    from steelyard.facts.book import FactBook

OBTAINABLE: Final = "obtainable"
LICENCE: Final = "licence"
CASE_BY_CASE: Final = "case_by_case"
BARRED: Final = "barred"
UNKNOWN: Final = "unknown"
SEVERITY: Final = (OBTAINABLE, LICENCE, CASE_BY_CASE, BARRED)
"""From what may be bought freely to what may not be bought at all."""

EXPORT: Final = "export-to-"
IMPORT: Final = "import-to-"


@dataclass(frozen=True, slots=True)
class Obtainability:
    """The stricter of two words on one accelerator in one country.

    Attributes
    ----------
    word
        One of ``obtainable``, ``licence``, ``case_by_case``, ``barred``, or ``unknown``.
    side
        ``export`` or ``import``: whose word it is; empty where unknown.
    since
        First day on which it held without a break; none where unknown.
    source
        Source id; empty where unknown.
    """

    word: str
    side: str = ""
    since: date | None = None
    source: str = ""


def obtainability(hardware: str, country: str, facts: FactBook) -> Obtainability:
    """Return whether an accelerator can be had in a country on the study's date.

    Parameters
    ----------
    hardware
        Accelerator id.
    country
        ISO 3166 code of the buyer's country.
    facts
        Export and import status known on that date.

    Returns
    -------
    Obtainability
        The stricter side; of two equal words that of the buyer's own country, whom it can ask.
    """
    found = []
    for beginning, side in ((EXPORT, "export"), (IMPORT, "import")):
        status = facts.find_status(hardware, f"{beginning}{country}", places=(country, EVERYWHERE))
        if status is not None:
            found.append(Obtainability(status.value, side, status.since, status.source.id))
    if not found or found[0].side == "import":
        # A country that would let a part in says nothing about who would let it out.
        barred = [entry for entry in found if entry.word == BARRED]
        return barred[0] if barred else Obtainability(UNKNOWN)
    return max(reversed(found), key=lambda entry: SEVERITY.index(entry.word))
