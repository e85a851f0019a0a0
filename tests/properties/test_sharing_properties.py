"""What must hold however costs are shared, and of the shares found by each rule."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from steelyard.decision.portfolio.cooperative_game import (
    coalition_sums,
    excesses,
    memberships,
    shapley_shares,
)
from steelyard.decision.portfolio.nucleolus import nucleolus
from steelyard.decision.portfolio.stability_of_game import core_of_game, who_would_leave
from steelyard.decision.share_costs import share_costs

CLOSE = 1e-8
FEW = settings(max_examples=40)
"""A linear programme or two take some milliseconds."""


@st.composite
def games(draw, least=1, most=5):
    """Draw worths: small whole numbers, so that ties and degenerate programmes abound."""
    n_players = draw(st.integers(least, most))
    amounts = st.integers(-6, 9)
    worths = draw(st.lists(amounts, min_size=2**n_players - 1, max_size=2**n_players - 1))
    return np.array([0.0, *worths])


@st.composite
def convex_games(draw):
    """Draw games in which to join is worth the more the more have joined."""
    n_players = draw(st.integers(2, 6))
    sizes = st.lists(st.integers(0, 9), min_size=n_players, max_size=n_players)
    worths = np.zeros(2**n_players)
    for measure in draw(st.lists(sizes, min_size=1, max_size=3)):
        worths += coalition_sums(shares=np.array(measure, dtype=float)) ** 2
    return worths


def relabelled(worths, order):
    """Return the same game with player ``order[i]`` as the new player i."""
    members = memberships(n_players=len(order))
    return worths[members @ (2 ** np.array(order))]


def both(worths):
    return shapley_shares(worths=worths), nucleolus(worths=worths).shares


@FEW
@given(games())
def test_exactly_the_worth_of_all_is_shared_out(worths):
    for shares in both(worths):
        assert abs(shares.sum() - worths[-1]) <= CLOSE


@FEW
@given(games(least=2), st.data())
def test_relabelling_players_relabels_shares(worths, data):
    n_players = len(worths).bit_length() - 1
    order = data.draw(st.permutations(range(n_players)))
    for here, there in zip(both(worths), both(relabelled(worths, order)), strict=True):
        np.testing.assert_allclose(there, here[order], atol=CLOSE)


@FEW
@given(games(least=2))
def test_players_alike_have_alike(worths):
    swapped = relabelled(worths, [1, 0, *range(2, len(worths).bit_length() - 1)])
    for shares in both((worths + swapped) / 2):
        assert abs(shares[0] - shares[1]) <= CLOSE


@FEW
@given(games(), st.integers(-6, 9))
def test_who_changes_nothing_has_what_he_has_alone(worths, alone):
    with_dummy = np.concatenate([worths, worths + alone])
    assert abs(shapley_shares(worths=with_dummy)[-1] - alone) <= CLOSE
    if not core_of_game(worths=with_dummy).is_empty:
        assert abs(nucleolus(worths=with_dummy).shares[-1] - alone) <= CLOSE


@given(games(least=3, most=3), games(least=3, most=3))
def test_what_each_adds_to_two_games_adds_up(one, other):
    together = shapley_shares(worths=one + other)
    parts = shapley_shares(worths=one) + shapley_shares(worths=other)
    np.testing.assert_allclose(together, parts, atol=CLOSE)


@FEW
@given(games(), st.floats(0.01, 100), st.data())
def test_own_money_and_another_currency_change_nothing_else(worths, rate, data):
    n_players = len(worths).bit_length() - 1
    amounts = st.lists(st.integers(-50, 50), min_size=n_players, max_size=n_players)
    own = np.array(data.draw(amounts), dtype=float)
    moved = rate * worths + coalition_sums(shares=own)
    for here, there in zip(both(worths), both(moved), strict=True):
        np.testing.assert_allclose(there, rate * here + own, atol=CLOSE * (rate + 1))


@FEW
@given(games())
def test_least_complaint_keeps_everybody_wherever_that_is_possible(worths):
    shares = nucleolus(worths=worths).shares
    stays = len(who_would_leave(worths=worths, shares=shares).gains) == 0
    assert stays != core_of_game(worths=worths).is_empty


@FEW
@given(convex_games())
def test_where_joining_pays_more_and_more_both_rules_keep_everybody(worths):
    assert not core_of_game(worths=worths).is_empty
    for shares in both(worths):
        assert len(who_would_leave(worths=worths, shares=shares).gains) == 0


@FEW
@given(games(least=2))
def test_no_shares_have_a_smaller_largest_gain_than_the_level(worths):
    level = core_of_game(worths=worths).least_level
    for shares in both(worths):
        assert excesses(worths=worths, shares=shares)[1:-1].max() >= level - CLOSE


@FEW
@given(games(least=2))
def test_just_the_subsidy_makes_everybody_stay(worths):
    found = core_of_game(worths=worths)
    assert found.is_empty == (found.subsidy > 0)
    worths[-1] += found.subsidy
    assert not core_of_game(worths=worths).is_empty
    if found.is_empty:
        worths[-1] -= 1e-3
        assert core_of_game(worths=worths).is_empty


@FEW
@given(games())
def test_nobody_is_worse_off_than_alone_where_the_worth_of_all_allows_it(worths):
    found = nucleolus(worths=worths)
    alone = worths[2 ** np.arange(len(found.shares))]
    assert found.is_rational == (worths[-1] >= alone.sum() - CLOSE)
    if found.is_rational:
        assert np.all(found.shares >= alone - CLOSE)


@FEW
@given(games(least=2, most=4), st.permutations(range(4)))
def test_the_order_in_which_a_file_names_groups_changes_nothing(worths, order):
    n_players = len(worths).bit_length() - 1
    players = [f"p{place}" for place in range(n_players)]
    order = [place for place in order if place < n_players]
    groups = {
        ",".join(players[i] for i in order if bits >> i & 1): float(worths[bits])
        for bits in range(1, 2**n_players)
    }
    turned = dict(reversed(groups.items()))
    one = share_costs({"players": players, "cost": groups}).as_json()
    other = share_costs({"players": players, "cost": turned}).as_json()
    assert one == other


@given(games(least=2), st.data())
def test_shares_of_draws_are_those_of_each_draw(worths, data):
    assume(len(worths) <= 16)
    scales = np.array(data.draw(st.lists(st.floats(0, 9), min_size=2, max_size=3)))
    found = shapley_shares(worths=worths[:, np.newaxis] * scales)
    np.testing.assert_allclose(
        found, shapley_shares(worths=worths)[:, np.newaxis] * scales, atol=CLOSE
    )
