"""Scaling all prices scales the cost; more of anything that is needed never costs less."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steelyard.options.costs.api import token_spend
from steelyard.options.costs.hosting import electricity, purchases, rent, space, whole_replicas
from steelyard.options.costs.staff import staff_cost

POSITIVE = st.floats(1e-3, 1e6)
USES = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(price=POSITIVE, factor=st.floats(1e-3, 1e3), in_use=USES)
def test_scaling_a_price_scales_every_bill(price, factor, in_use):
    units = np.array(in_use, dtype=float)[:, None]

    def bills(p: float) -> np.ndarray:
        at, one = np.array([p]), np.ones(1)
        tokens = {"input_tokens": one, "output_tokens": one, "relative_price": np.ones_like(units)}
        return np.stack([
            rent(in_use=units, price_per_hour=at, overhead=one),
            electricity(in_use=units, power=one, pue=one, price=at),
            space(in_use=units, contracted_kw=one, price=at),
            staff_cost(posts=units, yearly_cost=at, wage_index=np.ones_like(units)),
            token_spend(requests=units, input_price=at, output_price=at, **tokens),
        ])

    np.testing.assert_allclose(bills(price * factor), factor * bills(price), rtol=1e-9)


@given(
    demand=st.floats(0, 1e6), more=st.floats(0, 1e6), rate=st.floats(1, 1e5),
    ceiling=st.floats(0.05, 1), spare=st.integers(0, 3),
)  # fmt: skip
def test_more_demand_never_needs_fewer_replicas(demand, more, rate, ceiling, spare):
    replicas = whole_replicas(
        demand=np.array([[demand], [demand + more]]),
        replica_rate=np.array([rate]),
        ceiling=ceiling,
        spare=spare,
    )
    assert replicas[1, 0] >= replicas[0, 0]


@given(in_use=USES, life=st.integers(1, 6))
def test_machines_that_last_longer_are_never_bought_more_often(in_use, life):
    units = np.array(in_use, dtype=float)[:, None].repeat(2, axis=1)
    bought = purchases(in_use=units, life_years=np.array([life, life + 20.0])).sum(axis=0)
    assert bought[1] == units[:, 0].max()
    assert bought[1] <= bought[0]
