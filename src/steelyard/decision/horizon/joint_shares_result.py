"""What sharing a joint plan says: who has and pays what, and whether everybody would stay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Standing(StrEnum):
    """Whether everybody would stay under a rule, or could be made to."""

    HOLDS = "holds"
    """Nobody would do better on their own, as far as plans were found."""
    BREAKS = "breaks"
    """Somebody would."""
    UNDECIDED = "undecided"
    """Somebody might: by less than the plans could still be improved."""


@dataclass(frozen=True, slots=True)
class LeavingGroup:
    """Members that would do better on their own under a rule.

    Attributes
    ----------
    members
        Ids.
    gain
        By how much. [CUR]
    alone, held
        What they would have on their own, and what they have under the rule. [CUR]
    builds
        What they would build once for themselves.
    is_decided
        Whether the gain is beyond what the plans could still be improved.
    """

    members: tuple[str, ...]
    gain: float
    alone: float
    held: float
    builds: tuple[str, ...]
    is_decided: bool


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule of sharing gives.

    Attributes
    ----------
    rule
        ``shapley``, ``nucleolus`` or ``proportional``.
    values
        What each member has, by id. [CUR]
    advantage
        By how much that is more than alone. [CUR]
    payments
        What each pays of what is joint; below 0 where it is paid. [CUR]
    standing
        Whether everybody would stay.
    leaving
        Groups that would do better on their own: those beyond doubt first, of these the one that
        gains most. At most ten.
    n_leaving
        How many there are in all. [1]
    """

    rule: str
    values: Mapping[str, float]
    advantage: Mapping[str, float]
    payments: Mapping[str, float]
    standing: Standing
    leaving: tuple[LeavingGroup, ...]
    n_leaving: int


@dataclass(frozen=True, slots=True)
class CoreOutcome:
    """Whether any sharing at all would hold everybody.

    Attributes
    ----------
    standing
        ``breaks`` where none would.
    least_level
        Smallest possible largest gain by leaving; below 0 the margin by which all stay. [CUR]
    subsidy
        Least that must come from outside so that all stay. [CUR]
    """

    standing: Standing
    least_level: float
    subsidy: float
