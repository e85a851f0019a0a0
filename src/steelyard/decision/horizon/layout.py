"""From the short lists of one dossier to its portfolio over years, ready to be solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.horizon.limits import Limits
from steelyard.decision.horizon.plans import plans_of
from steelyard.decision.horizon.restarts import restarts_of
from steelyard.decision.horizon.shared import shared_columns
from steelyard.decision.horizon.tables import TableMaker
from steelyard.decision.plan_worth import price_of_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.dossier.schema import Dossier
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal


class Layout(NamedTuple):
    """The portfolio of one dossier, and what limits it."""

    tables: HorizonTables
    """The arrays, and what they mean."""
    limits: Limits
    """What the dossier limits."""
    is_implied: bool
    """Whether the price of value follows from the weight of cost."""


def lay_out(
    contests: Sequence[Contest],
    appraisal: Appraisal,
    needs: Needs,
    dossier: Dossier,
    *,
    n_draws: int,
    beside: Layout | None = None,
) -> Layout:
    """Lay out the portfolio of one dossier over the years.

    Parameters
    ----------
    contests
        One per use case.
    appraisal
        Its ``model`` is asked again for every start year.
    needs
        Money and people at hand.
    dossier
        Discount rate, weights of use cases, rules of the portfolio.
    n_draws
        Draws of the plan. [1]
    beside
        Another layout of the same dossier, all of whose options are short-listed here too: its
        plans are laid out as well, and value is priced and credited as there, so that worths of
        both can be compared.

    Returns
    -------
    Layout
        Arrays and limits.

    Notes
    -----
    Equations Y-1 to Y-9 of ``docs/method/plan-over-years.md``.
    """
    found = price_of_value(contests)
    rate = dossier.money.discount_rate.statement.p50
    restarts = restarts_of(contests, appraisal, needs.years, n_draws=n_draws, rate=rate)
    plans = plans_of(contests, dossier.portfolio.tiers, price=found.price)
    price, floors = found.price, None
    if beside is not None:
        # Nothing prices value where no way is open to the member alone.
        price = beside.tables.price or found.price
        floors = beside.tables.floors
        plans = tuple(dict.fromkeys([*plans, *beside.tables.plans]))
    names = sorted({
        name
        for contest in contests
        for position in contest.table.options
        for name in contest.appraisal.capabilities[position]
    })
    stated = [entry.weight for entry in dossier.use_cases]
    weights = np.array([1.0 if weight is None else weight for weight in stated])
    is_stated = any(entry.weight is not None for entry in dossier.use_cases)
    limits = Limits(needs, dossier.portfolio, appraisal.exposures, is_stated)
    maker = TableMaker(
        restarts,
        plans,
        shared_columns(restarts, names, dossier.portfolio),
        limits,
        weights / weights.sum(),
        price,
        floors,
    )
    return Layout(maker.tables(), limits, found.is_implied)
