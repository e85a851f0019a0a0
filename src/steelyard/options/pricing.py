"""Whole-life cost of one option in one use case, line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from steelyard.options.costs import api, staff, whole_life
from steelyard.options.effort import (
    Activity,
    Work,
    activities,
    adapted_capability,
    exit_activity,
    months_to_service,
    serving_capability,
    setup_span,
    work_of,
)
from steelyard.options.fleet import Fleet, Keeper, Replica, fleet
from steelyard.options.model import Adaptation, CostLine, Pathway, Pricing
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.dossier.capacity import Role
    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Amount, Market
    from steelyard.options.model import Option
    from steelyard.options.training_cost import TrainingBill
    from steelyard.quantities.arrays import FloatArray

REFRESHED = {
    Adaptation.LORA: "adapted_model",
    Adaptation.FULL_FINE_TUNING: "adapted_model",
    Adaptation.CONTINUED_PRETRAINING: "adapted_model",
    Adaptation.PRETRAINING: "pretrained_model",
}
"""Entity of the effort table that says how often an adaptation is made anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Bill:
    """Everything an option asks for in one use case, shape ``(year, draw)`` unless said.

    Attributes
    ----------
    lines
        Cost lines standing alone.
    marginal_lines
        The use case's own lines where its shared capabilities are open already.
    people
        Posts of the government's own by role, standing alone. [FTE]
    accelerators
        Accelerators standing alone. [accelerator]
    fleet
        Accelerators in detail, or none where serving is paid by tokens.
    months_to_service
        Shape ``(draw,)``. [month]
    in_service
        Part of each year in which the service runs. [1]
    """

    lines: tuple[CostLine, ...]
    marginal_lines: tuple[CostLine, ...]
    people: dict[Role, FloatArray]
    accelerators: FloatArray
    fleet: Fleet | None
    months_to_service: FloatArray
    in_service: FloatArray


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
    """

    need: UseCaseNeed
    needs: Needs
    market: Market
    replica_of: Callable[[Option], Replica]
    training_bill: Callable[[Option], TrainingBill | None]

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
        months = months_to_service(option, self.market)
        in_service = self._in_service(months)
        machines = self._machines(option, in_service)
        work = [
            entry
            for activity in activities(option)
            for entry in work_of(activity, vehicle=option.vehicle, market=self.market)
        ]
        own = (
            *self._served(option, in_service),
            *self._staff(option, work, in_service),
            *self._training(option, in_service),
            *self._kept_current(option, in_service),
            *self._exit(option),
        )
        alone: tuple[CostLine, ...] = ()
        marginal: tuple[CostLine, ...] = ()
        accelerators = np.zeros_like(in_service)
        if machines is not None:
            keeper = Keeper(option, self.market, self.needs)
            capability = serving_capability(option)
            alone = (
                *keeper.lines(machines.footprint, load=machines.load, capability=capability),
                *_renamed(keeper.lines(machines.extra, load=machines.load, capability="")),
            )
            marginal = _renamed(
                keeper.lines(machines.at_margin, load=np.ones_like(in_service), capability="")
            )
            accelerators = machines.alone
        return Bill(
            lines=own + alone,
            marginal_lines=tuple(line for line in own if not line.capability) + marginal,
            people=self._people(option, work, in_service),
            accelerators=accelerators,
            fleet=machines,
            months_to_service=months,
            in_service=in_service,
        )

    @property
    def _n_years(self) -> int:
        return len(self.needs.years)

    def _in_service(self, months: FloatArray) -> FloatArray:
        start = (self.need.use_case.start_year - self.needs.years[0]) * MONTHS_PER_YEAR
        return whole_life.share_in_service(
            months_to_service=np.maximum(months, start), n_years=self._n_years
        )

    def _machines(self, option: Option, in_service: FloatArray) -> Fleet | None:
        if option.pricing is not Pricing.CAPACITY:
            return None
        return fleet(self.replica_of(option), need=self.need, in_service=in_service)

    def _served(self, option: Option, in_service: FloatArray) -> Iterator[CostLine]:
        if option.pricing is not Pricing.TOKENS:
            return
        price_in, price_out = self.market.token_prices(option.model)
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
            yield self._licence_minimum(in_service)

    def _price_ratios(self, option: Option) -> Iterator[Amount]:
        ratios = (
            (Pathway.SOVEREIGN_CLOUD, "sovereign-price-ratio"),
            (Pathway.FINETUNED_PURCHASE, "finetuned-price-ratio"),
            (Pathway.LICENSED_INSTANCE, "licence-share-of-api"),
        )
        for pathway, parameter in ratios:
            if pathway in option.pathways:
                yield self.market.number("hosting", parameter, "1")

    def _licence_minimum(self, in_service: FloatArray) -> CostLine:
        fee = self.market.taxed(
            self.market.money(
                self.market.book.value("hosting", "licence-minimum", places=self.market.places)
            )
        )
        cash = in_service * fee.values
        return CostLine("licence_minimum", False, cash, "C-16", fee.inputs, "", fee.is_foreign)

    def _staff(
        self, option: Option, work: list[Work], in_service: FloatArray
    ) -> Iterator[CostLine]:
        span = setup_span(option, self.market)
        for entry in work:
            yield from self._cost_of(entry, span, in_service)

    def _cost_of(self, entry: Work, span: FloatArray, in_service: FloatArray) -> Iterator[CostLine]:
        pay = self.market.yearly_pay(entry.role)
        inputs = entry.inputs + pay.inputs
        rate = pay.values * entry.rate_multiple
        name, capability = entry.activity.name, entry.activity.capability
        once = staff.spread_work(months_of_work=entry.months, duration=span, n_years=self._n_years)
        kept = in_service * entry.posts
        for suffix, posts, is_capital in (("setup", once, True), ("running", kept, False)):
            if not posts.any():
                continue
            cash = staff.staff_cost(posts=posts, yearly_cost=rate, wage_index=self.needs.wage_index)
            line = f"staff_{suffix}/{name}/{entry.role}"
            yield CostLine(line, is_capital, cash, "C-9", inputs, capability)

    def _training(self, option: Option, in_service: FloatArray) -> Iterator[CostLine]:
        computed = self.training_bill(option)
        if computed is None:
            return
        span = setup_span(option, self.market)
        shares = staff.spread_work(
            months_of_work=np.full(self.market.sample.n, MONTHS_PER_YEAR),
            duration=span,
            n_years=self._n_years,
        )
        capability = adapted_capability(option)
        first = shares * computed.cost.values
        again = self._refreshes(option, in_service) * computed.cost.values
        inputs, is_foreign = computed.cost.inputs, computed.cost.is_foreign
        yield CostLine("training_compute", True, first, "C-17", inputs, capability, is_foreign)
        yield CostLine("refresh_compute", False, again, "C-11", inputs, capability, is_foreign)

    def _refreshes(self, option: Option, in_service: FloatArray) -> FloatArray:
        if option.adaptation not in REFRESHED:
            return np.zeros_like(in_service)
        entity = REFRESHED[option.adaptation]
        interval = self.market.number(entity, "refresh-interval", "year")
        return whole_life.recurring(interval_years=interval.values, in_service=in_service)

    def _kept_current(self, option: Option, in_service: FloatArray) -> Iterator[CostLine]:
        # What is held is refreshed; what is bought forces migrations.
        if option.adaptation in REFRESHED:
            times = self._refreshes(option, in_service)
            part = self.market.number("adapted_model", "refresh-effort-share", "1")
            activity = Activity(str(option.adaptation), adapted_capability(option), by_vehicle=True)
            yield from self._recurrent("refresh", activity, option, times * part.values)
        if option.pricing is Pricing.TOKENS:
            interval = self.market.number("service_model", "forced-migration-interval", "year")
            times = whole_life.recurring(interval_years=interval.values, in_service=in_service)
            yield from self._recurrent(
                "forced_migration", Activity("forced_migration"), option, times
            )

    def _recurrent(
        self, line: str, activity: Activity, option: Option, times: FloatArray
    ) -> Iterator[CostLine]:
        for entry in work_of(activity, vehicle=option.vehicle, market=self.market):
            pay = self.market.yearly_pay(entry.role)
            cash = staff.staff_cost(
                posts=times * entry.months / MONTHS_PER_YEAR,
                yearly_cost=pay.values * entry.rate_multiple,
                wage_index=self.needs.wage_index,
            )
            yield CostLine(
                f"{line}/{activity.name}/{entry.role}",
                False,
                cash,
                "C-11",
                entry.inputs + pay.inputs,
                activity.capability,
            )

    def _exit(self, option: Option) -> Iterator[CostLine]:
        last = np.zeros((self._n_years, self.market.sample.n))
        last[-1] = 1.0
        yield from self._recurrent("exit", exit_activity(option), option, last)

    def _people(
        self, option: Option, work: list[Work], in_service: FloatArray
    ) -> dict[Role, FloatArray]:
        span = setup_span(option, self.market)
        found: dict[Role, FloatArray] = {}
        for entry in work:
            if entry.from_supplier:
                continue
            once = staff.spread_work(
                months_of_work=entry.months, duration=span, n_years=self._n_years
            )
            posts = once + in_service * entry.posts
            found[entry.role] = found.get(entry.role, np.zeros_like(posts)) + posts
        return found


def _renamed(lines: tuple[CostLine, ...]) -> tuple[CostLine, ...]:
    return tuple(replace(line, id=f"{line.id}/volume") for line in lines)
