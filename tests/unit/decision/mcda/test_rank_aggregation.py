"""One ranking out of several."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from steelyard.decision.mcda.rank_aggregation import (
    MOST_ORDERED,
    borda_points,
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
