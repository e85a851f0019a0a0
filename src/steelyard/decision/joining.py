"""How the deciding stakeholders become one group: by their mean weights, or by their orders.

Mean weights are one more set of weights, and the group's answer is the best option under them.
Where orders are joined, each deciding stakeholder orders the options by its own mean weights, and
the rule that the dossier states says which option these orders put first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.mcda.rank_aggregation import borda_leaders, kemeny_leaders, majorities
from steelyard.dossier.schema import Aggregation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steelyard.decision.preferences import Preferences
    from steelyard.decision.readings import Rules, Standing
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Joining:
    """What makes one answer of the deciding stakeholders.

    Attributes
    ----------
    method
        The rule that decides.
    weights
        What options are ordered by, shape ``(elector, dimension)``: the mean weights of all, or the
        mean weights of each where orders are joined. [1]
    decided
        The mean weights of all, shape ``(dimension,)``; between options that share the first place
        they decide. [1]
    """

    method: Aggregation
    weights: FloatArray
    decided: FloatArray

    @property
    def is_of_orders(self) -> bool:
        """Whether orders are joined, not weights."""
        return len(self.weights) > 1

    @property
    def own(self) -> tuple[FloatArray, ...]:
        """The weights of each elector where orders are joined; else empty."""
        return tuple(self.weights) if self.is_of_orders else ()

    def leaders(self, utilities: FloatArray, least_leads: FloatArray | None = None) -> BoolArray:
        """Return which options the joined orders put first.

        Parameters
        ----------
        utilities
            Utility to each elector, shape ``(option, elector, draw)``. [1 or CUR]
        least_leads
            Lead that makes a difference, shape ``(option, option, elector)``; any if omitted.
            [1 or CUR]

        Returns
        -------
        BoolArray
            Shape ``(option, draw)``; several where they share the first place.

        Notes
        -----
        Equations O-11 to O-15 of ``docs/method/voices.md``.
        """
        voters = np.ones(utilities.shape[1])
        beats = majorities(utilities=utilities, voters=voters, least_leads=least_leads)
        return self.leaders_of(beats)

    def leaders_of(self, beats: FloatArray) -> BoolArray:
        """Return which options come first, given who sets which above which.

        Parameters
        ----------
        beats
            Electors who set the row above the column, shape ``(option, option, draw)``. [1]

        Returns
        -------
        BoolArray
            Shape ``(option, draw)``.
        """
        if self.method is Aggregation.KEMENY:
            return kemeny_leaders(beats=beats)
        return borda_leaders(beats=beats)

    def best(
        self,
        rules: Rules,
        settled: Callable[[FloatArray], Standing],
        *,
        price: FloatArray | None = None,
    ) -> IntArray:
        """Return the first option of each draw or case.

        Parameters
        ----------
        rules
            What orders options.
        settled
            Value and money at given weights of the dimensions, shape ``(dimension,)``.
        price
            Money per value point, shape ``(draw,)``; that of the rules if omitted. [CUR/point]

        Returns
        -------
        IntArray
            Row of the option, shape ``(draw,)``; of those that share the first place the one of the
            highest utility at the mean weights, of equal ones the earlier.
        """
        own = [settled(weights) for weights in self.own]
        return self.best_of(rules, settled(self.decided), own, price=price)

    def best_of(
        self,
        rules: Rules,
        by_mean: Standing,
        own: Sequence[Standing],
        *,
        price: FloatArray | None = None,
    ) -> IntArray:
        """Return the first option of each draw or case, given value and money.

        Parameters
        ----------
        rules
            What orders options.
        by_mean
            Value and money at the mean weights of all.
        own
            Value and money at the weights of each elector, as many as :attr:`own`.
        price
            Money per value point, shape ``(draw,)``; that of the rules if omitted. [CUR/point]

        Returns
        -------
        IntArray
            As :meth:`best`.
        """
        utilities = [rules.utility(entry, price) for entry in own]
        return self.first_of(rules.utility(by_mean, price), utilities)

    def first_of(self, by_mean: FloatArray, own: Sequence[FloatArray]) -> IntArray:
        """Return the first option of each draw or case, given utilities.

        Parameters
        ----------
        by_mean
            At the mean weights of all, shape ``(option, draw)``. [1 or CUR]
        own
            To each elector, as many as :attr:`own`, shape ``(option, draw)`` each. [1 or CUR]

        Returns
        -------
        IntArray
            As :meth:`best`.
        """
        placed = by_mean
        if self.is_of_orders:
            placed = np.where(self.leaders(np.stack(own, axis=1)), by_mean, -np.inf)
        return np.asarray(placed.argmax(axis=0), dtype=np.int64)


def joining_of(method: Aggregation, preferences: Preferences) -> Joining:
    """Return what makes one answer of the deciding stakeholders.

    Parameters
    ----------
    method
        As the dossier states it.
    preferences
        Whose weights count.

    Returns
    -------
    Joining
        By mean weights where only one stakeholder decides, since all rules agree there.
    """
    deciding = [voice.mean for voice in preferences.deciding]
    if len(deciding) == 1 or method is Aggregation.MEAN_OF_WEIGHTS:
        alone = preferences.decided[np.newaxis]
        return Joining(Aggregation.MEAN_OF_WEIGHTS, alone, preferences.decided)
    return Joining(method, np.array(deciding), preferences.decided)
