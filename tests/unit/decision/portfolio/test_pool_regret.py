from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio import pool_regret
from steelyard.decision.portfolio.pool_regret import regret_of_pool
from steelyard.decision.robustness.regret import regret_summary


def test_from_below_it_is_the_regret_against_the_best_of_the_pool(rng, monkeypatch):
    monkeypatch.setattr(pool_regret, "BLOCK_PORTFOLIOS", 3)
    scores = rng.normal(size=(8, 40))
    found, expected = regret_of_pool(scores=scores), regret_summary(utilities=scores)
    assert found.expected == pytest.approx(expected.mean)
    assert found.p95 == pytest.approx(expected.p95)
    assert found.robust == scores.mean(axis=1).argmax()
    assert found.cautious == expected.p95.argmin()
    for field in (found.expected_upper, found.p95_upper, found.slack, found.slack_error):
        assert np.all(field == np.inf)
    assert found.robust_gap == np.inf
    assert found.n_bounded == 0


def test_from_above_it_is_the_regret_against_the_bounds(rng):
    scores = rng.normal(size=(5, 30))
    bounds = scores.max(axis=0) + rng.random(30)
    found = regret_of_pool(scores=scores, worth_bounds=bounds, mean_bound=2.0)
    assert found.expected_upper == pytest.approx((bounds - scores).mean(axis=1))
    above = np.quantile(bounds - scores, 0.95, axis=1)
    assert found.p95_upper == pytest.approx(np.maximum(above, found.p95))
    assert found.robust_gap == pytest.approx(2.0 - scores[found.robust].mean())
    assert found.n_bounded == 30


def test_bounds_of_some_draws_give_an_estimate_with_its_error(rng):
    scores = rng.normal(size=(5, 2000))
    slack = rng.random(2000)
    bounds = scores.max(axis=0) + slack
    bounds[300:] = np.inf
    found = regret_of_pool(scores=scores, worth_bounds=bounds)
    assert found.n_bounded == 300
    assert found.slack == pytest.approx(slack[:300].mean())
    error = slack[:300].std(ddof=1) / np.sqrt(300) * np.sqrt(1 - 300 / 2000)
    assert found.slack_error == pytest.approx(error)
    assert abs(found.slack - slack.mean()) < 4 * found.slack_error
    one = regret_of_pool(scores=scores, worth_bounds=np.where(np.arange(2000) < 1, bounds, np.inf))
    assert one.slack_error == np.inf
    assert one.slack == pytest.approx(slack[0])


def test_scenarios_speak_for_themselves_only(rng):
    scores, is_scenario = rng.normal(size=(5, 100)), np.arange(100) < 20
    distance = np.where(is_scenario, 0.0, 1.0 + rng.random(100))
    bounds = scores.max(axis=0) + distance
    bounds[60:] = np.inf
    found = regret_of_pool(scores=scores, worth_bounds=bounds, is_scenario=is_scenario)
    assert found.slack == pytest.approx(0.8 * distance[20:60].mean())
    error = distance[20:60].std(ddof=1) / np.sqrt(40) * np.sqrt(1 - 40 / 80)
    assert found.slack_error == pytest.approx(0.8 * error)
    regret = (bounds - scores)[:, 20:60]
    assert found.p95_upper == pytest.approx(
        np.maximum(np.quantile(regret, 0.95, axis=1), found.p95)
    )


def test_scenarios_alone_say_nothing_of_other_draws(rng):
    scores, is_scenario = rng.normal(size=(5, 30)), np.arange(30) < 10
    bounds = np.where(is_scenario, 9.0, np.inf)
    found = regret_of_pool(scores=scores, worth_bounds=bounds, is_scenario=is_scenario)
    assert found.slack == found.slack_error == np.inf
    assert np.all(found.p95_upper == np.inf)
    assert found.n_bounded == 10
    all_of_them = regret_of_pool(
        scores=scores[:, :10], worth_bounds=bounds[:10], is_scenario=is_scenario[:10]
    )
    assert all_of_them.slack == pytest.approx((9.0 - scores[:, :10].max(axis=0)).mean())
    assert all_of_them.slack_error == 0


def test_a_bound_a_rounding_below_is_met(rng):
    scores = rng.normal(size=(5, 30))
    found = regret_of_pool(scores=scores, worth_bounds=scores.max(axis=0) - 1e-9, mean_bound=-9.0)
    assert found.expected_upper == pytest.approx(found.expected)
    assert found.robust_gap == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scores": np.empty((0, 3))}, "finite worth"),
        ({"scores": np.full((2, 3), np.nan)}, "finite worth"),
        ({"worth_bounds": np.zeros(4)}, "a bound in each of 3"),
        ({"worth_bounds": np.array([1.0, np.nan, 1.0])}, "a bound in each of 3"),
        ({"is_scenario": np.ones(4, dtype=bool)}, "each of 3 draws"),
    ],
)
def test_refuses_what_does_not_fit(changes, message):
    with pytest.raises(ValueError, match=message):
        regret_of_pool(**({"scores": np.zeros((2, 3))} | changes))
