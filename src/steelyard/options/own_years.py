"""From the bill of an option to what it asks for and brings, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.options.ledger import expected_cash, total_cash
from steelyard.options.years import SERVING, Cash, OwnYears, SharedYears

if TYPE_CHECKING:
    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.ledger import Ledger
    from steelyard.options.pricing import Bill
    from steelyard.quantities.arrays import FloatArray

OWN = ""
"""Capability name of what belongs to the use case itself."""


def own_years(bill: Bill, *, gain: FloatArray, need: UseCaseNeed) -> OwnYears:
    """Return one option in one use case, year by year, its capabilities open already.

    Parameters
    ----------
    bill
        With the money of each account by year.
    gain
        Benefit against today's service, shape ``(year, draw)``. [CUR/year]
    need
        Workload of the use case.

    Returns
    -------
    OwnYears
        Money without machines beyond the footprint: those are bought in whole nodes.
    """
    in_service = bill.schedule.in_service
    n_years = len(in_service)
    load = np.zeros(n_years) if bill.fleet is None else bill.fleet.at_margin.mean(axis=-1)
    return OwnYears(
        expected=_cash(bill.own, n_years, OWN),
        cash=_total(bill.own, in_service, OWN),
        exit=_total(bill.labour.leaving, in_service),
        metered=_total(bill.metered, in_service),
        gain=gain,
        served=in_service.mean(axis=-1),
        handled=(need.handled * in_service).mean(axis=-1),
        load=load,
        posts=bill.labour.posts_of.get(OWN, {}),
    )


def shared_years(name: str, bill: Bill) -> SharedYears | None:
    """Return one shared capability of a bill, year by year.

    Parameters
    ----------
    name
        Its id.
    bill
        With the money of each account by year.

    Returns
    -------
    SharedYears or None
        None where years are not kept.
    """
    if not bill.alone.cash:
        return None
    return SharedYears(
        expected=expected_cash(bill.alone, name),
        posts=bill.labour.posts_of.get(name, {}),
        node=bill.node if name.startswith(SERVING) else None,
    )


def _cash(ledger: Ledger, n_years: int, capability: str | None = None) -> Cash:
    found = expected_cash(ledger, capability)
    return found if len(found.capital) else Cash(np.zeros(n_years), np.zeros(n_years))


def _total(ledger: Ledger, in_service: FloatArray, capability: str | None = None) -> FloatArray:
    found = total_cash(ledger, capability)
    return found if len(found) else np.zeros_like(in_service)
