from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.serving import (
    GroupAccuracy,
    ServingBacktest,
    backtest_serving,
)


def group(name="all", *, rows=100, error=0.1, coverage=0.9):
    return GroupAccuracy(name, rows, error, 1.0, coverage)


def result(**changes):
    given = {
        "overall": group(),
        "near_share": 0.8,
        "by_hardware": (group("a"), group("b", rows=9, error=0.9)),
        "by_class": (),
        "by_mode": (),
        "per_token": group(),
        "first_token": (group("together"),),
        "operators": (0.5,),
        "outside": (),
        "dropped": {"no card": 3},
        "outside_not_computed": {"no tokens": 2},
    }
    return ServingBacktest(**(given | changes))


def test_the_verdict_keeps_the_promises():
    assert result().passed
    assert not result(overall=group(error=0.21)).passed
    assert not result(overall=group(coverage=0.79)).passed
    assert not result(overall=group(coverage=0.98)).passed
    assert not result(by_hardware=(group("a", rows=10, error=0.36),)).passed


def test_the_json_tells_what_is_left_out():
    told = result().as_json()
    assert told["without_full_configuration"] == {"no card": 3}
    assert told["outside_validity"]["rows"] == 2
    assert "coverage_90" not in told["time_per_output_token"]


@pytest.mark.slow
def test_serving_is_predicted_without_the_accelerator():
    found = backtest_serving(load_facts(as_of=date(2026, 11, 21)))
    assert found.passed, found.as_json()
    assert found.overall.n_rows > 900
    assert len(found.outside) >= 9
    assert any(row.predicted_over_measured < 0.1 for row in found.outside)
