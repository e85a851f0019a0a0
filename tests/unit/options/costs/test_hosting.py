"""Machines come whole, wear out, and are paid for while they are held."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.costs.hosting import purchases, whole_replicas


def test_replicas_are_whole_and_carry_the_peak():
    rng = np.random.default_rng(1)
    demand, rate = rng.uniform(1, 1e5, (4, 200)), rng.uniform(50, 5000, 200)
    replicas = whole_replicas(demand=demand, replica_rate=rate, ceiling=0.7, spare=1)
    np.testing.assert_array_equal(replicas, np.rint(replicas))
    assert ((replicas - 1) * rate * 0.7 >= demand * (1 - 1e-12)).all()
    assert ((replicas - 2) * rate * 0.7 < demand).all()


def _alive(bought, life, year):
    return sum(bought[t] for t in range(year + 1) if year - t < life)


@pytest.mark.parametrize("life", [1, 2, 3, 5, 9])
def test_enough_machines_are_young_enough_in_every_year(life):
    needed = np.array([2.0, 5.0, 3.0, 8.0, 8.0, 1.0, 6.0])
    bought = purchases(in_use=needed[:, None], life_years=np.array([float(life)]))[:, 0]
    for year, need in enumerate(needed):
        assert _alive(bought, life, year) >= need
    assert bought[0] == needed[0]
    assert (bought >= 0).all()


def test_the_life_is_rounded_to_whole_years_and_is_at_least_one():
    needed = np.full((3, 3), 4.0)
    bought = purchases(in_use=needed, life_years=np.array([0.2, 1.6, 2.4]))
    np.testing.assert_array_equal(bought.T, [[4, 4, 4], [4, 0, 4], [4, 0, 4]])
