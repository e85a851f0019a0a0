"""One ranking out of several: Borda points, and the ranking that contradicts the fewest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

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


def majorities(
    *, utilities: FloatArray, voters: FloatArray, least_leads: FloatArray | None = None
) -> FloatArray:
    """Return how many voters set each option above each other.

    Parameters
    ----------
    utilities
        Utility of each option to each voter, shape ``(option, voter)`` or
        ``(option, voter, draw)``; only its order counts. [unit of the utility]
    voters
        How much each voter counts, shape ``(voter,)``. [1]
    least_leads
        Lead that a voter must see to set the row above the column, shape
        ``(option, option, voter)``; any lead if omitted. [unit of the utility]

    Returns
    -------
    FloatArray
        Voters who set the row above the column, shape ``(option, option)`` or
        ``(option, option, draw)``. [1]

    Raises
    ------
    ValueError
        If utilities are missing, or voters do not match them or count negatively.

    Notes
    -----
    Equations O-11 and O-15 of ``docs/method/voices.md``.
    """
    if np.isnan(utilities).any() or utilities.shape[1] != len(voters) or np.any(voters < 0):
        message = f"expected utilities of every option to {len(voters)} voters, none below 0"
        raise ValueError(message)
    found = np.zeros((len(utilities), len(utilities), *utilities.shape[2:]))
    for voter, counts in enumerate(voters):
        own = utilities[:, voter]
        if least_leads is None:
            above = own[:, np.newaxis] > own[np.newaxis]
        else:
            least = least_leads[:, :, voter].reshape(found.shape[:2] + (1,) * (found.ndim - 2))
            above = own[:, np.newaxis] - own[np.newaxis] > least
        found += counts * above
    return found


def borda_leaders(*, beats: FloatArray) -> BoolArray:
    """Return the options that have the most Borda points in each draw.

    Parameters
    ----------
    beats
        Voters who set the row above the column, shape ``(option, option, draw)``. [1]

    Returns
    -------
    BoolArray
        Whether an option has the most points, shape ``(option, draw)``; several where they tie.

    Notes
    -----
    Equation O-12 of ``docs/method/voices.md``; half of the ties counts for either side, so only
    wins less losses matter.
    """
    ahead = (beats - beats.swapaxes(0, 1)).sum(axis=1)
    return np.asarray(ahead >= ahead.max(axis=0) - ROUNDING, dtype=np.bool_)


def kemeny_leaders(*, beats: FloatArray) -> BoolArray:
    """Return the options that come first in an order that contradicts the fewest, in each draw.

    Parameters
    ----------
    beats
        Voters who set the row above the column, shape ``(option, option, draw)``. [1]

    Returns
    -------
    BoolArray
        Whether some best order begins with an option, shape ``(option, draw)``.

    Raises
    ------
    ValueError
        If more options stand in a circle of majorities than can be ordered exactly.

    Notes
    -----
    Equation O-13 of ``docs/method/voices.md``. Where majorities run in no circle, the best orders
    are those that contradict none of them, and an option can come first if no majority sets another
    above it. Only the draws with a circle are ordered one by one, each kind of table once, and of
    these only the options that every option outside loses to.

    References
    ----------
    .. [1] Source id ``kemeny-1959-mathematics``.
    """
    loses = beats.swapaxes(0, 1) - beats > ROUNDING
    leaders = np.asarray(~loses.any(axis=1), dtype=np.bool_)
    circular = np.flatnonzero(_has_circle(loses))
    if not len(circular):
        return leaders
    members = _undominated(loses[:, :, circular])
    inside = members[:, np.newaxis] & members[np.newaxis]
    tables = np.where(inside, beats[:, :, circular], -1.0).reshape(-1, len(circular))
    kinds, kind_of = np.unique(tables, axis=1, return_inverse=True)
    heads = np.zeros((len(beats), kinds.shape[1]), dtype=np.bool_)
    for kind in range(kinds.shape[1]):
        table = kinds[:, kind].reshape(len(beats), len(beats))
        rows = np.flatnonzero(table.diagonal() >= 0)
        heads[rows, kind] = _heads(table[np.ix_(rows, rows)])
    leaders[:, circular] = heads[:, kind_of.ravel()]
    return leaders


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
    cost, ways = _best_ends(beats)
    order: list[int] = []
    rest = np.arange(len(beats))
    while len(rest):
        # Each place goes to the first option that can hold it.
        heads = _heads_of(rest, beats, cost)
        order.append(int(rest[heads][0]))
        rest = rest[rest != order[-1]]
    return KemenyOrder(np.array(order), float(cost[-1]), float(ways[-1]))


def _heads(beats: FloatArray) -> BoolArray:
    return _heads_of(np.arange(len(beats)), beats, _best_ends(beats)[0])


def _heads_of(rest: IntArray, beats: FloatArray, cost: FloatArray) -> BoolArray:
    # Which of the options that are left can come first: those whom it costs no more than the best.
    bits = 1 << rest
    within = beats[np.ix_(rest, rest)].sum(axis=0)
    return np.asarray(cost[bits.sum() - bits] + within <= cost[bits.sum()] + ROUNDING)


def _has_circle(loses: BoolArray) -> BoolArray:
    # Options above which no majority sets another are taken off until none is left, or all lose.
    left = np.ones(loses.shape[1:], dtype=np.bool_)
    for _ in range(len(left)):
        left = (loses & left[np.newaxis]).any(axis=1) & left
    return np.asarray(left.any(axis=0))


def _undominated(loses: BoolArray) -> BoolArray:
    # The fewest options each of which beats every other one, by rising number of them.
    n_options = len(loses)
    order = np.argsort(-loses.sum(axis=0), axis=0, kind="stable")
    columns = np.arange(loses.shape[2])
    ranked = loses[order[:, np.newaxis], order[np.newaxis], columns]
    size = np.full(len(columns), n_options)
    for n_first in range(n_options - 1, 0, -1):
        beaten = ranked[n_first:, :n_first].all(axis=(0, 1))
        size[beaten] = n_first
    found = np.zeros((n_options, len(columns)), dtype=np.bool_)
    found[order, columns] = np.arange(n_options)[:, np.newaxis] < size
    return found


def _best_ends(beats: FloatArray) -> tuple[FloatArray, FloatArray]:
    # cost[S]: least contradiction within the set S. added[o, S]: voters who set o above members
    # of S, contradicted where o comes after all of them. Sets are numbered by their bits.
    n_options = len(beats)
    if not 1 <= n_options <= MOST_ORDERED:
        message = f"expected 1 to {MOST_ORDERED} options to order exactly, found {n_options}"
        raise ValueError(message)
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
    return cost, ways
