"""The portfolio over years of a group of members: blocks side by side, what they share in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.joint_columns import joint_columns, joint_modules, nodes_of
from steelyard.decision.horizon.joint_plans import joint_plans
from steelyard.decision.horizon.joint_rows import joint_rows
from steelyard.decision.horizon.joint_use import JointUse
from steelyard.decision.horizon.tables import MOST_NODES
from steelyard.decision.portfolio.problem import NEVER, PortfolioProblem
from steelyard.quantities.money import discount_factors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from steelyard.decision.horizon.joint_columns import JointColumn, JointModule
    from steelyard.decision.horizon.joint_plans import JointPlan
    from steelyard.decision.horizon.joint_rows import JointRows
    from steelyard.decision.horizon.members import MemberTables
    from steelyard.decision.horizon.pact import Pact
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.quantities.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class JointTables:
    """The portfolio over years of a group, and what its rows and columns mean.

    Attributes
    ----------
    group
        Members by position.
    plans, columns, modules
        What the columns are.
    rows
        What the rows are.
    use_cases
        Member and position of each use case.
    problem
        The arrays; worth is expected money. [CUR]
    """

    group: Mapping[int, MemberTables]
    plans: tuple[JointPlan, ...]
    columns: tuple[JointColumn, ...]
    modules: tuple[JointModule, ...]
    rows: JointRows
    use_cases: tuple[tuple[int, int], ...]
    problem: PortfolioProblem

    def tables_of(self, plan: JointPlan) -> tuple[HorizonTables, int]:
        """Return where a plan is laid out.

        Parameters
        ----------
        plan
            One of the plans.

        Returns
        -------
        tuple
            Tables of the member, and the row of the plan in them.
        """
        member = self.group[plan.member]
        if plan.is_alone:
            return member.alone, int(member.rows_alone[plan.row])
        return member.pooled, plan.row

    def draws_of(self, selection: Selection) -> FloatArray:
        """Return the worth of a selection in every draw.

        Parameters
        ----------
        selection
            What is chosen.

        Returns
        -------
        FloatArray
            Shape ``(draw,)``. [CUR]
        """
        first = next(iter(self.group.values())).pooled
        factors = discount_factors(rate=first.restarts.rate, n_years=self.problem.n_years)
        found = np.zeros(first.plan_worths.shape[2])
        for plan, start in zip(selection.plan, selection.start, strict=True):
            if plan >= 0:
                tables, row = self.tables_of(self.plans[plan])
                found = found + tables.plan_worths[row, start]
        for cash, count in (*self._opened(selection), *self._added(selection)):
            found = found - count * (factors @ cash)
        return found

    def _opened(self, selection: Selection) -> Iterator[tuple[FloatArray, int]]:
        chosen = [
            column.openings[start]
            for column, start in zip(self.columns, selection.opening, strict=True)
            if start >= 0
        ]
        yield from ((opening.cash, 1) for opening in chosen if opening is not None)

    def _added(self, selection: Selection) -> Iterator[tuple[FloatArray, int]]:
        for node, row, start in nodes_of(self.columns, self.modules):
            is_in_place = self.modules[row].is_in_place
            cash = node.in_place_cash if is_in_place else node.bought_cash
            yield cash, int(selection.modules[row, start])


def joint_tables(
    group: Mapping[int, MemberTables], kinds: Collection[str], pact: Pact
) -> JointTables:
    """Lay out the portfolio of a group of members under one form of governance.

    Parameters
    ----------
    group
        Two members or more, by position.
    kinds
        Kinds of capabilities that may be built once for all.
    pact
        What must be open before that.

    Returns
    -------
    JointTables
        Arrays, and what they mean.

    Notes
    -----
    Equations J-2 to J-7 of ``docs/method/joint-portfolio.md``.
    """
    columns = joint_columns(group, kinds, pact)
    rows = joint_rows(group, columns)
    plans = joint_plans(group)
    modules = joint_modules(columns)
    use_cases = tuple(
        (position, number)
        for position, member in group.items()
        for number in range(member.pooled.problem.n_use_cases)
    )
    requires = _requires(group, plans, columns)
    use = JointUse(group, plans, columns, modules, rows, requires)
    problem = PortfolioProblem(
        plan_use_case=_use_case_of(group, plans, use_cases),
        n_use_cases=len(use_cases),
        plan_worth=_from_plans(group, plans, "plan_worth"),
        plan_use=use.plan_use(),
        may_start=_from_plans(group, plans, "may_start").astype(np.bool_),
        requires=requires,
        capability_worth=use.column_worth(),
        capability_use=use.column_use(),
        may_open=np.array([[entry is not None for entry in row.openings] for row in columns]),
        module_worth=use.module_worth(),
        module_use=use.module_use(),
        most_modules=_most_modules(columns, modules, len(group)),
        limit=rows.limits,
    )
    use.relieve(problem)
    return JointTables(group, plans, columns, modules, rows, use_cases, problem)


def _from_plans(
    group: Mapping[int, MemberTables], plans: tuple[JointPlan, ...], name: str
) -> FloatArray:
    found = []
    for plan in plans:
        member = group[plan.member]
        if plan.is_alone:
            found.append(getattr(member.alone.problem, name)[member.rows_alone[plan.row]])
        else:
            found.append(getattr(member.pooled.problem, name)[plan.row])
    n_years = next(iter(group.values())).pooled.problem.n_years
    return np.array(found).reshape(-1, n_years)


def _use_case_of(
    group: Mapping[int, MemberTables],
    plans: tuple[JointPlan, ...],
    use_cases: tuple[tuple[int, int], ...],
) -> IntArray:
    numbers = {known: number for number, known in enumerate(use_cases)}
    return np.array(
        [
            numbers[plan.member, int(group[plan.member].pooled.problem.plan_use_case[plan.row])]
            for plan in plans
        ],
        dtype=np.int64,
    )


def _requires(
    group: Mapping[int, MemberTables],
    plans: tuple[JointPlan, ...],
    columns: tuple[JointColumn, ...],
) -> IntArray:
    # Whatever is joint asks for the pact; so does a plan that counts on others' people or money.
    numbers = {
        (position, column.id): number
        for number, column in enumerate(columns)
        for position in column.members
    }
    pact = len(columns) - 1
    found = np.full((len(plans), len(columns)), NEVER, dtype=np.int64)
    for row, plan in enumerate(plans):
        tables = group[plan.member].pooled
        lags = tables.problem.requires[plan.row]
        needs = [] if plan.is_alone else [0]
        for own in np.flatnonzero(lags >= 0):
            column = numbers[plan.member, tables.shared[own].id]
            found[row, column] = lags[own]
            if columns[column].is_joint:
                needs.append(int(lags[own]))
        if needs:
            found[row, pact] = min(needs)
    return found


def _most_modules(
    columns: tuple[JointColumn, ...], modules: tuple[JointModule, ...], n_members: int
) -> IntArray:
    found = np.zeros((len(modules), len(columns[0].openings)), dtype=np.int64)
    for node, row, start in nodes_of(columns, modules):
        most = MOST_NODES * (n_members if columns[modules[row].column].is_joint else 1)
        found[row, start] = node.n_in_place if modules[row].is_in_place else most
    return found
