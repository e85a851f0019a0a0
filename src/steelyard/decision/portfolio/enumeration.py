"""Exact portfolio choice by going through every set of shared capabilities."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.knapsack import SLACK, Choices, best_affordable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.quantities.arrays import BoolArray, FloatArray

LARGEST_SHARED: Final = 10
"""Shared capabilities that can be enumerated: 1,024 sets. [1]"""

TIE: Final = 1e-12
"""Portfolios closer than this in value, relative to the larger, are tied. [1]"""


class Portfolio(NamedTuple):
    """One option for every use case and the capabilities they share."""

    choice: tuple[int, ...]
    """Index of the option of each use case."""
    capabilities: tuple[int, ...]
    """Indices of the shared capabilities that are open, each paid once."""
    value: float
    """Value of the choices plus that of the capabilities. [unit of the values]"""
    cost: FloatArray
    """Cost of the choices plus that of the capabilities, shape ``(year,)``. [money]"""


class Enumeration(NamedTuple):
    """Best portfolio and the best ones that share something else."""

    best: Portfolio | None
    """None where no portfolio is available within the budgets."""
    runners_up: tuple[Portfolio, ...]
    """Best portfolio of each other set of capabilities, in falling value."""
    is_budget_enforced: bool
    """Whether budgets were given and held."""


def enumerate_portfolios(
    *,
    values: FloatArray,
    costs: FloatArray,
    requires: BoolArray,
    is_available: BoolArray,
    capability_values: FloatArray,
    capability_costs: FloatArray,
    budgets: FloatArray | None,
    n_runners_up: int,
    savings: FloatArray | None = None,
) -> Enumeration:
    """Return the portfolio of greatest value, with shared costs counted once.

    Parameters
    ----------
    values
        Value of each option standing on open capabilities, shape ``(use_case, option)``.
        [unit of the values]
    costs
        Its own cost, without shared capabilities, shape ``(use_case, option, year)``; may be
        negative. [money]
    requires
        Capabilities it needs, shape ``(use_case, option, capability)``.
    is_available
        Whether the use case may take it at all, shape ``(use_case, option)``.
    capability_values
        What opening each capability takes from the value, 0 or less, shape ``(capability,)``.
        [unit of the values]
    capability_costs
        Cost of opening each capability, 0 or more, shape ``(capability, year)``. [money]
    budgets
        Most that may be spent, shape ``(year,)``; None enforces nothing. [money]
    n_runners_up
        Further portfolios wanted. [1]
    savings
        What each option saves, capabilities aside, shape ``(use_case, option)``; NaN where nobody
        can say, and what such an option requires is then not asked to pay. None asks nothing to
        pay. [money]

    Returns
    -------
    Enumeration
        Best portfolio and runners-up. Of portfolios alike in value the cheaper over all years
        is taken, then the one with fewer capabilities, then the one with the earlier options.

    Raises
    ------
    ValueError
        If shapes differ, there are more than ten capabilities, or opening one brings value or
        money.

    Notes
    -----
    Equations E-1 to E-3 and E-5 of ``docs/method/portfolio_enumeration.md``. Exact: for each set of
    open capabilities the use cases are independent without budgets, and a multiple-choice knapsack
    solved by dynamic programming over undominated states with them. Portfolios that leave an
    open capability unused are left to the smaller set.
    """
    if values.shape != is_available.shape:
        message = f"expected values {is_available.shape} like availability, found {values.shape}"
        raise ValueError(message)
    _require_shapes(costs, requires, is_available, capability_values, capability_costs)
    found: list[Portfolio] = []
    for opened in _capability_sets(len(capability_values)):
        is_open = np.isin(np.arange(len(capability_values)), opened)
        may_take = is_available & ~np.any(requires & ~is_open, axis=2)
        if not may_take.any(axis=1).all():
            continue
        shared_value = float(capability_values[is_open].sum())
        shared_cost = capability_costs[is_open].sum(axis=0)
        least = found[n_runners_up].value - shared_value if len(found) > n_runners_up else -np.inf
        room = None if budgets is None else budgets - shared_cost
        chosen = best_affordable(
            values=values, costs=costs, may_take=may_take, room=room, least_value=least
        )
        if chosen is None or not _uses_all(chosen, requires, is_open):
            continue
        needs = requires[np.arange(len(values)), chosen.choice]
        if savings is not None and not _pays(needs, chosen, savings, capability_costs):
            continue
        found.append(
            Portfolio(
                tuple(int(option) for option in chosen.choice),
                opened,
                chosen.value + shared_value,
                chosen.cost + shared_cost,
            )
        )
        found = _ordered(found)
    best = found[0] if found else None
    return Enumeration(best, tuple(found[1 : n_runners_up + 1]), budgets is not None)


def _require_shapes(
    costs: FloatArray,
    requires: BoolArray,
    is_available: BoolArray,
    capability_values: FloatArray,
    capability_costs: FloatArray,
) -> None:
    n_shared, n_years = capability_costs.shape
    table = is_available.shape
    expected = [(*table, n_years), (*table, n_shared), (n_shared,)]
    found = [costs.shape, requires.shape, capability_values.shape]
    if expected != found or n_shared > LARGEST_SHARED:
        message = (
            f"expected shapes {expected} of costs, requirements and capability values, and at "
            f"most {LARGEST_SHARED} capabilities, found {found}"
        )
        raise ValueError(message)
    if np.any(capability_values > 0) or np.any(capability_costs < 0):
        message = "expected opening a capability to bring neither value nor money"
        raise ValueError(message)


def _capability_sets(n_shared: int) -> Iterator[tuple[int, ...]]:
    for size in range(n_shared + 1):
        yield from combinations(range(n_shared), size)


def _uses_all(chosen: Choices, requires: BoolArray, is_open: BoolArray) -> bool:
    needed = requires[np.arange(len(chosen.choice)), chosen.choice].any(axis=0)
    return bool(np.array_equal(needed, is_open))


def _pays(
    needs: BoolArray, chosen: Choices, savings: FloatArray, capability_costs: FloatArray
) -> bool:
    # Every part of the open capabilities costs no more than those save who need any of it.
    saved = savings[np.arange(len(needs)), chosen.choice]
    unknown = np.isnan(saved)
    asked = needs.any(axis=0) & ~needs[unknown].any(axis=0)
    users, cost = needs[~unknown][:, asked], capability_costs[asked].sum(axis=1)
    n_asked = int(asked.sum())
    parts = (np.arange(2**n_asked)[:, np.newaxis] >> np.arange(n_asked)) & 1
    gain = ((parts @ users.T) > 0) @ saved[~unknown]
    slack = SLACK * (np.abs(saved[~unknown]).sum() + cost.sum())
    return bool(np.all(gain + slack >= parts @ cost))


def _ordered(found: list[Portfolio]) -> list[Portfolio]:
    # Stable: portfolios were found with few capabilities first. Ties are judged against the
    # best of what is left, so that they cannot chain.
    remaining, ordered = list(found), []
    while remaining:
        top = max(portfolio.value for portfolio in remaining)
        tied = [p for p in remaining if p.value >= top - TIE * abs(top)]
        cheapest = min(tied, key=lambda portfolio: float(portfolio.cost.sum()))
        ordered.append(cheapest)
        remaining = [portfolio for portfolio in remaining if portfolio is not cheapest]
    return ordered
