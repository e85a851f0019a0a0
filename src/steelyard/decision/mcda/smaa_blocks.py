"""SMAA-2 over any number of draws, block by block: what it holds does not grow with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.checks import require_table, require_weights
from steelyard.decision.mcda.smaa import acceptability, acceptability_sums, add_sums

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.decision.mcda.smaa import Acceptability
    from steelyard.quantities.arrays import FloatArray


class DrawBlock(NamedTuple):
    """Some of the draws."""

    values: FloatArray
    """Values, shape ``(option, criterion)`` or ``(option, criterion, draw)``. [1]"""
    weights: FloatArray
    """Weights behind each of these draws, shape ``(criterion, draw)``. [1]"""


def smaa2_of_blocks(
    *, blocks: Iterable[DrawBlock], effective_size: float | None = None
) -> Acceptability:
    """Return the acceptability of each option, from draws that come block by block.

    Parameters
    ----------
    blocks
        All draws; each block is let go before the next is asked for.
    effective_size
        Independent draws the sample is worth, where less than its size. [1]

    Returns
    -------
    Acceptability
        As :func:`~steelyard.decision.mcda.smaa.smaa2` gives it for all draws at once.

    Raises
    ------
    ValueError
        If there is no block, or one does not fit together.

    Notes
    -----
    Equations S-3 to S-7 of ``docs/method/smaa.md``: counts of ranks and of pairwise wins, sums of
    losses and of the weights where an option is first add up over blocks; nothing else is kept. A
    quantile, such as the regret exceeded in one draw of twenty, cannot be had this way.

    References
    ----------
    .. [1] Source id ``lahdelma-2001-smaa2``.
    """
    total = None
    for values, weights in blocks:
        require_table(performance=values)
        require_weights(weights=weights, performance=values)
        utilities = additive_value(values=values, weights=weights).reshape(len(values), -1)
        sums = acceptability_sums(utilities=utilities, weights=weights)
        total = sums if total is None else add_sums(left=total, right=sums)
    if total is None:
        message = "expected at least one block of draws, found none"
        raise ValueError(message)
    return acceptability(sums=total, effective_size=effective_size)
