"""The four sovereignties of an option and of a plan, each level with its reason.

An option's levels follow from its attributes and from what an instrument found of its offer or
place. A plan is as sovereign as its weakest use: levels of a plan are lowest, never averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.dossier.text import Message
from steelyard.options.level_rules import ruled_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.options.traits import Traits

SOVEREIGNTIES: Final = (
    "data_sovereignty",
    "technology_sovereignty",
    "infrastructure_sovereignty",
    "regulatory_sovereignty",
)
"""Criteria, in the order in which the open-model paper names them."""


@dataclass(frozen=True, slots=True)
class SovereigntyLevel:
    """One sovereignty of one option.

    Attributes
    ----------
    low, high
        Level, or the range that unknown attributes leave open. [level]
    reason
        Rule that decided.
    """

    low: int
    high: int
    reason: Message


@dataclass(frozen=True, slots=True)
class PlanLevel:
    """One sovereignty of a plan.

    Attributes
    ----------
    low, high
        Lowest level over the use cases, or its range. [level]
    held_down_by
        Use cases that can be the lowest.
    """

    low: int
    high: int
    held_down_by: tuple[str, ...]


def sovereignty_of(traits: Traits) -> dict[str, SovereigntyLevel]:
    """Return the four sovereignties of an option.

    Parameters
    ----------
    traits
        Its attributes.

    Returns
    -------
    dict
        Level and reason by criterion.
    """
    found = {}
    for criterion in SOVEREIGNTIES:
        level = ruled_level(criterion, traits)
        reason = Message(f"level.{criterion}.{level.rule}", {"model": traits.model})
        found[criterion] = SovereigntyLevel(level.low, level.high, reason)
    return found


def sovereignty_of_plan(
    profiles: Mapping[str, Mapping[str, SovereigntyLevel]],
) -> dict[str, PlanLevel]:
    """Return the four sovereignties of a plan: the weakest link of its uses.

    Parameters
    ----------
    profiles
        Profile of the chosen option by use case; at least one.

    Returns
    -------
    dict
        Level, and the use cases that hold it down, by criterion.
    """
    found = {}
    for criterion in SOVEREIGNTIES:
        levels = {name: profile[criterion] for name, profile in profiles.items()}
        low = min(level.low for level in levels.values())
        high = min(level.high for level in levels.values())
        weakest = tuple(name for name, level in levels.items() if level.low <= high)
        found[criterion] = PlanLevel(low, high, weakest if low < _best_of_any(levels) else ())
    return found


def _best_of_any(levels: Mapping[str, SovereigntyLevel]) -> int:
    # Where every use has the same level, none of them holds the plan down.
    return max(level.high for level in levels.values())
