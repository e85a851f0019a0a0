"""Value against net cost: which option is best at each price somebody may put on value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray


class EfficientSet(NamedTuple):
    """Options that are best at some price of value, and the prices at which the best changes."""

    options: tuple[int, ...]
    """Indices of the best options as the price of value rises from zero."""
    switch_prices: FloatArray
    """Price at which each next option takes over, rising, one fewer than the options.
    [money per value point]"""
    is_undominated: BoolArray
    """Whether no other option has as much value at as low a net cost and more of one, shape
    ``(option,)``."""


def efficient_set(*, values: FloatArray, net_costs: FloatArray) -> EfficientSet:
    """Return the options that maximise price times value less net cost, for every price.

    Parameters
    ----------
    values
        Value over the non-monetary dimensions, shape ``(option,)``. [1]
    net_costs
        Net cost, shape ``(option,)``; may be negative. [money]

    Returns
    -------
    EfficientSet
        Upper envelope of the lines price · value - net cost; an undominated option that is not
        on it is best at no price. Of two options alike in both, the earlier is listed.

    Raises
    ------
    ValueError
        If the two differ in length, are empty, or hold a missing number.

    Notes
    -----
    Equation R-7 of ``docs/method/regret.md``.
    """
    if values.shape != net_costs.shape or values.size == 0 or not np.isfinite(values).all():
        message = "expected a finite value and net cost of each option"
        raise ValueError(message)
    if not np.isfinite(net_costs).all():
        message = "expected a finite net cost of each option"
        raise ValueError(message)
    current = int(np.lexsort((np.arange(len(values)), -values, net_costs))[0])
    options, prices = [current], []
    while True:
        richer = np.flatnonzero(values > values[current])
        if len(richer) == 0:
            break
        switch = (net_costs[richer] - net_costs[current]) / (values[richer] - values[current])
        order = np.lexsort((richer, -values[richer], switch))
        current = int(richer[order[0]])
        options.append(current)
        prices.append(float(switch[order[0]]))
    more = values[:, np.newaxis] >= values
    cheaper = net_costs[:, np.newaxis] <= net_costs
    is_equal = (values[:, np.newaxis] == values) & (net_costs[:, np.newaxis] == net_costs)
    dominated = (more & cheaper & ~is_equal).any(axis=0)
    return EfficientSet(tuple(options), np.array(prices), ~dominated)
