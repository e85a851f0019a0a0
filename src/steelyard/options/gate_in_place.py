"""The gate of machines that can no longer be bought: what is in place has to be enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.dossier.text import Message
from steelyard.options.model import Hosting, Pricing, Tenure
from steelyard.options.obtainability import BARRED, obtainability
from steelyard.options.screen import quantitative_gate

if TYPE_CHECKING:
    from steelyard.needs.model import Needs
    from steelyard.options.fleet import Fleet
    from steelyard.options.market import Market
    from steelyard.options.model import GateResult, Option
    from steelyard.quantities.arrays import BoolArray


def in_place_gate(
    option: Option, fleet: Fleet | None, *, needs: Needs, market: Market
) -> tuple[GateResult, BoolArray] | None:
    """Return whether accelerators that cannot be bought are there in sufficient number.

    Parameters
    ----------
    option
        Machines of one's own, or anything else: then there is no such gate.
    fleet
        Accelerators needed, as priced; none for an option without machines.
    needs
        Free accelerators at hand, whichever reading of the published figures holds.
    market
        Dossier, facts and draws.

    Returns
    -------
    tuple or None
        Gate and the draws that meet it: need at its peak at most what is free. None where more of
        the accelerator can be bought, or may be.
    """
    is_held = option.pricing is Pricing.CAPACITY and option.tenure is Tenure.OWN
    if fleet is None or not is_held or option.hosting is Hosting.SOVEREIGN_CLOUD:
        return None
    country = market.dossier.jurisdiction.country
    found = obtainability(option.hardware, country, market.book)
    if found.word != BARRED:
        return None
    needed = fleet.alone.max(axis=0)
    free = needs.capacity.accelerators.get(option.hardware, np.zeros(market.sample.n))
    met = needed <= free
    numbers: dict[str, str | float] = {
        "hardware": option.hardware,
        "needed": float(np.median(needed)),
        "free": float(np.median(free)),
        "since": "" if found.since is None else found.since.isoformat(),
    }
    gate = quantitative_gate(
        "machines_in_place",
        met,
        confidence=market.dossier.rules.gate_confidence,
        rule=Message("gate.machines_in_place.rule", numbers),
        source=found.source,
        margin=Message("gate.machines_in_place.margin", numbers),
        remedy=Message("gate.machines_in_place.remedy", numbers),
    )
    return gate, met
