"""One ranking out of several."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from steelyard.decision.mcda.rank_aggregation import (
    MOST_ORDERED,
    borda_leaders,
    borda_points,
    kemeny_leaders,
    kemeny_order,
    majorities,
)


def contradicted(beats, order):
    return sum(beats[low, high] for i, high in enumerate(order) for low in order[i + 1 :])


def test_every_order_compared_gives_the_same_answer(rng):
    for n_options in (1, 2, 5):
        utilities = rng.integers(0, 4, (n_options, 5)).astype(float)
        beats = majorities(utilities=utilities, voters=rng.integers(1, 4, 5).astype(float))
        found = kemeny_order(beats=beats)
        costs = {order: contradicted(beats, order) for order in permutations(range(n_options))}
        best = min(costs.values())
        assert found.distance == pytest.approx(best)
        assert found.n_orders == sum(cost == best for cost in costs.values())
        assert tuple(found.order) in [order for order, cost in costs.items() if cost == best]


def test_one_voter_is_followed():
    utilities = np.array([[0.1], [0.9], [0.5]])
    beats = majorities(utilities=utilities, voters=np.ones(1))
    assert kemeny_order(beats=beats).order.tolist() == [1, 2, 0]
    assert kemeny_order(beats=beats).distance == 0
    assert borda_points(utilities=utilities, voters=np.ones(1)).tolist() == [0, 2, 1]


def test_ties_share_points_and_come_in_the_order_given():
    level = np.zeros((3, 2))
    assert borda_points(utilities=level, voters=np.ones(2)).tolist() == [2, 2, 2]
    found = kemeny_order(beats=majorities(utilities=level, voters=np.ones(2)))
    assert found.order.tolist() == [0, 1, 2]
    assert found.n_orders == 6


def test_as_many_options_as_can_be_ordered_are(rng):
    beats = majorities(utilities=rng.random((MOST_ORDERED, 4)), voters=np.ones(4))
    found = kemeny_order(beats=beats)
    assert sorted(found.order.tolist()) == list(range(MOST_ORDERED))
    assert contradicted(beats, found.order.tolist()) == pytest.approx(found.distance)


def test_more_options_are_refused_not_guessed():
    for n_options in (0, MOST_ORDERED + 1):
        with pytest.raises(ValueError, match="to order exactly"):
            kemeny_order(beats=np.zeros((n_options, n_options)))


@pytest.mark.parametrize(
    ("utilities", "voters"),
    [([[np.nan], [1.0]], [1.0]), ([[1.0], [2.0]], [1.0, 1.0]), ([[1.0], [2.0]], [-1.0])],
)
def test_voters_who_do_not_fit_are_refused(utilities, voters):
    with pytest.raises(ValueError, match="expected utilities"):
        majorities(utilities=np.array(utilities), voters=np.array(voters))


def drawn_beats(rng, n_options, n_voters, n_draws, levels):
    utilities = rng.integers(0, levels, (n_options, n_voters, n_draws)).astype(float)
    return utilities, majorities(utilities=utilities, voters=np.ones(n_voters))


def test_drawn_majorities_are_those_of_each_draw(rng):
    utilities, beats = drawn_beats(rng, 4, 3, 6, 5)
    for draw in range(6):
        alone = majorities(utilities=utilities[:, :, draw], voters=np.ones(3))
        assert np.array_equal(beats[:, :, draw], alone)


def test_a_least_lead_makes_small_differences_ties():
    utilities = np.array([[1.0], [0.9], [0.0]])
    leads = np.full((3, 3, 1), 0.5)
    found = majorities(utilities=utilities, voters=np.array([2.0]), least_leads=leads)
    assert found.tolist() == [[0, 0, 2], [0, 0, 2], [0, 0, 0]]


@pytest.mark.parametrize("n_voters", [1, 2, 3, 4])
def test_leaders_are_those_with_the_most_points(rng, n_voters):
    utilities, beats = drawn_beats(rng, 4, n_voters, 40, 6)
    found = borda_leaders(beats=beats)
    for draw in range(40):
        points = borda_points(utilities=utilities[:, :, draw], voters=np.ones(n_voters))
        assert np.array_equal(found[:, draw], points == points.max())


@pytest.mark.parametrize("n_voters", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("levels", [3, 50])
def test_leaders_begin_some_order_that_contradicts_the_fewest(rng, n_voters, levels):
    _, beats = drawn_beats(rng, 5, n_voters, 60, levels)
    found = kemeny_leaders(beats=beats)
    for draw in range(60):
        table = beats[:, :, draw]
        costs = {order: contradicted(table, order) for order in permutations(range(5))}
        firsts = {order[0] for order, cost in costs.items() if cost <= min(costs.values()) + 1e-9}
        assert set(np.flatnonzero(found[:, draw])) == firsts


def test_a_circle_too_large_to_order_is_refused_and_a_large_table_without_one_is_not(rng):
    n_options = MOST_ORDERED + 1
    line = np.triu(np.full((n_options, n_options), 3.0), 1)[:, :, np.newaxis]
    assert np.flatnonzero(kemeny_leaders(beats=line)[:, 0]).tolist() == [0]
    circle = line.copy()
    circle[0, -1], circle[-1, 0] = 0.0, 3.0
    with pytest.raises(ValueError, match="to order exactly"):
        kemeny_leaders(beats=circle)


def test_the_first_of_equal_orders_begins_with_the_first_option(rng):
    for _ in range(20):
        beats = majorities(utilities=rng.integers(0, 3, (5, 2)).astype(float), voters=np.ones(2))
        costs = {order: contradicted(beats, order) for order in permutations(range(5))}
        best = min(costs.values())
        equal = [order for order, cost in costs.items() if cost == best]
        assert tuple(kemeny_order(beats=beats).order) == min(equal)
