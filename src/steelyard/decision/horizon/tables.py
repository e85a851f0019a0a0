"""From plans and shared columns to the arrays of the portfolio over years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.flows import flow_of, followed
from steelyard.decision.horizon.rows import RowFiller
from steelyard.decision.horizon.shared import TIER, ModuleColumn, opening_of
from steelyard.decision.horizon.worths import add_money, floors_of, points_of
from steelyard.decision.portfolio.problem import NEVER, PortfolioProblem
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.schema import Reading
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from steelyard.decision.horizon.flows import Flow
    from steelyard.decision.horizon.limits import Limits
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.resources import ResourceList
    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.decision.horizon.shared import Opening, SharedColumn
    from steelyard.quantities.arrays import FloatArray, IntArray

STEADY_DIGITS: Final = 10
"""Significant digits that a solver is given. [1]"""
MOST_NODES: Final = 64
"""Replicas that may be added to one cluster in one year. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class HorizonTables:
    """The portfolio over years, and what its rows and columns mean.

    Attributes
    ----------
    restarts
        Appraisals by start year.
    plans, shared, modules
        What the columns are.
    flows
        What each plan asks for and brings, by start year; none where it may not start.
    resources
        What the rows are.
    problem
        The arrays; worth is expected money. [CUR]
    points
        Value only: weighted mean over use cases, 0–100, of a plan started in a year, shape
        ``(plan, year)``. [point]
    plan_worths, shared_worths, module_worths
        Worth in every draw, shapes ``(plan, year, draw)``, ``(capability, year, draw)``,
        ``(module, year, draw)``. [CUR]
    voice_worths
        What each stakeholder's weights add to the worth of plans, shape
        ``(voice, plan, year, draw)``. [CUR]
    price
        Money per value point. [CUR/point]
    weights
        Swing weights of the use cases, summing to one. [1]
    floors
        Value above which each use case is credited, by voice; not a number where no way may be
        taken, shape ``(use_case, voice)``. [1]
    """

    restarts: Restarts
    plans: tuple[Plan, ...]
    shared: tuple[SharedColumn, ...]
    modules: tuple[ModuleColumn, ...]
    flows: tuple[tuple[Flow | None, ...], ...]
    resources: ResourceList
    problem: PortfolioProblem
    points: FloatArray
    plan_worths: FloatArray
    shared_worths: FloatArray
    module_worths: FloatArray
    voice_worths: FloatArray
    price: float
    weights: FloatArray
    floors: FloatArray


