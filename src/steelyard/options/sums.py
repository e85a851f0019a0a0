"""From cost lines to whole-life cost: alone, shared, at the margin, and net of the benefit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options.costs import whole_life
from steelyard.options.model import OptionCosts, SharedCapability
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import CostLine
    from steelyard.options.pricing import Bill
    from steelyard.quantities.arrays import FloatArray

MEDIAN_CASE: Final = 1
"""Length of the draw axis in the median case, the only one that keeps its lines."""


def present(cash: FloatArray, *, market: Market, n_years: int) -> FloatArray:
    """Return the present value of yearly amounts at the dossier's discount rate.

    Parameters
    ----------
    cash
        Constant prices, shape ``(year, draw)``. [CUR/year]
    market
        Dossier and draws.
    n_years
        Length of the horizon. [year]

    Returns
    -------
    FloatArray
        Shape ``(draw,)``. [CUR]

    Notes
    -----
    The rate of national guidance is laid down, not uncertain: its median is used in every draw,
    and a study of another rate is another study.
    """
    rate = market.dossier.money.discount_rate.statement.p50
    return np.tensordot(discount_factors(rate=rate, n_years=n_years), cash, axes=1)


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
    n_years = len(needs.years)
    shape = (n_years, market.sample.n)
    capital = _total((line for line in bill.lines if line.is_capital), shape)
    running = _total((line for line in bill.lines if not line.is_capital), shape)

    def value(cash: FloatArray) -> FloatArray:
        return present(cash, market=market, n_years=n_years)

    marginal = value(_total(bill.marginal_lines, shape))
    shared = marginal
    for capability, cash in _by_capability(bill.lines, shape).items():
        shared = whole_life.shared_cost(
            own=shared, capability=value(cash), n_sharers=n_sharers.get(capability, 1)
        )
    alone = value(capital + running)
    gain = whole_life.benefit(
        handled=need.handled * bill.in_service,
        quality=quality,
        value_of_accepted=need.value_of_accepted,
        cost_of_rejected=need.cost_of_rejected,
    )
    foreign = value(_total((line for line in bill.lines if line.is_foreign), shape))
    return OptionCosts(
        capital=capital,
        running=running,
        alone=alone,
        # Alone in the study, an even share is no share: never dearer than standing alone.
        shared=np.minimum(shared, alone),
        marginal=np.minimum(marginal, alone),
        benefit=value(gain),
        today=value(need.cost_today),
        people={role: np.median(posts, axis=1) for role, posts in bill.people.items()},
        accelerators=np.median(bill.accelerators, axis=1),
        months_to_service=bill.months_to_service,
        foreign_share=float(np.median(foreign) / max(float(np.median(alone)), 1e-9)),
        lines=bill.lines if market.sample.n == MEDIAN_CASE else (),
    )


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
        today=present(need.cost_today, market=market, n_years=n_years),
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


def shared_capabilities(
    bill: Bill, *, needs: Needs, market: Market
) -> tuple[SharedCapability, ...]:
    """Return the shared capabilities of a bill, each at its full cost.

    Parameters
    ----------
    bill
        Lines with the capabilities they belong to.
    needs
        Years.
    market
        Dossier and draws.

    Returns
    -------
    tuple of SharedCapability
        Sorted by id.
    """
    n_years = len(needs.years)
    shape = (n_years, market.sample.n)
    lead = float(np.median(bill.months_to_service))
    return tuple(
        SharedCapability(name, present(cash, market=market, n_years=n_years), cash, lead)
        for name, cash in sorted(_by_capability(bill.lines, shape).items())
    )


def _total(lines: Iterable[CostLine], shape: tuple[int, int]) -> FloatArray:
    total = np.zeros(shape)
    for line in lines:
        total += line.cash
    return total


def _by_capability(lines: tuple[CostLine, ...], shape: tuple[int, int]) -> dict[str, FloatArray]:
    found: dict[str, FloatArray] = {}
    for line in lines:
        if line.capability:
            found.setdefault(line.capability, np.zeros(shape))
            found[line.capability] += line.cash
    return found
