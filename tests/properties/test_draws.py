"""Adding, removing or reordering parameters leaves every other draw as it was, to the bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steelyard.uncertainty.draws import Parameter, draw
from steelyard.uncertainty.statements import Family, Statement

IDS = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8, unique=True)
QUANTILES = st.lists(
    st.floats(1e-6, 1 - 1e-6), min_size=3, max_size=3, unique=True
).map(sorted)  # fmt: skip


def _parameter(name):
    return Parameter(name, Statement(1.0, 2.0, 8.0, Family.LOGNORMAL), "1")


@given(ids=IDS, others=IDS, data=st.data(), seed=st.integers(0, 2**32), n=st.integers(1, 64))
def test_streams_are_independent_of_company_and_order(ids, others, data, seed, n):
    alone = draw(map(_parameter, ids), n=n, seed=seed)
    mixed = data.draw(st.permutations([*dict.fromkeys([*ids, *others])]))
    together = draw(map(_parameter, mixed), n=n, seed=seed)
    for name in ids:
        assert alone.of(_parameter(name)).tobytes() == together.of(_parameter(name)).tobytes()


@given(key=st.text(max_size=12), seed=st.integers(0, 2**32), n=st.integers(1, 200))
def test_every_stratum_holds_one_draw_inside_the_unit_interval(key, seed, n):
    uniform = draw([], n=n, seed=seed).uniform(key)
    assert sorted(np.floor(uniform * n).astype(int)) == list(range(n))
    assert ((uniform >= 0) & (uniform < 1)).all()


@given(
    family=st.sampled_from([Family.UNIFORM, Family.NORMAL, Family.LOGNORMAL, Family.LOGITNORMAL]),
    quantiles=QUANTILES,
    probabilities=st.lists(st.floats(0.001, 0.999), min_size=2, max_size=20).map(sorted),
)
def test_a_larger_probability_never_gives_a_smaller_value(family, quantiles, probabilities):
    values = Statement(*quantiles, family).quantile(np.array(probabilities))
    assert (np.diff(values) >= -1e-12).all()


@given(quantiles=QUANTILES, factor=st.floats(1e-6, 1e6))
def test_a_change_of_unit_scales_every_draw(quantiles, factor):
    statement = Statement(*quantiles, Family.LOGNORMAL)
    before = draw([], n=50, seed=1).of(Parameter("x", statement, "1"))
    after = draw([], n=50, seed=1).of(Parameter("x", statement.scaled(factor), "1"))
    np.testing.assert_allclose(after, before * factor, rtol=1e-9)
