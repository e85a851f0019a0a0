"""Amounts multiply with everything that stands behind them."""

from __future__ import annotations

import numpy as np

from steelyard.options.amount import Amount


def test_a_product_has_the_inputs_of_both_and_is_foreign_if_either_is():
    price = Amount(np.array([2.0, 3.0]), ("fact:a",), is_foreign=True)
    found = price.times(Amount(np.array([5.0, 7.0]), ("fact:b",)))
    np.testing.assert_array_equal(found.values, [10.0, 21.0])
    assert found.inputs == ("fact:a", "fact:b")
    assert found.is_foreign
