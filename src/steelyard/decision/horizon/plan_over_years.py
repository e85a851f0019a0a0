"""The portfolio over years: one plan for all use cases, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.common_model import common_models_of
from steelyard.decision.horizon.dependence import concentrations_of, losses_of
from steelyard.decision.horizon.depth import QUICK
from steelyard.decision.horizon.frontiers import frontier_of, shadows_of
from steelyard.decision.horizon.layout import lay_out
from steelyard.decision.horizon.reading import PlanReader
from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.horizon.result import Conflict, HorizonPlan, MeasureNote
from steelyard.decision.horizon.robust import RobustPlanner
from steelyard.decision.horizon.shared import MEASURE
from steelyard.decision.portfolio.conflict import relaxation_prices, smallest_conflict
from steelyard.decision.portfolio.solution import Ending
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.dossier.portfolio import RECKONED
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.quantities.money import discount_factors
from steelyard.uncertainty.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.horizon.depth import HorizonEffort
    from steelyard.decision.horizon.limits import Limits
    from steelyard.decision.horizon.robust_result import RobustPlans
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.decision.portfolio.solution import Solved
    from steelyard.dossier.portfolio import Measure
    from steelyard.dossier.schema import Dossier
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.quantities.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Planner:
    """Plans all use cases over the years.

    Attributes
    ----------
    tables
        The portfolio problem, and what it means.
    limits
        What the dossier limits.
    alone
        What each use case would choose paying for everything itself.
    is_implied
        Whether the price of value follows from the weight of cost.
    effort
        How deep to go.
    """

    tables: HorizonTables
    limits: Limits
    alone: Mapping[str, str]
    is_implied: bool
    effort: HorizonEffort

    def plan(self) -> HorizonPlan:
        """Return the plan, or the limits that leave none.

        Returns
        -------
        HorizonPlan
            With its bound and gap.
        """
        solved = solve_portfolio(problem=self.tables.problem, effort=self.effort.search)
        if solved.selection is None:
            return self._none(solved)
        reader = PlanReader(self.tables, solved.selection, self.limits.needs, self.alone)
        side = self.effort.side_search
        n_points = self.effort.n_points
        return HorizonPlan(
            years=self.tables.restarts.years,
            ending=solved.ending,
            bound=solved.bound,
            gap=solved.gap,
            worth=solved.worth,
            money_per_value_point=self.tables.price,
            is_price_implied=self.is_implied,
            points=self._points(solved.selection),
            net_cost=summarise(self._net_cost(solved.selection), "CUR"),
            starts=reader.starts(),
            builds=reader.builds(),
            posts=reader.posts(),
            bills=reader.bills(),
            shadows=shadows_of(reader),
            by_net_cost=frontier_of(reader, ResourceKind.NET_COST, n_points=n_points, effort=side),
            by_investment=frontier_of(
                reader, ResourceKind.INVESTMENT_TOTAL, n_points=n_points, effort=side
            ),
            concentrations=concentrations_of(reader, self.limits),
            losses=losses_of(reader, self.limits),
            exits=reader.exits(),
            measures=self._measures(solved.selection),
            conflicts=(),
            robust=self._robust(solved.selection, solved.bound),
            n_draws=self.tables.restarts.sample.n,
            notes=tuple(self._notes()),
            common_models=common_models_of(self.tables, effort=side),
        )

    def _none(self, solved: Solved) -> HorizonPlan:
        return HorizonPlan(
            years=self.tables.restarts.years,
            ending=solved.ending,
            bound=solved.bound,
            gap=solved.gap,
            worth=None,
            money_per_value_point=self.tables.price,
            is_price_implied=self.is_implied,
            points=0.0,
            net_cost=None,
            starts=(),
            builds=(),
            posts=(),
            bills=(),
            shadows=(),
            by_net_cost=(),
            by_investment=(),
            concentrations=(),
            losses=(),
            exits=(),
            measures=self._measures(None),
            conflicts=tuple(self._conflicts()) if solved.ending is Ending.INFEASIBLE else (),
            robust=None,
            n_draws=self.tables.restarts.sample.n,
            notes=tuple(self._notes()),
        )

    def _robust(self, selection: Selection, bound: float) -> RobustPlans | None:
        if not self.tables.problem.may_start.any():
            # There is nothing to choose from, so nothing to regret.
            return None
        effort = self.effort
        return RobustPlanner(
            tables=self.tables,
            selection=selection,
            bound=bound,
            n_scenarios=effort.n_scenarios,
            n_plans=effort.n_plans,
            n_bounds=effort.n_bounds,
            effort=effort.side_search,
        ).plans()

    def _points(self, selection: Selection) -> float:
        taken = selection.plan >= 0
        return float(self.tables.points[selection.plan[taken], selection.start[taken]].sum())

    def _net_cost(self, selection: Selection) -> FloatArray:
        # Money of everything chosen, in every draw.
        tables = self.tables
        restarts = tables.restarts
        factors = discount_factors(rate=restarts.rate, n_years=len(restarts.years))
        cost = np.zeros(restarts.sample.n)
        for row, start in zip(selection.plan, selection.start, strict=True):
            flow = tables.flows[row][start] if row >= 0 else None
            if flow is not None:
                cost = cost + factors @ (flow.cash - flow.gain)
        for column, start in enumerate(selection.opening):
            if start >= 0:
                cost = cost - tables.shared_worths[column, start]
        counts = selection.modules[:, :, np.newaxis]
        found: FloatArray = cost - (counts * tables.module_worths).sum(axis=(0, 1))
        return found

    def _conflicts(self) -> Iterator[Conflict]:
        names, groups = self.tables.resources.groups()
        problem = self.tables.problem
        effort = self.effort.search
        prices = relaxation_prices(problem=problem, groups=groups, effort=effort)
        for group in smallest_conflict(problem=problem, groups=groups, effort=effort):
            kind, name = names[group]
            price = float(prices[group])
            yield Conflict(kind.value, name, price if np.isfinite(price) else None)

    def _measures(self, selection: Selection | None) -> tuple[MeasureNote, ...]:
        names = [column.id for column in self.tables.shared]
        return tuple(
            self._measure(entry, names.index(MEASURE + entry.id), selection)
            for entry in self.limits.rules.measures
        )

    def _measure(self, measure: Measure, column: int, selection: Selection | None) -> MeasureNote:
        tables = self.tables
        opening = -1 if selection is None else int(selection.opening[column])
        possible = np.flatnonzero(tables.problem.may_open[column])
        worth = tables.problem.capability_worth[column]
        return MeasureNote(
            id=measure.id,
            kind=measure.kind.value,
            ready_year=tables.restarts.years[opening] if opening >= 0 else None,
            gaps=tuple(effect.gap.value for effect in measure.effects),
            credited=tuple(
                effect.gap.value
                for effect in measure.effects
                if effect.evidence and effect.gap in RECKONED
            ),
            cost=-float(worth[possible[0]]) if len(possible) else float("nan"),
        )

    def _notes(self) -> Iterator[Message]:
        at_hand = self.limits.needs.capacity
        budgets = (
            at_hand.investment_per_year,
            at_hand.running_per_year,
            at_hand.investment_total,
        )
        if all(budget is None for budget in budgets):
            yield Message("horizon.note.no_budget")
        if not at_hand.staff:
            yield Message("horizon.note.no_staff")
        contest = self.tables.restarts.contests[0]
        if contest.deciding.reading is Reading.VALUE_AND_COST and self.is_implied:
            yield Message("horizon.note.no_price")
        elif self.is_implied:
            yield Message("horizon.note.implied_price", {"price": self.tables.price})
        if not self.limits.are_weights_stated:
            yield Message("horizon.note.equal_weights")
        for cap in self.limits.unbound_caps(self.tables.plans):
            yield Message("horizon.note.cap_binds_nobody", {"cap": cap.id, "name": cap.name})


def plan_over_years(
    contests: Sequence[Contest],
    appraisal: Appraisal,
    needs: Needs,
    dossier: Dossier,
    *,
    alone: Mapping[str, str],
    effort: HorizonEffort = QUICK,
) -> HorizonPlan:
    """Plan all use cases over the years.

    Parameters
    ----------
    contests
        One per use case.
    appraisal
        Its ``model`` is asked again for every start year.
    needs
        Money and people at hand.
    dossier
        Discount rate, weights of use cases, rules of the portfolio.
    alone
        Best option of each use case if it paid for everything itself, by use case.
    effort
        How deep to go.

    Returns
    -------
    HorizonPlan
        With its bound and gap, or with the limits that leave no plan.

    Notes
    -----
    Equations Y-1 to Y-9 of ``docs/method/plan-over-years.md``.
    """
    found = lay_out(contests, appraisal, needs, dossier, n_draws=effort.n_draws)
    return Planner(found.tables, found.limits, alone, found.is_implied, effort).plan()
