"""Whether people and machines can be had in time, and the carbon of running them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.options import prices
from steelyard.options.market import EVERYWHERE
from steelyard.options.model import Hosting, Pricing
from steelyard.quantities.units import HOURS_PER_YEAR, J_PER_KWH, THOUSAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.amount import Amount
    from steelyard.options.labour import Labour
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.pricing import Bill
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

LARGEST_SHORTFALL: Final = 0.5
"""Where more than this share of a role's posts is missing, the option counts as not delivered;
the reason stands in ``docs/method/delivery.md``. [1]"""

EMBODIED_LIFE_YEARS: Final = 3.0
"""Years over which the making of a server is spread, as in the source of its carbon. [year]"""


class Shortfall(NamedTuple):
    """People that cannot be had in time.

    Attributes
    ----------
    share
        Largest share of required posts missing, over roles and years, shape ``(draw,)``. [1]
    scarcest
        Role with the largest mean shortfall; none if nothing is missing.
    unknown
        Roles asked for of which the dossier states nothing.
    """

    share: FloatArray
    scarcest: Role | None
    unknown: tuple[Role, ...]


def people_shortfall(labour: Labour, *, needs: Needs, market: Market) -> Shortfall:
    """Return the largest share of required posts that cannot be filled.

    Parameters
    ----------
    labour
        Posts required by role.
    needs
        People at hand.
    market
        Draws.

    Returns
    -------
    Shortfall
        Where the supply of a role is unknown its share is drawn from the whole range 0–1, the
        same for every option: a role is as scarce for one as for another.

    Notes
    -----
    Equation D-1 of ``docs/method/delivery.md``.
    """
    return market.kept(
        ("shortfall", labour.key), lambda: _shortfall(labour.people, needs, market.sample)
    )


def _shortfall(people: Mapping[Role, FloatArray], needs: Needs, sample: Sample) -> Shortfall:
    largest = np.zeros(sample.n)
    means: dict[Role, float] = {}
    unknown = []
    for role, required in people.items():
        supply = needs.capacity.staff.get(role)
        if supply is None:
            unknown.append(role)
            largest = np.maximum(largest, sample.uniform(f"unknown-staff/{role}"))
            continue
        missing = np.maximum(required - supply, 0.0)
        share = np.divide(missing, required, out=np.zeros_like(missing), where=required > 0)
        worst = share.max(axis=0)
        means[role] = float(worst.mean())
        largest = np.maximum(largest, worst)
    scarcest = max(means, key=lambda role: means[role], default=None)
    if scarcest is not None and means[scarcest] <= 0:
        scarcest = None
    return Shortfall(largest, scarcest, tuple(unknown))


def carbon_per_thousand(
    option: Option, bill: Bill, *, need: UseCaseNeed, quality: FloatArray, market: Market
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

    Returns
    -------
    tuple
        Carbon, shape ``(draw,)`` [kgCO2e per 1000 accepted results], and the ids behind it.

    Notes
    -----
    Equation D-2 of ``docs/method/delivery.md``.
    """
    accepted = np.sum(need.handled * bill.schedule.in_service, axis=0) * quality
    if option.pricing is Pricing.CAPACITY:
        carbon, inputs = _own_carbon(option, bill, market)
    else:
        carbon, inputs = _service_carbon(option, bill, need, market)
    safe = np.maximum(accepted, 1.0)
    return carbon / safe * THOUSAND, inputs


def _own_carbon(option: Option, bill: Bill, market: Market) -> tuple[FloatArray, tuple[str, ...]]:
    rating = market.number(option.hardware, "tdp", "W")
    over = market.number("hardware", "wall-power-over-tdp", "1")
    idle = market.number("hardware", "idle-power-share", "1")
    pue = prices.pue(market=market)
    intensity = _intensity(option, market)
    embodied = market.number("hardware", "embodied-carbon", "kgCO2e")
    load = np.zeros_like(bill.accelerators) if bill.fleet is None else bill.fleet.load
    busy = np.sum(bill.accelerators * (idle.values + (1.0 - idle.values) * load), axis=0)
    kwh = busy * rating.values * over.values * pue.values * HOURS_PER_YEAR / THOUSAND
    made = np.sum(bill.accelerators, axis=0) * embodied.values / EMBODIED_LIFE_YEARS
    inputs = rating.inputs + over.inputs + idle.inputs + pue.inputs + intensity.inputs
    return kwh * intensity.values + made, inputs + embodied.inputs


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
