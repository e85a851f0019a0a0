"""Linear programmes over all coalitions, solved with the few that bind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import linprog

from steelyard.decision.portfolio.cooperative_game import coalition_sums, memberships
from steelyard.errors import SolverError

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

PRECISION: Final = 1e-10
"""Tightest tolerance of the solver, in a normalised game. [1]"""

VIOLATION: Final = 1e-10
"""How far a coalition that was left out must break its condition before it is added. [1]"""

AT_ONCE: Final = 2
"""Coalitions added at a time, times the players. [1]"""


class LeastExcess(NamedTuple):
    """Shares under which the coalition that gains most by leaving gains least."""

    shares: FloatArray
    """Shape ``(player,)``. [1]"""
    level: float
    """What that coalition gains. [1]"""
    multipliers: FloatArray
    """Shadow price of each coalition's condition, shape ``(coalition,)``, which sum to 1; a
    coalition with a price gains exactly the level under all such shares. [1]"""


class _Programme(NamedTuple):
    # Minimise objective · (shares, level), equalities · (shares, level) = sums,
    # shares(S) + level >= worth(S) for the coalitions asked.
    objective: FloatArray
    equalities: FloatArray
    sums: FloatArray
    least_share: float | None
    has_level: bool


class _Solution(NamedTuple):
    shares: FloatArray
    level: float
    multipliers: FloatArray


def least_largest_excess(
    *,
    worths: FloatArray,
    is_open: BoolArray,
    settled: BoolArray,
    settled_sums: FloatArray,
    is_rational: bool,
) -> LeastExcess:
    """Return shares that make the largest gain by leaving as small as it can be.

    Parameters
    ----------
    worths
        Worth of each coalition in a normalised game, shape ``(coalition,)``. [1]
    is_open
        Coalitions whose gain counts, shape ``(coalition,)``; with each its complement, and at
        least one.
    settled
        Coalitions whose sum is settled, all players together among them, shape
        ``(settled, player)``.
    settled_sums
        What each of them holds, shape ``(settled,)``. [1]
    is_rational
        Whether nobody may be worse off than alone.

    Returns
    -------
    LeastExcess
        Shares, level and shadow prices.

    Notes
    -----
    Equation G-7 of ``docs/method/building-together.md``. ``SolverError`` where the solver gives
    no answer.
    """
    n_players = settled.shape[1]
    programme = _Programme(
        objective=np.append(np.zeros(n_players), 1.0),
        equalities=np.column_stack([settled.astype(np.float64), np.zeros(len(settled))]),
        sums=settled_sums,
        least_share=0.0 if is_rational else None,
        has_level=True,
    )
    return LeastExcess(*_solved(programme, worths, is_open))


def least_total(*, worths: FloatArray) -> float:
    """Return the smallest total with which no coalition would gain by leaving.

    Parameters
    ----------
    worths
        Worth of each coalition in a normalised game, shape ``(coalition,)``. [1]

    Returns
    -------
    float
        At least the worth of all players together. [1]

    Notes
    -----
    Equation G-10 of ``docs/method/building-together.md``. ``SolverError`` where the solver gives
    no answer.
    """
    n_players = len(worths).bit_length() - 1
    programme = _Programme(
        objective=np.append(np.ones(n_players), 0.0),
        equalities=np.zeros((0, n_players + 1)),
        sums=np.zeros(0),
        least_share=0.0,
        has_level=False,
    )
    is_asked = np.arange(len(worths)) > 0
    return float(_solved(programme, worths, is_asked).shares.sum())


def _solved(programme: _Programme, worths: FloatArray, is_asked: BoolArray) -> _Solution:
    # Single players and their complements first: together they bound the level. Then, as long as
    # a coalition breaks its condition, those that break it most.
    n_players = len(worths).bit_length() - 1
    members = memberships(n_players=n_players).astype(np.float64)
    alone = 2 ** np.arange(n_players)
    is_in = np.zeros(len(worths), dtype=np.bool_)
    is_in[alone] = is_in[len(worths) - 1 - alone] = True
    is_in &= is_asked
    while True:
        rows = np.flatnonzero(is_in)
        found = _optimum(programme, members[rows], worths[rows])
        gap = worths - coalition_sums(shares=found.shares) - found.level
        gap[is_in | ~is_asked] = -np.inf
        broken = np.argsort(-gap, kind="stable")[: AT_ONCE * n_players]
        broken = broken[gap[broken] > VIOLATION]
        if len(broken) == 0:
            return found._replace(multipliers=_spread(found.multipliers, rows, len(worths)))
        is_in[broken] = True


def _spread(multipliers: FloatArray, rows: IntArray, n_coalitions: int) -> FloatArray:
    every = np.zeros(n_coalitions)
    every[rows] = multipliers
    return every


def _optimum(programme: _Programme, members: FloatArray, worths: FloatArray) -> _Solution:
    has_level = float(programme.has_level)
    found = linprog(
        programme.objective,
        A_ub=-np.column_stack([members, np.full(len(members), has_level)]),
        b_ub=-worths,
        A_eq=programme.equalities if len(programme.sums) else None,
        b_eq=programme.sums if len(programme.sums) else None,
        bounds=[(programme.least_share, None)] * members.shape[1] + [(None, None)],
        method="highs",
        options={
            "primal_feasibility_tolerance": PRECISION,
            "dual_feasibility_tolerance": PRECISION,
        },
    )
    if found.status != 0 or found.x is None:
        message = f"sharing: the linear programme gave no answer ({found.message})"
        raise SolverError(message)
    shares = np.asarray(found.x[:-1], dtype=np.float64)
    level = float(found.x[-1]) * has_level
    return _Solution(shares, level, -np.asarray(found.ineqlin.marginals, dtype=np.float64))
