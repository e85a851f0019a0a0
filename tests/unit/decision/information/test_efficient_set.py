from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.information.efficient_set import efficient_set


def _set(values, net_costs):
    return efficient_set(values=np.array(values), net_costs=np.array(net_costs))


def test_the_best_changes_at_the_price_of_the_next_value_point():
    found = _set([0.2, 0.5, 0.6, 0.9], [0.0, 30.0, 90.0, 150.0])
    assert found.options == (0, 1, 3)
    assert found.switch_prices == pytest.approx([100.0, 300.0])
    assert list(found.is_undominated) == [True, True, True, True]


def test_a_cheaper_and_better_option_stands_alone():
    found = _set([0.2, 0.5, 0.5], [10.0, -5.0, 0.0])
    assert found.options == (1,)
    assert len(found.switch_prices) == 0
    assert list(found.is_undominated) == [False, True, False]


def test_of_options_alike_the_earlier_is_listed():
    found = _set([0.2, 0.7, 0.2, 0.7], [0.0, 5.0, 0.0, 5.0])
    assert found.options == (0, 1)
    assert found.is_undominated.all()


def test_options_on_one_line_are_left_to_its_ends():
    assert _set([0.0, 0.5, 1.0], [0.0, 50.0, 100.0]).options == (0, 2)


@pytest.mark.parametrize(
    ("values", "net_costs"),
    [([], []), ([0.1], [1.0, 2.0]), ([np.nan], [1.0]), ([0.1], [np.inf])],
)
def test_missing_figures_are_refused(values, net_costs):
    with pytest.raises(ValueError, match="expected a finite"):
        _set(values, net_costs)


def test_the_listed_option_is_best_at_every_price(rng):
    for _ in range(50):
        values, costs = rng.random(8), rng.normal(size=8)
        found = efficient_set(values=values, net_costs=costs)
        edges = [0.0, *found.switch_prices, found.switch_prices[-1:].sum() + 10.0]
        for low, high, option in zip(edges, edges[1:], found.options, strict=False):
            merit = 0.5 * (low + high) * values - costs
            assert merit[option] == pytest.approx(merit.max())
