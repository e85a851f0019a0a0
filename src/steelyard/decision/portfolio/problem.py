"""A portfolio over years as plain arrays: what may start, what may be opened, what is scarce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

NEVER: Final = -1
"""Stands for no plan, no year and no requirement. [1]"""

SLACK: Final = 1e-6
"""Overuse of a resource forgiven as rounding, relative to the sums involved. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioProblem:
    """One plan per use case, shared capabilities and modules, under scarce resources.

    A *plan* is one option, or a first option and the successor to which it switches. A *capability*
    is opened at most once and stays open. A *module* is bought in whole numbers, for example
    accelerator nodes. A *resource* is whatever has a limit: money of a year, people of a role in a
    year, room on a cluster, a share of spending; a negative use adds to it.

    Attributes
    ----------
    plan_use_case
        Use case of each plan, shape ``(plan,)``; every use case takes at most one.
    n_use_cases
        Use cases. [1]
    plan_worth
        Worth over all years of a plan started in a year, shape ``(plan, year)``.
        [unit of worth]
    plan_use
        Resources that it then uses, shape ``(plan, year, resource)``. [unit of the resource]
    may_start
        Years in which it may start, shape ``(plan, year)``.
    requires
        Years after its start from which it needs a capability, -1 where it never does, shape
        ``(plan, capability)``; needs beyond the last year bind nothing. [year]
    capability_worth, capability_use, may_open
        The same of capabilities open from a year on, shapes ``(capability, year)``,
        ``(capability, year, resource)``, ``(capability, year)``.
    module_worth, module_use
        The same of one module added in a year, shapes ``(module, year)``,
        ``(module, year, resource)``.
    most_modules
        Most that may be added in a year, shape ``(module, year)``. [1]
    limit
        Most that may be used, shape ``(resource,)``; infinite where nothing is enforced.
        [unit of the resource]
    """

    plan_use_case: IntArray
    n_use_cases: int
    plan_worth: FloatArray
    plan_use: FloatArray
    may_start: BoolArray
    requires: IntArray
    capability_worth: FloatArray
    capability_use: FloatArray
    may_open: BoolArray
    module_worth: FloatArray
    module_use: FloatArray
    most_modules: IntArray
    limit: FloatArray

    @property
    def n_years(self) -> int:
        """Years of the horizon. [1]."""
        return int(self.plan_worth.shape[1])


class Selection(NamedTuple):
    """What is started, opened and bought, and when."""

    plan: IntArray
    """Plan of each use case, -1 for none, shape ``(use_case,)``."""
    start: IntArray
    """Year in which it starts, -1 for never, shape ``(use_case,)``."""
    opening: IntArray
    """Year from which each capability is open, -1 for never, shape ``(capability,)``."""
    modules: IntArray
    """Modules added, shape ``(module, year)``. [1]"""


def require_consistent(problem: PortfolioProblem) -> None:
    """Check shapes and ranges.

    Parameters
    ----------
    problem
        What a solver is about to be given.

    Raises
    ------
    ValueError
        If a shape differs, an entry that counts is not finite, or a plan belongs to no use case.
    """
    n_plans, n_years = problem.plan_worth.shape
    n_capabilities, n_modules = len(problem.capability_worth), len(problem.module_worth)
    n_resources = len(problem.limit)
    expected = {
        "plan_use_case": (n_plans,),
        "plan_use": (n_plans, n_years, n_resources),
        "may_start": (n_plans, n_years),
        "requires": (n_plans, n_capabilities),
        "capability_worth": (n_capabilities, n_years),
        "capability_use": (n_capabilities, n_years, n_resources),
        "may_open": (n_capabilities, n_years),
        "module_worth": (n_modules, n_years),
        "module_use": (n_modules, n_years, n_resources),
        "most_modules": (n_modules, n_years),
        "limit": (n_resources,),
    }
    for name, shape in expected.items():
        found = getattr(problem, name).shape
        if found != shape:
            message = f"{name}: expected shape {shape}, found {found}"
            raise ValueError(message)
    counted = (
        problem.plan_worth[problem.may_start],
        problem.plan_use[problem.may_start],
        problem.capability_worth[problem.may_open],
        problem.capability_use[problem.may_open],
        problem.module_worth[problem.most_modules > 0],
        problem.module_use[problem.most_modules > 0],
    )
    if not all(np.isfinite(part).all() for part in counted) or np.isnan(problem.limit).any():
        message = "expected finite worth and use of whatever may be chosen, and limits"
        raise ValueError(message)
    inside = (problem.plan_use_case >= 0) & (problem.plan_use_case < problem.n_use_cases)
    if not inside.all():
        message = f"expected use cases 0 to {problem.n_use_cases - 1} of plans"
        raise ValueError(message)


