"""``steelyard backtest``: what it prints and how it ends."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from steelyard import study
from steelyard.cli import backtest as backtest_module


def _bar(*, is_met):
    return study.Bar("serving", "median absolute error", "at most 20 %", "14.6 % of 971", is_met)


@pytest.fixture
def pretend(monkeypatch):
    """Return a function that replaces the back-tests by an outcome."""

    def pretends(*, is_met):
        bars = (_bar(is_met=is_met), _bar(is_met=None))
        result = SimpleNamespace(
            bars=bars,
            passed=bool(is_met),
            outside=("wide expert parallelism: 20 rows",),
            claim=SimpleNamespace(sentence="It depends."),
            as_json=lambda: {"passed": bool(is_met), "bars": [bar.as_json() for bar in bars]},
        )
        monkeypatch.setattr(backtest_module.study, "run_backtest", lambda *_, **__: result)

    return pretends


@pytest.mark.parametrize(("is_met", "code", "word"), [(True, 0, "yes"), (False, 1, "NO")])
def test_the_exit_code_says_whether_every_bar_is_met(is_met, code, word, run, pretend):
    pretend(is_met=is_met)
    done = run("backtest", "--as-of", "2026-11-21")
    assert done.exit_code == code
    assert f"14.6 % of 971  {word}" in done.stdout
    assert "It depends." in done.stdout
    assert "wide expert parallelism" in done.stdout
    told = run("backtest", "--json")
    assert told.exit_code == code
    assert json.loads(told.stdout)["passed"] is bool(is_met)
