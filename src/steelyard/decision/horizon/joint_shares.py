"""Who has and who pays what of a joint plan under three rules, and whether all would stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.coalitions import members_in
from steelyard.decision.horizon.joint_shares_result import (
    CoreOutcome,
    LeavingGroup,
    RuleOutcome,
    Standing,
)
from steelyard.decision.portfolio.cooperative_game import (
    coalition_sums,
    proportional_shares,
    shapley_shares,
)
from steelyard.decision.portfolio.nucleolus import nucleolus
from steelyard.decision.portfolio.stability_of_game import core_of_game, who_would_leave

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steelyard.decision.horizon.coalitions import Coalitions
    from steelyard.quantities.arrays import FloatArray

PROPORTIONAL: Final = "proportional"
MOST_LISTED: Final = 10
"""Groups listed for each rule, those beyond doubt first; the rest are counted. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class SharedPlan:
    """What is to be shared.

    Attributes
    ----------
    names
        Ids of the members.
    gross
        Worth of each member's part before its share of what is joint, shape ``(member,)``. [CUR]
    requests
        Requests handled with something joint, shape ``(member,)``. [request]
    blocs
        Members that go together, and what is joint among them. [CUR]
    """

    names: Sequence[str]
    gross: FloatArray
    requests: FloatArray
    blocs: Sequence[tuple[Sequence[int], float]]

    def payments_by_use(self) -> FloatArray:
        """Return what each pays if what is joint is shared in proportion to requests.

        Returns
        -------
        FloatArray
            Within each bloc; shape ``(member,)``. [CUR]

        Notes
        -----
        Equation G-5 of ``docs/method/building-together.md`` and equation J-11 of
        ``docs/method/joint-portfolio.md``: alike among all where nobody uses what is joint.
        """
        found = np.zeros(len(self.names))
        for members, cost in self.blocs:
            use = self.requests[list(members)]
            basis = use if use.sum() > 0 else np.ones(len(use))
            found[list(members)] = proportional_shares(total=cost, use=basis)
        return found


def rules_of(
    coalitions: Coalitions, plan: SharedPlan, builds: Callable[[int], tuple[str, ...]]
) -> tuple[RuleOutcome, ...]:
    """Share the worth of the best structure by three rules.

    Parameters
    ----------
    coalitions
        What every group is worth.
    plan
        What is to be shared.
    builds
        What a group on its own would build once.

    Returns
    -------
    tuple of RuleOutcome
        By what each adds, least complaint, in proportion to use.

    Notes
    -----
    Equations J-10 to J-12 of ``docs/method/joint-portfolio.md``.
    """
    worths = coalitions.worths
    found: Mapping[str, FloatArray] = {
        "shapley": shapley_shares(worths=worths),
        "nucleolus": nucleolus(worths=worths).shares,
        PROPORTIONAL: plan.gross - plan.payments_by_use(),
    }
    return tuple(_rule(rule, shares, coalitions, plan, builds) for rule, shares in found.items())


def _rule(
    rule: str,
    shares: FloatArray,
    coalitions: Coalitions,
    plan: SharedPlan,
    builds: Callable[[int], tuple[str, ...]],
) -> RuleOutcome:
    worths = coalitions.worths
    alone = worths[2 ** np.arange(len(plan.names))]
    leaving = who_would_leave(worths=worths, shares=shares)
    slack = _slack(coalitions)
    decided = leaving.gains > slack[leaving.coalitions]
    held = coalition_sums(shares=shares)
    groups = [
        LeavingGroup(
            members=tuple(plan.names[place] for place in members_in(int(group))),
            gain=float(gain),
            alone=float(worths[group]),
            held=float(held[group]),
            builds=builds(int(group)),
            is_decided=bool(is_decided),
        )
        for group, gain, is_decided in zip(*leaving, decided, strict=True)
    ]
    # Those beyond doubt first, so that what breaks a rule is never cut off; gains fall within both.
    groups.sort(key=lambda group: not group.is_decided)
    standing = Standing.HOLDS
    if groups:
        standing = Standing.BREAKS if decided.any() else Standing.UNDECIDED
    return RuleOutcome(
        rule=rule,
        values=_by_name(plan.names, shares),
        advantage=_by_name(plan.names, shares - alone),
        payments=_by_name(plan.names, plan.gross - shares),
        standing=standing,
        leaving=tuple(groups[:MOST_LISTED]),
        n_leaving=len(groups),
    )


def _slack(coalitions: Coalitions) -> FloatArray:
    # By how much a group and all together could still be better off than was found.
    gaps = coalitions.bounds - coalitions.worths
    return np.asarray(gaps + gaps[-1], dtype=np.float64)


def core_outcome(coalitions: Coalitions) -> CoreOutcome:
    """Return whether any sharing would hold everybody.

    Parameters
    ----------
    coalitions
        What every group is worth.

    Returns
    -------
    CoreOutcome
        Undecided where too little is missing to be told from what plans could still gain.

    Notes
    -----
    Equations G-9 and G-10 of ``docs/method/building-together.md``, J-12 of
    ``docs/method/joint-portfolio.md``.
    """
    found = core_of_game(worths=coalitions.worths)
    standing = Standing.HOLDS
    if found.is_empty:
        is_decided = found.least_level > float(_slack(coalitions).max())
        standing = Standing.BREAKS if is_decided else Standing.UNDECIDED
    return CoreOutcome(standing, float(found.least_level), float(found.subsidy))


def _by_name(names: Sequence[str], amounts: FloatArray) -> dict[str, float]:
    return {name: float(amount) for name, amount in zip(names, amounts, strict=True)}
