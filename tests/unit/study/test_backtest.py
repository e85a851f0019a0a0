"""The bars of the back-tests: what is promised, what was found, and whether it is met."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from steelyard.study import BacktestReport, load_facts, run_backtest


def _accuracy(near, nearer):
    return SimpleNamespace(within={"1.5": nearer, "2.0": near})


def _group(name, n_rows, error, coverage=0.9):
    return SimpleNamespace(name=name, n_rows=n_rows, median_absolute_error=error, coverage=coverage)


def _outside(reason, ratio):
    return SimpleNamespace(reason=reason, predicted_over_measured=ratio)


def _report(*, ours=0.7, coverage=0.9, overall=0.15, worst=0.3, few=0.9):
    return BacktestReport(
        training=SimpleNamespace(
            model=_accuracy(0.93, ours), baseline=_accuracy(0.93, 0.7), coverage=coverage,
            rows=range(70), as_json=dict,
        ),
        serving=SimpleNamespace(
            overall=_group("all", 900, overall),
            by_hardware=(_group("A", 50, worst), _group("B", 9, few)),
            outside=(_outside("wide", 2.0), _outside("wide", 0.5)),
            outside_not_computed={"no shape": 3},
            as_json=dict,
        ),
        energy=SimpleNamespace(
            as_json=lambda: {
                "summary": {
                    "hours": {"runs": 2, "covered": 1, "median_ratio": 1.1}, "size": {"runs": 0},
                }
            }
        ),
        claim=SimpleNamespace(as_json=dict),
    )  # fmt: skip


def test_all_bars_met():
    report = _report()
    assert report.passed
    assert [bar.is_met for bar in report.bars] == [True] * 6 + [None]
    assert report.bars[-1].found == "1 of 2 inside the 90 % interval, median ratio 1.10"
    assert report.outside == (
        "wide: 2 measurements, predicted 0.5 to 2 times the measured",
        "no shape: 3 measurements, not computed",
    )


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"ours": 0.66}, "x1.5"),
        ({"coverage": 0.81}, "90 % interval"),
        ({"coverage": 0.98}, "90 % interval"),
        ({"overall": 0.21}, "median absolute error"),
        ({"worst": 0.36}, "median absolute error, A"),
    ],
)
def test_a_missed_bar_is_named(change, missed):
    report = _report(**change)
    assert not report.passed
    names = [bar.name for bar in report.bars if bar.is_met is False]
    assert len(names) == 1
    assert names[0].endswith(missed)


def test_three_points_are_noise_and_few_rows_are_not_judged():
    assert _report(ours=0.675, few=5.0).passed


def test_json_holds_every_part():
    found = _report().as_json()
    assert list(found) == [
        "passed", "bars", "outside_validity", "training", "serving", "energy",
        "claim_7b_in_30_days",
    ]  # fmt: skip
    assert found["bars"][-1] | {"found": ""} == {
        "part": "energy", "name": "measured runs, from hours", "expected": None, "found": "",
        "met": None,
    }  # fmt: skip


@pytest.mark.slow
def test_the_shipped_facts_meet_every_bar():
    told = []
    report = run_backtest(
        load_facts(as_of=date(2026, 11, 21)), progress=lambda *step: told.append(step)
    )
    assert [bar for bar in report.bars if bar.is_met is False] == []
    assert told == [("training", 4), ("energy", 4), ("claim", 4), ("serving", 4)]
