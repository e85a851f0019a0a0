"""The two readings: how value and money of a draw become one order of options.

Six dimensions: options are ordered by their value over all six dimensions, cost among them. Today's
service has no model to be valued, so money alone places it: above every option that costs more than
it brings, below every option that does not. Where no benefit is stated it is not placed at all.

Value and cost: options are ordered by what their value over five dimensions is worth, less what
they cost, both against today's service.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.preferences import COST, DIMENSIONS, without_cost
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from steelyard.decision.performance import ValueTable
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

POINTS: Final = 100.0
"""Value points from the worst to the best value."""

BELOW_TODAY: Final = 2.0
"""Taken from the value of what does not pay: it then ranks below today's service at 0."""


class Standing(NamedTuple):
    """Value and money of options, in any number of draws or cases."""

    value: FloatArray
    """Six dimensions: value 0–1, a missed gate counting 0. Value and cost: value of five dimensions
    less that of today's service. Shape ``(option, draw)``. [1]"""
    delta: FloatArray
    """Net cost less that of today's service, shape ``(option, draw)``. [CUR]"""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What orders the options of one use case under one reading.

    Attributes
    ----------
    reading
        Which.
    has_benefit
        Whether today's service can be placed.
    price
        Money per value point, or none where none is stated. [CUR/point]
    """

    reading: Reading
    has_benefit: bool
    price: float | None

    @property
    def is_priced(self) -> bool:
        """Whether one order follows: always under six dimensions, else if value has a price."""
        return self.reading is Reading.SIX_DIMENSIONS or self.price is not None

    def utility(self, standing: Standing, price: FloatArray | None = None) -> FloatArray:
        """Return the number by which options are ordered in each draw.

        Parameters
        ----------
        standing
            Value and money; today's service is the first option.
        price
            Drawn money per value point, shape ``(draw,)``; that of the rules if omitted.
            [CUR/point]

        Returns
        -------
        FloatArray
            Shape ``(option, draw)``; minus infinity for today's service where it is not placed.

        Notes
        -----
        Equations D-4 and D-5 of ``docs/method/decision.md``. Without a price, money alone orders.
        """
        if self.reading is Reading.SIX_DIMENSIONS:
            pays = standing.delta <= 0 if self.has_benefit else np.bool_(True)
            found = np.where(pays, standing.value, standing.value - BELOW_TODAY)
        else:
            worth = (self.price or 0.0) if price is None else price
            found = worth * POINTS * standing.value - standing.delta
        found[0] = 0.0 if self.has_benefit else -np.inf
        return np.asarray(found, dtype=np.float64)

    def best(self, standing: Standing) -> IntArray:
        """Return the first option of each draw or case.

        Parameters
        ----------
        standing
            Value and money; today's service is the first option.

        Returns
        -------
        IntArray
            Row of the option, shape ``(draw,)``; of equal ones the earlier.
        """
        return np.asarray(self.utility(standing).argmax(axis=0), dtype=np.int64)


def dimension_values(values: FloatArray, within: FloatArray, dimension_of: IntArray) -> FloatArray:
    """Return the value of each dimension.

    Parameters
    ----------
    values
        Values of criteria, shape ``(option, criterion, draw)``. [1]
    within
        Weights within the dimensions, shape ``(criterion,)`` or ``(criterion, draw)``. [1]
    dimension_of
        Index of the dimension of each criterion, shape ``(criterion,)``.

    Returns
    -------
    FloatArray
        Shape ``(option, dimension, draw)``. [1]
    """
    found = np.zeros((values.shape[0], len(DIMENSIONS), values.shape[2]))
    for criterion, dimension in enumerate(dimension_of):
        found[:, dimension] += within[criterion] * values[:, criterion]
    return found


def standing_of(
    reading: Reading,
    dimensions: FloatArray,
    weights: FloatArray,
    delta: FloatArray,
    met: BoolArray | FloatArray,
) -> Standing:
    """Return value and money under one reading and one set of weights.

    Parameters
    ----------
    reading
        Which.
    dimensions
        Values of dimensions, shape ``(option, dimension, draw)``. [1]
    weights
        Weights of the six dimensions, shape ``(dimension,)`` or ``(dimension, draw)``. [1]
    delta
        Net cost less that of today's service, missed gates settled, shape ``(option, draw)``. [CUR]
    met
        Whether every quantitative gate is met, or how likely, shape ``(option, draw)``. [1]

    Returns
    -------
    Standing
        Value and money.

    Notes
    -----
    Equation D-3 of ``docs/method/decision.md``: where a gate is missed, today's service goes on, so
    the value added is 0 and the money is what was sunk.
    """
    if reading is Reading.SIX_DIMENSIONS:
        value = additive_value(values=dimensions, weights=weights)
    else:
        value = additive_value(values=dimensions, weights=without_cost(weights))
        value = value - value[0]
    return Standing(value * met, delta)


def settle(
    table: ValueTable, dimensions: FloatArray, reading: Reading, weights: FloatArray
) -> Standing:
    """Return value and money of a value table.

    Parameters
    ----------
    table
        Money and gates.
    dimensions
        Values of its dimensions, shape ``(option, dimension, draw)``. [1]
    reading
        Which.
    weights
        Weights of the six dimensions, shape ``(dimension,)`` or ``(dimension, draw)``. [1]

    Returns
    -------
    Standing
        Value and money.
    """
    return standing_of(reading, dimensions, weights, table.delta_with_misses(), table.met)


def mean_standing(standing: Standing) -> Standing:
    """Return the expected value and money, as one case.

    Parameters
    ----------
    standing
        Over draws.

    Returns
    -------
    Standing
        Shape ``(option, 1)``.
    """
    return Standing(
        standing.value.mean(axis=1, keepdims=True), standing.delta.mean(axis=1, keepdims=True)
    )


def replace_cost_dimension(
    dimensions: FloatArray, money: FloatArray, time: FloatArray
) -> FloatArray:
    """Return values of dimensions with another value of money.

    Parameters
    ----------
    dimensions
        Shape ``(option, dimension, draw)``. [1]
    money, time
        Weighted values of net cost and of the rest of the cost dimension, shape
        ``(option, draw)``. [1]

    Returns
    -------
    FloatArray
        A copy, shape ``(option, dimension, draw)``. [1]
    """
    found = dimensions.copy()
    found[:, COST] = money + time
    return found
