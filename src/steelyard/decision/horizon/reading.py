"""From a selection to what it does: starts, builds, people, money, exits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.result import (
    PlannedBuild,
    PlannedPosts,
    PlannedStart,
    StageExit,
    YearBill,
)
from steelyard.decision.horizon.shared import opening_of
from steelyard.decision.pathway_class import KEEP, class_of
from steelyard.options.model import Pathway
from steelyard.options.years import SERVING
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.decision.horizon.flows import Flow
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.shared import Opening
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.needs.model import Needs
    from steelyard.options.years import Cash
    from steelyard.quantities.arrays import FloatArray

DO_MINIMUM: Final = Pathway.DO_MINIMUM.value
CONTINUITY: Final = "continuity"
"""Criterion that holds the months to replace a service that is cut off."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One use case that gets a new service.

    Attributes
    ----------
    use_case
        Position.
    plan
        Its plan.
    start
        Position of the year in which it starts.
    flow
        What it asks for and brings.
    capabilities
        Ids of what it shares, and the position of the year from which it needs each.
    """

    use_case: int
    plan: Plan
    start: int
    flow: Flow
    capabilities: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class PlanReader:
    """Reads a selection.

    Attributes
    ----------
    tables
        What rows and columns mean.
    selection
        The plan.
    needs
        Money and people at hand.
    alone
        What each use case would choose paying for everything itself, by use case.
    """

    tables: HorizonTables
    selection: Selection
    needs: Needs
    alone: Mapping[str, str]

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years of the horizon."""
        return self.tables.restarts.years

    def taken(self) -> tuple[Taken, ...]:
        """Return the use cases that get a new service.

        Returns
        -------
        tuple of Taken
            In the order of the dossier.

        Notes
        -----
        ``ValueError`` if a plan starts in a year in which it may not: a bug of the solver's.
        """
        return tuple(self._taken())

    def _taken(self) -> Iterator[Taken]:
        names = [column.id for column in self.tables.shared]
        chosen = zip(self.selection.plan, self.selection.start, strict=True)
        for use_case, (row, start) in enumerate(chosen):
            if row < 0:
                continue
            flow = self.tables.flows[row][start]
            if flow is None:
                message = f"plan {row} may not start in year {start}"
                raise ValueError(message)
            lags = self.tables.problem.requires[row]
            capabilities = {
                names[column]: int(start + lags[column])
                for column in np.flatnonzero(lags >= 0)
                if start + lags[column] < len(self.years)
            }
            yield Taken(use_case, self.tables.plans[row], int(start), flow, capabilities)

    def openings(self) -> dict[str, tuple[int, Opening]]:
        """Return what is opened.

        Returns
        -------
        dict
            By id: position of the first year, and what it asks for.
        """
        found = {}
        for column, start in zip(self.tables.shared, self.selection.opening, strict=True):
            opening = column.openings[start] if start >= 0 else None
            if opening is not None:
                found[column.id] = (int(start), opening)
        return found

    def starts(self) -> tuple[PlannedStart, ...]:
        """Return what the plan does with every use case.

        Returns
        -------
        tuple of PlannedStart
            In the order of the dossier.
        """
        taken = {entry.use_case: entry for entry in self.taken()}
        return tuple(
            self._start(position, taken.get(position))
            for position in range(len(self.tables.restarts.contests))
        )

    def _start(self, position: int, taken: Taken | None) -> PlannedStart:
        contest = self.tables.restarts.contests[position]
        name = contest.appraisal.use_case
        alone = self.alone[name]
        if taken is None:
            return PlannedStart(
                use_case=name,
                option=DO_MINIMUM,
                start_year=None,
                successor="",
                switch_year=None,
                tier="",
                way=KEEP,
                alone=alone,
                alone_way=self.way(position, alone),
                cost_alone=None,
                cost_in_plan=None,
                capabilities=(),
            )
        plan = taken.plan
        last = plan.last
        return PlannedStart(
            use_case=name,
            option=plan.option,
            start_year=self.years[taken.start],
            successor=plan.successor,
            switch_year=self.years[taken.start + plan.after] if plan.successor else None,
            tier=plan.tier,
            way=self.way(position, last),
            alone=alone,
            alone_way=self.way(position, alone),
            cost_alone=self._cost_alone(taken),
            cost_in_plan=self._cost_in_plan(taken),
            capabilities=tuple(taken.capabilities),
        )

    def way(self, position: int, option: str) -> str:
        """Return the class of the way that an option is.

        Parameters
        ----------
        position
            Of the use case.
        option
            Id.

        Returns
        -------
        str
            ``keep``, ``buy``, ``hybrid`` or ``build``.
        """
        contest = self.tables.restarts.contests[position]
        return class_of(contest.options[contest.ids.index(option)].pathways)

    def _cost_alone(self, taken: Taken) -> float:
        # The same way at the same time, every shared thing paid in full.
        cost = float((self._factors() @ taken.flow.cash).mean())
        for name, start in taken.capabilities.items():
            opening = opening_of(self.tables.shared, name, start)
            if opening is not None:
                cost += float((self._factors() @ opening.cash).mean())
        return cost

    def _cost_in_plan(self, taken: Taken) -> float:
        cost = float((self._factors() @ taken.flow.cash).mean())
        shared = {build.id: build for build in self.builds()}
        return cost + sum(
            shared[name].cost / len(shared[name].users) for name in taken.capabilities
        )

    def _factors(self) -> FloatArray:
        return discount_factors(rate=self.tables.restarts.rate, n_years=len(self.years))

    def builds(self) -> tuple[PlannedBuild, ...]:
        """Return what the plan opens.

        Returns
        -------
        tuple of PlannedBuild
            In the order of the columns.
        """
        users: dict[str, list[str]] = {}
        for entry in self.taken():
            for name in entry.capabilities:
                contest = self.tables.restarts.contests[entry.use_case]
                users.setdefault(name, []).append(contest.appraisal.use_case)
        return tuple(
            self._build(name, start, opening, tuple(users.get(name, ())))
            for name, (start, opening) in self.openings().items()
        )

    def _build(
        self, name: str, start: int, opening: Opening, users: tuple[str, ...]
    ) -> PlannedBuild:
        counts: dict[bool, dict[int, int]] = {False: {}, True: {}}
        cost = float((self._factors() @ opening.cash).mean())
        for row, module in enumerate(self.tables.modules):
            if module.cluster != name:
                continue
            for year in np.flatnonzero(self.selection.modules[row]):
                n_added = int(self.selection.modules[row, year])
                counts[module.is_in_place][self.years[year]] = n_added
                cost -= n_added * float(self.tables.problem.module_worth[row, year])
        return PlannedBuild(
            id=name,
            form=opening.form.value,
            ready_year=self.years[start],
            cost=cost,
            users=users,
            nodes_bought=counts[False],
            nodes_in_place=counts[True],
            node_size=opening.node.size if opening.node and name.startswith(SERVING) else None,
        )

    def posts(self) -> tuple[PlannedPosts, ...]:
        """Return the people that the plan needs.

        Returns
        -------
        tuple of PlannedPosts
            By role, in alphabetical order.
        """
        needed: dict[str, FloatArray] = {}
        parts = [entry.flow.posts for entry in self.taken()]
        parts += [opening.posts for _, opening in self.openings().values()]
        for table in parts:
            for role, posts in table.items():
                needed[role.value] = needed.get(role.value, np.zeros(len(self.years))) + posts
        at_hand = {
            role.value: np.median(posts, axis=1)
            for role, posts in self.needs.capacity.staff.items()
        }
        return tuple(
            PlannedPosts(
                role,
                self._by_year(posts),
                self._by_year(at_hand[role]) if role in at_hand else None,
            )
            for role, posts in sorted(needed.items())
        )

    def _by_year(self, values: FloatArray) -> dict[int, float]:
        return {year: float(value) for year, value in zip(self.years, values, strict=True)}

    def bills(self) -> tuple[YearBill, ...]:
        """Return what the plan spends.

        Returns
        -------
        tuple of YearBill
            By year.
        """
        money = list(self._money())
        capital = np.sum([entry.capital for entry in money], axis=0) + np.zeros(len(self.years))
        running = np.sum([entry.running for entry in money], axis=0) + np.zeros(len(self.years))
        at_hand = self.needs.capacity
        stated = [
            None if budget is None else float(np.median(budget))
            for budget in (at_hand.investment_per_year, at_hand.running_per_year)
        ]
        return tuple(
            YearBill(year, float(capital[row]), float(running[row]), stated[0], stated[1])
            for row, year in enumerate(self.years)
        )

    def _money(self) -> Iterator[Cash]:
        yield from (entry.flow.expected for entry in self.taken())
        opened = self.openings()
        yield from (opening.expected for _, opening in opened.values())
        for row, module in enumerate(self.tables.modules):
            column = next(entry for entry in self.tables.shared if entry.id == module.cluster)
            for year in np.flatnonzero(self.selection.modules[row]):
                opening = column.openings[year]
                if opening is not None and opening.node is not None:
                    node = opening.node
                    cash = node.in_place if module.is_in_place else node.bought
                    n_added = int(self.selection.modules[row, year])
                    yield type(cash)(cash.capital * n_added, cash.running * n_added)

    def exits(self) -> tuple[StageExit, ...]:
        """Return the exit test at the end of each year.

        Returns
        -------
        tuple of StageExit
            By year.
        """
        bills = self.bills()
        committed = np.cumsum([bill.investment + bill.running for bill in bills])
        return tuple(
            self._exit(position, float(committed[position])) for position in range(len(self.years))
        )

    def _exit(self, position: int, committed: float) -> StageExit:
        running = [entry for entry in self.taken() if entry.start <= position]
        leaving = sum(entry.flow.leaving[_in_service(entry, position)] for entry in running)
        months = [self.months_to_replace(entry, position) for entry in running]
        known = [value for value in months if value is not None]
        contests = self.tables.restarts.contests
        return StageExit(
            year=self.years[position],
            running=tuple(contests[entry.use_case].appraisal.use_case for entry in running),
            committed=committed,
            exit_cost=leaving,
            months_to_replace=max(known) if known and len(known) == len(months) else None,
        )

    def months_to_replace(self, taken: Taken, position: int) -> float | None:
        """Return how long it takes to replace a service that is cut off.

        Parameters
        ----------
        taken
            The use case and its plan.
        position
            Of the year.

        Returns
        -------
        float or None
            Expected, of the option then in service; none where unknown. [month]
        """
        option = _in_service(taken, position)
        contest = self.tables.restarts.contests[taken.use_case]
        row = contest.table.options[contest.ids.index(option)]
        column = contest.appraisal.criteria.index(CONTINUITY)
        found = float(np.mean(contest.appraisal.performance[row, column, :]))
        return found if np.isfinite(found) else None


def _in_service(taken: Taken, position: int) -> str:
    # The option that serves in a year.
    plan = taken.plan
    is_switched = plan.successor and position >= taken.start + plan.after
    return plan.successor if is_switched else plan.option
