"""What must hold for every way of stating weights and of joining voices."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from steelyard.decision.mcda.pairwise import pairwise_priorities, worst_judgements
from steelyard.decision.mcda.rank_aggregation import borda_points, kemeny_order, majorities
from steelyard.decision.mcda.trade_offs import swing_money
from steelyard.decision.mcda.weight_conflicts import (
    hold_together,
    reach_of,
    smallest_relaxations,
)
from steelyard.decision.mcda.weight_sampling import (
    allowed_weights,
    rank_order_centroid,
    sample_weights,
)
from steelyard.decision.mcda.weight_statements import Interval, Ranking, Ratio
from steelyard.decision.robustness.acceptance import (
    accepted_shares,
    broadest_acceptance,
    losses,
)

SEEDS = st.integers(0, 2**32 - 1)
DRAWS = 4000


def _sampled(statements, n_items, seed, n_draws=DRAWS):
    names = [str(item) for item in range(n_items)]
    allowed = allowed_weights(n_items=n_items, statements=statements, names=names)
    return sample_weights(weight_set=allowed, n_draws=n_draws, rng=np.random.default_rng(seed))


@settings(max_examples=30)
@given(st.integers(2, 12), st.floats(1, 9), SEEDS)
def test_one_weighs_so_many_times_another_with_its_probability(n_items, ratio, seed):
    weights = _sampled((), n_items, seed).weights
    p = 1 / (1 + ratio)
    assert (weights[0] >= ratio * weights[-1]).mean() == pytest.approx(
        p, abs=5 * np.sqrt(p * (1 - p) / DRAWS)
    )


@settings(max_examples=30)
@given(st.permutations(range(5)), st.integers(1, 5), SEEDS)
def test_the_mean_under_a_ranking_is_the_rank_order_centroid(order, n_first, seed):
    tiers = tuple(tier for tier in (tuple(order[:n_first]), tuple(order[n_first:])) if tier)
    found = _sampled((Ranking(tiers),), 5, seed).weights
    exact = rank_order_centroid(tiers=tiers)
    error = found.std(axis=1) / np.sqrt(DRAWS)
    assert np.all(np.abs(found.mean(axis=1) - exact) <= 5 * error)


@settings(max_examples=30)
@given(st.floats(0.2, 3), st.floats(1, 3), SEEDS)
def test_a_ratio_interval_is_sampled_exactly(low, width, seed):
    # P(w1 >= r w2) = 1 / (1 + r) on the whole set, so the median ratio of the interval is known.
    high = low * width
    found = _sampled((Ratio(0, 1, low, high),), 4, seed)
    middle = 2 / (1 / (1 + low) + 1 / (1 + high)) - 1
    share = (found.weights[0] >= middle * found.weights[1]).mean()
    assert found.method in {"simplex", "fixed"}
    if high > low * 1.01:
        assert share == pytest.approx(0.5, abs=0.05)


@st.composite
def statements(draw):
    n_items = 4
    items = st.integers(0, n_items - 1)
    bound = st.sampled_from([0.1, 0.3, 0.5, 0.7])
    found = []
    for _ in range(draw(st.integers(2, 6))):
        if draw(st.booleans()):
            low = draw(bound)
            found.append(Interval(draw(items), low, draw(st.sampled_from([low, 1.0]))))
        else:
            pair = draw(st.lists(items, min_size=2, max_size=2, unique=True))
            found.append(Ratio(*pair, draw(st.sampled_from([0.5, 2.0, 3.0])), np.inf))
    return n_items, found


@settings(max_examples=40, deadline=None)
@given(statements())
def test_the_fewest_statements_to_relax_are_the_fewest(case):
    n_items, said = case
    found = smallest_relaxations(statements=said, n_items=n_items)

    def settles(removed):
        kept = [statement for index, statement in enumerate(said) if index not in removed]
        return hold_together(statements=kept, n_items=n_items)

    if not found:
        assert settles(())
        return
    size = len(found[0])
    every = [list(way) for way in combinations(range(len(said)), size) if settles(way)]
    assert [*found] == every
    smaller = [way for n in range(size) for way in combinations(range(len(said)), n)]
    assert not any(settles(way) for way in smaller)


@settings(max_examples=30, deadline=None)
@given(statements(), SEEDS)
def test_drawn_weights_lie_within_the_reach_of_what_was_said(case, seed):
    n_items, said = case
    if not hold_together(statements=said, n_items=n_items):
        return
    allowed = allowed_weights(n_items=n_items, statements=said, names=list("abcd"))
    weights = sample_weights(
        weight_set=allowed, n_draws=200, rng=np.random.default_rng(seed)
    ).weights
    for item in range(n_items):
        least, greatest = reach_of(conditions=allowed.conditions, item=item)
        assert weights[item].min() >= least - 1e-6
        assert weights[item].max() <= greatest + 1e-6


@given(arrays(float, 6, elements=st.floats(0.02, 1)), st.permutations(range(6)))
def test_judgements_give_back_weights_whatever_the_order_of_items(raw, order):
    weights = raw / raw.sum()
    table = weights[:, np.newaxis] / weights
    found = pairwise_priorities(judgements=table)
    assert found.weights == pytest.approx(weights, abs=1e-9)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-6)
    assert worst_judgements(judgements=table, n_worst=3) == ()
    shuffled = pairwise_priorities(judgements=table[np.ix_(order, order)])
    assert shuffled.weights == pytest.approx(weights[list(order)], abs=1e-9)


@given(arrays(float, (5, 5), elements=st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1.0, 2.0, 4.0, 9.0])))
def test_no_judgements_are_better_than_consistent(raw):
    upper = np.triu(raw, 1)
    table = np.eye(5) + upper + np.divide(1.0, upper.T, out=np.zeros((5, 5)), where=upper.T > 0)
    found = pairwise_priorities(judgements=table)
    assert found.consistency_ratio >= 0
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights.min() > 0
    told = worst_judgements(judgements=table, n_worst=3)
    far = [round(abs(np.log(entry.stated / entry.implied)), 8) for entry in told]
    assert far == sorted(far, reverse=True)
    assert all(entry.stated >= 1 for entry in told)


@given(st.floats(1, 1e9), st.floats(0.1, 4), st.floats(1, 40))
def test_twice_the_gain_for_twice_the_money_is_the_same_statement(money, gain, years):
    def worth(factor):
        return swing_money(
            money_per_year=np.array([money * factor]),
            years=years,
            gain=gain * factor,
            anchor_range=8.0,
            within_weight=0.25,
        )

    assert worth(2.0) == pytest.approx(worth(1.0))


@st.composite
def ballots(draw):
    shape = (draw(st.integers(2, 5)), draw(st.integers(1, 5)))
    utilities = draw(arrays(float, shape, elements=st.integers(0, 4).map(float)))
    voters = draw(arrays(float, shape[1], elements=st.integers(1, 5).map(float)))
    return utilities, voters


@given(ballots(), st.randoms(use_true_random=False))
def test_relabelling_options_or_voters_changes_no_joint_ranking(case, random):
    utilities, voters = case
    rows, columns = list(range(len(utilities))), list(range(len(voters)))
    random.shuffle(rows)
    random.shuffle(columns)
    points = borda_points(utilities=utilities, voters=voters)
    moved, counted = utilities[rows][:, columns], voters[columns]
    assert borda_points(utilities=moved, voters=counted) == pytest.approx(points[rows])
    before = kemeny_order(beats=majorities(utilities=utilities, voters=voters))
    after = kemeny_order(beats=majorities(utilities=moved, voters=counted))
    assert after.distance == pytest.approx(before.distance)
    assert after.n_orders == before.n_orders


@given(ballots())
def test_the_joint_order_contradicts_no_more_than_any_other(case):
    beats = majorities(utilities=case[0], voters=case[1])
    found = kemeny_order(beats=beats)
    every = [
        sum(beats[low, high] for i, high in enumerate(order) for low in order[i + 1 :])
        for order in permutations(range(len(beats)))
    ]
    assert found.distance == pytest.approx(min(every))
    assert found.n_orders == sum(cost <= min(every) + 1e-9 for cost in every)


@given(ballots())
def test_what_everybody_prefers_comes_first_in_every_joint_ranking(case):
    utilities, voters = case
    utilities = utilities.copy()
    utilities[0] = utilities.max(axis=0) + 1
    points = borda_points(utilities=utilities, voters=voters)
    assert points[0] == points.max()
    assert kemeny_order(beats=majorities(utilities=utilities, voters=voters)).order[0] == 0


@given(arrays(float, (4, 12), elements=st.floats(0, 1)), st.floats(0, 0.5), st.floats(0, 0.5))
def test_acceptance_grows_with_tolerance_and_every_weighting_accepts_something(table, one, more):
    lost = losses(utilities=table, side_of=np.zeros(4, dtype=int))
    strict = accepted_shares(lost=lost, tolerance=one)
    wide = accepted_shares(lost=lost, tolerance=one + more)
    assert np.all(wide >= strict)
    assert accepted_shares(lost=lost, tolerance=0.0).sum() >= 1 - 1e-12
    shifted = losses(utilities=table + 3.0, side_of=np.zeros(4, dtype=int))
    assert accepted_shares(lost=shifted, tolerance=1.0).tolist() == [1.0] * 4
    both = np.vstack([strict, wide])
    found = broadest_acceptance(accepted=both)
    assert found.share == strict.max()
