"""How many accelerators a use case asks for, and what keeping them costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options import prices
from steelyard.options.costs import hosting
from steelyard.options.model import CostLine, Hosting, Tenure
from steelyard.quantities.units import THOUSAND

if TYPE_CHECKING:
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.quantities.arrays import FloatArray

UTILISATION_CEILING: Final = 0.7
"""Share of its throughput to which a replica is planned; see ``docs/method/serving.md``. [1]"""

SPARE_REPLICAS: Final = 1
"""N + 1. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class Replica:
    """One copy of a model on accelerators.

    Attributes
    ----------
    n_accelerators
        Accelerators that hold it. [accelerator]
    rate
        Output tokens per second at the use case's lengths and limits, shape ``(draw,)``. [token/s]
    inputs
        Ids of the parameters behind it.
    """

    n_accelerators: int
    rate: FloatArray
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fleet:
    """Accelerators of one option in one use case, shape ``(year, draw)`` each. [accelerator].

    Attributes
    ----------
    footprint
        The least that serves at all, spare included: the shared capability.
    extra
        What this use case adds, standing alone, in whole replicas.
    at_margin
        What it adds where the capability is open already: its part of the load.
    load
        Mean load over the capacity standing alone. [1]
    """

    footprint: FloatArray
    extra: FloatArray
    at_margin: FloatArray
    load: FloatArray

    @property
    def alone(self) -> FloatArray:
        """Accelerators standing alone."""
        return self.footprint + self.extra


def fleet(replica: Replica, *, need: UseCaseNeed, in_service: FloatArray) -> Fleet:
    """Return the accelerators of a use case.

    Parameters
    ----------
    replica
        One copy of the model.
    need
        Workload.
    in_service
        Part of each year in which the service runs, shape ``(year, draw)``. [1]

    Returns
    -------
    Fleet
        Whole replicas with N + 1 standing alone; a share of the load at the margin.
    """
    demand = np.where(in_service > 0, need.peak_output_rate, 0.0)
    whole = hosting.whole_replicas(
        demand=demand, replica_rate=replica.rate, ceiling=UTILISATION_CEILING, spare=SPARE_REPLICAS
    )
    least = np.where(demand > 0, 1.0 + SPARE_REPLICAS, 0.0)
    size = float(replica.n_accelerators)
    with np.errstate(invalid="ignore", divide="ignore"):
        load = np.where(demand > 0, demand / (replica.rate * whole), 0.0)
    return Fleet(
        footprint=least * size,
        extra=(whole - least) * size,
        at_margin=demand / (replica.rate * UTILISATION_CEILING) * size,
        load=load,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Keeper:
    """Prices the accelerators of an option, bought or rented.

    Attributes
    ----------
    option
        Hardware, hosting and tenure.
    market
        Facts and draws.
    needs
        Free accelerators at hand.
    """

    option: Option
    market: Market
    needs: Needs

    def lines(
        self, units: FloatArray, *, load: FloatArray, capability: str
    ) -> tuple[CostLine, ...]:
        """Return the cost lines of keeping accelerators.

        Parameters
        ----------
        units
            Accelerators, shape ``(year, draw)``. [accelerator]
        load
            Mean load, shape ``(year, draw)``. [1]
        capability
            Shared capability they belong to; empty for the use case's own.

        Returns
        -------
        tuple of CostLine
            Purchase, maintenance, power and space; or rent.
        """
        if self.option.tenure is Tenure.RENT or self.option.hosting is Hosting.SOVEREIGN_CLOUD:
            return (self._rent(units, capability),)
        return self._owned(units, load, capability)

    def _rent(self, units: FloatArray, capability: str) -> CostLine:
        price = prices.hourly_rent(self.option.hardware, market=self.market)
        if self.option.hosting is Hosting.SOVEREIGN_CLOUD:
            price = price.times(self.market.number("hosting", "sovereign-price-ratio", "1"))
        cash = hosting.rent(
            in_use=units, price_per_hour=price.values, overhead=np.ones(self.market.sample.n)
        )
        return CostLine(
            "accelerator_rent", False, cash, "C-5", price.inputs, capability, price.is_foreign
        )

    def _owned(self, units: FloatArray, load: FloatArray, capability: str) -> tuple[CostLine, ...]:
        market = self.market
        hardware = self.option.hardware
        price = prices.purchase_price(hardware, market=market)
        life = market.number("world", "depreciation-years", "year")
        to_buy = hosting.purchases(
            in_use=np.maximum(units - self._at_hand(capability), 0.0), life_years=life.values
        )
        upkeep = market.number("hardware", "maintenance-share", "1/year")
        rating = market.number(hardware, "tdp", "W")
        over = market.number("hardware", "wall-power-over-tdp", "1")
        idle = market.number("hardware", "idle-power-share", "1")
        room = prices.pue(market=market)
        energy = prices.electricity_price(market=market)
        # A waiting server draws its idle share; the working part comes on top.
        draw = rating.values * over.values
        busy = units * (idle.values + (1.0 - idle.values) * load)
        power = hosting.electricity(in_use=busy, power=draw, pue=room.values, price=energy.values)
        contract = market.number("hardware", "space-power-ratio", "1")
        rent = market.price("colocation", "colocation-rent")
        housed = hosting.space(
            in_use=units,
            contracted_kw=rating.values * contract.values / THOUSAND,
            price=rent.values,
        )
        bought = price.inputs + life.inputs
        drawn = rating.inputs + over.inputs + idle.inputs + room.inputs + energy.inputs
        return (
            CostLine(
                "accelerators",
                True,
                to_buy * price.values,
                "C-4",
                bought,
                capability,
                price.is_foreign,
            ),
            CostLine(
                "maintenance",
                False,
                units * price.values * upkeep.values,
                "C-4",
                bought + upkeep.inputs,
                capability,
                price.is_foreign,
            ),
            CostLine("electricity", False, power, "C-6", drawn, capability, energy.is_foreign),
            CostLine(
                "space",
                False,
                housed,
                "C-7",
                rating.inputs + contract.inputs + rent.inputs,
                capability,
                rent.is_foreign,
            ),
        )

    def _at_hand(self, capability: str) -> FloatArray:
        # What is in place serves the shared footprint; extras are bought.
        nothing = np.zeros(self.market.sample.n)
        if not capability or self.option.hosting is not Hosting.OWN_DATA_CENTRE:
            return nothing
        return self.needs.capacity.accelerators.get(self.option.hardware, nothing)
