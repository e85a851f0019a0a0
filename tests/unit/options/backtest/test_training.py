"""The training back-test on the shipped runs shows what the project promises."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.training import COVERAGE_RANGE, NOISE, backtest_training


@pytest.fixture(scope="module")
def result():
    return backtest_training(load_facts(as_of=date(2026, 11, 21)))


def test_it_equals_or_beats_the_constant(result):
    for factor in ("1.5", "2.0"):
        assert result.model.within[factor] >= result.baseline.within[factor] - NOISE
    assert result.model.rms_log <= result.baseline.rms_log


def test_its_intervals_are_honest(result):
    low, high = COVERAGE_RANGE
    assert low <= result.coverage <= high
    assert result.passed


def test_every_scored_run_is_predicted_once(result):
    runs = [row.run for row in result.rows]
    assert len(runs) == len(set(runs)) == sum(n for n, _ in result.coverage_by_group.values())


def test_the_known_low_outlier_is_kept(result):
    assert any(row.actual < 0.15 and not row.is_covered for row in result.rows)


def test_json_is_plain_and_complete(result):
    found = result.as_json()
    assert found["runs"] == len(found["predictions"])
    assert found["passed"] is True
    assert found["predictions"][0]["hours_ratio"] > 0
