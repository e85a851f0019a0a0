"""The same table ranked by two other methods, as a cross-check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.mcda.promethee import Preference, promethee2_net_flows
from steelyard.decision.mcda.topsis import topsis_closeness

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest

FULL_PREFERENCE: Final = 0.25
"""Difference in value from which PROMETHEE II counts a full preference; ours, stated. [1]"""


def best_by_method(contest: Contest, leading: int) -> dict[str, str]:
    """Return the best option by additive value, TOPSIS and PROMETHEE II.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.

    Returns
    -------
    dict
        Option id by method, on the mean values of the dimensions at the decided weights; today's
        service aside. Empty where fewer than two options are left to compare.
    """
    if len(contest.ids) <= 2:  # noqa: PLR2004 - today's service and one option
        return {}
    table = contest.means[1:].mean(axis=2)
    weights = contest.frame.preferences.decided
    directions = np.ones(table.shape[1], dtype=np.bool_)
    closeness = topsis_closeness(performance=table, weights=weights, is_benefit=directions)
    flows = promethee2_net_flows(
        performance=table,
        weights=weights,
        is_benefit=directions,
        preferences=(Preference.LINEAR,) * table.shape[1],
        indifference=np.zeros(table.shape[1]),
        strict_preference=np.full(table.shape[1], FULL_PREFERENCE),
    )
    return {
        "additive": contest.ids[leading],
        "topsis": contest.ids[1 + int(closeness.argmax())],
        "promethee2": contest.ids[1 + int(flows.argmax())],
    }
