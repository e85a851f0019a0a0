"""Portfolios over years small enough to go through every selection, by arithmetic of its own."""

from __future__ import annotations

from itertools import product

import numpy as np

from steelyard.decision.portfolio.problem import PortfolioProblem

TOUCH = 1e-9


def horizon_problem(
    rng, *, n_use_cases=3, n_plans=6, n_years=3, n_capabilities=2, n_modules=1, n_resources=3
):
    """Return a problem in quarters, so that no two sums differ by rounding alone.

    Some uses are negative, some limits too, and some starts and openings are barred.
    """

    def quarters(low, high, *shape):
        return rng.integers(4 * low, 4 * high + 1, size=shape) / 4.0

    plans, openings, lots = (n_plans, n_years), (n_capabilities, n_years), (n_modules, n_years)
    return PortfolioProblem(
        plan_use_case=rng.integers(0, n_use_cases, size=n_plans),
        n_use_cases=n_use_cases,
        plan_worth=quarters(0, 6, *plans),
        plan_use=quarters(-1, 4, *plans, n_resources),
        may_start=rng.random(plans) < 0.8,
        requires=rng.choice([-1, -1, 0, 1, 2], size=(n_plans, n_capabilities)),
        capability_worth=-quarters(0, 3, *openings),
        capability_use=quarters(-1, 3, *openings, n_resources),
        may_open=rng.random(openings) < 0.8,
        module_worth=-quarters(0, 1, *lots),
        module_use=-quarters(-1, 3, *lots, n_resources),
        most_modules=rng.integers(0, 2, size=lots),
        limit=quarters(-2, 9, n_resources),
    )


def best_of_all(problem):
    """Return the worth of the best selection, minus infinity where none keeps the limits."""
    return max(
        (
            worth[
                np.all(use <= problem.limit + TOUCH * np.maximum(1, np.abs(problem.limit)), axis=1)
            ].max(initial=-np.inf)
            for worth, use in _by_opening(problem)
        ),
        default=-np.inf,
    )


def least_over(problem, resources):
    """Return the least sum by which some limits must move, the others kept; NaN for never."""
    fixed = ~np.isin(np.arange(len(problem.limit)), resources)
    least = np.inf
    for _, use in _by_opening(problem):
        over = np.maximum(use - problem.limit, 0.0)
        keeps = np.all(over[:, fixed] <= TOUCH, axis=1)
        least = min(least, over[keeps][:, ~fixed].sum(axis=1).min(initial=np.inf))
    return least if np.isfinite(least) else np.nan


def _by_opening(problem):
    # Worth and use of every selection, one set of openings and modules after another.
    years = range(problem.n_years)
    openings = product(*[[None, *np.flatnonzero(row)] for row in problem.may_open])
    modules = [*product(*[range(most + 1) for most in problem.most_modules.ravel()])]
    for opening in openings:
        worth, use = np.zeros(1), np.zeros((1, len(problem.limit)))
        for capability, year in enumerate(opening):
            if year is not None:
                worth = worth + problem.capability_worth[capability, year]
                use = use + problem.capability_use[capability, year]
        for use_case in range(problem.n_use_cases):
            starts = [
                (problem.plan_worth[plan, year], problem.plan_use[plan, year])
                for plan in np.flatnonzero(problem.plan_use_case == use_case)
                for year in years
                if problem.may_start[plan, year] and _is_served(problem, plan, year, opening)
            ]
            own = np.array([0.0, *(worth for worth, _ in starts)])
            own_use = np.array([np.zeros(len(problem.limit)), *(use for _, use in starts)])
            worth = np.add.outer(worth, own).ravel()
            use = (use[:, np.newaxis] + own_use).reshape(len(worth), use.shape[1])
        for counts in modules:
            bought = np.reshape(counts, problem.most_modules.shape)
            added = np.tensordot(bought, problem.module_use, axes=2)
            yield worth + (bought * problem.module_worth).sum(), use + added


def _is_served(problem, plan, start, opening):
    for capability, lag in enumerate(problem.requires[plan]):
        due = start + lag
        if lag >= 0 and due < problem.n_years:
            opened = opening[capability]
            if opened is None or opened > due:
                return False
    return True
