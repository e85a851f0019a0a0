"""How deep the plan over years goes: the usual, or all that can be told."""

from __future__ import annotations

from typing import Final, NamedTuple

from steelyard.decision.portfolio.solution import Effort


class HorizonEffort(NamedTuple):
    """How deep the plan over years goes."""

    n_draws: int
    """Draws of the plan. [1]"""
    n_points: int
    """Plans along each frontier. [1]"""
    n_scenarios: int
    """Drawn scenarios that fill the pool of plans. [1]"""
    n_plans: int
    """Plans in the pool. [1]"""
    n_bounds: int
    """Draws for which a bound of any plan's worth is found. [1]"""
    search: Effort
    """How far the plan itself is searched."""
    side_search: Effort
    """How far those beside it are searched."""


QUICK: Final = HorizonEffort(
    n_draws=1000,
    n_points=8,
    n_scenarios=24,
    n_plans=200,
    n_bounds=60,
    search=Effort(gap=1e-3, n_nodes=4000),
    side_search=Effort(gap=1e-2, n_nodes=500),
)
THOROUGH: Final = HorizonEffort(
    n_draws=4000,
    n_points=20,
    n_scenarios=60,
    n_plans=500,
    n_bounds=500,
    search=Effort(gap=1e-4, n_nodes=50_000),
    side_search=Effort(gap=1e-3, n_nodes=4000),
)
