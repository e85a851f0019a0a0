from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.decision.portfolio.small_portfolios import (
    drawn_worths,
    every_selection,
    random_problem,
)

from steelyard.decision.portfolio import pool_scores
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.problem import worth_of


def test_scores_are_the_worths_of_a_loop(rng, monkeypatch):
    monkeypatch.setattr(pool_scores, "BLOCK_DRAWS", 3)
    problem = random_problem(rng)
    selections = every_selection(problem)
    worths = drawn_worths(rng, problem, 7)
    found = score_pool(selections=selections, **worths)
    for draw in range(7):
        case = replace(
            problem,
            plan_worth=worths["plan_worths"][:, :, draw],
            capability_worth=worths["capability_worths"][:, :, draw],
            module_worth=worths["module_worths"][:, :, draw],
        )
        expected = [worth_of(problem=case, selection=selection) for selection in selections]
        assert found[:, draw] == pytest.approx(expected)


def test_single_precision_stays_single(rng):
    problem = random_problem(rng)
    selections = every_selection(problem)[:4]
    worths = drawn_worths(rng, problem, 5)
    single = {name: table.astype(np.float32) for name, table in worths.items()}
    found = score_pool(selections=selections, **single)
    assert found.dtype == np.float32
    assert found == pytest.approx(score_pool(selections=selections, **worths), rel=1e-5)


def test_what_nobody_chooses_may_hold_anything(rng):
    problem = random_problem(rng)
    selections = every_selection(problem)[:1]
    worths = drawn_worths(rng, problem, 5)
    worths["plan_worths"][:] = np.nan
    assert np.all(selections[0].plan < 0)
    assert np.isfinite(score_pool(selections=selections, **worths)).all()
    with pytest.raises(ValueError, match="finite worths"):
        score_pool(selections=every_selection(problem), **worths)


def test_tables_fit_each_other(rng):
    problem = random_problem(rng)
    worths = drawn_worths(rng, problem, 5)
    with pytest.raises(ValueError, match="expected portfolios"):
        score_pool(selections=[], **worths)
    worths["module_worths"] = worths["module_worths"][:, :, :4]
    with pytest.raises(ValueError, match="alike in years and draws"):
        score_pool(selections=every_selection(problem)[:1], **worths)
