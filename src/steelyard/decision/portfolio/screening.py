"""What may be chosen at all: starts and openings for which even the kindest rest leaves no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.problem import SLACK

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.quantities.arrays import BoolArray, FloatArray


class Possible(NamedTuple):
    """What a selection that keeps every limit can hold."""

    starts: BoolArray
    """Years in which plans can start, shape ``(plan, year)``."""
    openings: BoolArray
    """Years from which capabilities can be open, shape ``(capability, year)``."""


def possible_choices(*, problem: PortfolioProblem) -> Possible:
    """Return the starts and openings that fit if all else is chosen in their favour.

    Parameters
    ----------
    problem
        What is to be solved.

    Returns
    -------
    Possible
        Nothing that some feasible selection holds is left out.

    Notes
    -----
    Equation H-7 of ``docs/method/portfolio.md``.
    """
    openings = problem.may_open.copy()
    starts = _can_be_served(problem, problem.may_start, openings)
    plan_least = _least_by_use_case(problem, starts)
    opening_least = _least_of_each(problem.capability_use, openings)
    modules_least = np.minimum(_all_modules(problem), 0.0).sum(axis=(0, 1))
    kindest = plan_least.sum(axis=0) + opening_least.sum(axis=0) + modules_least
    # Sums are rounded; what just fits is kept.
    room = problem.limit - kindest
    room = room + SLACK * (np.abs(problem.limit) + np.abs(kindest))
    openings &= _fits(problem.capability_use, openings, room + opening_least)
    starts &= _fits(problem.plan_use, starts, room + plan_least[problem.plan_use_case])
    return Possible(_can_be_served(problem, starts, openings), openings)


def _can_be_served(problem: PortfolioProblem, starts: BoolArray, openings: BoolArray) -> BoolArray:
    # A start whose capability cannot be open when it is needed is out.
    served = starts.copy()
    years = np.arange(problem.n_years)
    open_by = np.logical_or.accumulate(openings, axis=1)
    for plan, capability in np.argwhere(problem.requires >= 0):
        due = years + problem.requires[plan, capability]
        is_due = due < problem.n_years
        served[plan, is_due] &= open_by[capability, due[is_due]]
    return served


def _least_of_each(use: FloatArray, may: BoolArray) -> FloatArray:
    # Choosing nothing uses nothing.
    found: FloatArray = np.where(may[:, :, np.newaxis], use, 0.0).min(axis=1, initial=0.0)
    return found


def _least_by_use_case(problem: PortfolioProblem, starts: BoolArray) -> FloatArray:
    least = np.zeros((problem.n_use_cases, len(problem.limit)))
    np.minimum.at(least, problem.plan_use_case, _least_of_each(problem.plan_use, starts))
    return least


def _all_modules(problem: PortfolioProblem) -> FloatArray:
    most = problem.most_modules[:, :, np.newaxis]
    found: FloatArray = np.where(most > 0, problem.module_use, 0.0) * most
    return found


def _fits(use: FloatArray, may: BoolArray, room: FloatArray) -> BoolArray:
    counted = np.where(may[:, :, np.newaxis], use, 0.0)
    fits: BoolArray = np.all(counted <= room[:, np.newaxis, :], axis=2)
    return fits