def worth_of(problem: PortfolioProblem, selection: Selection) -> float:
    """Return the worth of a selection, in our own arithmetic.

    Parameters
    ----------
    problem
        Its tables.
    selection
        What is chosen.

    Returns
    -------
    float
        Sum over plans, capabilities and modules. [unit of worth]
    """
    taken, opened = selection.plan >= 0, selection.opening >= 0
    worth = problem.plan_worth[selection.plan[taken], selection.start[taken]].sum()
    worth += problem.capability_worth[opened, selection.opening[opened]].sum()
    return float(worth + _counted(problem.module_worth, selection.modules).sum())


def use_of(problem: PortfolioProblem, selection: Selection) -> FloatArray:
    """Return what a selection uses of every resource, in our own arithmetic.

    Parameters
    ----------
    problem
        Its tables.
    selection
        What is chosen.

    Returns
    -------
    FloatArray
        Shape ``(resource,)``. [unit of the resource]
    """
    taken, opened = selection.plan >= 0, selection.opening >= 0
    use = problem.plan_use[selection.plan[taken], selection.start[taken]].sum(axis=0)
    use = use + problem.capability_use[opened, selection.opening[opened]].sum(axis=0)
    found: FloatArray = use + _counted(problem.module_use, selection.modules).sum(axis=(0, 1))
    return found


def _counted(table: FloatArray, modules: IntArray) -> FloatArray:
    # What is not bought counts nothing, whatever its cell holds.
    counts = modules.reshape(*modules.shape, *[1] * (table.ndim - modules.ndim))
    return np.where(counts > 0, table * counts, 0.0)


def violations(problem: PortfolioProblem, selection: Selection) -> tuple[str, ...]:
    """Return every rule that a selection breaks, in our own arithmetic.

    Parameters
    ----------
    problem
        Its tables.
    selection
        What is chosen.

    Returns
    -------
    tuple of str
        One phrase for each; empty where all is kept.
    """
    found = []
    last = problem.n_years - 1
    for use_case, (plan, start) in enumerate(zip(selection.plan, selection.start, strict=True)):
        if (plan < 0) != (start < 0):
            found.append(f"use case {use_case}: plan without start, or start without plan")
        if plan < 0 or start < 0:
            continue
        if problem.plan_use_case[plan] != use_case or not problem.may_start[plan, start]:
            found.append(f"use case {use_case}: plan {plan} may not start in year {start}")
        for capability in np.flatnonzero(problem.requires[plan] >= 0):
            due = start + problem.requires[plan, capability]
            opening = selection.opening[capability]
            if due <= last and not 0 <= opening <= due:
                found.append(f"use case {use_case}: capability {capability} not open in {due}")
    for capability in np.flatnonzero(selection.opening >= 0):
        opening = selection.opening[capability]
        if not problem.may_open[capability, opening]:
            found.append(f"capability {capability}: may not open in year {opening}")
    if np.any(selection.modules < 0) or np.any(selection.modules > problem.most_modules):
        found.append("modules: fewer than none or more than may be added")
    over = use_of(problem, selection) - problem.limit
    found += [f"resource {row}" for row in np.flatnonzero(over > _slack(problem, selection))]
    return tuple(found)


def _slack(problem: PortfolioProblem, selection: Selection) -> FloatArray:
    taken, opened = selection.plan >= 0, selection.opening >= 0
    use = np.abs(problem.plan_use[selection.plan[taken], selection.start[taken]]).sum(axis=0)
    use = use + np.abs(problem.capability_use[opened, selection.opening[opened]]).sum(axis=0)
    use = use + np.abs(_counted(problem.module_use, selection.modules)).sum(axis=(0, 1))
    finite = np.where(np.isfinite(problem.limit), np.abs(problem.limit), 0.0)
    slack: FloatArray = SLACK * np.maximum(use + finite, 1.0)
    return slack
