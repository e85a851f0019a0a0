"""What a solver of portfolios is asked and what it answers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.quantities.arrays import FloatArray


class Effort(NamedTuple):
    """How far a solver goes before it stops."""

    gap: float = 1e-3
    """Gap to the bound, relative to it, at which it stops. [1]"""
    n_nodes: int = 20_000
    """Nodes of the search at most: counted, not timed, so that the same answer comes back. [1]"""
    seconds: float | None = None
    """Time at most; answers then depend on the machine. [s]"""


class Ending(StrEnum):
    """Why a solver stopped."""

    WITHIN_GAP = "within_gap"
    """The gap asked for was reached."""
    LIMIT = "limit"
    """Nodes or time ran out; the gap left is stated."""
    INFEASIBLE = "infeasible"
    """No selection keeps every limit; found twice, with and without presolve."""


class Solved(NamedTuple):
    """A selection with its bound."""

    selection: Selection | None
    """The best found, rechecked in our own arithmetic; none where nothing is feasible or found."""
    worth: float
    """Its worth, recomputed. [unit of worth]"""
    bound: float
    """No selection is worth more. [unit of worth]"""
    ending: Ending
    """Why the search stopped."""

    @property
    def gap(self) -> float:
        """Distance from the bound, relative to the larger of both. [1]."""
        scale = max(abs(self.bound), abs(self.worth), 1e-12)
        return max(self.bound - self.worth, 0.0) / scale


class Relaxed(NamedTuple):
    """The linear relaxation: a bound, and what a little more of each resource would bring."""

    bound: float
    """No selection is worth more. [unit of worth]"""
    shadow: FloatArray
    """Worth of one more unit of each resource, 0 where it is not scarce, shape ``(resource,)``.
    [unit of worth per unit of the resource]"""
    opened: FloatArray
    """Part of each capability open from each year on, shape ``(capability, year)``. [1]"""
    is_feasible: bool
    """Whether any mixture keeps every limit."""
