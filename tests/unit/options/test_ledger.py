"""Lines add up by what they belong to, and the first year is not discounted."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.ledger import Account, Ledger, joined, ledger_of
from steelyard.options.model import CostLine

LINES = (
    CostLine("a", True, np.array([[100.0], [0.0]]), "C-4", ()),
    CostLine("b", False, np.array([[10.0], [20.0]]), "C-5", (), "team"),
    CostLine("c", False, np.array([[1.0], [2.0]]), "C-1", (), "", is_foreign=True),
    CostLine("d", True, np.array([[4.0], [0.0]]), "C-9", (), "team"),
)


def test_sums_by_kind_and_capability():
    found = ledger_of(LINES, rate=0.25, has_lines=False)
    assert found.capital is not None
    assert found.running is not None
    np.testing.assert_array_equal(found.capital[:, 0], [104.0, 0.0])
    np.testing.assert_array_equal(found.running[:, 0], [11.0, 22.0])
    np.testing.assert_array_equal(found.shared["team"][:, 0], [14.0, 20.0])
    assert found.lines == ()


def test_present_value_by_account():
    found = ledger_of(LINES, rate=0.25, has_lines=True)
    assert found.value[Account("team", False, False)][0] == pytest.approx(10 + 20 * 0.8)
    assert found.shared_value["team"][0] == pytest.approx(14 + 20 * 0.8)
    assert set(found.own_value) == {Account("", True, False), Account("", False, True)}
    assert found.lines == LINES


def test_parts_join_to_the_whole():
    whole = ledger_of(LINES, rate=0.1, has_lines=True)
    parts = joined([ledger_of([line], rate=0.1, has_lines=True) for line in LINES])
    assert parts.lines == whole.lines
    for account, value in whole.value.items():
        np.testing.assert_allclose(parts.value[account], value)
    np.testing.assert_allclose(parts.running, whole.running)


def test_nothing_costs_nothing():
    empty = joined([Ledger(), Ledger()])
    assert empty.capital is None
    np.testing.assert_array_equal(empty.value_where(lambda _: True, 3), np.zeros(3))
