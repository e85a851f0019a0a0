"""What must hold of every frontier, every pool of portfolios and every concentration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.decision.portfolio.small_portfolios import drawn_worths, made, random_problem

from steelyard.decision.portfolio.commitment import value_of_staging
from steelyard.decision.portfolio.concentration import concentration, loss_of_label
from steelyard.decision.portfolio.core_over_years import core_index_over_years
from steelyard.decision.portfolio.frontier import frontier
from steelyard.decision.portfolio.pool_regret import regret_of_pool
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.problem import use_of, violations
from steelyard.decision.portfolio.scenario_pool import fill_pool, upper_bounds
from steelyard.decision.portfolio.solution import Effort
from steelyard.decision.portfolio.solve import solve_portfolio

SEEDS = st.integers(0, 2**32 - 1)
EXACT = Effort(gap=1e-9)
ROUNDING = 1e-6


@settings(max_examples=12)
@given(SEEDS, st.floats(0.05, 3))
def test_a_frontier_rises_and_no_price_of_the_resource_finds_more(seed, price):
    problem = random_problem(np.random.default_rng(seed))
    found = frontier(problem=problem, resource=0, n_points=7, effort=EXACT, n_workers=1)
    assert np.all(np.diff(found.use) > 0)
    assert np.all(np.diff(found.worth) > 0)
    assert np.all(np.diff(found.bound) >= -ROUNDING)
    assert np.all(found.bound >= found.worth - ROUNDING)
    priced = replace(
        problem,
        plan_worth=problem.plan_worth - price * problem.plan_use[:, :, 0],
        capability_worth=problem.capability_worth - price * problem.capability_use[:, :, 0],
        module_worth=problem.module_worth - price * problem.module_use[:, :, 0],
    )
    best = solve_portfolio(problem=priced, effort=EXACT)
    # A straight line of this slope, moved down until it touches: it lies on the concave hull.
    assert np.all(found.worth - price * found.use <= best.worth + ROUNDING)
    # Where it touches, nothing that uses as little is worth more.
    limit = problem.limit.copy()
    limit[0] = use_of(problem=problem, selection=best.selection)[0]
    there = solve_portfolio(problem=replace(problem, limit=limit), effort=EXACT)
    assert there.worth == pytest.approx(best.worth + price * limit[0], abs=ROUNDING)


@settings(max_examples=12)
@given(SEEDS)
def test_a_pool_keeps_its_limits_and_lies_between_the_median_portfolio_and_the_bounds(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng)
    worths = drawn_worths(rng, problem, 8)
    pool = fill_pool(
        problem=problem,
        **{name: table[:, :, :4] for name, table in worths.items()},
        n_portfolios=10,
        effort=EXACT,
        n_workers=1,
    )
    assert not any(violations(problem=problem, selection=s) for s in pool.selections)
    scores = score_pool(selections=pool.selections, **worths)
    bounds = upper_bounds(problem=problem, **worths, n_workers=1)
    assert np.all(scores.max(axis=0) >= scores[pool.median])
    assert np.all(bounds >= scores.max(axis=0) - ROUNDING)
    assert np.all(pool.bound <= bounds[:4] + ROUNDING)
    regret = regret_of_pool(scores=scores, worth_bounds=bounds)
    assert np.all(regret.expected >= 0)
    assert np.all(regret.expected_upper >= regret.expected)
    assert np.all(regret.p95_upper >= regret.p95)
    assert np.all(regret.p95 >= 0)
    assert regret.expected[regret.robust] <= regret.expected[pool.median]


@given(SEEDS, st.integers(1, 6), st.integers(1, 4))
def test_staging_never_costs_and_never_beats_foresight(seed, n_portfolios, n_signals):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng)
    selections = []
    for plan in rng.integers(-1, len(problem.plan_use_case), size=n_portfolios):
        starts = [(-1, -1)] * problem.n_use_cases
        if plan >= 0:
            starts[problem.plan_use_case[plan]] = (plan, rng.integers(2))
        selections.append(made(problem, starts, rng.integers(-1, 2, size=2), [0, 0]))
    scores = rng.normal(size=(n_portfolios, 30))
    found = value_of_staging(
        selections=selections, scores=scores, signal=rng.integers(0, n_signals, size=30)
    )
    assert found.value >= 0
    assert found.fixed <= found.staged + ROUNDING <= found.foreseen + 2 * ROUNDING
    assert found.staged_of_part.max() == found.staged
    assert found.foreseen <= scores.max(axis=0).mean() + ROUNDING
    core = core_index_over_years(problem=problem, selections=selections, scores=[scores])
    assert np.all(np.diff(core.options, axis=1) >= 0)
    assert np.all(core.use_cases <= 1)
    assert core.portfolios.sum() == pytest.approx(1)


@given(SEEDS, st.integers(1, 6), st.integers(1, 12))
def test_concentration_lies_between_evenness_and_one_and_names_do_not_matter(
    seed, n_labels, n_items
):
    rng = np.random.default_rng(seed)
    amounts = rng.uniform(0.01, 10, size=(n_items, 3))
    label, order = rng.integers(0, n_labels, size=n_items), rng.permutation(n_labels)
    found = concentration(amounts=amounts, label=label, n_labels=n_labels)
    assert np.all(found.herfindahl >= 1 / n_labels - 1e-12)
    assert np.all(found.herfindahl <= 1 + 1e-12)
    assert np.all(found.largest >= found.herfindahl - 1e-12)
    renamed = concentration(amounts=amounts, label=order[label], n_labels=n_labels)
    assert renamed.herfindahl == pytest.approx(found.herfindahl)
    assert renamed.shares[order] == pytest.approx(found.shares)
    asked = {
        "item_worths": amounts,
        "n_labels": n_labels,
        "use_case": rng.integers(0, 4, size=n_items),
        "n_use_cases": 4,
        "months_to_replace": rng.uniform(0, 24, size=n_items),
    }
    loss = loss_of_label(label=label, **asked)
    assert loss.worth_share.sum(axis=0) == pytest.approx(1)
    assert np.all(loss.mean <= loss.longest + 1e-9)
    other = loss_of_label(label=order[label], **asked)
    assert np.array_equal(other.is_hit[order], loss.is_hit)
    assert other.mean[order] == pytest.approx(loss.mean)
