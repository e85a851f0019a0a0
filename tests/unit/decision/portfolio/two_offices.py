"""Two offices that share one cluster: small enough to be reckoned by hand."""

from __future__ import annotations

import numpy as np

from steelyard.decision.portfolio.problem import PortfolioProblem, Selection


def two_offices(**changes):
    """Return the problem: the first buys (plan 0) or uses the cluster (1), the second uses it.

    Money and room on the cluster are scarce; a node adds one unit of room for one of money.
    """
    parts = {
        "plan_use_case": np.array([0, 0, 1]),
        "n_use_cases": 2,
        "plan_worth": np.array([[4.0, 2.0], [9.0, 4.0], [6.0, 3.0]]),
        "plan_use": np.array([[[3.0, 0], [2, 0]], [[4, 1], [2, 1]], [[3, 1], [2, 1]]]),
        "may_start": np.ones((3, 2), dtype=np.bool_),
        "requires": np.array([[-1], [0], [0]]),
        "capability_worth": np.zeros((1, 2)),
        "capability_use": np.array([[[5.0, 0], [3, 0]]]),
        "may_open": np.ones((1, 2), dtype=np.bool_),
        "module_worth": np.zeros((1, 2)),
        "module_use": np.array([[[1.0, -1], [1, -1]]]),
        "most_modules": np.array([[1, 0]]),
        "limit": np.array([13.0, 1.0]),
    }
    return PortfolioProblem(**parts | changes)


def chosen(plan, start, opening, modules=((0, 0),)):
    """Return a selection from lists."""
    return Selection(*(np.array(part, dtype=np.int64) for part in (plan, start, opening, modules)))


BOTH = chosen([1, 2], [0, 0], [0], [[1, 0]])
NOTHING = chosen([-1, -1], [-1, -1], [-1])
