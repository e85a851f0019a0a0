"""Everybody's people and money in one dossier: sums where stated, unknown where not."""

from __future__ import annotations

import pytest

from steelyard.dossier.capacity import Budget, Staff
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.pooling import with_pooled_capacity

WIDE = {"p05": 1.0, "p50": 2.0, "p95": 4.0}


def staff(role, in_post, hires=1.0):
    return Staff.model_validate({
        "role": role, "in_post": in_post, "hires_per_year": hires, "cost_per_year": 100.0,
    })  # fmt: skip


@pytest.fixture(scope="module")
def small(root):
    return load_dossier(root / "examples" / "small-country" / "dossier.yaml")


def with_capacity(dossier, people, **budget):
    capacity = dossier.capacity.model_copy(
        update={"staff": tuple(people), "budget": Budget.model_validate(budget)}
    )
    return dossier.model_copy(update={"capacity": capacity})


def test_posts_and_money_are_summed_and_pay_stays(small):
    own = with_capacity(small, [staff("evaluator", WIDE)], running_per_year=10)
    other = with_capacity(
        small, [staff("evaluator", 3.0), staff("ml_engineer", 1.0)], running_per_year=WIDE
    )
    found = with_pooled_capacity(own, [other]).capacity
    (entry,) = found.staff
    stated = entry.in_post.statement
    assert (stated.p05, stated.p50, stated.p95) == (4.0, 5.0, 7.0)
    assert stated.least == 0.0
    assert entry.hires_per_year.value == 2.0
    assert entry.cost_per_year.value == 100.0
    running = found.budget.running_per_year.statement
    assert (running.p05, running.p50, running.p95) == (11.0, 12.0, 14.0)


def test_what_one_does_not_state_is_unknown_together(small):
    own = with_capacity(small, [], running_per_year=10, investment_total=5)
    other = with_capacity(small, [], running_per_year=4)
    found = with_pooled_capacity(own, [other]).capacity.budget
    assert found.running_per_year.value == 14.0
    assert found.investment_total is None
    assert found.investment_per_year is None


def test_the_rest_of_the_dossier_is_the_same(small):
    found = with_pooled_capacity(small, [small])
    assert found.use_cases == small.use_cases
    assert found.capacity.accelerators == small.capacity.accelerators
