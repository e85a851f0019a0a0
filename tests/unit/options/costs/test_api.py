"""The bill for tokens follows requests and prices, and nothing else."""

from __future__ import annotations

import numpy as np

from steelyard.options.costs.api import price_path, token_spend


def test_the_frontier_never_gets_cheaper_and_nothing_gets_dearer():
    path = price_path(
        yearly_fall=np.array([1.0, 3.0, 40.0]),
        position=np.array([1.0, 0.0, 0.7]),
        elapsed=np.arange(6.0),
    )
    assert path.shape == (6, 3)
    np.testing.assert_array_equal(path[:, :2], 1.0)
    assert (np.diff(path[:, 2]) < 0).all()


def test_no_request_costs_nothing():
    spend = token_spend(
        requests=np.zeros((2, 3)),
        input_tokens=np.full(3, 1e3),
        output_tokens=np.full(3, 1e2),
        input_price=np.full(3, 1e-6),
        output_price=np.full(3, 1e-5),
        relative_price=np.ones((2, 3)),
    )
    np.testing.assert_array_equal(spend, np.zeros((2, 3)))
