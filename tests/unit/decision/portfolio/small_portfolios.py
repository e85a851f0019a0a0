"""Portfolios small enough to go through all of them."""

from __future__ import annotations

from itertools import product

import numpy as np

from steelyard.decision.portfolio.problem import PortfolioProblem, Selection, violations


def random_problem(rng, *, n_use_cases=3, n_plans=5, n_years=2, n_capabilities=2, n_modules=1):
    """Two resources: money, here and there saved, and room, which modules add."""
    plans, openings = (n_plans, n_years), (n_capabilities, n_years)
    plan_use = rng.uniform(0.2, 2, size=(*plans, 2)).round(2)
    plan_use[:, :, 0] -= 0.5 * (rng.random(plans) < 0.2)
    capability_use = np.zeros((*openings, 2))
    capability_use[:, :, 0] = rng.uniform(0.5, 1.5, size=openings).round(2)
    module_use = np.zeros((n_modules, n_years, 2))
    module_use[:, :, 0], module_use[:, :, 1] = 0.4, -1.0
    return PortfolioProblem(
        plan_use_case=np.sort(rng.integers(0, n_use_cases, size=n_plans)),
        n_use_cases=n_use_cases,
        plan_worth=rng.uniform(0.2, 3, size=plans).round(2),
        plan_use=plan_use,
        may_start=rng.random(plans) < 0.9,
        requires=np.where(
            rng.random((n_plans, n_capabilities)) < 0.4,
            rng.integers(0, 2, size=(n_plans, n_capabilities)),
            -1,
        ),
        capability_worth=-rng.uniform(0, 0.3, size=openings).round(2),
        capability_use=capability_use,
        may_open=rng.random(openings) < 0.9,
        module_worth=np.full((n_modules, n_years), -0.1),
        module_use=module_use,
        most_modules=np.ones((n_modules, n_years), dtype=np.int64),
        limit=np.array([rng.uniform(1, 6), rng.uniform(0.5, 3)]).round(2),
    )


def drawn_worths(rng, problem, n_draws):
    """Worths around those of a problem: of plans, capabilities and modules."""
    own = {
        "plan_worths": problem.plan_worth,
        "capability_worths": problem.capability_worth,
        "module_worths": problem.module_worth,
    }
    return {
        name: table[:, :, np.newaxis] * rng.uniform(0.3, 1.7, size=(len(table), 1, n_draws))
        for name, table in own.items()
    }


def every_selection(problem):
    """Return all portfolios that break nothing."""
    may_start, may_open = problem.may_start, problem.may_open
    of_use_case = [
        [
            (-1, -1),
            *(
                (plan, year)
                for plan, year in np.argwhere(may_start)
                if problem.plan_use_case[plan] == use_case
            ),
        ]
        for use_case in range(problem.n_use_cases)
    ]
    of_capability = [[-1, *np.flatnonzero(row)] for row in may_open]
    of_module = [range(most + 1) for most in problem.most_modules.ravel()]
    return [
        selection
        for starts in product(*of_use_case)
        for opening in product(*of_capability)
        for modules in product(*of_module)
        if not violations(
            problem=problem,
            selection=(selection := made(problem, starts, opening, modules)),
        )
    ]


def made(problem, starts, opening, modules):
    """Return a selection of pairs of plan and year, of years and of counts."""
    return Selection(
        np.array([plan for plan, _ in starts], dtype=np.int64),
        np.array([year for _, year in starts], dtype=np.int64),
        np.array(opening, dtype=np.int64),
        np.array(modules, dtype=np.int64).reshape(problem.most_modules.shape),
    )
