"""What a step more money buys, and what one more unit of what is scarce would bring."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.horizon.resources import ResourceKind
from steelyard.decision.horizon.result import FrontierPlan, ShadowValue
from steelyard.decision.pathway_class import KEEP
from steelyard.decision.portfolio.frontier import frontier
from steelyard.decision.portfolio.problem import use_of
from steelyard.decision.portfolio.relaxation import relax

if TYPE_CHECKING:
    from steelyard.decision.horizon.reading import PlanReader
    from steelyard.decision.portfolio.frontier import Frontier
    from steelyard.decision.portfolio.solution import Effort

LIMITED: Final = frozenset({
    ResourceKind.INVESTMENT,
    ResourceKind.RUNNING,
    ResourceKind.INVESTMENT_TOTAL,
    ResourceKind.POSTS,
    ResourceKind.IN_PLACE,
    ResourceKind.SHARE,
    ResourceKind.DEADLINE,
})
"""What people can give more of; room on clusters follows from what is built."""
LEAST_SHADOW: Final = 1e-9
"""Below this a resource is not scarce. [unit of worth per unit of the resource]"""


def frontier_of(
    reader: PlanReader, kind: ResourceKind, *, n_points: int, effort: Effort
) -> tuple[FrontierPlan, ...]:
    """Return the plans of greatest value for rising money.

    Parameters
    ----------
    reader
        Tables; the plan itself is not looked at.
    kind
        Money of all years: net cost, or investment.
    n_points
        Plans asked for. [1]
    effort
        How far each is searched.

    Returns
    -------
    tuple of FrontierPlan
        By rising money; fewer where plans coincide.
    """
    tables = reader.tables
    (resource,) = tables.resources.years_of(kind)
    problem = tables.problem
    valued = replace(
        problem,
        plan_worth=tables.points,
        capability_worth=np.zeros_like(problem.capability_worth),
        module_worth=np.zeros_like(problem.module_worth),
    )
    # One after the other: searches side by side were once seen to end at another bound.
    found = frontier(
        problem=valued, resource=resource, n_points=n_points, effort=effort, n_workers=1
    )
    return tuple(_point(reader, found, row) for row in range(len(found.points)))


def _point(reader: PlanReader, found: Frontier, row: int) -> FrontierPlan:
    tables, point = reader.tables, found.points[row]
    plans = [None if index < 0 else tables.plans[index] for index in point.selection.plan]
    ways = Counter(KEEP if plan is None else reader.way(plan.use_case, plan.last) for plan in plans)
    changes: tuple[str, ...] = ()
    if row > 0:
        step = found.steps[row - 1]
        names = [contest.appraisal.use_case for contest in tables.restarts.contests]
        changes = (
            *(names[index] for index in step.use_cases),
            *(tables.shared[index].id for index in step.capabilities),
        )
    return FrontierPlan(
        money=point.use,
        points=point.worth,
        bound=point.bound,
        ways=dict(sorted(ways.items())),
        changes=changes,
    )


def shadows_of(reader: PlanReader) -> tuple[ShadowValue, ...]:
    """Return what one more unit of everything scarce would bring.

    Parameters
    ----------
    reader
        The plan.

    Returns
    -------
    tuple of ShadowValue
        Scarce resources only, those that bring most for their whole limit first.
    """
    tables = reader.tables
    shadow = relax(problem=tables.problem).shadow
    use = use_of(problem=tables.problem, selection=reader.selection)
    found = [
        ShadowValue(
            kind=resource.kind.value,
            name=resource.name,
            year=resource.year,
            label=resource.label,
            worth=float(shadow[row]),
            limit=resource.limit,
            used=float(use[row]),
        )
        for row, resource in enumerate(tables.resources.rows)
        if shadow[row] > LEAST_SHADOW and resource.kind in LIMITED
    ]
    return tuple(sorted(found, key=lambda entry: -entry.worth * max(abs(entry.limit), 1.0)))
