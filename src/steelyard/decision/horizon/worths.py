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
    from steelyard.quantities.arrays import FloatArray


def points_of(
    restarts: Restarts,
    plans: Sequence[Plan],
    flows: Sequence[Sequence[Flow | None]],
    weights: FloatArray,
    floors: FloatArray,
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
    floors
        Value above which each is credited, as :func:`floors_of` gives it. [1]

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
    values = [
        _credited(contest, _values(restarts, use_case), floors[use_case])
        for use_case, contest in enumerate(restarts.contests)
    ]
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


def floors_of(restarts: Restarts) -> FloatArray:
    """Return the value above which use cases are credited.

    Parameters
    ----------
    restarts
        Values of options in every draw.

    Returns
    -------
    FloatArray
        Expected value of the least valuable way that may be taken, by voice, shape
        ``(use_case, voice)``: only differences between ways of doing it count, see ``credit_of``.
        0 where value is set against today's service, not a number where no way may be taken. [1]
    """
    found = []
    for use_case, contest in enumerate(restarts.contests):
        ways = np.flatnonzero(may_take(contest)[1:]) + 1
        values = _values(restarts, use_case)
        if contest.deciding.reading is not Reading.SIX_DIMENSIONS:
            found.append(np.zeros(len(values)))
        elif len(ways) == 0:
            found.append(np.full(len(values), np.nan))
        else:
            found.append(values[:, ways].mean(axis=2).min(axis=1))
    return np.array(found)


def _values(restarts: Restarts, use_case: int) -> FloatArray:
    # Value of each option, shape (voice, option, draw); today's service has none.
    contest = restarts.contests[use_case]
    table = restarts.table(use_case)
    known = contest.frame.preferences
    weights = [known.decided, *(voice.mean for voice in known.voices)]
    by_criterion = np.array([value_weights(contest, entry) for entry in weights])
    value: FloatArray = np.einsum("vc,ocd->vod", by_criterion, table.values)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return np.asarray((value - value[:, :1]) * table.met)
    value *= table.met
    value[:, 0] = 0.0
    return value


def _credited(contest: Contest, values: FloatArray, floor: FloatArray) -> Mapping[str, FloatArray]:
    # Value that counts of each option, shape (voice, draw).
    values[:, 1:] -= np.nan_to_num(floor)[:, np.newaxis, np.newaxis]
    return {name: values[:, row] for row, name in enumerate(contest.ids)}


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
