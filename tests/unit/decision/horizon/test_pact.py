"""The pact costs money and time before anything is joint."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.horizon.pact import pact_of


@pytest.mark.parametrize(("months", "lead"), [(0, 0), (1, 1), (12, 1), (13, 2)])
def test_part_of_a_year_counts_as_a_year(months, lead, toy):
    form = toy.consortium(("a", "b"), toy.Form(months=months)).form
    found = pact_of(form, n_draws=4, seed=1)
    assert found.lead == lead
    assert [found.may_open(start) for start in range(3)] == [start >= lead for start in range(3)]


def test_it_is_set_up_as_late_as_can_be_and_kept_up_from_then_on(toy):
    form = toy.consortium(("a", "b"), toy.Form(once=10, yearly=2, months=6)).form
    found = pact_of(form, n_draws=4, seed=1)
    assert found.cash(2, 4)[:, 0].tolist() == [0.0, 12.0, 2.0, 2.0]
    expected = found.expected(2, 4)
    assert expected.capital.tolist() == [0.0, 10.0, 0.0, 0.0]
    assert expected.running.tolist() == [0.0, 2.0, 2.0, 2.0]


def test_what_is_uncertain_is_drawn_by_name(toy):
    spread = {"p05": 1.0, "p50": 1.2, "p95": 1.5, "status": "assumed", "note": "made up"}
    form = toy.consortium(("a", "b"), toy.Form(more={"shared_cost_factor": spread})).form
    first, again = (pact_of(form, n_draws=50, seed=3) for _ in range(2))
    assert np.array_equal(first.factor, again.factor)
    assert first.factor.std() > 0.05
    assert np.median(first.factor) == pytest.approx(1.2, abs=0.02)
