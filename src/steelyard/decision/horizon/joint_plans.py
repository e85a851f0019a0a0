"""Which plans a group may take: as alone, and as with everybody's people and money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.horizon.members import NOT_ALONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.decision.horizon.members import MemberTables

SAME: Final = 1e-9
"""Worths that differ by no more, relative to the larger, are the same. [1]"""


class JointPlan(NamedTuple):
    """One plan of one member in the portfolio of a group."""

    member: int
    """Position of the member."""
    row: int
    """Row among its plans."""
    is_alone: bool
    """Whether it is laid out as alone; else with everybody's people and money, under the pact."""


def joint_plans(group: Mapping[int, MemberTables]) -> tuple[JointPlan, ...]:
    """Return the plans of a group.

    Parameters
    ----------
    group
        Members by position.

    Returns
    -------
    tuple of JointPlan
        By member: each plan as alone, where it is open alone, and as pooled, where that is worth
        more or nothing else is open.
    """
    return tuple(_plans(group))


def _plans(group: Mapping[int, MemberTables]) -> Iterator[JointPlan]:
    for position, member in group.items():
        for row, alone in enumerate(member.rows_alone):
            if alone != NOT_ALONE:
                yield JointPlan(position, row, is_alone=True)
            if alone == NOT_ALONE or _is_better(member, row, int(alone)):
                yield JointPlan(position, row, is_alone=False)


def _is_better(member: MemberTables, row: int, alone: int) -> bool:
    # With more people and money at hand gates are met more often; where that changes nothing the
    # plan as alone is enough, which asks for no pact.
    mine, theirs = member.pooled.problem, member.alone.problem
    may = mine.may_start[row]
    gained = np.where(theirs.may_start[alone], theirs.plan_worth[alone], -np.inf)
    scale = np.maximum(np.abs(mine.plan_worth[row]), 1.0)
    return bool(np.any(may & (mine.plan_worth[row] > gained + SAME * scale)))
