"""The nucleolus against its definition, and against Kohlberg's criterion, which needs no rounds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from steelyard.decision.portfolio.cooperative_game import excesses, memberships
from steelyard.decision.portfolio.nucleolus import nucleolus

STEPS = 12
"""Shares of a game of three in whole numbers are multiples of a twelfth."""
ALIKE = 1e-7


def complaints(worths, shares):
    """Return the gains by leaving of all groups but nobody and all, the largest first."""
    return sorted(
        (
            worths[bits] - sum(part for i, part in enumerate(shares) if bits >> i & 1)
            for bits in range(1, len(worths) - 1)
        ),
        reverse=True,
    )


@pytest.mark.parametrize("seed", range(12))
def test_of_all_shares_in_twelfths_none_leaves_smaller_complaints(seed):
    # In fractions, so that "equal" is exact; the smallest in lexicographic order is the nucleolus.
    rng = np.random.default_rng(seed)
    worths = [0, 0, 0, int(rng.integers(0, 6)), 0, *(int(w) for w in rng.integers(0, 6, size=2)), 4]
    reach = range(worths[-1] * STEPS + 1)
    grid = (
        (Fraction(one, STEPS), Fraction(two, STEPS), worths[-1] - Fraction(one + two, STEPS))
        for one, two in product(reach, reach)
        if one + two <= worths[-1] * STEPS
    )
    best = min(grid, key=lambda shares: complaints(worths, shares))
    found = nucleolus(worths=np.array(worths, dtype=float)).shares
    np.testing.assert_allclose(found, np.array(best, dtype=float), atol=ALIKE)


def is_balanced(members, coalitions, tight):
    """Say whether positive weights of these groups cover every player exactly once.

    Players that have no more than alone may be covered less.
    """
    n_players = members.shape[1]
    groups, single = members[coalitions].T.astype(float), np.eye(n_players)[:, tight]
    n_groups, n_tight = groups.shape[1], single.shape[1]
    # Weights of the groups, of the tight players, and the least weight, which is maximised.
    found = linprog(
        np.append(np.zeros(n_groups + n_tight), -1.0),
        A_ub=np.column_stack([
            -np.eye(n_groups), np.zeros((n_groups, n_tight)), np.ones(n_groups)
        ]),
        b_ub=np.zeros(n_groups),
        A_eq=np.column_stack([groups, single, np.zeros(n_players)]),
        b_eq=np.ones(n_players),
        bounds=[(0, None)] * (n_groups + n_tight) + [(None, 1)],
    )  # fmt: skip
    return found.status == 0 and -found.fun > 1e-9


def random_game(rng):
    """Return a game of some kind: votes, whole numbers, growing with size, or costs of a runway."""
    n_players = int(rng.integers(2, 7))
    bits = np.arange(2**n_players)
    sizes = np.bitwise_count(bits).astype(float)
    members = memberships(n_players=n_players)
    kind = rng.integers(4)
    if kind == 0:
        votes = rng.integers(1, 6, size=n_players)
        worths = (members @ votes >= rng.integers(1, votes.sum() + 1)).astype(float)
    elif kind == 1:
        worths = rng.integers(-3, 8, size=len(bits)).astype(float)
    elif kind == 2:
        worths = rng.random(len(bits)) * sizes ** rng.uniform(0.5, 3)
    else:
        lengths = rng.integers(1, 9, size=n_players)
        worths = -(members * lengths).max(axis=1).astype(float)
    worths[0] = 0.0
    return worths


@pytest.mark.parametrize("seed", range(60))
def test_every_level_of_complaint_is_balanced(seed):
    worths = random_game(np.random.default_rng(seed))
    found = nucleolus(worths=worths)
    members = memberships(n_players=len(found.shares))
    gains = excesses(worths=worths, shares=found.shares)
    inner = np.arange(1, len(worths) - 1)
    alone = worths[2 ** np.arange(len(found.shares))]
    tight = np.flatnonzero(found.shares <= alone + ALIKE) if found.is_rational else []
    for level in np.unique(np.round(gains[inner], 6)):
        assert is_balanced(members, inner[gains[inner] >= level - 1e-5], tight)


def test_the_criterion_tells_other_shares_from_the_nucleolus():
    worths = np.array([0.0, 0, 0, 1, 0, 1, 1, 1])
    members = memberships(n_players=3)
    assert is_balanced(members, np.array([3, 5, 6]), [])
    gains = excesses(worths=worths, shares=np.array([0.5, 0.25, 0.25]))
    assert not is_balanced(members, np.flatnonzero(gains >= gains[1:-1].max() - ALIKE), [])
