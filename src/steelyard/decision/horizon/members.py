"""Members of a consortium, each with its portfolio alone and as it would be with all at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.horizon.limits import Limits
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.dossier.schema import Dossier
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.quantities.arrays import IntArray

NOT_ALONE = -1
"""Row of a plan that is not open to the member alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One member's dossier carried as far as its short lists.

    Attributes
    ----------
    dossier, needs, appraisal, contests
        What each stage returned.
    """

    dossier: Dossier
    needs: Needs
    appraisal: Appraisal
    contests: tuple[Contest, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MemberTables:
    """One member's portfolio over years.

    Attributes
    ----------
    id
        Of the member.
    alone
        With its own people and money at hand.
    pooled
        With those of all members: the same plans and more, priced and credited as alone.
    limits
        Of the pooled one.
    rows_alone
        Row of each pooled plan among the plans alone, -1 where it is not open alone, shape
        ``(plan,)``.
    """

    id: str
    alone: HorizonTables
    pooled: HorizonTables
    limits: Limits
    rows_alone: IntArray

    @property
    def use_cases(self) -> tuple[str, ...]:
        """Ids of its use cases."""
        return tuple(contest.appraisal.use_case for contest in self.pooled.restarts.contests)


def member_tables(name: str, alone: Stage, pooled: Stage, *, n_draws: int) -> MemberTables:
    """Lay out the portfolio of one member.

    Parameters
    ----------
    name
        Id of the member.
    alone
        With its own people and money.
    pooled
        With those of all members; short lists hold every option of those alone.
    n_draws
        Draws of the plans. [1]

    Returns
    -------
    MemberTables
        Alone and pooled.
    """
    own = lay_out(alone.contests, alone.appraisal, alone.needs, alone.dossier, n_draws=n_draws)
    found = lay_out(
        pooled.contests,
        pooled.appraisal,
        pooled.needs,
        pooled.dossier,
        n_draws=n_draws,
        beside=own,
    )
    rows = rows_among(found.tables.plans, own.tables.plans)
    return MemberTables(name, own.tables, found.tables, found.limits, rows)


def rows_among(plans: Sequence[Plan], others: Sequence[Plan]) -> IntArray:
    """Return where each plan stands among others.

    Parameters
    ----------
    plans, others
        Plans of the same use cases.

    Returns
    -------
    IntArray
        Row among the others, -1 where it is none of them, shape ``(plan,)``.
    """
    known = {plan: row for row, plan in enumerate(others)}
    return np.array([known.get(plan, NOT_ALONE) for plan in plans], dtype=np.int64)
