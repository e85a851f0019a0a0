from __future__ import annotations

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import every_selection, made, random_problem

from steelyard.decision.portfolio.core_over_years import Standing, core_index_over_years


def _case(rng, n_draws=50):
    problem = random_problem(rng)
    feasible = every_selection(problem)
    selections = feasible[:: max(len(feasible) // 9, 1)]
    return problem, selections, rng.normal(size=(2, len(selections), n_draws))


def test_shares_are_those_of_a_loop_over_stakeholders_and_draws(rng):
    problem, selections, scores = _case(rng)
    weights = np.array([3.0, 1.0])
    found = core_index_over_years(
        problem=problem, selections=selections, scores=scores, stakeholder_weights=weights
    )
    options, capabilities = np.zeros_like(found.options), np.zeros_like(found.capabilities)
    use_cases = np.zeros_like(found.use_cases)
    for weight, table in zip(weights / weights.sum(), scores, strict=True):
        for winner in table.argmax(axis=0):
            best = selections[winner]
            for use_case in np.flatnonzero(best.plan >= 0):
                options[best.plan[use_case], best.start[use_case] :] += weight / 50
                use_cases[use_case, best.start[use_case] :] += weight / 50
            for capability in np.flatnonzero(best.opening >= 0):
                capabilities[capability, best.opening[capability] :] += weight / 50
    assert found.options == pytest.approx(options)
    assert found.use_cases == pytest.approx(use_cases)
    assert found.capabilities == pytest.approx(capabilities)
    assert found.portfolios.sum(axis=1) == pytest.approx([1, 1])


def test_stakeholders_count_alike_unless_weighed_and_may_differ_in_draws(rng):
    problem, selections, scores = _case(rng)
    even = core_index_over_years(problem=problem, selections=selections, scores=scores)
    weighed = core_index_over_years(
        problem=problem, selections=selections, scores=scores, stakeholder_weights=np.ones(2)
    )
    assert np.array_equal(even.options, weighed.options)
    uneven = core_index_over_years(
        problem=problem, selections=selections, scores=[scores[0], scores[1, :, :7]]
    )
    assert uneven.portfolios[1] * 7 == pytest.approx((uneven.portfolios[1] * 7).round())


def test_plans_of_one_option_count_as_one(rng):
    problem, selections, scores = _case(rng)
    plans = core_index_over_years(problem=problem, selections=selections, scores=scores)
    options = core_index_over_years(
        problem=problem, selections=selections, scores=scores, option=problem.plan_use_case
    )
    for use_case, row in enumerate(options.options):
        own = problem.plan_use_case == use_case
        assert row == pytest.approx(plans.options[own].sum(axis=0))
    assert options.options == pytest.approx(options.use_cases[: len(options.options)])


def test_standing_follows_the_stated_thresholds(rng):
    problem = random_problem(rng, n_plans=3)
    use_case = problem.plan_use_case
    selections = [
        made(problem, [(0, 0) if u == use_case[0] else (-1, -1) for u in range(3)], [0, 1], [0, 0]),
        made(problem, [(-1, -1)] * 3, [0, -1], [0, 0]),
    ]
    scores = [np.array([[1.0] * 4 + [0.0], [0.5] * 5])]

    def standing(**thresholds):
        found = core_index_over_years(
            problem=problem, selections=selections, scores=scores, **thresholds
        )
        return found.option_standing, found.capability_standing

    always, never, borderline = Standing.ALWAYS, Standing.NEVER, Standing.BORDERLINE
    assert standing() == ((borderline, never, never), (always, borderline))
    assert standing(always_from=0.8) == ((always, never, never), (always, always))
    assert standing(never_to=0.8) == ((never, never, never), (always, never))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"always_from": 0.05}, "never_to < always_from"),
        ({"never_to": -0.1}, "never_to < always_from"),
        ({"option": np.zeros(4, dtype=int)}, "an option for each of 5 plans"),
        ({"option": np.full(5, -1)}, "an option for each of 5 plans"),
        ({"option": np.zeros(5, dtype=int)}, "one use case only"),
        ({"scores": np.zeros((1, 2, 3))}, "finite worth of"),
        ({"stakeholder_weights": np.ones(3)}, "each of 2 stakeholders"),
        ({"stakeholder_weights": np.array([1.0, -1.0])}, "each of 2 stakeholders"),
        ({"stakeholder_weights": np.zeros(2)}, "each of 2 stakeholders"),
    ],
)
def test_refuses_what_does_not_fit(rng, changes, message):
    problem, selections, scores = _case(rng)
    asked = {"problem": problem, "selections": selections, "scores": scores}
    with pytest.raises(ValueError, match=message):
        core_index_over_years(**(asked | changes))
