"""The energy back-test uses measured rows and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.energy import FROM_SIZE, backtest_energy


@pytest.fixture(scope="module")
def result():
    return backtest_energy(load_facts(as_of=date(2026, 11, 21)))


def test_only_measured_rows_are_scored(result):
    assert result.rows
    assert all(row.basis.startswith("measured") for row in result.rows)
    assert not {row.run for row in result.rows} & set(result.left_out)


def test_derived_energy_is_left_out_with_a_reason(result):
    assert result.left_out["llama-1-7b"].startswith("not measured")
    assert result.left_out["gpt-3-175b"].startswith("not measured")


def test_the_whole_chain_comes_within_a_factor_of_one_and_a_half(result):
    ratios = [row.ratio for row in result.rows if row.start == FROM_SIZE]
    assert len(ratios) >= 5
    assert all(1 / 1.5 < ratio < 1.5 for ratio in ratios)
    assert all(row.is_covered for row in result.rows if row.start == FROM_SIZE)


def test_json_is_plain_and_complete(result):
    found = result.as_json()
    assert found["summary"][FROM_SIZE]["runs"] + found["summary"]["hours"]["runs"] == len(
        found["predictions"]
    )
