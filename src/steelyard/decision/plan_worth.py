"""What counts in a plan for all use cases: value in money, less money."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.performance import raw_delta
from steelyard.decision.preferences import COST, without_cost
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.quantities.arrays import BoolArray, FloatArray


class PriceOfValue(NamedTuple):
    """Money per value point.

    Attributes
    ----------
    price
        What a point (of 100) of one use case is reckoned at. [CUR/point]
    is_implied
        Whether it follows from the weight of cost rather than from the dossier.
    """

    price: float
    is_implied: bool


def price_of_value(contests: Sequence[Contest]) -> PriceOfValue:
    """Return the money per value point: stated, or what the weight of cost implies, averaged.

    Parameters
    ----------
    contests
        One per use case.

    Returns
    -------
    PriceOfValue
        0 where nothing prices value.
    """
    rules = contests[0].deciding
    if rules.reading is Reading.VALUE_AND_COST:
        return PriceOfValue(rules.price or 0.0, is_implied=rules.price is None)
    # Where nothing but today's service is feasible the scale of money is a dummy.
    real = [contest for contest in contests if contest.anchors.worst_is != contest.anchors.best_is]
    spans = [contest.anchors.worst - contest.anchors.best for contest in real]
    weights = [money_weight(contest) for contest in real]
    if not spans or min(weights) <= 0:
        return PriceOfValue(0.0, is_implied=True)
    return PriceOfValue(float(np.mean(np.divide(spans, weights)) / POINTS), is_implied=True)


def money_weight(contest: Contest) -> float:
    """Return the decided weight of net cost.

    Parameters
    ----------
    contest
        Its preferences.

    Returns
    -------
    float
        Of all criteria together 1. [1]
    """
    known = contest.frame.preferences
    at = [criterion.id for criterion in contest.frame.criteria].index(NET_COST)
    return float(known.decided[COST] * known.within_mean[at])


def value_weights(contest: Contest, dimensions: FloatArray) -> FloatArray:
    """Return the weights of the criteria of value, money left out: it is counted as money.

    Parameters
    ----------
    contest
        Its reading and its weights within dimensions.
    dimensions
        Weights of the dimensions, shape ``(dimension,)``. [1]

    Returns
    -------
    FloatArray
        Shape ``(criterion,)``, 0 for net cost. [1]
    """
    known = contest.frame.preferences
    used = dimensions
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        used = without_cost(dimensions)
    weights: FloatArray = used[known.dimension_of] * known.within_mean
    weights[[criterion.id for criterion in contest.frame.criteria].index(NET_COST)] = 0.0
    return weights


def own_delta(contest: Contest, row: int) -> FloatArray:
    """Return the net cost against today's service with every capability open.

    Parameters
    ----------
    contest
        The use case.
    row
        Position in the short list.

    Returns
    -------
    FloatArray
        Shape ``(draw,)``; a missed gate sinks the cost. [CUR]
    """
    position = contest.table.options[row]
    delta = raw_delta(contest.appraisal, position, "marginal")
    delta = np.where(np.isnan(delta), contest.table.delta[row], delta)
    sunk = contest.appraisal.costs[position].marginal
    return np.where(contest.table.met[row], delta, sunk)


def own_cost(contest: Contest) -> FloatArray:
    """Return the expected net cost of each option with every capability open.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    FloatArray
        Shape ``(option,)``. [CUR]
    """
    return np.array([float(own_delta(contest, row).mean()) for row in range(len(contest.ids))])


def may_take(contest: Contest) -> BoolArray:
    """Return which options a plan may take.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    BoolArray
        Shape ``(option,)``. Today's service is no plan where no benefit is stated, unless nothing
        else is feasible; under six dimensions an option must pay once its capabilities are open.
    """
    available = np.ones(len(contest.ids), dtype=np.bool_)
    if not contest.has_benefit:
        available[0] = len(contest.ids) == 1
        return available
    if contest.deciding.reading is Reading.SIX_DIMENSIONS:
        available = own_cost(contest) <= 0
        available[0] = True
    return available


def value_of(contest: Contest) -> FloatArray:
    """Return the expected value of each option, money left out.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    FloatArray
        Shape ``(option,)``; 0 for today's service. [1]
    """
    expected = contest.expected(contest.deciding.reading).value[:, 0]
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return expected
    money = money_weight(contest) * (contest.money * contest.table.met).mean(axis=1)
    found = np.asarray(expected - money, dtype=np.float64)
    found[0] = 0.0
    return found


def credit_of(contest: Contest) -> FloatArray:
    """Return the value that counts in a plan.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    FloatArray
        Shape ``(option,)``. Today's service has no value under six dimensions, so value is counted
        above the least valuable way that may be taken: only differences between ways of doing it
        count. [1]
    """
    found = value_of(contest)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return found
    ways = np.flatnonzero(may_take(contest)[1:]) + 1
    if len(ways) == 0:
        return np.zeros(len(found))
    counted: FloatArray = found - found[ways].min()
    counted[0] = 0.0
    return counted
