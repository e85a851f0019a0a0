"""What the people of an option cost, and which posts it fills."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.options.costs import staff, whole_life
from steelyard.options.effort import (
    Activity,
    activities,
    adapted_capability,
    exit_activity,
    work_of,
)
from steelyard.options.ledger import Ledger, ledger_of
from steelyard.options.model import Adaptation, CostLine, Pricing
from steelyard.options.prices import yearly_pay
from steelyard.options.shortfall import shortfall_of
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.needs.model import Needs
    from steelyard.options.effort import Work
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.options.schedule import Schedule
    from steelyard.options.shortfall import Shortfall
    from steelyard.quantities.arrays import FloatArray

REFRESHED: Final = {
    Adaptation.LORA: "adapted_model",
    Adaptation.FULL_FINE_TUNING: "adapted_model",
    Adaptation.CONTINUED_PRETRAINING: "adapted_model",
    Adaptation.PRETRAINING: "pretrained_model",
}
"""Entity of the effort table that says how often an adaptation is made anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Labour:
    """People of an option.

    Attributes
    ----------
    key
        The same for every option and use case with the same people.
    ledger
        What they cost.
    posts
        Posts of the government's own by role at the median, shape ``(year,)``. [FTE]
    peak
        The most posts of the scarcest role in any year, at the median; 0 where none is scarce.
        [FTE]
    shortfall
        Posts that cannot be filled in time.
    posts_of
        Expected posts of the government's own by the capability that they belong to, the use
        case's own under the empty name, then by role, shape ``(year,)``; only where years are
        kept. [FTE]
    leaving
        What leaving costs at the end, only where years are kept.
    """

    key: Hashable
    ledger: Ledger
    posts: dict[Role, FloatArray]
    peak: float
    shortfall: Shortfall
    posts_of: Mapping[str, Mapping[Role, FloatArray]] = field(default_factory=dict)
    leaving: Ledger = field(default_factory=Ledger)


def labour_of(option: Option, schedule: Schedule, *, needs: Needs, market: Market) -> Labour:
    """Return the people of an option.

    Parameters
    ----------
    option
        Any option but do_minimum.
    schedule
        When it is set up and serves.
    needs
        Growth of pay.
    market
        Facts and draws.

    Returns
    -------
    Labour
        One object for all options that ask for the same work at the same time.
    """
    key = (
        "labour",
        activities(option),
        option.vehicle,
        option.adaptation,
        option.pricing,
        exit_activity(option),
        schedule.key,
    )

    def compute() -> Labour:
        crew = Crew(option, schedule, needs, market)
        people = crew.people()
        shortfall = shortfall_of(people, staff=needs.capacity.staff, sample=market.sample)
        scarcest = shortfall.scarcest
        return Labour(
            key=key,
            ledger=_ledger(crew.lines(), market),
            posts={role: middle(posts) for role, posts in people.items()},
            peak=0.0 if scarcest is None else float(middle(people[scarcest].max(axis=0))),
            shortfall=shortfall,
            posts_of=crew.expected_posts() if market.keeps_years else {},
            leaving=_ledger(crew.leaving(), market) if market.keeps_years else Ledger(),
        )

    return market.kept(key, compute)


def _ledger(lines: Iterable[CostLine], market: Market) -> Ledger:
    return ledger_of(
        lines, rate=market.discount_rate, has_lines=market.has_lines, has_cash=market.keeps_years
    )


def remakings(option: Option, schedule: Schedule, market: Market) -> FloatArray | None:
    """Return how often an adaptation is made anew.

    Parameters
    ----------
    option
        The option.
    schedule
        When it serves.
    market
        Facts and draws.

    Returns
    -------
    FloatArray or None
        Times a year, shape ``(year, draw)``; none where no weights change. What is bought is
        tuned anew whenever its base is withdrawn. [1/year]
    """
    if option.adaptation not in REFRESHED:
        return None
    if option.pricing is Pricing.TOKENS:
        return changes_of_base(option, schedule, market)
    interval = market.number(REFRESHED[option.adaptation], "refresh-interval", "year")
    return whole_life.recurring(interval_years=interval.values, in_service=schedule.in_service)


def changes_of_base(option: Option, schedule: Schedule, market: Market) -> FloatArray:
    """Return how often the model under an option is changed for another.

    Parameters
    ----------
    option
        The option.
    schedule
        When it serves.
    market
        Facts and draws.

    Returns
    -------
    FloatArray
        Times a year, shape ``(year, draw)``: forced where a service is bought, of one's own will
        where weights are held. [1/year]
    """
    bought = option.pricing is Pricing.TOKENS
    entity = "service_model" if bought else "adapted_model"
    parameter = "forced-migration-interval" if bought else "refresh-interval"
    interval = market.number(entity, parameter, "year")
    return whole_life.recurring(interval_years=interval.values, in_service=schedule.in_service)


