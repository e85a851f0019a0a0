"""The best plan of every group of members under one form of governance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.joint_problem import joint_tables
from steelyard.decision.portfolio.solution import Effort
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.decision.portfolio.superadditive_cover import structure_of, superadditive_cover

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from steelyard.decision.horizon.joint_problem import JointTables
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.pact import Pact
    from steelyard.decision.portfolio.solution import Solved
    from steelyard.quantities.arrays import FloatArray, IntArray

EFFORT: Final = Effort(gap=1e-6, n_nodes=2000)
"""How far the plan of each group is searched."""


@dataclass(frozen=True, slots=True, eq=False)
class Coalitions:
    """What every group of members is worth. A group is a number whose bits are its members.

    Attributes
    ----------
    pact
        The form of governance.
    solved
        The best plan found of each group acting as one, single members alone, by group; what
        no plan can keep is worth minus infinity.
    joint
        What the columns of the groups of two and more mean.
    worths, bounds
        Worth of each group at its best structure, and what it cannot exceed, shape
        ``(coalition,)``. [CUR]
    split
        How each group parts at best; see ``portfolio.superadditive_cover``.
    """

    pact: Pact
    solved: Mapping[int, Solved]
    joint: Mapping[int, JointTables]
    worths: FloatArray
    bounds: FloatArray
    split: IntArray

    @property
    def all_members(self) -> int:
        """The group of all."""
        return len(self.worths) - 1

    @property
    def is_priced(self) -> bool:
        """Whether each member has a plan alone, so that groups can be compared."""
        return bool(np.isfinite(self.worths).all())

    def structure(self, coalition: int) -> list[int]:
        """Return the groups into which a group parts at best.

        Parameters
        ----------
        coalition
            Its bits.

        Returns
        -------
        list of int
            Bits of each.
        """
        found = structure_of(split=self.split, coalition=coalition)
        return [int(group) for group in found]


def members_in(coalition: int) -> list[int]:
    """Return the members of a group.

    Parameters
    ----------
    coalition
        Its bits.

    Returns
    -------
    list of int
        Positions, rising.
    """
    return [place for place in range(coalition.bit_length()) if coalition >> place & 1]


def alone_solved(members: Sequence[MemberTables]) -> dict[int, Solved]:
    """Return the best plan of each member alone.

    Parameters
    ----------
    members
        In the order of the consortium.

    Returns
    -------
    dict
        By group of one.
    """
    return {
        1 << place: solve_portfolio(problem=member.alone.problem, effort=EFFORT)
        for place, member in enumerate(members)
    }


def coalitions_of(
    members: Sequence[MemberTables],
    kinds: Collection[str],
    pact: Pact,
    alone: Mapping[int, Solved],
    *,
    told: Callable[[], None] = lambda: None,
) -> Coalitions:
    """Find the best plan of every group of members.

    Parameters
    ----------
    members
        In the order of the consortium.
    kinds
        Kinds of capabilities that may be built once for all.
    pact
        The form of governance.
    alone
        The best plan of each member alone.
    told
        Called after each group.

    Returns
    -------
    Coalitions
        A larger group is never worth less than the best way to part it.

    Notes
    -----
    Equation J-8 of ``docs/method/joint-portfolio.md``.
    """
    n_coalitions = 1 << len(members)
    solved, joint = dict(alone), {}
    for coalition in range(1, n_coalitions):
        if coalition in solved:
            continue
        group = {place: members[place] for place in members_in(coalition)}
        joint[coalition] = joint_tables(group, kinds, pact)
        solved[coalition] = solve_portfolio(problem=joint[coalition].problem, effort=EFFORT)
        told()
    worths, bounds = np.zeros(n_coalitions), np.zeros(n_coalitions)
    for coalition, found in solved.items():
        worths[coalition], bounds[coalition] = found.worth, found.bound
    cover = superadditive_cover(worths=worths)
    limits = superadditive_cover(worths=bounds).worths
    return Coalitions(
        pact, solved, joint, cover.worths, np.maximum(limits, cover.worths), cover.split
    )
