"""From cost lines to whole-life cost: alone, shared, at the margin, and net of the benefit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options.costs import whole_life
from steelyard.options.labour import middle
from steelyard.options.model import OptionCosts
from steelyard.options.own_years import own_years, shared_years
from steelyard.options.years import SharedCapability
from steelyard.quantities.money import present_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.ledger import Account
    from steelyard.options.market import Market
    from steelyard.options.pricing import Bill
    from steelyard.quantities.arrays import FloatArray

LEAST_COST: Final = 1e-9
"""Keeps a share of nothing a number. [CUR]"""


def option_costs(
    bill: Bill,
    *,
    need: UseCaseNeed,
    needs: Needs,
    market: Market,
    quality: FloatArray,
    n_sharers: Mapping[str, int],
) -> OptionCosts:
    """Return the whole-life cost of an option from its bill.

    Parameters
    ----------
    bill
        Lines, people and machines.
    need, needs
        Workload of the use case, and all needs.
    market
        Dossier and draws.
    quality
        Probability of acceptance, shape ``(draw,)``. [1]
    n_sharers
        Use cases that can share each capability; one where not named.

    Returns
    -------
    OptionCosts
        Sums of the lines; the lines themselves only in the median case.
    """
    shape, n_draws = (len(needs.years), market.sample.n), market.sample.n
    whole = bill.alone
    marginal = sum(bill.at_margin.values(), np.zeros(n_draws))
    shared = marginal
    for capability, cost in whole.shared_value.items():
        shared = whole_life.shared_cost(
            own=shared, capability=cost, n_sharers=n_sharers.get(capability, 1)
        )
    alone = whole.value_where(_any, n_draws)
    gain = whole_life.benefit(
        handled=need.handled * bill.schedule.in_service,
        quality=quality,
        value_of_accepted=need.value_of_accepted,
        cost_of_rejected=need.cost_of_rejected,
    )
    foreign = whole.value_where(_is_foreign, n_draws)
    # Alone in the study, an even share is no share: never dearer than standing alone.
    # What comes to the same is held once.
    shared = _unless_same(np.minimum(shared, alone), alone)
    marginal = _unless_same(np.minimum(marginal, alone), shared)
    return OptionCosts(
        capital=np.zeros(shape) if whole.capital is None else whole.capital,
        running=np.zeros(shape) if whole.running is None else whole.running,
        alone=alone,
        shared=shared,
        marginal=marginal,
        benefit=present_value(gain, rate=market.discount_rate),
        today=today_value(need, market=market),
        people=bill.labour.posts,
        accelerators=np.zeros(len(needs.years)) if bill.fleet is None else middle(bill.fleet.alone),
        months_to_service=bill.schedule.months,
        foreign_share=float(middle(foreign) / max(float(middle(alone)), LEAST_COST)),
        lines=whole.lines,
        yearly=own_years(bill, gain=gain, need=need) if market.keeps_years else None,
    )


def _unless_same(values: FloatArray, held: FloatArray) -> FloatArray:
    return held if np.array_equal(values, held) else values


def today_value(need: UseCaseNeed, *, market: Market) -> FloatArray:
    """Return the present value of today's service in full.

    Parameters
    ----------
    need
        Workload of the use case.
    market
        Discount rate.

    Returns
    -------
    FloatArray
        Shape ``(draw,)``, one array for all options. [CUR]
    """
    return market.kept(
        ("today", need.use_case.id),
        lambda: present_value(need.cost_today, rate=market.discount_rate),
    )


def _is_foreign(account: Account) -> bool:
    return account.is_foreign


def _any(account: Account) -> bool:
    del account
    return True


def do_minimum_costs(need: UseCaseNeed, needs: Needs, market: Market) -> OptionCosts:
    """Return the cost of keeping today's service.

    Parameters
    ----------
    need, needs
        Workload of the use case, and all needs.
    market
        Dossier and draws.

    Returns
    -------
    OptionCosts
        Nothing on top of today's service.
    """
    n_years = len(needs.years)
    nothing = np.zeros(market.sample.n)
    by_year = np.zeros((n_years, market.sample.n))
    return OptionCosts(
        capital=by_year,
        running=by_year,
        alone=nothing,
        shared=nothing,
        marginal=nothing,
        benefit=nothing,
        today=today_value(need, market=market),
        people={},
        accelerators=np.zeros(n_years),
        months_to_service=nothing,
        foreign_share=0.0,
    )


def unpriced(n_years: int, n_draws: int) -> OptionCosts:
    """Return the costs of an option that is excluded before it is priced.

    Parameters
    ----------
    n_years, n_draws
        Lengths of the axes. [1]

    Returns
    -------
    OptionCosts
        Not a number throughout, so that no sum can take it for zero.
    """
    missing = np.broadcast_to(np.nan, (n_draws,))
    by_year = np.broadcast_to(np.nan, (n_years, n_draws))
    return OptionCosts(
        capital=by_year,
        running=by_year,
        alone=missing,
        shared=missing,
        marginal=missing,
        benefit=missing,
        today=missing,
        people={},
        accelerators=np.full(n_years, np.nan),
        months_to_service=missing,
        foreign_share=float("nan"),
    )


def add_capabilities(found: dict[str, SharedCapability], bill: Bill) -> None:
    """Add the shared capabilities of a bill, each at its full cost, to those found so far.

    Parameters
    ----------
    found
        By id; each counts at its dearest statement, so that sharing is never flattered.
    bill
        Lines with the capabilities they belong to.
    """
    lead = float(middle(bill.schedule.months))
    for name, cost in bill.alone.shared_value.items():
        if name not in found or np.mean(cost) > np.mean(found[name].cost):
            yearly = shared_years(name, bill)
            found[name] = SharedCapability(name, cost, bill.alone.shared[name], lead, yearly)
