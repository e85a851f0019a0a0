"""Weights from judgements of pairs."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.mcda.pairwise import (
    RANDOM_INDEX,
    pairwise_priorities,
    worst_judgements,
)

STYLE, RELIABILITY, FUEL = (
    [[1, 1 / 4, 4, 1 / 6], [4, 1, 4, 1 / 4], [1 / 4, 1 / 4, 1, 1 / 5], [6, 4, 5, 1]],
    [[1, 2, 5, 1], [1 / 2, 1, 3, 2], [1 / 5, 1 / 3, 1, 1 / 4], [1, 1 / 2, 4, 1]],
    [[1, 2, 4, 1], [1 / 2, 1, 3, 2], [1 / 4, 1 / 3, 1, 1 / 5], [1, 1 / 2, 5, 1]],
)
"""Judgements of four cars by three criteria: test-AHP.R of the R package MCDA 0.1.0."""


def weights_of(table):
    return pairwise_priorities(judgements=np.array(table, dtype=float)).weights


def test_the_cars_of_the_mcda_package():
    criteria = weights_of([[1, 1 / 2, 3], [2, 1, 4], [1 / 3, 1 / 4, 1]])
    cars = np.column_stack([weights_of(table) for table in (STYLE, RELIABILITY, FUEL)])
    assert cars @ criteria == pytest.approx([0.2922, 0.2767, 0.0697, 0.3613], abs=1e-4)


def test_judgements_that_agree_give_back_their_weights():
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = pairwise_priorities(judgements=weights[:, np.newaxis] / weights)
    assert found.weights == pytest.approx(weights)
    assert found.largest_eigenvalue == pytest.approx(4)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    assert worst_judgements(judgements=weights[:, np.newaxis] / weights, n_worst=3) == ()


def test_two_items_always_agree():
    table = np.array([[1.0, 3.0], [1 / 3, 1.0]])
    assert pairwise_priorities(judgements=table).consistency_ratio == 0
    assert worst_judgements(judgements=table, n_worst=3) == ()


def test_the_judgement_that_was_spoilt_is_named_with_what_the_others_imply():
    weights = np.array([8.0, 4.0, 2.0, 1.0])
    table = weights[:, np.newaxis] / weights
    table[0, 3], table[3, 0] = 1 / 8, 8.0
    worst = worst_judgements(judgements=table, n_worst=1)
    assert worst[0][:2] == (3, 0)
    assert worst[0].stated == pytest.approx(8)
    assert worst[0].implied == pytest.approx(1 / 8)
    assert pairwise_priorities(judgements=table).consistency_ratio > 0.1
    assert len(worst_judgements(judgements=table, n_worst=3)) == 3


@pytest.mark.parametrize(
    "table",
    [
        [1.0, 1.0],
        [[1.0, 2.0, 3.0], [0.5, 1.0, 2.0]],
        [[1.0]],
        np.ones((len(RANDOM_INDEX) + 1, len(RANDOM_INDEX) + 1)),
        [[1.0, 2.0], [2.0, 1.0]],
        [[1.0, -2.0], [-0.5, 1.0]],
        [[1.0, np.nan], [1.0, 1.0]],
        [[1.0, np.inf], [0.0, 1.0]],
    ],
)
def test_tables_that_are_none_are_refused(table):
    with pytest.raises(ValueError, match="expected"):
        pairwise_priorities(judgements=np.array(table, dtype=float))
