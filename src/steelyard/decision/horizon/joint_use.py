"""What plans, capabilities and nodes of a group use of what is scarce, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.joint_columns import nodes_of
from steelyard.decision.horizon.resources import Resource, ResourceKind
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.horizon.joint_columns import JointColumn, JointModule
    from steelyard.decision.horizon.joint_plans import JointPlan
    from steelyard.decision.horizon.joint_rows import JointRows
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.shared import Opening
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.options.years import Cash
    from steelyard.quantities.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class JointUse:
    """Fills the portfolio of a group.

    Attributes
    ----------
    group
        Members by position.
    plans, columns, modules
        Columns.
    rows
        What is limited.
    requires
        Years after its start from which a plan needs a column, shape ``(plan, column)``. [year]
    """

    group: Mapping[int, MemberTables]
    plans: Sequence[JointPlan]
    columns: Sequence[JointColumn]
    modules: Sequence[JointModule]
    rows: JointRows
    requires: IntArray

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years."""
        return next(iter(self.group.values())).pooled.restarts.years

    @property
    def factors(self) -> FloatArray:
        """Discount factors, shape ``(year,)``. [1]."""
        rate = next(iter(self.group.values())).pooled.restarts.rate
        return discount_factors(rate=rate, n_years=len(self.years))

    # ---- plans ----------------------------------------------------------------------------------

    def plan_use(self) -> FloatArray:
        """Return what plans use.

        Returns
        -------
        FloatArray
            Shape ``(plan, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.plans))
        for position, member in self.group.items():
            targets = [self.rows.targets(position, row) for row in member.pooled.resources.rows]
            mine = [row for row, plan in enumerate(self.plans) if plan.member == position]
            for row in mine:
                use = self._use_of(self.plans[row])
                for resource, to in enumerate(targets):
                    found[row][:, to] += use[:, resource, np.newaxis]
        return found

    def _use_of(self, plan: JointPlan) -> FloatArray:
        # Rows as pooled; what is known of the plan alone stands in for it.
        member = self.group[plan.member]
        use: FloatArray = member.pooled.problem.plan_use[plan.row].copy()
        if plan.is_alone:
            alone = member.alone.problem.plan_use[member.rows_alone[plan.row]]
            places = {
                row: place for place, row in enumerate(map(_named, member.alone.resources.rows))
            }
            for place, row in enumerate(map(_named, member.pooled.resources.rows)):
                if row in places:
                    use[:, place] = alone[:, places[row]]
        return use

    def _is_exempt(self, column: int) -> bool:
        # Nobody can say whether what a use case without stated benefit may need pays.
        needing = np.flatnonzero(self.requires[:, column] >= 0)
        for row in map(int, needing):
            tables = self.group[self.plans[row].member].pooled
            number = int(tables.problem.plan_use_case[self.plans[row].row])
            if not tables.restarts.contests[number].has_benefit:
                return True
        return False

    # ---- columns --------------------------------------------------------------------------------

    def column_worth(self) -> FloatArray:
        """Return what opening each column brings: less its cost.

        Returns
        -------
        FloatArray
            Shape ``(column, year)``. [CUR]
        """
        found = np.zeros((len(self.columns), len(self.years)))
        for row, column in enumerate(self.columns):
            for start, opening in enumerate(column.openings):
                if opening is not None:
                    found[row, start] = -float((self.factors @ opening.cash).mean())
        return found

    def column_use(self) -> FloatArray:
        """Return what columns use.

        Returns
        -------
        FloatArray
            Shape ``(column, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.columns))
        for row, column in enumerate(self.columns):
            is_asked = not self._is_exempt(row)
            for start, opening in enumerate(column.openings):
                if opening is not None:
                    use = found[row, start]
                    self._fill_money(use, column.owner, opening.expected, is_asked=is_asked)
                    self._fill_column(use, column, start, opening)
        return found

    def _fill_column(
        self, use: FloatArray, column: JointColumn, start: int, opening: Opening
    ) -> None:
        for role, posts in opening.posts.items():
            self._fill(use, column.owner, ResourceKind.POSTS, str(role), posts)
        if opening.node is not None:
            self._fill_room(use, column, start, opening.node.size)

    # ---- modules --------------------------------------------------------------------------------

    def module_worth(self) -> FloatArray:
        """Return what one node brings: less its cost.

        Returns
        -------
        FloatArray
            Shape ``(module, year)``. [CUR]
        """
        found = np.zeros((len(self.modules), len(self.years)))
        for node, row, start in nodes_of(self.columns, self.modules):
            cash = node.in_place_cash if self.modules[row].is_in_place else node.bought_cash
            found[row, start] = -float((self.factors @ cash).mean())
        return found

    def module_use(self) -> FloatArray:
        """Return what nodes use.

        Returns
        -------
        FloatArray
            Shape ``(module, year, resource)``. [unit of the resource]
        """
        found = self._nothing(len(self.modules))
        for node, row, start in nodes_of(self.columns, self.modules):
            is_in_place, use = self.modules[row].is_in_place, found[row, start]
            column = self.columns[self.modules[row].column]
            cash = node.in_place if is_in_place else node.bought
            is_asked = not self._is_exempt(self.modules[row].column)
            self._fill_money(use, column.owner, cash, is_asked=is_asked)
            self._fill_room(use, column, start, node.size)
            if is_in_place:
                place = Resource(ResourceKind.IN_PLACE, column.id, None, 0.0)
                use[self.rows.targets(column.owner, place)] = 1.0
        return found

    # ---- filling --------------------------------------------------------------------------------

    def _nothing(self, n_columns: int) -> FloatArray:
        return np.zeros((n_columns, len(self.years), len(self.rows.rows)))

    def _fill(
        self, use: FloatArray, owner: int | None, kind: ResourceKind, name: str, values: FloatArray
    ) -> None:
        for year, value in zip(self.years, values, strict=True):
            use[self.rows.targets(owner, Resource(kind, name, year, 0.0))] = value

    def _fill_money(
        self, use: FloatArray, owner: int | None, cash: Cash, *, is_asked: bool
    ) -> None:
        self._fill(use, owner, ResourceKind.INVESTMENT, "", cash.capital)
        self._fill(use, owner, ResourceKind.RUNNING, "", cash.running)
        net = float(self.factors @ (cash.capital + cash.running))
        for kind, amount in (
            (ResourceKind.INVESTMENT_TOTAL, float(cash.capital.sum())),
            (ResourceKind.NET_COST, net),
            (ResourceKind.PAYS, net if is_asked else 0.0),
        ):
            use[self.rows.targets(owner, Resource(kind, "", None, 0.0))] = amount

    def _fill_room(self, use: FloatArray, column: JointColumn, start: int, size: int) -> None:
        years = np.arange(len(self.years))
        room = np.where(years >= start, -float(size), 0.0)
        self._fill(use, column.owner, ResourceKind.ROOM, column.id, room)

    # ---- the pact -------------------------------------------------------------------------------

    def relieve(self, problem: PortfolioProblem) -> None:
        """Let the pact lift each member's own limits up to those of all, in place.

        Parameters
        ----------
        problem
            Of the group; the pact is its last column.

        Notes
        -----
        Equation J-6 of ``docs/method/joint-portfolio.md``: no more is lifted than can ever be
        used, so that the bound stays close.
        """
        least, most = _reach(problem, np.minimum), _reach(problem, np.maximum)
        limit = problem.limit
        pact = problem.capability_use[-1]
        for own in self.rows.own_pooled():
            of_all = self.rows.of_all(own)
            lifted = most[own] - limit[own]
            if np.isfinite(limit[of_all]):
                lifted = min(lifted, limit[of_all] - limit[own] - least[of_all])
            year = self.rows.rows[own].year
            works = [year is None or known <= year for known in self.years]
            pact[works, own] -= max(float(lifted), 0.0)


def _named(row: Resource) -> tuple[ResourceKind, str, int | None, str]:
    return row.kind, str(row.name), row.year, row.label


def _reach(problem: PortfolioProblem, pick: np.ufunc) -> FloatArray:
    # The least (at most 0) or the most (at least 0) that everything together could use of each
    # resource.
    n_rows = len(problem.limit)
    total = np.zeros(n_rows)
    ends = pick.reduce(np.where(problem.may_start[:, :, np.newaxis], problem.plan_use, 0.0), axis=1)
    for use_case in range(problem.n_use_cases):
        rows = ends[problem.plan_use_case == use_case]
        total += pick.reduce(rows, axis=0, initial=0.0)
    total += pick(pick.reduce(problem.capability_use, axis=1), 0.0).sum(axis=0)
    modules = problem.module_use * problem.most_modules[:, :, np.newaxis]
    found: FloatArray = total + pick(modules, 0.0).sum(axis=(0, 1))
    return found
