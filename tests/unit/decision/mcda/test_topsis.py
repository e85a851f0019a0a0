from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.topsis import topsis_closeness

IS_BENEFIT = np.array([True, False, True])


def test_fixed_and_drawn_forms_agree(rng):
    performance = rng.random((5, 3, 30)) - 0.3
    weights = rng.dirichlet([1, 1, 1], size=30).T
    both = topsis_closeness(performance=performance, weights=weights, is_benefit=IS_BENEFIT)
    fixed = topsis_closeness(performance=performance, weights=weights[:, 4], is_benefit=IS_BENEFIT)
    table = performance[:, :, 4]
    many = topsis_closeness(performance=table, weights=weights, is_benefit=IS_BENEFIT)
    single = topsis_closeness(performance=table, weights=weights[:, 4], is_benefit=IS_BENEFIT)
    for found in (both[:, 4], fixed[:, 4], many[:, 4]):
        assert found == pytest.approx(single, rel=1e-12)


def test_best_everywhere_is_one_and_worst_everywhere_is_zero():
    table = np.array([[3.0, 1.0, 9.0], [2.0, 2.0, 5.0], [1.0, 3.0, 4.0]])
    found = topsis_closeness(
        performance=table, weights=np.array([0.5, 0.25, 0.25]), is_benefit=IS_BENEFIT
    )
    assert found[0] == 1.0
    assert found[2] == 0.0


def test_where_nothing_tells_options_apart_all_stand_in_the_middle():
    table = np.array([[0.0, 2.0], [0.0, 1.0]])
    weights = np.array([[1.0, 0.5], [0.0, 0.5]])
    found = topsis_closeness(performance=table, weights=weights, is_benefit=np.array([True, True]))
    assert found == pytest.approx(np.array([[0.5, 1.0], [0.5, 0.0]]))
    alone = topsis_closeness(
        performance=table, weights=weights[:, 0], is_benefit=np.array([True, True])
    )
    assert alone == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("factor", [1e-200, 1e200])
def test_very_large_and_very_small_units_change_nothing(factor):
    table = np.array([[3.0, 1.0], [1.0, 3.0], [2.0, 2.5]])
    arguments = {"weights": np.array([0.4, 0.6]), "is_benefit": np.array([True, False])}
    plain = topsis_closeness(performance=table, **arguments)
    assert topsis_closeness(performance=table * factor, **arguments) == pytest.approx(plain)
