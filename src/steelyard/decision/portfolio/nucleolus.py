"""Nucleolus: the group with least reason to stay has as much reason as possible, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.coalition_programme import least_largest_excess
from steelyard.decision.portfolio.cooperative_game import (
    excesses,
    memberships,
    normalised,
)
from steelyard.errors import SolverError

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray

INDEPENDENT: Final = 1e-9
"""Distance of a row of zeros and ones from the span of others above which it lies outside; with
fifteen columns it is then at least about 2^-17. [1]"""

PRICED: Final = 1e-6
"""Share of the largest shadow price above which a coalition has one. Prices sum to 1, so that one
always has. [1]"""

CHECK: Final = 1e-7
"""How far a coalition may exceed its level, in a normalised game, before the answer is refused.
[1]"""


class Nucleolus(NamedTuple):
    """The shares, and how they came about."""

    shares: FloatArray
    """Shape ``(player,)``; they sum to the worth of all. [unit of the game]"""
    levels: FloatArray
    """Largest gain by leaving among the coalitions not yet settled, by round, falling, shape
    ``(round,)``. [unit of the game]"""
    is_rational: bool
    """Whether nobody is worse off than alone: asked wherever the worth of all allows it."""


def nucleolus(*, worths: FloatArray) -> Nucleolus:
    """Return the shares under which the largest gains by leaving are smallest, in turn.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)``. [unit of the game]

    Returns
    -------
    Nucleolus
        The only such shares among those that leave nobody worse off than alone; where the
        worth of all does not allow that, among all that share it out (the prenucleolus).

    Raises
    ------
    SolverError
        If a coalition gains more than our own arithmetic allows it.

    Notes
    -----
    Equations G-6 to G-8 of ``docs/method/building-together.md``. A round settles those coalitions
    only that have a shadow price: these gain the level under every optimum of the round, while
    others may be tight by chance of the optimum found. Each round raises the rank of what is
    settled, so there are at most n - 1.

    References
    ----------
    .. [1] Source id ``schmeidler-1969-nucleolus``.
    .. [2] Source id ``maschler-1979-geometric``, the scheme.
    .. [3] Source id ``guajardo-2015-mistakes``, why shadow prices.
    """
    game = normalised(worths=worths)
    members = memberships(n_players=len(game.alone))
    is_rational = bool(game.worths[-1] >= 0)
    settled, sums = members[-1:], game.worths[-1:]
    ceiling, levels = np.full(len(worths), np.inf), []
    is_open = _outside(settled, members)
    while is_open.any():
        found = least_largest_excess(
            worths=game.worths,
            is_open=is_open,
            settled=settled,
            settled_sums=sums,
            is_rational=is_rational,
        )
        levels.append(found.level)
        ceiling[is_open] = found.level
        least_price = PRICED * found.multipliers.max()
        for coalition in np.flatnonzero(found.multipliers > least_price):
            if _outside(settled, members[coalition : coalition + 1])[0]:
                settled = np.vstack([settled, members[coalition]])
                sums = np.append(sums, game.worths[coalition] - found.level)
        is_open = _outside(settled, members)
    shares: FloatArray = np.linalg.solve(settled.astype(np.float64), sums).astype(np.float64)
    if np.any(excesses(worths=game.worths, shares=shares) > ceiling + CHECK):
        message = "sharing: the shares found leave a group more reason to go than was reckoned"
        raise SolverError(message)
    return Nucleolus(game.alone + game.scale * shares, game.scale * np.array(levels), is_rational)


def _outside(settled: BoolArray, rows: BoolArray) -> BoolArray:
    # Rows outside the span of the settled ones: their sums are still free.
    basis = np.linalg.qr(settled.T.astype(np.float64)).Q
    vectors = rows.astype(np.float64)
    beyond = vectors - (vectors @ basis) @ basis.T
    return np.asarray(np.abs(beyond).max(axis=1) > INDEPENDENT, dtype=np.bool_)
