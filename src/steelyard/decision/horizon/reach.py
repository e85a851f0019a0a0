"""How near each use comes to paying, if everything that can be shared cost nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.horizon.flows import flow_of
from steelyard.decision.horizon.plans import Plan
from steelyard.decision.horizon.together_result import Reach
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.decision.horizon.members import MemberTables


def reaches_of(member: MemberTables) -> tuple[Reach | None, ...]:
    """Return the way of each use that comes nearest to paying.

    Parameters
    ----------
    member
        With everybody's people and money at hand.

    Returns
    -------
    tuple of Reach or None
        By use case; none where no benefit is stated, or no way passes.

    Notes
    -----
    Equation J-9 of ``docs/method/joint-portfolio.md``.
    """
    contests = member.pooled.restarts.contests
    return tuple(
        max(_ways(member, use_case), key=_nearness, default=None) if contest.has_benefit else None
        for use_case, contest in enumerate(contests)
    )


def _nearness(reach: Reach) -> tuple[bool, float]:
    # Of ways that pay the one that leaves most; of others the one that brings back the largest
    # part of what it costs, for the least loss is always to start as late as can be.
    if reach.gain >= reach.cost:
        return True, reach.gain - reach.cost
    return False, reach.gain / reach.cost if reach.cost > 0 else reach.gain - reach.cost


def _ways(member: MemberTables, use_case: int) -> Iterator[Reach]:
    restarts = member.pooled.restarts
    factors = discount_factors(rate=restarts.rate, n_years=len(restarts.years))
    for option in restarts.contests[use_case].ids[1:]:
        for start, year in enumerate(restarts.years):
            if not member.limits.may_start(restarts, Plan(use_case, option), start):
                continue
            flow = flow_of(restarts, use_case, option, start, discount=None)
            if flow is not None:
                cost = float((factors @ flow.cash).mean())
                yield Reach(option, year, cost, float((factors @ flow.gain).mean()))
