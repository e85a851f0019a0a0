"""Opening years still worth a look, each with its bound, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.decision.portfolio.opening_bounds import PricedOpenings
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

PRICED_AT_ONCE: Final = 2_000
"""Openings bounded anew at a time, best first; the others when they come to the top. [1]"""


class Candidate(NamedTuple):
    """Openings with the highest bound."""

    position: int
    """Position in the list, until something leaves it."""
    opening: IntArray
    """Opening of each capability, shape ``(capability,)``."""
    bound: float
    """Bound of every selection with these openings. [unit of worth]"""
    n_looks: int
    """How often it was looked at closely: 0 where only prices have bounded it. [1]"""


class OpeningList:
    """Openings, bounds, and the prices that have given them."""

    def __init__(self, *, n_capabilities: int) -> None:
        self._openings = np.zeros((0, n_capabilities), dtype=np.int64)
        self._bounds = np.zeros(0)
        self._n_looks = np.zeros(0, dtype=np.int64)
        self._n_priced = np.zeros(0, dtype=np.int64)
        self._prices: list[PricedOpenings] = []

    def extend(self, *, openings: IntArray, bounds: FloatArray) -> None:
        """Add openings, bounded already by all prices so far.

        Parameters
        ----------
        openings
            Shape ``(candidate, capability)``.
        bounds
            Shape ``(candidate,)``. [unit of worth]
        """
        none = np.zeros(len(bounds), dtype=np.int64)
        self._openings = np.concatenate([self._openings, openings])
        self._bounds = np.concatenate([self._bounds, bounds])
        self._n_looks = np.concatenate([self._n_looks, none])
        self._n_priced = np.concatenate([self._n_priced, none])

    def price(self, prices: PricedOpenings) -> None:
        """Let prices bound the openings, each when it comes to the top.

        Parameters
        ----------
        prices
            Bounds that hold.
        """
        self._prices.append(prices)

    def top(self) -> Candidate:
        """Return the openings with the highest bound, the earliest of equals.

        Returns
        -------
        Candidate
            With a bound of minus infinity where the list is empty.
        """
        if not len(self._bounds):
            return Candidate(-1, np.zeros(0, dtype=np.int64), -np.inf, 0)
        index = int(self._bounds.argmax())
        while self._n_priced[index] < len(self._prices):
            self._refresh()
            index = int(self._bounds.argmax())
        bound, n_looks = float(self._bounds[index]), int(self._n_looks[index])
        return Candidate(index, self._openings[index], bound, n_looks)

    def _refresh(self) -> None:
        late = np.flatnonzero(self._n_priced < len(self._prices))
        order = np.argsort(-self._bounds[late], kind="stable")
        batch = late[order[:PRICED_AT_ONCE]]
        for number in range(int(self._n_priced[batch].min()), len(self._prices)):
            missing = batch[self._n_priced[batch] <= number]
            bounds = self._prices[number].bounds(openings=self._openings[missing])
            self._bounds[missing] = np.minimum(self._bounds[missing], bounds)
        self._n_priced[batch] = len(self._prices)

    def look(self, *, position: int, bound: float) -> None:
        """Note that openings were looked at closely, and the bound that this gave.

        Parameters
        ----------
        position
            Position of the candidate.
        bound
            Its bound. [unit of worth]
        """
        self._bounds[position] = min(self._bounds[position], bound)
        self._n_looks[position] += 1

    def leave(self, *, position: int) -> float:
        """Leave out one opening, and return its bound.

        Parameters
        ----------
        position
            Position of the candidate.

        Returns
        -------
        float
            Its bound. [unit of worth]
        """
        return self._keep(np.arange(len(self._bounds)) != position)

    def _keep(self, is_kept: BoolArray) -> float:
        # Returns the highest bound that leaves.
        highest = float(self._bounds[~is_kept].max(initial=-np.inf))
        if not is_kept.all():
            self._openings, self._bounds = self._openings[is_kept], self._bounds[is_kept]
            self._n_looks, self._n_priced = self._n_looks[is_kept], self._n_priced[is_kept]
        return highest

    def drop_below(self, goal: float) -> float:
        """Leave out openings that are bounded by a goal.

        Parameters
        ----------
        goal
            Bound that is good enough. [unit of worth]

        Returns
        -------
        float
            Highest bound that leaves. [unit of worth]
        """
        return self._keep(self._bounds > goal)

    def drop_impossible(self, *, prices: PricedOpenings, tolerance: float) -> None:
        """Leave out openings whose limits cannot be kept, as prices without worth show.

        Parameters
        ----------
        prices
            Prices under which a bound below 0 proves it.
        tolerance
            Distance below 0 that could be rounding.
        """
        self._keep(prices.bounds(openings=self._openings) >= -tolerance)