@dataclass(slots=True, eq=False)
class TableMaker:
    """Lays the tables out.

    Attributes
    ----------
    restarts
        Appraisals by start year.
    plans, shared
        Columns.
    limits
        What the dossier limits.
    weights
        Swing weights of the use cases, summing to one. [1]
    price
        Money per value point. [CUR/point]
    floors
        Value above which use cases are credited, as in another layout of the same dossier; that
        of the least valuable way that may be taken where left out, or not a number. [1]
    """

    restarts: Restarts
    plans: tuple[Plan, ...]
    shared: tuple[SharedColumn, ...]
    limits: Limits
    weights: FloatArray
    price: float
    floors: FloatArray | None = None

    def tables(self) -> HorizonTables:
        """Return the portfolio over years.

        Returns
        -------
        HorizonTables
            Arrays, and what they mean.
        """
        flows = self._flows()
        modules = self._modules()
        factors = self._factors()
        floors = floors_of(self.restarts)
        if self.floors is not None:
            floors = np.where(np.isnan(self.floors), floors, self.floors)
        points = points_of(self.restarts, self.plans, flows, self.weights, floors)
        worths = self.price * len(self.weights) * points[0]
        add_money(worths, flows, factors)
        worths = steadied(worths)
        shared_worths = steadied(self._shared_worths(factors))
        module_worths = steadied(self._module_worths(modules, factors))
        resources = self.limits.resources(self.restarts, self.plans, self._clusters())
        requires = self._requires()
        rows = RowFiller(
            self.limits,
            self.restarts,
            self.plans,
            self.shared,
            modules,
            resources,
            factors,
            self._exempt(requires),
        )
        may_start = [[flow is not None for flow in by_start] for by_start in flows]
        may_open = [[entry is not None for entry in column.openings] for column in self.shared]
        problem = PortfolioProblem(
            plan_use_case=np.array([plan.use_case for plan in self.plans], dtype=np.int64),
            n_use_cases=len(self.restarts.contests),
            plan_worth=steadied(worths.mean(axis=2)),
            plan_use=steadied(rows.plan_use(flows)),
            may_start=np.array(may_start, dtype=np.bool_).reshape(-1, self.n_years),
            requires=requires,
            capability_worth=steadied(shared_worths.mean(axis=2)),
            capability_use=steadied(rows.shared_use()),
            may_open=np.array(may_open, dtype=np.bool_).reshape(-1, self.n_years),
            module_worth=steadied(module_worths.mean(axis=2)),
            module_use=steadied(rows.module_use()),
            most_modules=self._most_modules(modules),
            limit=steadied(resources.limits),
        )
        return HorizonTables(
            restarts=self.restarts,
            plans=self.plans,
            shared=self.shared,
            modules=modules,
            flows=flows,
            resources=resources,
            problem=problem,
            points=steadied(points[0].mean(axis=2)),
            plan_worths=worths,
            shared_worths=shared_worths,
            module_worths=module_worths,
            voice_worths=self.price * len(self.weights) * (points[1:] - points[0]),
            price=self.price,
            weights=self.weights,
            floors=floors,
        )

    @property
    def n_years(self) -> int:
        """Years of the horizon. [1]."""
        return len(self.restarts.years)

    @property
    def n_draws(self) -> int:
        """Draws of the plan. [1]."""
        return self.restarts.sample.n

    def _factors(self) -> FloatArray:
        return discount_factors(rate=self.restarts.rate, n_years=self.n_years)

    # ---- what plans ask for and bring -----------------------------------------------------------

    def _flows(self) -> tuple[tuple[Flow | None, ...], ...]:
        years = range(self.n_years)
        return tuple(tuple(self._flow(plan, start) for start in years) for plan in self.plans)

    def _flow(self, plan: Plan, start: int) -> Flow | None:
        if not self.limits.may_start(self.restarts, plan, start):
            return None
        switch = start + plan.after
        if plan.successor and switch >= self.n_years:
            return None
        found = self._single(plan, plan.option, start)
        if found is not None and plan.successor:
            then = self._single(plan, plan.successor, switch)
            found = None if then is None else followed(found, then, switch)
        if found is None or not self._pays_for_itself(plan, found):
            return None
        return found

    def _single(self, plan: Plan, option: str, start: int) -> Flow | None:
        return flow_of(self.restarts, plan.use_case, option, start, discount=self._discount(plan))

    def _discount(self, plan: Plan) -> FloatArray | None:
        tier = next((entry for entry in self.limits.rules.tiers if entry.id == plan.tier), None)
        if tier is None:
            return None
        path = f"portfolio/tiers/{tier.id}/discount"
        return self.restarts.sample.of(parameter_of(path, tier.discount, "1"))

    def _pays_for_itself(self, plan: Plan, flow: Flow) -> bool:
        # Under six dimensions a way must pay once its capabilities are open.
        contest = self.restarts.contests[plan.use_case]
        if contest.deciding.reading is Reading.VALUE_AND_COST or not contest.has_benefit:
            return True
        return bool((self._factors() @ (flow.cash - flow.gain)).mean() <= 0)

    # ---- what is shared -------------------------------------------------------------------------

    def _requires(self) -> IntArray:
        names = [column.id for column in self.shared]
        found = np.full((len(self.plans), len(names)), NEVER, dtype=np.int64)
        for row, plan in enumerate(self.plans):
            needs = dict.fromkeys(self._needed(plan.use_case, plan.option), 0)
            if plan.successor:
                for name in self._needed(plan.use_case, plan.successor):
                    needs.setdefault(name, plan.after)
            if plan.tier:
                needs[TIER + plan.tier] = 0
            for name, lag in needs.items():
                found[row, names.index(name)] = lag
        return found

    def _exempt(self, requires: IntArray) -> frozenset[str]:
        # Nobody can say whether what a use case without stated benefit may need pays.
        is_unknown = [not self.restarts.contests[plan.use_case].has_benefit for plan in self.plans]
        needed = (requires[np.array(is_unknown, dtype=np.bool_)] >= 0).any(axis=0)
        return frozenset(self.shared[row].id for row in np.flatnonzero(needed))

    def _needed(self, use_case: int, option: str) -> frozenset[str]:
        contest = self.restarts.contests[use_case]
        position = contest.table.options[contest.ids.index(option)]
        return contest.appraisal.capabilities[position]

    def _shared_worths(self, factors: FloatArray) -> FloatArray:
        found = np.zeros((len(self.shared), self.n_years, self.n_draws))
        for row, column in enumerate(self.shared):
            for start, opening in enumerate(column.openings):
                if opening is not None:
                    found[row, start] = -(factors @ opening.cash)
        return found

    def _clusters(self) -> dict[str, Opening]:
        found = {}
        for column in self.shared:
            opened = [entry for entry in column.openings if entry is not None and entry.node]
            if opened:
                found[column.id] = opened[0]
        return found

    def _modules(self) -> tuple[ModuleColumn, ...]:
        found = []
        for name, opening in self._clusters().items():
            found.append(ModuleColumn(name, is_in_place=False))
            if opening.node is not None and opening.node.n_in_place > 0:
                found.append(ModuleColumn(name, is_in_place=True))
        return tuple(found)

    def _most_modules(self, modules: tuple[ModuleColumn, ...]) -> IntArray:
        found = np.zeros((len(modules), self.n_years), dtype=np.int64)
        for row, module in enumerate(modules):
            for start in range(self.n_years):
                opening = opening_of(self.shared, module.cluster, start)
                if opening is not None and opening.node is not None:
                    in_place = opening.node.n_in_place
                    found[row, start] = in_place if module.is_in_place else MOST_NODES
        return found

    def _module_worths(self, modules: tuple[ModuleColumn, ...], factors: FloatArray) -> FloatArray:
        found = np.zeros((len(modules), self.n_years, self.n_draws))
        for row, module in enumerate(modules):
            for start in range(self.n_years):
                opening = opening_of(self.shared, module.cluster, start)
                if opening is not None and opening.node is not None:
                    node = opening.node
                    cash = node.in_place_cash if module.is_in_place else node.bought_cash
                    found[row, start] = -(factors @ cash)
        return found


def steadied(values: FloatArray) -> FloatArray:
    """Return numbers without their last digits, which depend on where an array lies in memory.

    Parameters
    ----------
    values
        Of any shape; infinite ones stay.

    Returns
    -------
    FloatArray
        Ten significant digits. A solver turns a difference in the last digit into another bound.
    """
    with np.errstate(divide="ignore"):
        exponent = np.floor(np.log10(np.abs(values)))
    scale = 10.0 ** (
        STEADY_DIGITS - 1 - np.where(np.isfinite(exponent), np.maximum(exponent, -200.0), 0.0)
    )
    found: FloatArray = np.rint(values * scale) / scale
    return found
