from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from steelyard.decision.portfolio.cooperative_game import (
    coalition_sums,
    excesses,
    memberships,
    normalised,
    proportional_shares,
    require_game,
    shapley_shares,
)
from steelyard.errors import DomainError


def test_bits_of_a_coalition_are_its_players():
    members = memberships(n_players=4)
    assert members.shape == (16, 4)
    assert [int(row @ [1, 2, 4, 8]) for row in members] == [*range(16)]
    shares = np.array([0.5, 7.0, -3.0, 11.0])
    np.testing.assert_allclose(coalition_sums(shares=shares), members @ shares)


def test_the_mean_over_all_orders_of_joining():
    worths = np.random.default_rng(5).normal(size=32)
    worths[0] = 0
    added = np.zeros(5)
    for order in permutations(range(5)):
        present = 0
        for player in order:
            added[player] += worths[present | 1 << player] - worths[present]
            present |= 1 << player
    np.testing.assert_allclose(shapley_shares(worths=worths), added / 120)


def test_every_draw_has_its_own_shares():
    worths = np.random.default_rng(6).normal(size=(8, 4))
    worths[0] = 0
    found = shapley_shares(worths=worths)
    for draw in range(4):
        np.testing.assert_allclose(found[:, draw], shapley_shares(worths=worths[:, draw]))


def test_the_security_council():
    # Nine of fifteen votes, none of five permanent members against: published as 421/2145 and
    # 4/2145.
    n_permanent, n_members = 5, 15
    size = np.bitwise_count(np.arange(2**n_members))
    permanent = 2**n_permanent - 1
    passes = (size >= 9) & (np.arange(2**n_members) & permanent == permanent)
    found = shapley_shares(worths=passes.astype(float))
    np.testing.assert_allclose(found[:n_permanent], 421 / 2145)
    np.testing.assert_allclose(found[n_permanent:], 4 / 2145)


def test_differences_within_rounding_are_none():
    game = normalised(worths=np.array([0.0, 0.1, 0.2, 0.1 + 0.2]))
    assert game.scale == 0
    assert not game.worths.any()
    game = normalised(worths=np.array([0.0, -1e9, -1e9, -2e9 + 1]))
    assert game.scale == 1
    assert game.worths.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("worths", "word"),
    [
        (np.zeros(()), "found 0"),
        (np.zeros(1), "found 1"),
        (np.zeros(6), "found 6"),
        (np.array([1.0, 2.0]), "0 for nobody"),
        (np.array([0.0, np.nan]), "finite"),
        (np.array([0.0, np.inf]), "finite"),
    ],
)
def test_what_is_no_game_is_refused(worths, word):
    with pytest.raises(ValueError, match=word):
        require_game(worths=worths)


def test_more_than_fifteen_players_are_beyond_an_exact_answer():
    require_game(worths=np.zeros(2**15))
    with pytest.raises(DomainError, match="at most 15, found 16"):
        shapley_shares(worths=np.zeros(2**16))


def test_shares_must_fit_the_game():
    with pytest.raises(ValueError, match="8 coalitions"):
        excesses(worths=np.zeros(4), shares=np.zeros(3))


@pytest.mark.parametrize("use", [[0.0, 0.0], [-1.0, 2.0]])
def test_a_proportion_needs_something_to_be_in_proportion_to(use):
    with pytest.raises(ValueError, match="at least 0"):
        proportional_shares(total=1.0, use=np.array(use))
