"""When a search stops: at the gap asked for, or when nodes or time run out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.decision.portfolio.solution import Effort

PRECISION: Final = 2e-6
"""Distance from the bound that no solver resolves, relative to the largest worth of an item. [1]"""
WIDEST: Final = 0.999
"""Gaps asked for are cut off here: at 1 every bound would do. [1]"""


class Stopping:
    """Nodes spent so far, time left, and the bound that is good enough."""

    def __init__(self, *, effort: Effort, largest: float) -> None:
        self._effort = effort
        self._precision = PRECISION * largest
        self._n_nodes = 0
        # Read only where time is limited: answers must not depend on the clock otherwise.
        self._end = None if effort.seconds is None else time.monotonic() + effort.seconds

    def spend(self, n_nodes: int) -> None:
        """Count nodes.

        Parameters
        ----------
        n_nodes
            Nodes spent. [1]
        """
        self._n_nodes += n_nodes

    @property
    def gap(self) -> float:
        """Gap to the bound, relative to it, at which the search stops. [1]."""
        return min(self._effort.gap, WIDEST)

    @property
    def nodes_left(self) -> int:
        """Nodes that may still be spent. [1]."""
        return max(self._effort.n_nodes - self._n_nodes, 0)

    @property
    def seconds_left(self) -> float | None:
        """Time that may still be spent; none where it is not limited. [s]."""
        return None if self._end is None else max(self._end - time.monotonic(), 0.0)

    def is_over(self) -> bool:
        """Say whether nodes or time have run out.

        Returns
        -------
        bool
            True where the search must end.
        """
        return self.nodes_left == 0 or self.seconds_left == 0.0

    def goal(self, worth: float) -> float:
        """Return the bound at which a worth is near enough to the best.

        Parameters
        ----------
        worth
            Worth of the best selection so far, minus infinity for none. [unit of worth]

        Returns
        -------
        float
            The gap of ``Solved`` holds for every bound up to it. [unit of worth]
        """
        far = worth / (1.0 - self.gap) if worth >= 0.0 else worth * (1.0 - self.gap)
        return max(far, worth + self._precision)
