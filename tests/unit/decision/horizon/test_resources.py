"""Rows of the portfolio: where they are, and what may be relaxed."""

from __future__ import annotations

import numpy as np

from steelyard.decision.horizon.resources import Resource, ResourceKind, ResourceList

ROWS = ResourceList((
    Resource(ResourceKind.INVESTMENT, "", 2027, 5.0),
    Resource(ResourceKind.INVESTMENT, "", 2028, 5.0),
    Resource(ResourceKind.POSTS, "evaluator", 2027, float("inf")),
    Resource(ResourceKind.ROOM, "cluster", 2027, 0.0),
    Resource(ResourceKind.DEADLINE, "drafts", 2028, -1.0),
))


def test_rows_are_found_by_what_they_are():
    assert ROWS.years_of(ResourceKind.INVESTMENT) == [0, 1]
    assert ROWS.find(ResourceKind.ROOM, "cluster") == 3
    assert ROWS.find(ResourceKind.ROOM, "other") is None


def test_what_people_decided_can_be_relaxed_and_bookkeeping_cannot():
    names, groups = ROWS.groups()
    assert names == ((ResourceKind.INVESTMENT, ""), (ResourceKind.DEADLINE, "drafts"))
    np.testing.assert_array_equal(groups, [0, 0, -1, -1, 1])
