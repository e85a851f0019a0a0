"""Machines under every reading of the sources, people with their hires, budgets if stated."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.needs.capacity import assess_capacity
from steelyard.uncertainty import Sample, median_sample


def test_in_each_draw_one_reading_of_a_figure_is_true(guangxi):
    found = assess_capacity(guangxi.capacity, n_years=2, sample=Sample(4000, 1))
    small, large = found.accelerators["A100-SXM4-40GB"], found.accelerators["A100-SXM4-80GB"]
    assert not ((small > 0) & (large > 0)).any()
    assert np.mean((small > 0) | (large > 0)) == pytest.approx(0.8, abs=0.03)
    assert (small == np.floor(small)).all()


def test_hires_come_over_the_year(guangxi):
    found = assess_capacity(guangxi.capacity, n_years=3, sample=median_sample())
    stated = next(entry for entry in guangxi.capacity.staff if entry.role == "ml_engineer")
    posts, hires = stated.in_post.statement.p50, stated.hires_per_year.statement.p50
    np.testing.assert_allclose(
        found.staff["ml_engineer"][:, 0], posts + hires * np.array([0.5, 1.5, 2.5])
    )


def test_what_is_not_stated_is_unknown(guangxi):
    capacity = guangxi.capacity.model_copy(update={"staff": ()})
    found = assess_capacity(capacity, n_years=2, sample=median_sample())
    assert found.staff == {}
    assert found.running_per_year is None


def test_stated_budgets_are_drawn(guangxi, given):
    budget = given(guangxi.capacity.budget, running_per_year=2e6, investment_total=5e6)
    capacity = guangxi.capacity.model_copy(update={"budget": budget})
    found = assess_capacity(capacity, n_years=2, sample=median_sample())
    assert found.running_per_year is not None
    assert found.running_per_year[0] == 2e6
    assert found.investment_total is not None
    assert found.investment_total[0] == 5e6
