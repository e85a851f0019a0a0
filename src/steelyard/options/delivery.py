"""Whether people and machines can be had in time, and the carbon of running them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options import prices
from steelyard.options.effort import adapted_capability, serving_capability
from steelyard.options.fleet import working_equivalent
from steelyard.options.labour import remakings
from steelyard.options.market import EVERYWHERE
from steelyard.options.model import Hosting
from steelyard.quantities.units import HOURS_PER_YEAR, J_PER_KWH, THOUSAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.needs.model import UseCaseNeed
    from steelyard.options.amount import Amount
    from steelyard.options.fleet import Fleet
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.pricing import Bill
    from steelyard.quantities.arrays import FloatArray

EMBODIED_LIFE_YEARS: Final = 3.0
"""Years over which the making of a server is spread, as in the source of its carbon. [year]"""


def carbon_per_thousand(
    option: Option,
    bill: Bill,
    *,
    need: UseCaseNeed,
    quality: FloatArray,
    market: Market,
    n_sharers: Mapping[str, int],
) -> tuple[FloatArray, tuple[str, ...]]:
    """Return the carbon of a thousand accepted results over the horizon.

    Parameters
    ----------
    option
        The option.
    bill
        Its machines and years of service.
    need
        Workload.
    quality
        Probability of acceptance, shape ``(draw,)``. [1]
    market
        Facts and draws.
    n_sharers
        Use cases that can share each capability; one where not named.

    Returns
    -------
    tuple
        Carbon, shape ``(draw,)`` [kgCO2e per 1000 accepted results], and the ids behind it.

    Notes
    -----
    Equation D-2 of ``docs/method/delivery.md``.
    """
    accepted = np.sum(need.handled * bill.schedule.in_service, axis=0) * quality
    if bill.fleet is not None:
        carbon, inputs = _own_carbon(option, bill.fleet, market, n_sharers)
        if bill.training is not None:
            trained, more = _training_carbon(option, bill, market, n_sharers)
            carbon, inputs = carbon + trained, inputs + more
    else:
        carbon, inputs = _service_carbon(option, bill, need, market)
    safe = np.maximum(accepted, 1.0)
    return carbon / safe * THOUSAND, inputs


def _own_carbon(
    option: Option, machines: Fleet, market: Market, n_sharers: Mapping[str, int]
) -> tuple[FloatArray, tuple[str, ...]]:
    rating = market.number(option.hardware, "tdp", "W")
    over = market.number("hardware", "wall-power-over-tdp", "1")
    idle = market.number("hardware", "idle-power-share", "1")
    room = prices.pue(market=market)
    intensity = _intensity(option, market)
    embodied = market.number("hardware", "embodied-carbon", "kgCO2e")
    # As in the net cost: an even share of the footprint, and this use case's part of the load.
    waiting = machines.footprint / n_sharers.get(serving_capability(option), 1)
    shared = waiting + machines.at_margin
    units = np.minimum(shared, machines.alone)
    part = np.divide(
        machines.at_margin * machines.load_at_margin,
        shared,
        out=np.zeros_like(shared),
        where=shared > 0,
    )
    on = working_equivalent(units * machines.in_service, idle_share=idle.values, load=part)
    kwh = np.sum(on, axis=0) * rating.values * over.values * room.values
    made = np.sum(units, axis=0) * embodied.values / EMBODIED_LIFE_YEARS
    inputs = rating.inputs + over.inputs + idle.inputs + room.inputs + intensity.inputs
    kwh = kwh * (HOURS_PER_YEAR / THOUSAND)
    return kwh * intensity.values + made, inputs + embodied.inputs


def _training_carbon(
    option: Option, bill: Bill, market: Market, n_sharers: Mapping[str, int]
) -> tuple[FloatArray, tuple[str, ...]]:
    # Once, and again as often as it is made anew.
    if bill.training is None:
        return np.zeros(market.sample.n), ()
    again = remakings(option, bill.schedule, market)
    rounds = 1.0 if again is None else 1.0 + np.sum(again, axis=0)
    intensity = _intensity(option, market)
    share = n_sharers.get(adapted_capability(option), 1)
    kwh = bill.training.energy_kwh * rounds / share
    return kwh * intensity.values, bill.training.cost.inputs


def _service_carbon(
    option: Option, bill: Bill, need: UseCaseNeed, market: Market
) -> tuple[FloatArray, tuple[str, ...]]:
    per_token = market.number("api", "energy-per-output-token", "J")
    pue = market.number("hyperscale", "pue", "1")
    intensity = _intensity(option, market)
    tokens = np.sum(need.handled * bill.schedule.in_service, axis=0) * need.output_tokens
    kwh = tokens * per_token.values * pue.values / J_PER_KWH
    return kwh * intensity.values, per_token.inputs + pue.inputs + intensity.inputs


def _intensity(option: Option, market: Market) -> Amount:
    if option.hosting is not Hosting.VENDOR_ABROAD:
        return market.number("grid", "carbon-intensity", "kgCO2e/kWh")
    known = market.facts.value("grid", "carbon-intensity", places=(EVERYWHERE,))
    return market.drawn(known, "kgCO2e/kWh")
