"""Whether anybody would leave: the core of a game, who would go, and what would hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.coalition_programme import least_largest_excess, least_total
from steelyard.decision.portfolio.cooperative_game import (
    TOLERANCE,
    excesses,
    memberships,
    normalised,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class Leaving(NamedTuple):
    """Coalitions that would do better on their own, the one that gains most first."""

    coalitions: IntArray
    """Their bits, shape ``(leaving,)``; of equal gains the smaller coalition first."""
    gains: FloatArray
    """What each would gain, shape ``(leaving,)``. [unit of the game]"""


class CoreOfGame(NamedTuple):
    """Whether the worth of all can be shared so that nobody would leave."""

    is_empty: bool
    """Whether it cannot."""
    least_level: float
    """Smallest possible largest gain by leaving; below 0 the margin by which all stay.
    [unit of the game]"""
    subsidy: float
    """Least that must come from outside so that nobody would leave, 0 or more.
    [unit of the game]"""


def who_would_leave(*, worths: FloatArray, shares: FloatArray) -> Leaving:
    """Return the coalitions that would gain by leaving.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)``. [unit of the game]
    shares
        Share of each player, shape ``(player,)``. [unit of the game]

    Returns
    -------
    Leaving
        Empty where the shares lie in the core.

    Raises
    ------
    ValueError
        If the shares do not sum to the worth of all.

    Notes
    -----
    Equations G-2 and G-9 of ``docs/method/building-together.md``. Gains within a billionth of the
    largest worth are taken for rounding.
    """
    gains = excesses(worths=worths, shares=shares)
    least = TOLERANCE * float(np.abs(worths).max())
    if abs(gains[-1]) > least:
        message = f"expected shares that sum to {worths[-1]}, found {shares.sum()}"
        raise ValueError(message)
    going = np.flatnonzero(gains > least)
    going = going[np.lexsort((going, np.bitwise_count(going), -gains[going]))]
    return Leaving(going, gains[going])


def core_of_game(*, worths: FloatArray) -> CoreOfGame:
    """Return whether any shares make everybody stay, how narrowly, and what would be missing.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)``. [unit of the game]

    Returns
    -------
    CoreOfGame
        Level of the least core, over all shares that sum to the worth of all, and the cost of
        stability. A single player has nobody to leave: level 0.

    Notes
    -----
    Equations G-7, G-9 and G-10 of ``docs/method/building-together.md``.

    References
    ----------
    .. [1] Source id ``bachrach-2009-stability``, the cost of stability.
    """
    game = normalised(worths=worths)
    members = memberships(n_players=len(game.alone))
    is_open = np.isin(members.sum(axis=1), np.arange(1, len(game.alone)))
    if not is_open.any() or game.scale <= 0:
        return CoreOfGame(is_empty=False, least_level=0.0, subsidy=0.0)
    found = least_largest_excess(
        worths=game.worths,
        is_open=is_open,
        settled=members[-1:],
        settled_sums=game.worths[-1:],
        is_rational=False,
    )
    level = game.scale * found.level
    if level <= TOLERANCE * float(np.abs(worths).max()):
        return CoreOfGame(is_empty=False, least_level=level, subsidy=0.0)
    short = least_total(worths=game.worths) - float(game.worths[-1])
    return CoreOfGame(is_empty=True, least_level=level, subsidy=game.scale * short)
