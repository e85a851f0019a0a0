from __future__ import annotations

import numpy as np

from steelyard.decision.portfolio import opening_list
from steelyard.decision.portfolio.opening_list import OpeningList


class _Fixed:
    """Prices that bound each opening by a number of its own."""

    def __init__(self, by_opening):
        self._by_opening = by_opening
        self.asked = []

    def bounds(self, *, openings):
        self.asked += openings[:, 0].tolist()
        return np.array([self._by_opening[int(opening)] for opening in openings[:, 0]])


def _list(bounds):
    openings = OpeningList(n_capabilities=1)
    openings.extend(openings=np.arange(len(bounds))[:, np.newaxis], bounds=np.array(bounds, float))
    return openings


def test_the_highest_bound_comes_first_and_the_earliest_of_equals():
    assert OpeningList(n_capabilities=2).top().bound == -np.inf
    top = _list([3, 5, 5]).top()
    assert (top.position, top.opening.tolist(), top.bound, top.n_looks) == (1, [1], 5, 0)


def test_prices_are_asked_about_openings_that_come_to_the_top(monkeypatch):
    monkeypatch.setattr(opening_list, "PRICED_AT_ONCE", 2)
    openings = _list([9, 8, 7, 2, 1])
    first = _Fixed([4, 6, 7, 2, 1])
    openings.price(first)
    assert openings.top().opening.tolist() == [2]
    assert sorted(first.asked) == [0, 1, 2, 3]
    second = _Fixed([9, 9, 1, 9, 9])
    openings.price(second)
    assert openings.top().bound == 6


def test_looks_are_counted_and_never_raise_a_bound():
    openings = _list([3, 5])
    openings.look(position=1, bound=4.0)
    openings.look(position=1, bound=4.5)
    assert openings.top()[2:] == (4.0, 2)


def test_what_leaves_tells_its_highest_bound():
    openings = _list([3, 5, 4])
    assert openings.drop_below(2.0) == -np.inf
    assert openings.drop_below(4.0) == 4.0
    assert openings.top().position == 0
    assert openings.leave(position=0) == 5.0
    assert openings.top().bound == -np.inf


def test_impossible_openings_leave():
    openings = _list([3, 5, 4])
    openings.drop_impossible(prices=_Fixed([0.0, -1.0, -1e-9]), tolerance=1e-6)
    assert openings.top().opening.tolist() == [2]
