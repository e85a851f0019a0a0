"""What an examination of a claim says: a word, and the figures it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.dossier.text import Message


class ClaimVerdict(StrEnum):
    """How a claim fares."""

    HOLDS = "holds"
    IN_PART = "in_part"
    DOES_NOT_HOLD = "does_not_hold"
    CANNOT_BE_TOLD = "cannot_be_told"


MOST: Final = 0.8
"""Share of cases from which a claim about several cases holds. [1]"""
FEW: Final = 0.2
"""Share of cases up to which it does not. [1]"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the study finds.

    Attributes
    ----------
    verdict
        Holds, in part, not, or cannot be told.
    sentences
        The figures it rests on.
    """

    verdict: ClaimVerdict
    sentences: tuple[Message, ...]


def by_share(share: float) -> ClaimVerdict:
    """Return the verdict on a claim that is true in a share of the cases.

    Parameters
    ----------
    share
        Between 0 and 1. [1]

    Returns
    -------
    ClaimVerdict
        Holds from four in five, does not hold up to one in five, else in part.
    """
    if share >= MOST:
        return ClaimVerdict.HOLDS
    return ClaimVerdict.DOES_NOT_HOLD if share <= FEW else ClaimVerdict.IN_PART
