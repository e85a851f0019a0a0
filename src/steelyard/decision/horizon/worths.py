"""What plans over years are worth: value over the years of service, and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.plan_worth import may_take, value_weights
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.horizon.flows import Flow
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.decision.performance import ValueTable
    from steelyard.quantities.arrays import FloatArray


def points_of(
    restarts: Restarts,
    plans: Sequence[Plan],
    flows: Sequence[Sequence[Flow | None]],
    weights: FloatArray,
) -> FloatArray:
    """Return the value of plans in points of the weighted mean of all use cases.

    Parameters
    ----------
    restarts
        Values of options in every draw.
    plans, flows
        Plans, and what each asks for by start year.
    weights
        Swing weights of the use cases, summing to one, shape ``(use_case,)``. [1]

    Returns
    -------
    FloatArray
        By voice, the deciding weights first, then each stakeholder's: shape
        ``(voice, plan, year, draw)``. [point]

    Notes
    -----
    Equation Y-2 of ``docs/method/plan-over-years.md``: value counts for the discounted part of
    the horizon in which the service runs.
    """
    factors = discount_factors(rate=restarts.rate, n_years=len(restarts.years))
    factors = factors / factors.sum()
    values = [_values(restarts, use_case) for use_case in range(len(restarts.contests))]
    n_voices = len(restarts.contests[0].frame.preferences.voices) + 1
    found = np.zeros((n_voices, len(plans), len(restarts.years), restarts.sample.n))
    for row, plan in enumerate(plans):
        scale = POINTS * weights[plan.use_case]
        for start, flow in enumerate(flows[row]):
            if flow is not None:
                for option, served in flow.served.items():
                    share = scale * float(factors @ served)
                    found[:, row, start] += share * values[plan.use_case][option]
    return found


def _values(restarts: Restarts, use_case: int) -> Mapping[str, FloatArray]:
    # Value that counts of each option, shape (voice, draw).
    contest = restarts.contests[use_case]
    table = restarts.table(use_case)
    known = contest.frame.preferences
    voices = [known.decided, *(voice.mean for voice in known.voices)]
    found = np.array([_credited(contest, table, weights) for weights in voices])
    return {name: found[:, row] for row, name in enumerate(contest.ids)}


def _credited(contest: Contest, table: ValueTable, weights: FloatArray) -> FloatArray:
    # The same as ``credit_of``, in every draw.
    value: FloatArray = np.einsum("c,ocd->od", value_weights(contest, weights), table.values)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        added: FloatArray = (value - value[0]) * table.met
        return added
    value *= table.met
    value[0] = 0.0
    ways = np.flatnonzero(may_take(contest)[1:]) + 1
    if len(ways):
        value[1:] -= value[ways].mean(axis=1).min()
    return value


def add_money(
    worths: FloatArray, flows: Sequence[Sequence[Flow | None]], factors: FloatArray
) -> None:
    """Add the money of plans to their worth, in place.

    Parameters
    ----------
    worths
        Shape ``(plan, year, draw)``. [CUR]
    flows
        What each plan asks for and brings, by start year.
    factors
        Discount factors, shape ``(year,)``. [1]
    """
    for row, by_start in enumerate(flows):
        for start, flow in enumerate(by_start):
            if flow is not None:
                worths[row, start] += factors @ (flow.gain - flow.cash)
