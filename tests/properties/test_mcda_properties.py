"""What must hold for every table, every weighting and every set of statements."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.promethee import promethee2_net_flows
from steelyard.decision.mcda.smaa import group_first_shares, smaa2
from steelyard.decision.mcda.topsis import topsis_closeness
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.mcda.weight_sampling import allowed_weights, sample_weights
from steelyard.decision.mcda.weight_statements import Interval, Ranking, Ratio
from steelyard.decision.portfolio.enumeration import enumerate_portfolios
from steelyard.decision.rank_table import rank_table
from steelyard.decision.robustness.dominance import screen
from steelyard.decision.robustness.regret import regret_summary

SIZES = st.tuples(st.integers(2, 6), st.integers(1, 5))
SEEDS = st.integers(0, 2**32 - 1)
SHARE = st.floats(0, 1, allow_subnormal=False).map(lambda x: round(x, 6))


@st.composite
def tables(draw, elements=SHARE):
    """Return values on a grid, so that ties are common, and weights."""
    n_options, n_criteria = draw(SIZES)
    values = draw(arrays(float, (n_options, n_criteria), elements=elements))
    raw = draw(arrays(float, n_criteria, elements=st.integers(1, 100).map(float)))
    return values, raw / raw.sum()


def _draws(values, seed, n_draws=60):
    return np.random.default_rng(seed).dirichlet(np.ones(values.shape[1]), size=n_draws).T


def _scores(values, weights):
    n_criteria = values.shape[1]
    up = np.ones(n_criteria, dtype=bool)
    zero = np.zeros(n_criteria)
    return {
        "additive": additive_value(values=values, weights=weights),
        "topsis": topsis_closeness(performance=values, weights=weights, is_benefit=up),
        "promethee2": promethee2_net_flows(
            performance=values,
            weights=weights,
            is_benefit=up,
            preferences=["usual"] * n_criteria,
            indifference=zero,
            strict_preference=zero,
        ),
    }


@given(tables())
def test_a_dominated_option_never_ranks_above_its_dominator(table):
    values, weights = table
    better = values.copy()
    better[0] = np.minimum(better[0], better[1])
    for method, scores in _scores(better, weights).items():
        assert scores[0] <= scores[1] + 1e-12, method


@given(tables(), SEEDS)
def test_a_dominated_option_is_never_more_often_first(table, seed):
    values, _ = table
    values[0] = np.minimum(values[0], values[1])
    found = smaa2(values=values, weights=_draws(values, seed))
    assert found.rank_acceptability[0, 0] <= found.rank_acceptability[1, 0] + 1e-12
    assert found.expected_loss[0] >= found.expected_loss[1] - 1e-12


@given(tables(), st.randoms(use_true_random=False))
def test_relabelling_options_changes_nothing(table, random):
    values, weights = table
    order = list(range(len(values)))
    random.shuffle(order)
    before, after = _scores(values, weights), _scores(values[order], weights)
    for method, scores in before.items():
        assert after[method] == pytest.approx(scores[order], abs=1e-12), method
    ranks = smaa2(values=values, weights=weights).rank_acceptability
    assert smaa2(values=values[order], weights=weights).rank_acceptability == pytest.approx(
        ranks[order], abs=1e-12
    )


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_criteria_changes_nothing(table, random):
    values, weights = table
    order = list(range(len(weights)))
    random.shuffle(order)
    before, after = _scores(values, weights), _scores(values[:, order], weights[order])
    for method, scores in before.items():
        assert after[method] == pytest.approx(scores, abs=1e-9), method


@given(tables(), SEEDS)
def test_acceptabilities_sum_to_one_both_ways(table, seed):
    values, _ = table
    found = smaa2(values=values, weights=_draws(values, seed))
    ones = np.ones(len(values))
    assert found.rank_acceptability.sum(axis=0) == pytest.approx(ones)
    assert found.rank_acceptability.sum(axis=1) == pytest.approx(ones)
    assert found.rank_acceptability.min() >= 0
    both = found.pairwise_winning + found.pairwise_winning.T
    assert both == pytest.approx(1 - np.eye(len(values)))
    groups = np.arange(len(values)) // 2
    shares = group_first_shares(
        rank_acceptability=found.rank_acceptability, group_of=groups, effective_size=60.0
    ).first_share
    assert shares.sum() == pytest.approx(1)


@given(tables(), SEEDS)
def test_a_clone_shares_the_vote_of_its_twin_and_takes_none_from_others(table, seed):
    values, _ = table
    weights = _draws(values, seed)
    alone = smaa2(values=values, weights=weights).rank_acceptability[:, 0]
    cloned = smaa2(values=np.vstack([values, values[:1]]), weights=weights)
    first = cloned.rank_acceptability[:, 0]
    assert first[0] == pytest.approx(first[-1])
    never_tied = np.all(np.abs(values[1:] - values[0]).max(axis=1) > 1e-6)
    assume(never_tied)
    assert first[0] + first[-1] == pytest.approx(alone[0], abs=0.02)


@given(tables(), SEEDS)
def test_untied_ranks_refine_tied_ranks(table, seed):
    values, weights = table
    tied = additive_value(values=values, weights=weights)
    nudge = np.random.default_rng(seed).random(len(values)) * 1e-9
    untied = tied + nudge
    for one, other in np.argwhere(tied[:, np.newaxis] > tied + 1e-8):
        assert untied[one] > untied[other]


@given(
    arrays(float, 5, elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 3))),
    st.floats(-1e6, 1e6),
    st.floats(1, 1e6),
)
def test_adding_a_constant_to_a_criterion_and_its_anchors_changes_nothing(found, constant, width):
    before = linear_value(performance=found, worst=0.0, best=width)
    after = linear_value(performance=found + constant, worst=constant, best=width + constant)
    assert after.values == pytest.approx(before.values, abs=1e-6)


@given(arrays(float, 5, elements=st.floats(-1e6, 1e6)), st.floats(1e-3, 1e3), st.floats(1, 1e6))
def test_the_unit_of_a_criterion_changes_nothing(found, factor, width):
    before = linear_value(performance=found, worst=width, best=0.0)
    after = linear_value(performance=factor * found, worst=factor * width, best=0.0)
    assert after.values == pytest.approx(before.values, abs=1e-9)


@given(tables(), st.floats(0.1, 10))
def test_topsis_does_not_mind_the_unit(table, factor):
    values, weights = table
    up = np.ones(len(weights), dtype=bool)
    scaled = values.copy()
    scaled[:, 0] *= factor
    before = topsis_closeness(performance=values, weights=weights, is_benefit=up)
    after = topsis_closeness(performance=scaled, weights=weights, is_benefit=up)
    assume(np.ptp(values[:, 0]) > 1e-3)
    assert after == pytest.approx(before, abs=1e-6)


@given(tables())
def test_net_flows_sum_to_zero(table):
    values, weights = table
    assert _scores(values, weights)["promethee2"].sum() == pytest.approx(0, abs=1e-12)


@given(tables())
def test_regret_is_smallest_for_a_dominator_and_never_negative(table):
    values, _ = table
    values[0] = values.max(axis=0)
    found = regret_summary(utilities=values)
    assert found.largest[0] == 0
    assert found.mean.min() >= 0
    assert np.all(found.mean <= found.largest + 1e-12)
    assert np.all(found.p95 <= found.largest + 1e-12)


@settings(max_examples=40)
@given(st.integers(2, 6), SEEDS, st.data())
def test_sampled_weights_meet_what_was_said(n_items, seed, data):
    items = st.integers(0, n_items - 1)
    low = data.draw(st.floats(0, 0.5 / n_items))
    statements = [Interval(data.draw(items), low, 1.0)]
    pair = data.draw(st.lists(items, min_size=2, max_size=2, unique=True))
    statements.append(Ratio(*pair, 0.5, data.draw(st.sampled_from([0.5, 2.0, np.inf]))))
    if data.draw(st.booleans()):
        statements.append(Ranking((tuple(pair[:1]), tuple(pair[1:]))))
        assume(statements[1].high > 1)
    allowed = allowed_weights(
        n_items=n_items, statements=statements, names=[str(item) for item in range(n_items)]
    )
    rng = np.random.default_rng(seed)
    weights = sample_weights(weight_set=allowed, n_draws=40, rng=rng).weights
    assert weights.shape == (n_items, 40)
    assert weights.sum(axis=0) == pytest.approx(np.ones(40))
    assert weights.min() >= 0
    for matrix, bounds in (statement.conditions(n_items) for statement in statements):
        assert np.all(matrix @ weights <= bounds[:, np.newaxis] + 1e-7)


@given(st.permutations(range(5)), SEEDS)
def test_a_complete_ranking_is_kept_in_every_draw(order, seed):
    tiers = (tuple(order[:1]), tuple(order[1:3]), tuple(order[3:]))
    allowed = allowed_weights(n_items=5, statements=[Ranking(tiers)], names=list("abcde"))
    weights = sample_weights(
        weight_set=allowed, n_draws=50, rng=np.random.default_rng(seed)
    ).weights
    for upper, lower in pairwise(tiers):
        assert np.all(weights[list(upper)].min(axis=0) >= weights[list(lower)].max(axis=0))


@given(SEEDS, st.integers(1, 8))
def test_screening_keeps_the_best_of_each_group_and_the_protected(seed, limit):
    rng = np.random.default_rng(seed)
    values = rng.random((9, 3, 20)).round(1)
    merit, groups = values.mean(axis=(1, 2)), rng.integers(0, 3, 9)
    protected = rng.random(9) < 0.2
    found = screen(
        values=values,
        merit=merit,
        group_of=groups,
        is_protected=protected,
        least_share=0.95,
        limit=limit,
    )
    assert sorted([*found.kept, *(left.option for left in found.dropped)]) == list(range(9))
    assert set(np.flatnonzero(protected)) <= set(found.kept)
    for group in set(groups.tolist()):
        members = np.flatnonzero(groups == group)
        assert merit[members].max() in merit[list(set(members) & set(found.kept))]


@given(SEEDS, st.floats(0, 2))
def test_a_bigger_budget_never_lowers_the_value_of_the_portfolio(seed, more):
    rng = np.random.default_rng(seed)
    requires = rng.random((3, 3, 2)) < 0.4
    arguments = {
        "values": rng.random((3, 3)),
        "costs": rng.random((3, 3, 2)),
        "requires": requires,
        "is_available": np.ones((3, 3), dtype=bool),
        "capability_values": np.zeros(2),
        "capability_costs": rng.random((2, 2)),
        "n_runners_up": 1,
    }
    budget = 2.0 * rng.random(2)
    tight = enumerate_portfolios(**arguments, budgets=budget)
    wide = enumerate_portfolios(**arguments, budgets=budget + more)
    free = enumerate_portfolios(**arguments, budgets=None)
    if tight.best is not None:
        assert np.all(tight.best.cost <= budget + 1e-6)
        assert wide.best.value >= tight.best.value - 1e-9
    if wide.best is not None:
        assert free.best.value >= wide.best.value - 1e-9


@given(tables(elements=st.integers(0, 9).map(float)), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_rank(table, random):
    values, _ = table
    rows = [f"option {index},{','.join(map(str, row))}" for index, row in enumerate(values)]
    header = "name," + ",".join(f"c{criterion}" for criterion in range(values.shape[1]))
    shuffled = list(rows)
    random.shuffle(shuffled)
    for method in ("additive", "topsis", "promethee2"):
        before = rank_table("\n".join([header, *rows]), method)
        after = rank_table("\n".join([header, *shuffled]), method)
        ranks = dict(zip(after.alternatives, after.ranks, strict=True))
        assert [ranks[name] for name in before.alternatives] == list(before.ranks), method


@given(SEEDS)
def test_same_seed_same_bytes(seed):
    table = "name,a,b\nX,1,0\nY,0,1\nZ,0.6,0.6\n"
    first, second = (rank_table(table, "smaa", draws=100, seed=seed).as_json() for _ in range(2))
    assert first == second
