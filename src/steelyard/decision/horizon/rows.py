"""What each plan, shared column and node uses of each scarce resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.horizon.shared import opening_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.horizon.flows import Flow
    from steelyard.decision.horizon.limits import Limits
    from steelyard.decision.horizon.plans import Plan
    from steelyard.decision.horizon.resources import ResourceList
    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.decision.horizon.shared import ModuleColumn, Opening, SharedColumn
    from steelyard.options.years import Cash
    from steelyard.quantities.arrays import FloatArray


Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True, eq=False)
class RowFiller:
    """Fills the rows of the portfolio problem.

    Attributes
    ----------
    limits
        Caps and deadlines.
    restarts
        Use cases and years.
    plans, shared, modules
        Columns.
    resources
        Rows.
    factors
        Discount factors, shape ``(year,)``. [1]
    exempt
        Ids of columns that some use case without stated benefit may need: nobody can say whether
        they pay.
    """

    limits: Limits
    restarts: Restarts
    plans: tuple[Plan, ...]
    shared: tuple[SharedColumn, ...]
    modules: tuple[ModuleColumn, ...]
    resources: ResourceList
    factors: FloatArray
    exempt: frozenset[str]

    def plan_use(self, flows: Sequence[Sequence[Flow | None]]) -> FloatArray:
        """Return what plans use.

        Parameters
        ----------
        flows
            What each asks for, by start year.

        Returns
        -------
        FloatArray
            Shape ``(plan, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.plans))
        for row, plan in enumerate(self.plans):
            for start, flow in enumerate(flows[row]):
                if flow is not None:
                    self._fill_plan(found[row, start], plan, start, flow)
        return found

    def _fill_plan(self, use: FloatArray, plan: Plan, start: int, flow: Flow) -> None:
        self._fill_money(use, flow.expected)
        self._fill_years(use, ResourceKind.POSTS, flow.posts)
        self._fill_years(use, ResourceKind.ROOM, flow.load)
        net = float((self.factors @ (flow.cash - flow.gain)).mean())
        for row, resource in enumerate(self.resources.rows):
            if resource.kind is ResourceKind.SHARE:
                use[row] = self.limits.share_use(self.restarts, plan, flow, resource)
            elif resource.kind is ResourceKind.DEADLINE:
                use[row] = self.limits.deadline_use(self.restarts, plan, start, resource)
            elif resource.kind is ResourceKind.PAYS:
                # What no benefit is stated for cannot pay, and is not asked to.
                contest = self.restarts.contests[plan.use_case]
                use[row] = net if contest.has_benefit else 0.0
            elif resource.kind is ResourceKind.NET_COST:
                use[row] = net

    def shared_use(self) -> FloatArray:
        """Return what shared columns use.

        Returns
        -------
        FloatArray
            Shape ``(capability, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.shared))
        for row, column in enumerate(self.shared):
            for start, opening in enumerate(column.openings):
                if opening is not None:
                    self._fill_shared(found[row, start], column.id, start, opening)
        return found

    def _fill_shared(self, use: FloatArray, name: str, start: int, opening: Opening) -> None:
        self._fill_money(use, opening.expected)
        self._fill_net(use, opening.expected, name)
        self._fill_years(use, ResourceKind.POSTS, opening.posts)
        if opening.node is not None:
            # Its first replica carries load, the second is the spare.
            self._fill_years(use, ResourceKind.ROOM, {name: self._from(start, -opening.node.size)})

    def module_use(self) -> FloatArray:
        """Return what nodes use.

        Returns
        -------
        FloatArray
            Shape ``(module, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.modules))
        for row, module in enumerate(self.modules):
            for start in range(len(self.factors)):
                opening = opening_of(self.shared, module.cluster, start)
                if opening is None or opening.node is None:
                    continue
                use, node = found[row, start], opening.node
                cash = node.in_place if module.is_in_place else node.bought
                self._fill_money(use, cash)
                self._fill_net(use, cash, module.cluster)
                room = {module.cluster: self._from(start, -node.size)}
                self._fill_years(use, ResourceKind.ROOM, room)
                place = self.resources.find(ResourceKind.IN_PLACE, module.cluster)
                if module.is_in_place and place is not None:
                    use[place] = 1.0
        return found

    def _nothing(self, n_columns: int) -> FloatArray:
        return np.zeros((n_columns, len(self.factors), len(self.resources.rows)))

    def _from(self, start: int, amount: float) -> FloatArray:
        return np.where(np.arange(len(self.factors)) >= start, float(amount), 0.0)

    def _fill_money(self, use: FloatArray, cash: Cash) -> None:
        self._fill_years(use, ResourceKind.INVESTMENT, {"": cash.capital})
        self._fill_years(use, ResourceKind.RUNNING, {"": cash.running})
        total = self.resources.find(ResourceKind.INVESTMENT_TOTAL)
        if total is not None:
            use[total] = cash.capital.sum()

    def _fill_net(self, use: FloatArray, cash: Cash, name: str) -> None:
        net = float(self.factors @ (cash.capital + cash.running))
        asked = 0.0 if name in self.exempt else net
        for kind, amount in ((ResourceKind.NET_COST, net), (ResourceKind.PAYS, asked)):
            row = self.resources.find(kind)
            if row is not None:
                use[row] = amount

    def _fill_years(
        self, use: FloatArray, kind: ResourceKind, amounts: Mapping[Name, FloatArray]
    ) -> None:
        for name, values in amounts.items():
            rows = self.resources.years_of(kind, str(name))
            if rows:
                use[rows] = values
