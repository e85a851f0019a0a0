"""What limits a plan over years: budgets, people, caps, floors, deadlines, start years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.resources import Resource, ResourceKind, ResourceList
from steelyard.dossier.portfolio import CapMeasure, CapOn
from steelyard.dossier.schema import Reading
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from steelyard.decision.horizon.flows import Flow
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.decision.horizon.shared import Opening
    from steelyard.dossier.portfolio import PortfolioRules, ShareCap
    from steelyard.needs.model import Needs
    from steelyard.options.exposure import Exposure

UNBOUND: Final = float("inf")
WITHOUT_BENEFIT: Final = "no_benefit/"
"""Beginning of the name of a deadline that follows from a missing benefit."""


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What limits a plan.

    Attributes
    ----------
    needs
        Money and people at hand, start years.
    rules
        Caps, floors, deadlines.
    exposures
        On whom each option rests, by option id.
    are_weights_stated
        Whether the dossier states swing weights of use cases.
    """

    needs: Needs
    rules: PortfolioRules
    exposures: Mapping[str, Exposure]
    are_weights_stated: bool

    def unbound_caps(self, plans: tuple[Plan, ...]) -> tuple[ShareCap, ...]:
        """Return caps whose name is that of nobody on whom any plan rests.

        Parameters
        ----------
        plans
            For the labels that caps bind.

        Returns
        -------
        tuple of ShareCap
            Perhaps mistyped, perhaps nobody can be bought from.
        """
        return tuple(
            cap
            for cap in self.rules.share_caps
            if cap.name and cap.name not in {self.label(plan.last, cap.on) for plan in plans}
        )

    def may_start(self, restarts: Restarts, plan: Plan, start: int) -> bool:
        """Return whether rules let a plan start in a year.

        Parameters
        ----------
        restarts
            Use cases and years.
        plan
            The plan.
        start
            Position of the year.

        Returns
        -------
        bool
            Not before the use case's own first year; floors hold for every option of the plan.
        """
        need = self.needs.of(restarts.contests[plan.use_case].appraisal.use_case)
        if restarts.years[start] < need.use_case.start_year:
            return False
        options = [name for name in (plan.option, plan.successor) if name]
        return all(self._keeps_floors(restarts, plan.use_case, name) for name in options)

    def _keeps_floors(self, restarts: Restarts, use_case: int, option: str) -> bool:
        contest = restarts.contests[use_case]
        data_class = self.needs.of(contest.appraisal.use_case).use_case.data_class
        names = [criterion.id for criterion in contest.frame.criteria]
        position = contest.table.options[contest.ids.index(option)]
        for floor in self.rules.floors:
            if floor.data_classes and data_class not in floor.data_classes:
                continue
            criterion = contest.frame.criteria[names.index(floor.criterion)]
            column = contest.appraisal.criteria.index(floor.criterion)
            found = float(np.mean(contest.appraisal.performance[position, column, :]))
            # Not a number is unknown, and unknown is never a pass.
            keeps = found >= floor.at_least if criterion.is_benefit else found <= floor.at_least
            if not keeps:
                return False
        return True

    def resources(
        self, restarts: Restarts, plans: tuple[Plan, ...], clusters: Mapping[str, Opening]
    ) -> ResourceList:
        """Return everything that is scarce.

        Parameters
        ----------
        restarts
            Use cases and years.
        plans
            For the labels that caps bind.
        clusters
            One opening of every cluster, by id.

        Returns
        -------
        ResourceList
            Rows with their limits; money and people that nobody states are not limited.
        """
        return ResourceList((
            *self._money(restarts.years),
            *self._posts(restarts.years),
            *_clusters(restarts.years, clusters),
            *self._shares(plans),
            *self._deadlines(restarts),
        ))

    def _money(self, years: tuple[int, ...]) -> Iterator[Resource]:
        at_hand = self.needs.capacity
        for kind, budget in (
            (ResourceKind.INVESTMENT, at_hand.investment_per_year),
            (ResourceKind.RUNNING, at_hand.running_per_year),
        ):
            limit = UNBOUND if budget is None else float(np.median(budget))
            for year in years:
                yield Resource(kind, "", year, limit)
        total = at_hand.investment_total
        limit = UNBOUND if total is None else float(np.median(total))
        yield Resource(ResourceKind.INVESTMENT_TOTAL, "", None, limit)
        yield Resource(ResourceKind.NET_COST, "", None, UNBOUND)

    def _posts(self, years: tuple[int, ...]) -> Iterator[Resource]:
        for role, staff in self.needs.capacity.staff.items():
            for year, draws in zip(years, staff, strict=True):
                yield Resource(ResourceKind.POSTS, role, year, float(np.median(draws)))

    def _shares(self, plans: tuple[Plan, ...]) -> Iterator[Resource]:
        for cap in self.rules.share_caps:
            labels = sorted({self.label(plan.last, cap.on) for plan in plans} - {""})
            for label in labels:
                if cap.name in {"", label}:
                    yield Resource(ResourceKind.SHARE, cap.id, None, 0.0, label)

    def _deadlines(self, restarts: Restarts) -> Iterator[Resource]:
        for deadline in self.rules.deadlines:
            yield Resource(ResourceKind.DEADLINE, deadline.use_case, deadline.by, -1.0)
        for contest in restarts.contests:
            # What no benefit is stated for cannot be weighed against today: it is to be served.
            if not contest.has_benefit and len(contest.ids) > 1:
                name = f"{WITHOUT_BENEFIT}{contest.appraisal.use_case}"
                yield Resource(ResourceKind.DEADLINE, name, None, -1.0)
        if restarts.contests[0].deciding.reading is Reading.SIX_DIMENSIONS:
            yield Resource(ResourceKind.PAYS, "", None, 0.0)

    def label(self, option: str, on: CapOn) -> str:
        """Return on whom an option rests.

        Parameters
        ----------
        option
            Id.
        on
            In which respect.

        Returns
        -------
        str
            Empty where on nobody.
        """
        found: str = getattr(self.exposures[option], on.value)
        return found

    def share_use(self, restarts: Restarts, plan: Plan, flow: Flow, resource: Resource) -> float:
        """Return what a plan adds to the one whom a cap binds, less its part of the whole.

        Parameters
        ----------
        restarts
            Discount rate.
        plan, flow
            The plan, and what it asks for.
        resource
            The cap, for one label.

        Returns
        -------
        float
            At most 0 over all plans where the cap is kept. [unit of the cap's measure]
        """
        cap = next(entry for entry in self.rules.share_caps if entry.id == resource.name)
        size = _measured(cap, flow, restarts.rate)
        is_bound = self.label(plan.last, cap.on) == resource.label
        return size * (float(is_bound) - cap.at_most)

    def deadline_use(self, restarts: Restarts, plan: Plan, start: int, resource: Resource) -> float:
        """Return what a plan does for a deadline.

        Parameters
        ----------
        restarts
            Use cases and years.
        plan
            The plan.
        start
            Position of the year in which it starts.
        resource
            The deadline.

        Returns
        -------
        float
            -1 where it serves the use case in time, else 0. [1]
        """
        name = restarts.contests[plan.use_case].appraisal.use_case
        if resource.name not in {name, f"{WITHOUT_BENEFIT}{name}"}:
            return 0.0
        in_time = resource.year is None or restarts.years[start] <= resource.year
        return -float(in_time)


def _clusters(years: tuple[int, ...], clusters: Mapping[str, Opening]) -> Iterator[Resource]:
    for name, opening in clusters.items():
        for year in years:
            yield Resource(ResourceKind.ROOM, name, year, 0.0)
        if opening.node is not None and opening.node.n_in_place:
            yield Resource(ResourceKind.IN_PLACE, name, None, float(opening.node.n_in_place))


def _measured(cap: ShareCap, flow: Flow, rate: float) -> float:
    if cap.measure is CapMeasure.USE_CASES:
        return 1.0
    if cap.measure is CapMeasure.REQUESTS:
        return float(flow.handled.sum())
    money = flow.expected.capital + flow.expected.running
    return float(discount_factors(rate=rate, n_years=len(money)) @ money)
