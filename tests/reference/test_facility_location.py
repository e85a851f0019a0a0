"""Published facility location problems are portfolios: sites are what customers share.

A site is a capability with a cost, a customer a use case, and serving a customer from a site a plan
that needs this site. Every customer must be served: a resource of which each of its plans adds one
and of which one must be there.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from steelyard.decision.portfolio.problem import PortfolioProblem
from steelyard.decision.portfolio.relaxation import relax
from steelyard.decision.portfolio.solution import Effort, Ending
from steelyard.decision.portfolio.solve import solve_portfolio

HERE = Path(__file__).parent / "facility_location"
CASES = YAML(typ="safe", pure=True).load(HERE / "instances.yaml")
# Optima are published to the third decimal.
PUBLISHED = 0.002


def _costs(name):
    with (HERE / "assignment_cost.csv").open(encoding="utf-8") as table:
        rows = [*csv.reader(table)][1:]
    instance = CASES["instances"][name]
    sites = CASES["sites"][instance["sites"]]
    fixed = [0.0 if site == CASES["free_site"] else instance["fixed_cost"] for site in sites]
    return np.array(rows, dtype=float)[:, 1:][:, sites], np.array(fixed)


def _as_portfolio(assignment, fixed):
    n_customers, n_sites = assignment.shape
    customer = np.repeat(np.arange(n_customers), n_sites)
    site = np.tile(np.arange(n_sites), n_customers)
    plan = np.arange(customer.size)
    served = np.zeros((customer.size, 1, n_customers))
    served[plan, 0, customer] = -1.0
    requires = np.full((customer.size, n_sites), -1)
    requires[plan, site] = 0
    return PortfolioProblem(
        plan_use_case=customer,
        n_use_cases=n_customers,
        plan_worth=-assignment.reshape(-1, 1),
        plan_use=served,
        may_start=np.ones((customer.size, 1), dtype=np.bool_),
        requires=requires,
        capability_worth=-fixed[:, np.newaxis],
        capability_use=np.zeros((n_sites, 1, n_customers)),
        may_open=np.ones((n_sites, 1), dtype=np.bool_),
        module_worth=np.zeros((0, 1)),
        module_use=np.zeros((0, 1, n_customers)),
        most_modules=np.zeros((0, 1), dtype=np.int64),
        limit=-np.ones(n_customers),
    )


@pytest.mark.parametrize("name", CASES["instances"])
def test_the_published_optimum_is_found_and_proved(name):
    assignment, fixed = _costs(name)
    problem = _as_portfolio(assignment, fixed)
    optimum = CASES["instances"][name]["optimum"]
    solved = solve_portfolio(problem=problem, effort=Effort(gap=1e-8))
    assert solved.ending is Ending.WITHIN_GAP
    assert -solved.worth == pytest.approx(optimum, abs=PUBLISHED)
    assert -solved.bound == pytest.approx(optimum, abs=0.02)
    assert relax(problem=problem).bound >= -optimum - PUBLISHED
    # Recomputed from the open sites alone: each customer goes to the cheapest of them.
    is_open = solved.selection.opening >= 0
    cost = fixed[is_open].sum() + assignment[:, is_open].min(axis=1).sum()
    assert cost == pytest.approx(optimum, abs=PUBLISHED)
