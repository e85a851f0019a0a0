"""How many accelerators a use case asks for, and what keeping them costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.options import prices
from steelyard.options.costs import hosting
from steelyard.options.model import CostLine, Hosting, Tenure
from steelyard.quantities.units import SECONDS_PER_YEAR, THOUSAND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.quantities.arrays import BoolArray, FloatArray

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
    keeps_limits
        Whether even one request keeps the latency limits, shape ``(draw,)``.
    """

    n_accelerators: int
    rate: FloatArray
    inputs: tuple[str, ...]
    keeps_limits: BoolArray


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
    load, load_at_margin
        Mean load over the capacity standing alone, and over what is added at the margin. [1]
    in_service
        Part of each year in which they are held. [1]
    """

    footprint: FloatArray
    extra: FloatArray
    at_margin: FloatArray
    load: FloatArray
    load_at_margin: FloatArray
    in_service: FloatArray

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
    mean = need.handled * need.output_tokens / SECONDS_PER_YEAR
    with np.errstate(invalid="ignore", divide="ignore"):
        load = np.where(demand > 0, mean / (replica.rate * whole), 0.0)
        at_margin = np.where(demand > 0, UTILISATION_CEILING * mean / demand, 0.0)
    return Fleet(
        footprint=least * size,
        extra=(whole - least) * size,
        at_margin=demand / (replica.rate * UTILISATION_CEILING) * size,
        load=load,
        load_at_margin=at_margin,
        in_service=in_service,
    )


class Held(NamedTuple):
    """Accelerators to be kept, and how.

    Attributes
    ----------
    units
        Accelerators, shape ``(year, draw)``. [accelerator]
    load
        Mean load, shape ``(year, draw)``. [1]
    in_place
        Free accelerators of the kind that are there already, shape ``(year, draw)`` or
        ``(draw,)``. [accelerator]
    capability
        Shared capability they belong to; empty for the use case's own.
    """

    units: FloatArray
    load: FloatArray
    in_place: FloatArray
    capability: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Keeper:
    """Prices the accelerators of an option, bought or rented.

    Attributes
    ----------
    option
        Hardware, hosting and tenure.
    fleet
        What is needed.
    market
        Facts and draws.
    needs
        Free accelerators at hand.
    """

    option: Option
    fleet: Fleet
    market: Market
    needs: Needs

    def alone(self, capability: str) -> Iterator[CostLine]:
        """Yield the cost lines of the machines standing alone.

        Parameters
        ----------
        capability
            Shared capability that the footprint is.

        Yields
        ------
        CostLine
            Of the footprint, then of what the volume adds.
        """
        needed, free = self.fleet, self._at_hand()
        yield from self.lines(Held(needed.footprint, needed.load, free, capability))
        left = np.maximum(free - needed.footprint, 0.0)
        extra = self.lines(Held(needed.extra, needed.load, left))
        yield from (replace(line, id=f"{line.id}/volume") for line in extra)

    def at_margin(self, n_sharers: int) -> Iterator[CostLine]:
        """Yield the cost lines of what the use case adds to an open footprint.

        Parameters
        ----------
        n_sharers
            Use cases among which machines in place are divided. [1]

        Yields
        ------
        CostLine
            Of its part of the load.
        """
        needed = self.fleet
        left = np.maximum(self._at_hand() - needed.footprint, 0.0) / n_sharers
        lines = self.lines(Held(needed.at_margin, needed.load_at_margin, left))
        yield from (replace(line, id=f"{line.id}/volume") for line in lines)

    def node(self, size: int, *, is_in_place: bool) -> Iterator[CostLine]:
        """Yield the cost lines of one more replica, on top of the footprint.

        Parameters
        ----------
        size
            Accelerators of one replica. [accelerator]
        is_in_place
            Whether its accelerators are there already.

        Yields
        ------
        CostLine
            From the year in which the service starts.
        """
        needed = self.fleet
        units = np.where(needed.footprint > 0, float(size), 0.0)
        there = np.full(self.market.sample.n, float(size) if is_in_place else 0.0)
        yield from self.lines(Held(units, needed.load_at_margin, there))

    def n_in_place(self, size: int) -> int:
        """Return how many more replicas the free accelerators hold.

        Parameters
        ----------
        size
            Accelerators of one replica. [accelerator]

        Returns
        -------
        int
            At the median, beyond the footprint. [1]
        """
        free = np.maximum(self._at_hand() - self.fleet.footprint, 0.0)
        return int(np.median(free[-1]) // size)

    def lines(self, held: Held) -> Iterator[CostLine]:
        """Yield the cost lines of keeping accelerators.

        Parameters
        ----------
        held
            How many, how busy, and what they belong to.

        Yields
        ------
        CostLine
            Purchase, maintenance, power and space; or rent.
        """
        if self.option.tenure is Tenure.RENT or self.option.hosting is Hosting.SOVEREIGN_CLOUD:
            yield self._rent(held)
            return
        yield from self._bought(held)
        yield from self._run(held)

    def _rent(self, held: Held) -> CostLine:
        price = prices.hourly_rent(self.option.hardware, market=self.market)
        if self.option.hosting is Hosting.SOVEREIGN_CLOUD:
            price = price.times(self.market.number("hosting", "sovereign-price-ratio", "1"))
        cash = hosting.rent(
            in_use=held.units * self.fleet.in_service,
            price_per_hour=price.values,
            overhead=np.ones(self.market.sample.n),
        )
        return CostLine(
            "accelerator_rent", False, cash, "C-5", price.inputs, held.capability, price.is_foreign
        )

    def _bought(self, held: Held) -> Iterator[CostLine]:
        market = self.market
        price = prices.purchase_price(self.option.hardware, market=market)
        life = market.number("world", "depreciation-years", "year")
        upkeep = market.number("hardware", "maintenance-share", "1/year")
        missing = np.maximum(held.units - held.in_place, 0.0)
        cash = hosting.purchases(in_use=missing, life_years=life.values) * price.values
        inputs, where, is_foreign = price.inputs + life.inputs, held.capability, price.is_foreign
        yield CostLine("accelerators", True, cash, "C-4", inputs, where, is_foreign)
        cash = held.units * self.fleet.in_service * (price.values * upkeep.values)
        inputs = price.inputs + upkeep.inputs
        yield CostLine("maintenance", False, cash, "C-4", inputs, where, is_foreign)

    def _run(self, held: Held) -> Iterator[CostLine]:
        market = self.market
        rating = market.number(self.option.hardware, "tdp", "W")
        over = market.number("hardware", "wall-power-over-tdp", "1")
        idle = market.number("hardware", "idle-power-share", "1")
        room, energy = prices.pue(market=market), prices.electricity_price(market=market)
        running = held.units * self.fleet.in_service
        power = hosting.electricity(
            in_use=working_equivalent(running, idle_share=idle.values, load=held.load),
            power=rating.values * over.values,
            pue=room.values,
            price=energy.values,
        )
        inputs = rating.inputs + over.inputs + idle.inputs + room.inputs + energy.inputs
        where = held.capability
        yield CostLine("electricity", False, power, "C-6", inputs, where, energy.is_foreign)
        contract = market.number("hardware", "space-power-ratio", "1")
        rent = market.price("colocation", "colocation-rent")
        housed = hosting.space(
            in_use=running,
            contracted_kw=rating.values * contract.values / THOUSAND,
            price=rent.values,
        )
        inputs = rating.inputs + contract.inputs + rent.inputs
        yield CostLine("space", False, housed, "C-7", inputs, where, rent.is_foreign)

    def _at_hand(self) -> FloatArray:
        nothing = np.zeros(self.market.sample.n)
        if self.option.hosting is not Hosting.OWN_DATA_CENTRE:
            return nothing
        return self.needs.capacity.accelerators.get(self.option.hardware, nothing)


def working_equivalent(
    units: FloatArray, *, idle_share: FloatArray, load: FloatArray
) -> FloatArray:
    """Return how many fully working accelerators draw as much power as these.

    Parameters
    ----------
    units
        Accelerators that are on, shape ``(year, draw)``. [accelerator]
    idle_share
        Power of one that waits over one that works, shape ``(draw,)``. [1]
    load
        Mean load, shape ``(year, draw)``. [1]

    Returns
    -------
    FloatArray
        Shape ``(year, draw)``: a waiting server draws its idle share, work comes on top.
        [accelerator]
    """
    return units * (idle_share + (1.0 - idle_share) * load)