def middle(draws: FloatArray) -> FloatArray:
    """Return the median over draws.

    Parameters
    ----------
    draws
        The draws on the last axis, none of them missing.

    Returns
    -------
    FloatArray
        Without that axis; the draw itself where there is but one.
    """
    # Like np.median, without its search for what is missing: a study asks this ten thousand times.
    upper = draws.shape[-1] // 2
    lower = upper - 1 + draws.shape[-1] % 2
    parted = np.partition(draws, (lower, upper), axis=-1)
    return np.asarray(0.5 * (parted[..., lower] + parted[..., upper]), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Crew:
    """Reckons the people of one option.

    Attributes
    ----------
    option, schedule
        What is done, and when.
    needs, market
        Growth of pay, facts and draws.
    """

    option: Option
    schedule: Schedule
    needs: Needs
    market: Market

    def lines(self) -> Iterator[CostLine]:
        """Yield the cost lines of everybody who works on the option.

        Yields
        ------
        CostLine
            Set-up and running work, what comes round, and leaving.
        """
        for activity in activities(self.option):
            for entry in self._work(activity):
                yield from self._cost_of(entry)
        yield from self._kept_current()
        yield from self.leaving()

    def leaving(self) -> Iterator[CostLine]:
        """Yield the cost lines of leaving in the last year.

        Yields
        ------
        CostLine
            Of every role.
        """
        last = np.zeros_like(self.schedule.in_service)
        last[-1] = 1.0
        yield from self._recurrent("exit", exit_activity(self.option), last)

    def people(self) -> dict[Role, FloatArray]:
        """Return the posts of the government's own.

        Returns
        -------
        dict
            By role, shape ``(year, draw)``. [FTE]
        """
        found: dict[Role, FloatArray] = {}
        for _, role, posts in self._posts():
            before = found.get(role)
            found[role] = posts if before is None else before + posts
        return found

    def expected_posts(self) -> dict[str, dict[Role, FloatArray]]:
        """Return the expected posts by what they belong to.

        Returns
        -------
        dict
            By capability, then by role, shape ``(year,)``. [FTE]
        """
        found: dict[str, dict[Role, FloatArray]] = {}
        for capability, role, posts in self._posts():
            by_role = found.setdefault(capability, {})
            by_role[role] = by_role.get(role, 0.0) + posts.mean(axis=-1)
        return found

    def _posts(self) -> Iterator[tuple[str, Role, FloatArray]]:
        # A supplier's people fill no post; leaving falls to who is there in the last year.
        for activity in activities(self.option):
            for entry in self._work(activity):
                for posts in (self._once(entry), self._kept(entry)):
                    if posts is not None and not entry.from_supplier:
                        yield activity.capability, entry.role, posts
        for _, activity, times in self._rounds():
            for entry in self._work(activity):
                posts = _repeated(entry, times)
                if posts is not None and not entry.from_supplier:
                    yield activity.capability, entry.role, posts

    def _work(self, activity: Activity) -> tuple[Work, ...]:
        vehicle, market = self.option.vehicle, self.market
        return market.kept(
            ("work", activity, vehicle if activity.by_vehicle else None),
            lambda: work_of(activity, vehicle=vehicle, market=market),
        )

    def _once(self, entry: Work) -> FloatArray | None:
        if entry.months is None:
            return None
        return self.schedule.set_up * (entry.months / MONTHS_PER_YEAR)

    def _kept(self, entry: Work) -> FloatArray | None:
        return None if entry.posts is None else self.schedule.in_service * entry.posts

    def _cost_of(self, entry: Work) -> Iterator[CostLine]:
        rate, inputs = self._rate(entry)
        name, capability = entry.activity.name, entry.activity.capability
        for suffix, posts, is_capital in (
            ("setup", self._once(entry), True),
            ("running", self._kept(entry), False),
        ):
            if posts is None:
                continue
            cash = staff.staff_cost(posts=posts, yearly_cost=rate, wage_index=self.needs.wage_index)
            line = f"staff_{suffix}/{name}/{entry.role}"
            yield CostLine(line, is_capital, cash, "C-9", inputs, capability)

    def _rate(self, entry: Work) -> tuple[FloatArray, tuple[str, ...]]:
        pay = yearly_pay(entry.role, market=self.market)
        rate = pay.values
        if entry.rate_multiple is not None:
            rate = rate * entry.rate_multiple
        return rate, entry.inputs + pay.inputs

    def _kept_current(self) -> Iterator[CostLine]:
        for line, activity, times in self._rounds():
            yield from self._recurrent(line, activity, times)

    def _rounds(self) -> Iterator[tuple[str, Activity, FloatArray]]:
        # What is tuned is tuned anew; what is bought, or held as it came, changes its base.
        option, market = self.option, self.market
        again = remakings(option, self.schedule, market)
        if again is not None:
            part = market.number("adapted_model", "refresh-effort-share", "1")
            activity = Activity(str(option.adaptation), adapted_capability(option), by_vehicle=True)
            yield "refresh", activity, again * part.values
        if option.pricing is Pricing.TOKENS or again is None:
            times = changes_of_base(option, self.schedule, market)
            name = "forced_migration" if option.pricing is Pricing.TOKENS else "change_of_base"
            yield name, Activity("forced_migration"), times

    def _recurrent(self, line: str, activity: Activity, times: FloatArray) -> Iterator[CostLine]:
        for entry in self._work(activity):
            posts = _repeated(entry, times)
            if posts is None:
                continue
            rate, inputs = self._rate(entry)
            cash = staff.staff_cost(posts=posts, yearly_cost=rate, wage_index=self.needs.wage_index)
            name = f"{line}/{activity.name}/{entry.role}"
            yield CostLine(name, False, cash, "C-11", inputs, activity.capability)


def _repeated(entry: Work, times: FloatArray) -> FloatArray | None:
    return None if entry.months is None else times * (entry.months / MONTHS_PER_YEAR)
