"""Best choice of one option per use case within budgets, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.errors import SolverError

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

LARGEST_FRONT: Final = 20_000
"""Undominated partial choices kept at most; beyond, the exact method gives up. [1]"""

SLACK: Final = 1e-9
"""Overspending forgiven as rounding, relative to the sums involved. [1]"""


class Choices(NamedTuple):
    """One option for every use case."""

    choice: IntArray
    """Index of the option, shape ``(use_case,)``."""
    value: float
    """Sum of values. [unit of the values]"""
    cost: FloatArray
    """Sum of costs, shape ``(year,)``. [money]"""


class _Front(NamedTuple):
    choice: IntArray
    value: FloatArray
    cost: FloatArray

    def taken(self, index: IntArray | BoolArray) -> _Front:
        return _Front(self.choice[index], self.value[index], self.cost[index])


def best_affordable(
    *,
    values: FloatArray,
    costs: FloatArray,
    may_take: BoolArray,
    room: FloatArray | None,
    least_value: float,
) -> Choices | None:
    """Return the choice of greatest value that the money allows.

    Parameters
    ----------
    values
        Values, shape ``(use_case, option)``. [unit of the values]
    costs
        Costs, shape ``(use_case, option, year)``. [money]
    may_take
        Options that a use case may take, at least one each, shape ``(use_case, option)``.
    room
        Money left for the options, shape ``(year,)``; None enforces nothing. [money]
    least_value
        Choices worth less are of no interest. [unit of the values]

    Returns
    -------
    Choices or None
        The best; of equal ones the cheaper, then the one with the earlier options. None where
        nothing is affordable or nothing is worth ``least_value``.

    Notes
    -----
    Equation E-3 of ``docs/method/portfolio_enumeration.md``. A partial choice is dropped if another
    is worth as much and costs no more in any year, if even the cheapest rest is beyond a budget, or
    if even the best rest stays below ``least_value``. ``SolverError`` where the undominated choices
    still become too many for an exact answer.
    """
    order = [_options(values[u], costs[u], may_take[u]) for u in range(len(values))]
    floor = least_value - SLACK * abs(least_value) if np.isfinite(least_value) else least_value
    if room is None:
        top = np.array([options[0] for options in order])
        use_cases = np.arange(len(values))
        best = Choices(top, float(values[use_cases, top].sum()), costs[use_cases, top].sum(axis=0))
        return best if best.value >= floor else None
    best_rest = np.array([values[u, options].max() for u, options in enumerate(order)])
    cheapest = np.array([costs[u, options].min(axis=0) for u, options in enumerate(order)])
    limit = room + SLACK * (np.abs(costs).sum(axis=(0, 1)) + np.abs(room))
    front = _Front(np.empty((1, 0), np.int64), np.zeros(1), np.zeros((1, costs.shape[2])))
    for use_case, options in enumerate(order):
        front = _extended(front, np.sort(options), values[use_case], costs[use_case])
        to_come = slice(use_case + 1, None)
        affordable = np.all(front.cost + cheapest[to_come].sum(axis=0) <= limit, axis=1)
        worthy = front.value + best_rest[to_come].sum() >= floor
        front = _undominated(front.taken(affordable & worthy))
        if len(front.value) == 0:
            return None
    winner = np.lexsort((np.arange(len(front.value)), front.cost.sum(axis=1), -front.value))[0]
    return Choices(front.choice[winner], float(front.value[winner]), front.cost[winner])


def _options(values: FloatArray, costs: FloatArray, may_take: BoolArray) -> IntArray:
    # Best first: by value, then by total cost, then by position.
    options = np.flatnonzero(may_take)
    order = np.lexsort((options, costs[options].sum(axis=1), -values[options]))
    return options[order]


def _extended(front: _Front, options: IntArray, values: FloatArray, costs: FloatArray) -> _Front:
    # Every partial choice with every option, in lexicographic order.
    n_before, n_options = len(front.value), len(options)
    before = np.repeat(np.arange(n_before), n_options)
    option = np.tile(options, n_before)
    return _Front(
        np.column_stack([front.choice[before], option]),
        front.value[before] + values[option],
        front.cost[before] + costs[option],
    )


def _undominated(front: _Front) -> _Front:
    # Seen in falling value, rising cost, then lexicographic order: a choice is dominated exactly
    # if one seen before costs no more in any year.
    order = np.lexsort((np.arange(len(front.value)), front.cost.sum(axis=1), -front.value))
    cost = front.cost[order]
    if cost.shape[1] == 1:
        cheapest_before = np.minimum.accumulate(np.append(np.inf, cost[:-1, 0]))
        keep = cost[:, 0] < cheapest_before
    else:
        keep = _no_cheaper_before(cost)
    if keep.sum() > LARGEST_FRONT:
        message = (
            f"portfolio: more than {LARGEST_FRONT} undominated partial choices; the exact method "
            "does not reach this far. Use fewer budget years, or fewer options per use case."
        )
        raise SolverError(message)
    return front.taken(np.sort(order[keep]))


def _no_cheaper_before(cost: FloatArray) -> BoolArray:
    keep = np.zeros(len(cost), dtype=np.bool_)
    kept = np.empty_like(cost)
    n_kept = 0
    for row, candidate in enumerate(cost):
        if not np.all(kept[:n_kept] <= candidate, axis=1).any():
            kept[n_kept] = candidate
            n_kept += 1
            keep[row] = True
    return keep
