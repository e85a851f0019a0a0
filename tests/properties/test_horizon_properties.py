"""What must hold of every portfolio over years that is solved, relaxed or found impossible."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.unit.decision.portfolio.gone_through import best_of_all, horizon_problem, least_over

from steelyard.decision.portfolio import branching, opening_bounds, opening_list, solve
from steelyard.decision.portfolio.conflict import relaxation_prices, smallest_conflict
from steelyard.decision.portfolio.problem import Selection, use_of, violations, worth_of
from steelyard.decision.portfolio.relaxation import relax
from steelyard.decision.portfolio.solution import Effort, Ending
from steelyard.decision.portfolio.solve import solve_portfolio

SEEDS = st.integers(0, 2**32 - 1)
EXACT = Effort(gap=0.0)
ROUNDING = 1e-6
SIZES = st.fixed_dictionaries({
    "n_use_cases": st.integers(1, 4),
    "n_plans": st.integers(0, 9),
    "n_years": st.integers(1, 3),
    "n_capabilities": st.integers(0, 2),
    "n_modules": st.integers(0, 1),
    "n_resources": st.integers(0, 4),
})
# Where the search splits, gathers or hands over, so that small problems take every way.
WAYS = {
    "as shipped": {},
    "boxes halved": {(branching, "LARGEST_BOX"): 2},
    "by the solver alone": {(solve, "MOST_OPENINGS"): 0},
    "one start after another": {
        (opening_bounds, "LARGEST_TABLE"): 1,
        (opening_bounds, "BLOCK"): 2,
        (opening_list, "PRICED_AT_ONCE"): 2,
    },
}


def _problem(seed, sizes=None):
    return horizon_problem(np.random.default_rng(seed), **(sizes or {}))


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40)
@given(seed=SEEDS, sizes=SIZES)
def test_the_answer_is_the_best_of_all_selections(way, seed, sizes):
    problem = _problem(seed, sizes)
    best = best_of_all(problem)
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), value in WAYS[way].items():
            patch.setattr(module, name, value)
        solved = solve_portfolio(problem=problem, effort=EXACT)
    if best == -np.inf:
        assert solved == (None, -np.inf, -np.inf, Ending.INFEASIBLE)
        return
    assert solved.ending is Ending.WITHIN_GAP
    assert solved.worth == pytest.approx(best, abs=ROUNDING)
    assert solved.bound == pytest.approx(best, abs=1e-4)
    assert solved.bound >= best - ROUNDING
    assert not violations(problem=problem, selection=solved.selection)
    assert relax(problem=problem).bound >= best - ROUNDING


@settings(max_examples=25)
@given(SEEDS, st.integers(0, 2), st.floats(0.25, 5))
def test_more_of_a_resource_never_lowers_worth_or_bound(seed, resource, more):
    problem = _problem(seed)
    limit = problem.limit.copy()
    limit[resource] += more
    wider = replace(problem, limit=limit)
    before = solve_portfolio(problem=problem, effort=EXACT)
    after = solve_portfolio(problem=wider, effort=EXACT)
    assert after.worth >= before.worth - ROUNDING
    assert after.bound >= before.bound - 1e-4
    assert relax(problem=wider).bound >= relax(problem=problem).bound - ROUNDING


@settings(max_examples=25)
@given(SEEDS)
def test_a_shadow_value_bounds_what_a_little_more_brings(seed):
    problem = _problem(seed)
    relaxed = relax(problem=problem)
    assume(relaxed.is_feasible)
    assert np.all(relaxed.shadow >= 0)
    for resource, shadow in enumerate(relaxed.shadow):
        limit = problem.limit.copy()
        # In quarters, no start fits with this little more that did not fit before.
        limit[resource] += 0.01
        more = relax(problem=replace(problem, limit=limit)).bound - relaxed.bound
        assert more <= 0.01 * shadow + ROUNDING


@settings(max_examples=25)
@given(SEEDS, st.data())
def test_names_change_nothing(seed, data):
    problem = _problem(seed)
    # Random worth on top, so that no two selections are alike.
    rng = np.random.default_rng(seed)
    problem = replace(problem, plan_worth=problem.plan_worth + rng.random(problem.plan_worth.shape))
    plans = np.array(data.draw(st.permutations(range(len(problem.plan_use_case)))))
    use_cases = np.array(data.draw(st.permutations(range(problem.n_use_cases))))
    capabilities = np.array(data.draw(st.permutations(range(len(problem.may_open)))))
    renamed = replace(
        problem,
        plan_use_case=use_cases[problem.plan_use_case[plans]],
        plan_worth=problem.plan_worth[plans],
        plan_use=problem.plan_use[plans],
        may_start=problem.may_start[plans],
        requires=problem.requires[plans][:, capabilities],
        capability_worth=problem.capability_worth[capabilities],
        capability_use=problem.capability_use[capabilities],
        may_open=problem.may_open[capabilities],
    )
    first = solve_portfolio(problem=problem, effort=EXACT)
    second = solve_portfolio(problem=renamed, effort=EXACT)
    assert first.worth == pytest.approx(second.worth, abs=ROUNDING)
    assert first.bound == pytest.approx(second.bound, abs=1e-4)
    if first.selection is not None:
        plan = second.selection.plan[use_cases]
        np.testing.assert_array_equal(np.where(plan < 0, -1, plans[plan]), first.selection.plan)
        np.testing.assert_array_equal(second.selection.start[use_cases], first.selection.start)


@settings(max_examples=25)
@given(SEEDS, st.integers(1, 3))
def test_a_hint_never_hurts_and_few_nodes_still_give_a_bound_that_holds(seed, n_nodes):
    problem = _problem(seed)
    best = solve_portfolio(problem=problem, effort=EXACT)
    assume(best.selection is not None)
    short = Effort(gap=0.0, n_nodes=n_nodes)
    without = solve_portfolio(problem=problem, effort=short)
    hinted = solve_portfolio(problem=problem, effort=short, hint=best.selection)
    assert without.bound >= best.worth - ROUNDING
    assert hinted.worth == pytest.approx(best.worth, abs=ROUNDING)
    assert hinted.worth >= without.worth - ROUNDING
    if without.selection is not None:
        assert not violations(problem=problem, selection=without.selection)
        again = solve_portfolio(problem=problem, effort=short, hint=without.selection)
        assert again.worth >= without.worth


@settings(max_examples=25)
@given(SEEDS)
def test_what_is_shared_is_paid_once(seed):
    problem = _problem(seed, {"n_use_cases": 4, "n_modules": 0})
    nothing = Selection(
        np.full(4, -1), np.full(4, -1), np.full(2, -1), np.zeros((0, 3), dtype=np.int64)
    )
    with_capability = nothing._replace(opening=np.array([0, -1]))
    shared = use_of(problem=problem, selection=with_capability)
    total, worth = shared.copy(), worth_of(problem=problem, selection=with_capability)
    everyone = with_capability
    for use_case in np.unique(problem.plan_use_case):
        plan = int(np.flatnonzero(problem.plan_use_case == use_case)[0])
        alone_plan, alone_start = nothing.plan.copy(), nothing.start.copy()
        alone_plan[use_case], alone_start[use_case] = plan, 0
        alone = with_capability._replace(plan=alone_plan, start=alone_start)
        total += use_of(problem=problem, selection=alone) - shared
        worth += worth_of(problem=problem, selection=alone) - worth_of(
            problem=problem, selection=with_capability
        )
        joint_plan, joint_start = everyone.plan.copy(), everyone.start.copy()
        joint_plan[use_case], joint_start[use_case] = plan, 0
        everyone = everyone._replace(plan=joint_plan, start=joint_start)
    np.testing.assert_allclose(use_of(problem=problem, selection=everyone), total)
    assert worth_of(problem=problem, selection=everyone) == pytest.approx(worth)


@settings(max_examples=25)
@given(SEEDS, st.integers(0, 2), st.integers(-2, 9), st.integers(-3, 6))
def test_units_change_nothing(seed, resource, resource_power, worth_power):
    problem = _problem(seed)
    of_resource = np.ones(3)
    of_resource[resource] = 10.0**resource_power
    of_worth = 10.0**worth_power
    in_other_units = replace(
        problem,
        plan_worth=problem.plan_worth * of_worth,
        plan_use=problem.plan_use * of_resource,
        capability_worth=problem.capability_worth * of_worth,
        capability_use=problem.capability_use * of_resource,
        module_worth=problem.module_worth * of_worth,
        module_use=problem.module_use * of_resource,
        limit=problem.limit * of_resource,
    )
    first = solve_portfolio(problem=problem, effort=EXACT)
    second = solve_portfolio(problem=in_other_units, effort=EXACT)
    assert first.ending is second.ending
    assert second.worth == pytest.approx(first.worth * of_worth, rel=ROUNDING)


@settings(max_examples=10)
@given(SEEDS)
def test_the_same_answer_comes_back_alone_and_side_by_side(seed):
    problem = _problem(seed, {"n_plans": 9, "n_use_cases": 4})

    def bytes_of(_):
        solved = solve_portfolio(problem=problem, effort=EXACT)
        parts = () if solved.selection is None else tuple(map(bytes, solved.selection))
        return parts, solved.worth, solved.bound

    alone = bytes_of(0)
    with ThreadPoolExecutor(2) as pool:
        assert [*pool.map(bytes_of, range(4))] == [alone] * 4


@settings(max_examples=20)
@given(SEEDS)
def test_a_conflict_is_one_and_none_of_it_can_be_left_out(seed):
    problem = _problem(seed, {"n_resources": 4, "n_use_cases": 2, "n_plans": 4, "n_years": 2})
    problem = replace(problem, limit=problem.limit - 2.0)
    groups = np.array([0, 1, 1, -1])
    assume(best_of_all(problem) == -np.inf)

    def is_feasible(kept):
        free = ~np.isin(groups, [*kept, -1])
        limit = np.where(free, np.inf, problem.limit)
        return best_of_all(replace(problem, limit=limit)) > -np.inf

    conflict = smallest_conflict(problem=problem, groups=groups)
    assert not is_feasible(conflict)
    assert all(is_feasible(set(conflict) - {group}) for group in conflict)
    prices = relaxation_prices(problem=problem, groups=groups, effort=EXACT)
    expected = [least_over(problem, np.flatnonzero(groups == group)) for group in (0, 1)]
    np.testing.assert_allclose(prices, expected, atol=ROUNDING)
