"""What plans over years are worth: value over the years of service, and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.plan_worth import may_take, value_weights
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    values = [_values(restarts, use_case) for use_case in range(len(restarts.contests))]
    n_voices = len(restarts.contests[0].frame.preferences.voices) + 1
    found = np.zeros((n_voices, len(plans), len(restarts.years), restarts.sample.n))
    for row, plan in enumerate(plans):
        scale = POINTS * weights[plan.use_case]
        ids = restarts.contests[plan.use_case].ids
        begins = {plan.successor: plan.after, plan.option: 0}
        floor = floors[plan.use_case][:, np.newaxis]
        if np.isnan(floor).any():
            # No way may be taken at the stated start, so there is nothing to tell ways apart by.
            continue
        for start, flow in enumerate(flows[row]):
            for option, served in () if flow is None else flow.served.items():
                met = restarts.met(plan.use_case, option, start + begins[option])
                value = values[plan.use_case][:, ids.index(option)] * met - floor
                found[:, row, start] += scale * float(factors @ served) * value
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
        met = np.array([restarts.met(use_case, name, 0) for name in contest.ids])
        values = _values(restarts, use_case) * met
        if contest.deciding.reading is not Reading.SIX_DIMENSIONS:
            found.append(np.zeros(len(values)))
        elif len(ways) == 0:
            found.append(np.full(len(values), np.nan))
        else:
            found.append(values[:, ways].mean(axis=2).min(axis=1))
    return np.array(found)


def _values(restarts: Restarts, use_case: int) -> FloatArray:
    # Value of each option where its gates are met, shape (voice, option, draw).
    contest = restarts.contests[use_case]
    known = contest.frame.preferences
    weights = [known.decided, *(voice.mean for voice in known.voices)]
    by_criterion = np.array([value_weights(contest, entry) for entry in weights])
    value: FloatArray = np.einsum("vc,ocd->vod", by_criterion, restarts.table(use_case).values)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        value = value - value[:, :1]
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
