"""Made-up score rows with known abilities."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.special import expit

from steelyard.facts.observations import ScoreRow


@pytest.fixture(scope="session")
def score_row():
    """Return a function that makes a score row."""

    def make(model, benchmark, score, *, language="en", scale="0-100 accuracy", **more):
        return ScoreRow(
            id=f"{model}.{benchmark}.{language}",
            model=model,
            model_id=model,
            benchmark=benchmark,
            language=language,
            score=score,
            scale=scale,
            higher_is_better=more.pop("higher_is_better", True),
            evaluator=more.pop("evaluator", "third_party"),
            known_from=date(2024, 1, 1),
            source="s",
            locator="l",
            verified="yes",
            **more,
        )

    return make


@pytest.fixture(scope="session")
def made_up(score_row):
    """Return rows of 30 models on six benchmarks, and the abilities behind them."""
    rng = np.random.default_rng(5)
    abilities = rng.normal(1.0, 0.8, 30)
    shifts = {
        "mmlu-5-shot": 0.0,
        "alpha": 0.4,
        "beta": -0.5,
        "gamma": 0.8,
        "delta": -0.2,
        "epsilon": 0.1,
    }
    rows = []
    for benchmark, shift in shifts.items():
        noise = rng.normal(0.0, 0.1, 30)
        rows += [
            score_row(f"m{i:02d}", benchmark, float(100 * expit(abilities[i] + shift + noise[i])))
            for i in range(30)
        ]
    return rows, abilities
