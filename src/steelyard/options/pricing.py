"""Whole-life cost of one option in one use case, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from steelyard.options import prices
from steelyard.options.costs import api
from steelyard.options.effort import TRAINED, adapted_capability, serving_capability
from steelyard.options.fleet import Fleet, Keeper, Replica, fleet
from steelyard.options.labour import Labour, labour_of, remakings
from steelyard.options.ledger import Ledger, expected_cash, joined, ledger_of, total_cash
from steelyard.options.model import CostLine, Hosting, Pathway, Pricing
from steelyard.options.offer_price import offer_lines
from steelyard.options.schedule import Schedule, schedule_of
from steelyard.options.years import Node
from steelyard.quantities.units import MILLION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from steelyard.dossier.schema import Offer
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.amount import Amount
    from steelyard.options.ledger import Account
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.training_cost import TrainingBill
    from steelyard.quantities.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Bill:
    """Everything an option asks for in one use case, shape ``(year, draw)`` unless said.

    Attributes
    ----------
    alone
        Every line, standing alone.
    at_margin
        Present value of the use case's own accounts where its shared capabilities are open
        already, shape ``(draw,)``. [CUR]
    labour
        People, standing alone.
    schedule
        When it is set up and serves.
    fleet
        Accelerators, or none where serving is paid by tokens.
    training
        Compute of adaptation or training on machines, or none.
    keeps_limits
        Whether the machines keep the latency limits, shape ``(draw,)``; none where a supplier
        serves.
    own, metered
        The use case's own lines without machines, and of these what a supplier charges for use.
    node
        One more replica of the model on its accelerators; only where years are kept.
    """

    alone: Ledger
    at_margin: Mapping[Account, FloatArray]
    labour: Labour
    schedule: Schedule
    fleet: Fleet | None = None
    training: TrainingBill | None = None
    keeps_limits: BoolArray | None = None
    own: Ledger = field(default_factory=Ledger)
    metered: Ledger = field(default_factory=Ledger)
    node: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pricer:
    """Prices options for one use case.

    Attributes
    ----------
    need
        Workload of the use case.
    needs
        All needs: years, pay, capacity at hand.
    market
        Facts and draws.
    replica_of
        One copy of an option's model on its accelerators, at this use case's lengths and limits.
    training_bill
        Compute of an option's adaptation or training, or none where it needs none.
    n_sharers
        Use cases that can share each capability; one where not named.
    """

    need: UseCaseNeed
    needs: Needs
    market: Market
    replica_of: Callable[[Option], Replica]
    training_bill: Callable[[Option], TrainingBill | None]
    n_sharers: Mapping[str, int]

    def bill(self, option: Option) -> Bill:
        """Return the bill of an option.

        Parameters
        ----------
        option
            Any option but do_minimum.

        Returns
        -------
        Bill
            Lines, people and machines.

        Notes
        -----
        Raises ``FactError`` where a price that the option needs is not known.
        """
        schedule = schedule_of(option, need=self.need, needs=self.needs, market=self.market)
        labour = labour_of(option, schedule, needs=self.needs, market=self.market)
        served = self._ledger(self._served(option, schedule.in_service))
        own = joined((
            served,
            labour.ledger,
            self._tuning(option, schedule),
            self._training(option, schedule),
        ))
        if option.pricing is not Pricing.CAPACITY:
            return Bill(own, own.own_value, labour, schedule, own=own, metered=served)
        replica = self.replica_of(option)
        machines = fleet(replica, need=self.need, in_service=schedule.in_service)
        capability = serving_capability(option)
        keeper = Keeper(option, machines, self.market, self.needs)
        whole = self._ledger(keeper.alone(capability))
        part = self._ledger(keeper.at_margin(self.n_sharers.get(capability, 1)))
        return Bill(
            alone=joined((own, whole)),
            at_margin=joined((Ledger(value=own.own_value), part)).value,
            labour=labour,
            schedule=schedule,
            fleet=machines,
            training=self.training_bill(option),
            keeps_limits=replica.keeps_limits,
            own=own,
            metered=served,
            node=self._node(keeper, replica.n_accelerators) if self.market.keeps_years else None,
        )

    def _ledger(self, lines: Iterator[CostLine]) -> Ledger:
        market = self.market
        return ledger_of(
            lines,
            rate=market.discount_rate,
            has_lines=market.has_lines,
            has_cash=market.keeps_years,
        )

    def _node(self, keeper: Keeper, size: int) -> Node:
        bought = self._ledger(keeper.node(size, is_in_place=False))
        there = self._ledger(keeper.node(size, is_in_place=True))
        return Node(
            size=size,
            bought=expected_cash(bought),
            in_place=expected_cash(there),
            bought_cash=total_cash(bought),
            in_place_cash=total_cash(there),
            n_in_place=keeper.n_in_place(size),
        )

    def _served(self, option: Option, in_service: FloatArray) -> Iterator[CostLine]:
        if option.pricing is not Pricing.TOKENS:
            return
        offer = self._offer(option)
        if offer is not None:
            yield from offer_lines(offer, need=self.need, in_service=in_service, market=self.market)
            return
        abroad = (option.generation_location or option.hosting) is Hosting.VENDOR_ABROAD
        place = "" if abroad else self.market.dossier.jurisdiction.country
        price_in, price_out = prices.token_prices(option.model, market=self.market, place=place)
        for ratio in self._price_ratios(option):
            price_in, price_out = price_in.times(ratio), price_out.times(ratio)
        position = self.market.number("api", "price-path-position", "1")
        fall = self.market.number("price-fall", "constant-quality", "x/year")
        elapsed = np.array(self.needs.years, dtype=np.float64) - self.market.book.as_of.year
        path = api.price_path(
            yearly_fall=fall.values, position=position.values, elapsed=np.maximum(elapsed, 0.0)
        )
        cash = api.token_spend(
            requests=self.need.handled * in_service,
            input_tokens=self.need.input_tokens,
            output_tokens=self.need.output_tokens,
            input_price=price_in.values,
            output_price=price_out.values,
            relative_price=path,
        )
        inputs = price_in.inputs + price_out.inputs + position.inputs + fall.inputs
        yield CostLine("tokens", False, cash, "C-1", inputs, "", price_in.is_foreign)
        if Pathway.LICENSED_INSTANCE in option.pathways:
            yield self._up_to_minimum(cash, in_service, is_foreign=price_in.is_foreign)

    def _offer(self, option: Option) -> Offer | None:
        received = (entry for entry in self.market.dossier.offers if entry.id == option.offer)
        return next(received, None)

    def _price_ratios(self, option: Option) -> Iterator[Amount]:
        ratios = (
            (Pathway.SOVEREIGN_CLOUD, "sovereign-price-ratio"),
            (Pathway.FINETUNED_PURCHASE, "finetuned-price-ratio"),
            (Pathway.LICENSED_INSTANCE, "licence-share-of-api"),
        )
        for pathway, parameter in ratios:
            if pathway in option.pathways:
                yield self.market.number("hosting", parameter, "1")

    def _up_to_minimum(
        self, tokens: FloatArray, in_service: FloatArray, *, is_foreign: bool
    ) -> CostLine:
        # The least fee is a floor under what is paid for use, not a charge on top of it.
        fee = self.market.taxed(self.market.price("hosting", "licence-minimum"))
        cash = np.maximum(in_service * fee.values - tokens, 0.0)
        return CostLine("licence_minimum", False, cash, "C-16", fee.inputs, "", is_foreign)

    def _tuning(self, option: Option, schedule: Schedule) -> Ledger:
        # A supplier tunes on its own machines and charges by the token.
        if option.adaptation not in TRAINED or option.hardware or self._offer(option):
            return Ledger()
        key = ("tuning lines", option.adaptation, schedule.key)
        return self.market.kept(key, lambda: self._ledger(self._tuning_lines(option, schedule)))

    def _tuning_lines(self, option: Option, schedule: Schedule) -> Iterator[CostLine]:
        tokens = self.market.number(str(option.adaptation), "tokens", "token")
        price = self.market.taxed(self.market.price("hosting", "tuning-price"))
        cost = tokens.values / MILLION * price.values
        inputs = tokens.inputs + price.inputs
        yield CostLine("tuning", True, schedule.set_up * cost, "C-18", inputs, "", price.is_foreign)
        times = remakings(option, schedule, self.market)
        if times is not None:
            yield CostLine(
                "tuning_again", False, times * cost, "C-18", inputs, "", price.is_foreign
            )

    def _training(self, option: Option, schedule: Schedule) -> Ledger:
        computed = self.training_bill(option)
        if computed is None:
            return Ledger()
        bill = ("training lines", option.model, option.planned, option.hardware, option.adaptation)
        return self.market.kept(
            (*bill, schedule.key),
            lambda: self._ledger(self._training_lines(option, schedule, computed)),
        )

    def _training_lines(
        self, option: Option, schedule: Schedule, computed: TrainingBill
    ) -> Iterator[CostLine]:
        capability = adapted_capability(option)
        cost = computed.cost
        first = schedule.set_up * cost.values
        yield CostLine(
            "training_compute", True, first, "C-17", cost.inputs, capability, cost.is_foreign
        )
        times = remakings(option, schedule, self.market)
        if times is not None:
            again = times * cost.values
            yield CostLine(
                "refresh_compute", False, again, "C-11", cost.inputs, capability, cost.is_foreign
            )
