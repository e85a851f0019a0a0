"""Games of sharing: what every group of players is worth, and what each adds on average.

A group, called a coalition, is a number whose bits are its players: bit ``i`` stands for player
``i``, so that 0 is nobody, 1 the first player, 2 the second, 3 the first two, and ``2**n - 1`` all.
Worths stand in that order. What is to be paid rather than to be had is a worth below 0.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.errors import DomainError

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray

MOST_PLAYERS: Final = 15
"""Players whose coalitions can all be gone through: 32,768. [1]"""

ROUNDING: Final = 1e-12
"""Saving of a coalition, relative to the largest worth, that is taken for rounding. [1]"""

TOLERANCE: Final = 1e-9
"""Gain, relative to the largest worth, below which nobody leaves. [1]"""


class NormalisedGame(NamedTuple):
    """What coalitions are worth beyond their players alone, the largest being 1 or -1."""

    worths: FloatArray
    """Shape ``(coalition,)``. [1]"""
    alone: FloatArray
    """Worth of each player alone, shape ``(player,)``. [unit of the game]"""
    scale: float
    """Size of the largest; 0 where no coalition makes a difference. [unit of the game]"""


def require_game(*, worths: FloatArray) -> None:
    """Check that every coalition has a worth, and nobody none.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)`` or ``(coalition, draw)``.
        [unit of the game]

    Raises
    ------
    ValueError
        If their number is no power of 2 above 1, a number is missing or infinite, or nobody is
        worth something.
    DomainError
        If there are more than 15 players.
    """
    n_coalitions = worths.shape[0] if worths.ndim else 0
    if n_coalitions <= 1 or n_coalitions.bit_count() != 1:
        message = f"expected worths of 2^n coalitions of n players, found {n_coalitions}"
        raise ValueError(message)
    if n_coalitions > 2**MOST_PLAYERS:
        message = (
            f"players: expected at most {MOST_PLAYERS}, found {n_coalitions.bit_length() - 1}. "
            "Join players that always act together into one."
        )
        raise DomainError(message)
    if not np.isfinite(worths).all() or np.any(worths[0] != 0):
        message = "expected finite worths, and 0 for nobody, found otherwise"
        raise ValueError(message)


def memberships(*, n_players: int) -> BoolArray:
    """Return who belongs to which coalition.

    Parameters
    ----------
    n_players
        Players. [1]

    Returns
    -------
    BoolArray
        Shape ``(coalition, player)``, coalitions in the order of their bits.
    """
    coalitions = np.arange(2**n_players)[:, np.newaxis]
    return (coalitions >> np.arange(n_players) & 1).astype(np.bool_)


def coalition_sums(*, shares: FloatArray) -> FloatArray:
    """Return what each coalition holds together.

    Parameters
    ----------
    shares
        Share of each player, shape ``(player,)``. [unit of the game]

    Returns
    -------
    FloatArray
        Sum over its players, shape ``(coalition,)``. [unit of the game]

    Notes
    -----
    Equation G-1 of ``docs/method/building-together.md``.
    """
    sums = np.zeros(1)
    for share in shares:
        sums = np.concatenate([sums, sums + share])
    return sums


def excesses(*, worths: FloatArray, shares: FloatArray) -> FloatArray:
    """Return what each coalition would gain by leaving.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)``. [unit of the game]
    shares
        Share of each player, shape ``(player,)``. [unit of the game]

    Returns
    -------
    FloatArray
        Its worth less what its players hold, shape ``(coalition,)``. [unit of the game]

    Raises
    ------
    ValueError
        If the numbers of coalitions and players do not fit.

    Notes
    -----
    Equation G-2 of ``docs/method/building-together.md``.
    """
    sums = coalition_sums(shares=shares)
    if sums.shape != worths.shape:
        message = f"expected worths of {len(sums)} coalitions, found shape {worths.shape}"
        raise ValueError(message)
    return np.asarray(worths - sums, dtype=np.float64)


def normalised(*, worths: FloatArray) -> NormalisedGame:
    """Return a game less what players are worth alone, in units of the largest difference.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)``. [unit of the game]

    Returns
    -------
    NormalisedGame
        Differences within rounding are 0.

    Notes
    -----
    Equation G-3 of ``docs/method/building-together.md``. Solutions of the one are those of the
    other, shifted and stretched alike.
    """
    require_game(worths=worths)
    alone = worths[2 ** np.arange(len(worths).bit_length() - 1)]
    beyond = worths - coalition_sums(shares=alone)
    beyond[np.abs(beyond) <= ROUNDING * np.abs(worths).max()] = 0.0
    scale = float(np.abs(beyond).max())
    return NormalisedGame(beyond / scale if scale > 0 else beyond, alone, scale)


def shapley_shares(*, worths: FloatArray) -> FloatArray:
    """Return what each player adds to those before him, averaged over all orders of joining.

    Parameters
    ----------
    worths
        Worth of each coalition, shape ``(coalition,)`` or ``(coalition, draw)``.
        [unit of the game]

    Returns
    -------
    FloatArray
        Shapley value, shape ``(player,)`` or ``(player, draw)``; it sums to the worth of all.
        [unit of the game]

    Notes
    -----
    Equation G-4 of ``docs/method/building-together.md``: exact, with 2^n · n operations.

    References
    ----------
    .. [1] Source id ``shapley-1953-value``.
    """
    require_game(worths=worths)
    n_players = len(worths).bit_length() - 1
    coalitions = np.arange(len(worths))
    weight_of_size = np.array([
        1.0 / (n_players * comb(n_players - 1, size)) for size in range(n_players)
    ])
    shares = []
    for player in range(n_players):
        without = coalitions[coalitions >> player & 1 == 0]
        added = worths[without | 1 << player] - worths[without]
        # Not as a matrix product: its threads would wait for each other longer than it takes.
        weights = weight_of_size[np.bitwise_count(without)]
        shares.append(np.einsum("c,c...->...", weights, added))
    return np.array(shares)


def proportional_shares(*, total: float, use: FloatArray) -> FloatArray:
    """Return a total shared in proportion to use.

    Parameters
    ----------
    total
        What is to be shared. [unit of the game]
    use
        Use by each player, or another basis, 0 or more, shape ``(player,)``. [unit of the resource]

    Returns
    -------
    FloatArray
        Shape ``(player,)``. [unit of the game]

    Raises
    ------
    ValueError
        If a use is negative, or nobody uses anything.

    Notes
    -----
    Equation G-5 of ``docs/method/building-together.md``.
    """
    if np.any(use < 0) or not use.sum() > 0:
        message = "expected uses of at least 0 with a sum above 0, found others"
        raise ValueError(message)
    return np.asarray(total * (use / use.sum()), dtype=np.float64)
