"""One ranking out of several: Borda points, and the ranking that contradicts the fewest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray

MOST_ORDERED: Final = 16
"""Options up to which every order is compared; beyond, none is given. [1]"""

ROUNDING: Final = 1e-9
"""Contradicted voters closer than this are the same number. [1]"""


class KemenyOrder(NamedTuple):
    """The order that contradicts the fewest voters, pair by pair."""

    order: IntArray
    """Options, the best first, shape ``(option,)``; of equal orders the one that comes first."""
    distance: float
    """Voters contradicted, summed over pairs of options. [1]"""
    n_orders: float
    """Orders that contradict as few. [1]"""


def borda_points(*, utilities: FloatArray, voters: FloatArray) -> FloatArray:
    """Return how many options each option beats, summed over voters.

    Parameters
    ----------
    utilities
        Utility of each option to each voter, shape ``(option, voter)``; only its order counts.
        [unit of the utility]
    voters
        How much each voter counts, shape ``(voter,)``. [1]

    Returns
    -------
    FloatArray
        Points, shape ``(option,)``: 1 for each option beaten, half for each tied. [1]

    Notes
    -----
    Equation O-12 of ``docs/method/voices.md``. Valid for complete rankings; adding a weak option
    may change who leads.

    References
    ----------
    .. [1] Source id ``borda-1781-elections``.
    """
    beats = majorities(utilities=utilities, voters=voters)
    tied = voters.sum() - beats - beats.T
    np.fill_diagonal(tied, 0.0)
    return np.asarray((beats + 0.5 * tied).sum(axis=1), dtype=np.float64)


def majorities(*, utilities: FloatArray, voters: FloatArray) -> FloatArray:
    """Return how many voters set each option above each other.

    Parameters
    ----------
    utilities
        Utility of each option to each voter, shape ``(option, voter)``; only its order counts.
        [unit of the utility]
    voters
        How much each voter counts, shape ``(voter,)``. [1]

    Returns
    -------
    FloatArray
        Voters who set the row above the column, shape ``(option, option)``. [1]

    Raises
    ------
    ValueError
        If utilities are missing, or voters do not match them or count negatively.

    Notes
    -----
    Equation O-11 of ``docs/method/voices.md``.
    """
    if np.isnan(utilities).any() or utilities.shape[1] != len(voters) or np.any(voters < 0):
        message = f"expected utilities of every option to {len(voters)} voters, none below 0"
        raise ValueError(message)
    above = utilities[:, np.newaxis] > utilities[np.newaxis]
    return np.asarray(above @ voters, dtype=np.float64)


def kemeny_order(*, beats: FloatArray) -> KemenyOrder:
    """Return the order that contradicts the fewest voters, exactly.

    Parameters
    ----------
    beats
        Voters who set the row above the column, shape ``(option, option)``. [1]

    Returns
    -------
    KemenyOrder
        The order, what it contradicts, and how many orders do as well.

    Raises
    ------
    ValueError
        If there are more options than can be ordered exactly; no guess is made.

    Notes
    -----
    Equation O-13 of ``docs/method/voices.md``, by the best last place of every set of options: time
    and memory double with every option.

    References
    ----------
    .. [1] Source id ``kemeny-1959-mathematics``.
    """
    n_options = len(beats)
    if not 1 <= n_options <= MOST_ORDERED:
        message = f"expected 1 to {MOST_ORDERED} options to order exactly, found {n_options}"
        raise ValueError(message)
    cost, ways, added = _best_ends(beats)
    order: list[int] = []
    rest = (1 << n_options) - 1
    while rest:
        # The last place goes to the latest option that can hold it, so that the first comes first.
        last = next(
            option
            for option in reversed(range(n_options))
            if rest >> option & 1
            and cost[rest ^ 1 << option] + added[option, rest ^ 1 << option]
            <= cost[rest] + ROUNDING
        )
        order.append(last)
        rest ^= 1 << last
    return KemenyOrder(np.array(order[::-1]), float(cost[-1]), float(ways[-1]))


def _best_ends(beats: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    # cost[S]: least contradiction within the set S. added[o, S]: voters who set o above members
    # of S, contradicted where o comes after all of them. Sets are numbered by their bits.
    n_options = len(beats)
    added = np.zeros((n_options, 1 << n_options))
    for bit in range(n_options):
        half = 1 << bit
        added[:, half : 2 * half] = added[:, :half] + beats[:, [bit]]
    sets = np.arange(1 << n_options)
    sizes = np.array([int(number).bit_count() for number in sets])
    cost = np.full(len(sets), np.inf)
    ways = np.zeros(len(sets))
    cost[0], ways[0] = 0.0, 1.0
    for size in range(1, n_options + 1):
        layer = sets[sizes == size]
        ends = np.full((n_options, len(layer)), np.inf)
        before = np.zeros((n_options, len(layer)))
        for option in range(n_options):
            has = (layer >> option & 1) == 1
            without = layer[has] ^ (1 << option)
            ends[option, has] = cost[without] + added[option, without]
            before[option, has] = ways[without]
        cost[layer] = ends.min(axis=0)
        ways[layer] = np.where(ends <= cost[layer] + ROUNDING, before, 0.0).sum(axis=0)
    return cost, ways, added
