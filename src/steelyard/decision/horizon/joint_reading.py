"""From the selections of groups to what members do alone and together, and what is built once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.pact import PACT
from steelyard.decision.horizon.together_result import Bloc, JointBuild, JointUser, UsePlan
from steelyard.decision.pathway_class import class_of
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.horizon.joint_columns import JointColumn
    from steelyard.decision.horizon.joint_problem import JointTables
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.problem import Selection


@dataclass(frozen=True, slots=True)
class MemberPart:
    """One member's part of a plan.

    Attributes
    ----------
    uses
        What is done for each use; none where today's service stays.
    gross
        Worth before its share of what is joint. [CUR]
    value
        Of this, what value is reckoned at; the rest is money. [CUR]
    requests
        Requests handled with something joint. [request]
    """

    uses: tuple[UsePlan | None, ...]
    gross: float
    value: float
    requests: float


def part_alone(member: MemberTables, selection: Selection, worth: float) -> MemberPart:
    """Return what a member does alone.

    Parameters
    ----------
    member
        The member.
    selection
        Its best plan.
    worth
        What it is worth. [CUR]

    Returns
    -------
    MemberPart
        Nothing joint.
    """
    tables = member.alone
    found: list[UsePlan | None] = []
    value = 0.0
    for row, start in zip(selection.plan, selection.start, strict=True):
        if row < 0:
            found.append(None)
            continue
        value += _value_of(tables, int(row), int(start))
        names = tuple(
            tables.shared[column].id for column in np.flatnonzero(tables.problem.requires[row] >= 0)
        )
        found.append(_use_plan(tables, int(row), int(start), names, (), with_pooled=False))
    return MemberPart(tuple(found), worth, value, 0.0)


def _value_of(tables: HorizonTables, row: int, start: int) -> float:
    # What a plan is worth beyond its money.
    flow = tables.flows[row][start]
    if flow is None:
        return 0.0
    factors = discount_factors(rate=tables.restarts.rate, n_years=tables.problem.n_years)
    money = float((factors @ (flow.gain - flow.cash)).mean())
    return float(tables.problem.plan_worth[row, start]) - money


def _use_plan(
    tables: HorizonTables,
    row: int,
    start: int,
    own: tuple[str, ...],
    joint: tuple[str, ...],
    *,
    with_pooled: bool,
) -> UsePlan:
    plan, years = tables.plans[row], tables.restarts.years
    contest = tables.restarts.contests[plan.use_case]
    last = contest.options[contest.ids.index(plan.successor or plan.option)]
    flow = tables.flows[row][start]
    return UsePlan(
        option=plan.option,
        pathways="+".join(str(name) for name in last.pathways),
        way=class_of(last.pathways),
        start_year=years[start],
        successor=plan.successor,
        switch_year=years[start + plan.after] if plan.successor else None,
        tier=plan.tier,
        own=own,
        joint=joint,
        with_pooled=with_pooled,
        requests=0.0 if flow is None else float(flow.handled.sum()),
    )


@dataclass(frozen=True, slots=True, eq=False)
class JointReader:
    """Reads the plan of a group.

    Attributes
    ----------
    joint
        What rows and columns mean.
    selection
        The plan.
    names
        Ids of all members of the consortium.
    """

    joint: JointTables
    selection: Selection
    names: Sequence[str]

    def part(self, position: int) -> MemberPart:
        """Return one member's part.

        Parameters
        ----------
        position
            Of the member.

        Returns
        -------
        MemberPart
            Its uses, and what its part is worth.
        """
        uses = tuple(
            self._use(number)
            for number, (member, _) in enumerate(self.joint.use_cases)
            if member == position
        )
        return MemberPart(
            uses,
            self._plans_worth(position) + self._columns_worth(position),
            self._value(position),
            sum(use.requests for use in uses if use is not None and use.joint),
        )

    def _use(self, number: int) -> UsePlan | None:
        row, start = int(self.selection.plan[number]), int(self.selection.start[number])
        if row < 0:
            return None
        plan = self.joint.plans[row]
        columns = [
            self.joint.columns[column]
            for column in np.flatnonzero(self.joint.problem.requires[row] >= 0)
        ]
        tables, place = self.joint.tables_of(plan)
        return _use_plan(
            tables,
            place,
            start,
            tuple(column.id for column in columns if not column.is_joint),
            tuple(column.id for column in columns if column.is_joint and column.id != PACT),
            with_pooled=not plan.is_alone,
        )

    def _plans_worth(self, position: int) -> float:
        problem = self.joint.problem
        return sum(
            float(problem.plan_worth[row, start])
            for row, start in zip(self.selection.plan, self.selection.start, strict=True)
            if row >= 0 and self.joint.plans[row].member == position
        )

    def _value(self, position: int) -> float:
        found = 0.0
        for row, start in zip(self.selection.plan, self.selection.start, strict=True):
            if row >= 0 and self.joint.plans[row].member == position:
                found += _value_of(*self.joint.tables_of(self.joint.plans[row]), int(start))
        return found

    def _columns_worth(self, owner: int | None, name: str | None = None) -> float:
        # Worth of what is opened, nodes included: of one owner, or of one column alone.
        problem, found = self.joint.problem, 0.0
        for row, column in enumerate(self.joint.columns):
            start = self.selection.opening[row]
            if start >= 0 and _is_meant(column, owner, name):
                found += float(problem.capability_worth[row, start])
        for row, module in enumerate(self.joint.modules):
            if _is_meant(self.joint.columns[module.column], owner, name):
                counts = self.selection.modules[row]
                found += float((counts * problem.module_worth[row])[counts > 0].sum())
        return found

    def bloc(self, worth: float) -> Bloc:
        """Return what the group does as one.

        Parameters
        ----------
        worth
            Of the plan. [CUR]

        Returns
        -------
        Bloc
            What it builds once, and what that costs.
        """
        years = next(iter(self.joint.group.values())).pooled.restarts.years
        opened = {
            column.id: int(start)
            for column, start in zip(self.joint.columns, self.selection.opening, strict=True)
            if column.is_joint and start >= 0
        }
        pact = opened.pop(PACT, None)
        return Bloc(
            members=tuple(self.names[position] for position in self.joint.group),
            worth=worth,
            pact_year=None if pact is None else years[pact],
            pact_cost=0.0 if pact is None else -self._columns_worth(None, PACT),
            joint_cost=-self._columns_worth(None),
            builds=tuple(self._build(name, years[start]) for name, start in opened.items()),
        )

    def _build(self, name: str, ready_year: int) -> JointBuild:
        users = []
        for number, (member, use_case) in enumerate(self.joint.use_cases):
            use = self._use(number)
            if use is not None and name in use.joint:
                case = self.joint.group[member].use_cases[use_case]
                users.append(JointUser(self.names[member], case))
        nodes = sum(
            int(self.selection.modules[row].sum())
            for row, module in enumerate(self.joint.modules)
            if _is_meant(self.joint.columns[module.column], None, name)
        )
        cost = -self._columns_worth(None, name)
        return JointBuild(name, ready_year, cost, tuple(users), nodes)


def _is_meant(column: JointColumn, owner: int | None, name: str | None) -> bool:
    return column.owner == owner and (name is None or column.id == name)
