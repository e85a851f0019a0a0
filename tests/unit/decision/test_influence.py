"""How closely results follow parameters."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.influence import DRAWS, influence_of
from steelyard.uncertainty import Family, Parameter, Statement, draw

STATED = Statement(1.0, 2.0, 8.0, Family.LOGNORMAL)
PARAMETERS = [Parameter(name, STATED, "1") for name in ("c", "a", "b")]
FIXED = Parameter("fixed", Statement.point(1.0), "1")


def test_shares_add_up_where_parameters_add_up():
    sample = draw([*PARAMETERS, FIXED], n=4000, seed=1)
    found = influence_of(sample)
    assert found.names == ("a", "b", "c")
    assert found.ranks.shape == (3, DRAWS)
    a, b = found.ranks[0], found.ranks[1]
    outputs = np.zeros((2, 4000))
    outputs[0, :DRAWS] = 2 * a + b
    shares = found.shares(outputs)
    assert shares[:, 0] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert (shares[:, 1] == 0).all()
    assert found.strongest(["b", "c", "a"], outputs, 2)[0] == "a"
    assert found.strongest(["b", "c"], outputs, 1) == ("b",)


def test_one_draw_tells_nothing():
    found = influence_of(draw(PARAMETERS, n=1, seed=1))
    assert (found.shares(np.ones((1, 1))) == 0).all()


def test_without_parameters_there_is_nothing_to_choose():
    assert influence_of(draw([FIXED], n=10, seed=1)).strongest(["fixed"], np.ones((1, 10)), 5) == ()


def test_draws_are_put_in_order_once_for_all_use_cases():
    sample = draw([*PARAMETERS, FIXED], n=50, seed=1)
    orders = influence_of(sample).orders
    found = orders.of(PARAMETERS, 20)
    for row, parameter in enumerate(PARAMETERS):
        expected = np.argsort(sample.of(parameter)[:20], kind="stable")
        assert np.array_equal(found[row], expected)
    assert np.shares_memory(orders._order(PARAMETERS[0], 20), orders._order(PARAMETERS[0], 20))
