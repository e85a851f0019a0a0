"""Gates with a probability: quality, people, budgets, latency, and what has no price."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.errors import FactError
from steelyard.options.gates import latency_gate, not_priced, quality_gate
from steelyard.options.model import GateState

BAR = {"requirements": {"quality_bar": 0.7}}
LIMITS = {"requirements": {"time_to_first_token": 2.0}}


def gate_of(use_case, index, name):
    return {gate.gate: gate for gate in use_case.gates[index]}.get(name)


def test_no_bar_no_gate(ministry, market_of):
    dossier = ministry()
    known = np.ones(4)
    market = market_of(dossier, 4)
    asked = quality_gate(dossier.use_cases[0], quality=known, assumed=known, market=market)
    assert asked is None


@pytest.mark.parametrize(
    ("share", "state"),
    [(0.9, GateState.PASS), (0.5, GateState.AT_RISK), (0.1, GateState.EXCLUDED)],
)
def test_quality_passes_by_its_share_of_draws(ministry, market_of, share, state):
    dossier = ministry(BAR)
    quality = np.where(np.arange(100) < share * 100, 0.8, 0.6)
    market = market_of(dossier, 100)
    gate, met = quality_gate(dossier.use_cases[0], quality=quality, assumed=quality, market=market)
    assert gate.state is state
    assert met.mean() == pytest.approx(share)


def test_unknown_quality_is_never_a_pass(ministry, market_of):
    dossier = ministry(BAR)
    quality = np.full(10, np.nan)
    drawn = np.linspace(0.05, 0.95, 10)
    market = market_of(dossier, 10)
    gate, met = quality_gate(dossier.use_cases[0], quality=quality, assumed=drawn, market=market)
    assert gate.state is GateState.UNKNOWN
    assert gate.probability is None
    # Not to have been measured is no advantage: the draws are held to the bar.
    np.testing.assert_array_equal(met, drawn >= 0.7)


def test_latency_of_a_supplier_is_to_be_confirmed(ministry, market_of):
    dossier = ministry(LIMITS)
    gate, met = latency_gate(dossier.use_cases[0], None, market=market_of(dossier, 10))
    assert gate.state is GateState.UNKNOWN
    assert met.all()


def test_machines_keep_limits_in_a_share_of_draws(ministry, market_of):
    dossier = ministry(LIMITS)
    keeps = np.arange(10) < 6
    gate, met = latency_gate(dossier.use_cases[0], keeps, market=market_of(dossier, 10))
    assert gate.state is GateState.AT_RISK
    np.testing.assert_array_equal(met, keeps)
    assert latency_gate(ministry().use_cases[0], keeps, market=market_of(dossier, 10)) is None


def test_unknown_roles_leave_the_gate_open(appraised, ministry):
    _, use_case = appraised(ministry())
    assert gate_of(use_case, 1, "people").state is GateState.UNKNOWN


def test_a_small_budget_excludes(appraised, ministry):
    _, use_case = appraised(ministry(capacity={"budget": {"running_per_year": 1000}}))
    assert gate_of(use_case, 1, "budget_running_per_year").state is GateState.EXCLUDED
    _, rich = appraised(ministry(capacity={"budget": {"running_per_year": 1e12}}))
    assert gate_of(rich, 1, "budget_running_per_year").state is GateState.PASS


def test_a_missing_price_is_named():
    gate = not_priced(FactError("price of 'x' per token: none known"))
    assert gate.state is GateState.EXCLUDED
    assert "none known" in str(gate.margin.values["missing"])
