from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio.core import core_index
from steelyard.decision.portfolio.enumeration import enumerate_portfolios


def test_shares_agree_with_one_enumeration_per_draw(rng):
    values = rng.random((3, 4, 60))
    requires = rng.random((3, 4, 3)) < 0.5
    requires[:, 0] = False
    is_available = np.ones((3, 4), dtype=bool)
    capability_values = -0.3 * rng.random((3, 60))
    found = core_index(
        values=values,
        requires=requires,
        is_available=is_available,
        capability_values=capability_values,
    )
    taken, opened = np.zeros((3, 4)), np.zeros(3)
    for draw in range(60):
        best = enumerate_portfolios(
            values=values[:, :, draw],
            costs=np.zeros((3, 4, 1)),
            requires=requires,
            is_available=is_available,
            capability_values=capability_values[:, draw],
            capability_costs=np.zeros((3, 1)),
            budgets=None,
            n_runners_up=0,
        ).best
        taken[np.arange(3), best.choice] += 1 / 60
        opened[list(best.capabilities)] += 1 / 60
        assert found.value[draw] == pytest.approx(best.value)
    assert found.options == pytest.approx(taken)
    assert found.capabilities == pytest.approx(opened)


def test_each_use_case_can_stand_without_shared_capabilities():
    with pytest.raises(ValueError, match="without shared capabilities"):
        core_index(
            values=np.ones((1, 1, 2)),
            requires=np.ones((1, 1, 1), dtype=bool),
            is_available=np.ones((1, 1), dtype=bool),
            capability_values=np.zeros((1, 2)),
        )
