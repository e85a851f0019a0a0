"""Which plans a use case may take: one option, or a bought one and its successor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.pathway_class import CLASSES, class_of
from steelyard.decision.plan_worth import credit_of, own_cost
from steelyard.decision.readings import POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.dossier.portfolio import VolumeTier

MOST_SUCCESSORS: Final = 2
"""Options of a more owned class to which the first may give way. [1]"""
SWITCH_AFTER: Final = (1, 2)
"""Years after the start in which the switch may fall: four plans with a successor at most.
[year]"""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of one use case.

    Attributes
    ----------
    use_case
        Position of the use case.
    option
        Option with which it starts.
    successor
        Option to which it switches; empty where it stays.
    after
        Years from start to switch. [year]
    tier
        Volume tier under which it buys; empty for none.
    """

    use_case: int
    option: str
    successor: str = ""
    after: int = 0
    tier: str = ""

    @property
    def last(self) -> str:
        """Option with which it ends, and on which it rests in the long run."""
        return self.successor or self.option


def plans_of(
    contests: Sequence[Contest], tiers: Sequence[VolumeTier], *, price: float
) -> tuple[Plan, ...]:
    """Return every plan of every use case.

    Parameters
    ----------
    contests
        Short lists.
    tiers
        Licence and volume tiers.
    price
        Money per value point, to tell the better options. [CUR/point]

    Returns
    -------
    tuple of Plan
        By use case: every short-listed option but today's service, each also under the tiers that
        its model falls under, then the best bought way followed by the best more owned ones.
    """
    return tuple(
        plan
        for position, contest in enumerate(contests)
        for plan in _plans(position, contest, tiers, price)
    )


def _plans(
    position: int, contest: Contest, tiers: Sequence[VolumeTier], price: float
) -> Iterator[Plan]:
    for option in contest.options[1:]:
        yield Plan(position, option.id)
        for tier in tiers:
            if option.model in tier.models and not option.hardware:
                yield Plan(position, option.id, tier=tier.id)
    merit = price * POINTS * credit_of(contest) - own_cost(contest)
    classes = [CLASSES.index(class_of(option.pathways)) for option in contest.options]
    by_merit = [int(row) for row in np.argsort(-merit, kind="stable") if row > 0]
    owned = CLASSES.index("build")
    first = next((row for row in by_merit if classes[row] < owned), None)
    if first is None:
        return
    later = [row for row in by_merit if classes[row] > classes[first]]
    for row in later[:MOST_SUCCESSORS]:
        for after in SWITCH_AFTER:
            yield Plan(position, contest.ids[first], contest.ids[row], after)
