"""The Ishigami function: shares of the variance as published, for both of our ways to them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from steelyard.decision.robustness.given_data import explained_shares
from steelyard.decision.robustness.sobol import sobol_indices

# Ishigami and Homma 1990 with a = 7, b = 0.1; values as in Saltelli et al. 2008, section 4.6.
FIRST = np.array([0.3139, 0.4424, 0.0])
TOTAL = np.array([0.5576, 0.4424, 0.2437])


def ishigami(x):
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


@pytest.fixture(scope="module")
def runs():
    points = qmc.Sobol(6, seed=1).random(4096).T * 2 * np.pi - np.pi
    first, second = points[:3], points[3:]
    mixed = []
    for group in range(3):
        moved = first.copy()
        moved[group] = second[group]
        mixed.append(ishigami(moved)[np.newaxis])
    return ishigami(first)[np.newaxis], ishigami(second)[np.newaxis], np.array(mixed)


def test_first_and_total_indices_are_those_published(runs):
    base, resampled, mixed = runs
    found = sobol_indices(
        base=base, resampled=resampled, mixed=mixed, n_bootstrap=200, rng=np.random.default_rng(1)
    )
    assert found.first[:, 0] == pytest.approx(FIRST, abs=0.01)
    assert found.total[:, 0] == pytest.approx(TOTAL, abs=0.01)
    assert np.all(np.abs(found.first[:, 0] - FIRST) < 3 * found.first_error[:, 0])
    assert np.all(np.abs(found.total[:, 0] - TOTAL) < 3 * found.total_error[:, 0])


def test_draws_that_are_there_already_give_the_first_indices():
    x = np.random.default_rng(4).uniform(-np.pi, np.pi, (3, 10_000))
    found = explained_shares(parameters=x, outputs=ishigami(x)[np.newaxis])
    assert found.shares[:, 0] == pytest.approx(FIRST, abs=0.02)
    assert np.all(np.abs(found.shares[:, 0] - FIRST) < 3 * found.errors[:, 0] + 0.003)
