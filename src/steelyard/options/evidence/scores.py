"""Public scores as the ability fit sees them: one working scale, one weight a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import logit

from steelyard.quantities.units import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.facts.cards import ModelCard
    from steelyard.facts.observations import ScoreRow
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

REFERENCE_DATE: Final = date(2024, 5, 1)
REFERENCE_SIZE_B: Final = 70.0
SHARE_SCALE: Final = "0-100"
CLIP: Final = 0.02
"""Shares nearer than this to 0 or 1 count as this near: nothing finer is told apart."""
MIN_ROWS: Final = 3
"""A benchmark with fewer scores has no scale of its own."""
FAILED_BELOW: Final = 15.0
"""Share under which a score of a four-way choice can only be a failed run. [per cent]"""
SAME_FAMILY: Final = 0.9
"""How far two results of one model within a family of benchmarks repeat each other."""
EVALUATOR_WEIGHT: Final = {"third_party": 1.0, "other_vendor": 0.5}
OWN_WEIGHT: Final = 0.25
"""Weight of a score published by the model's own maker, or by nobody known: spread doubled. A
competitor's measurement lies between."""
RANKINGS: Final = ("euroeval-rank",)
TRANSLATION: Final = "translation"


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTable:
    """Scores on their working scale.

    Attributes
    ----------
    models, benchmarks
        Ids; a benchmark is a pair of name and language.
    is_logit
        Whether the benchmark is a share, shape ``(benchmark,)``.
    model, benchmark
        Index of each row, shape ``(row,)``.
    value
        Logit of the share, or standardised points, shape ``(row,)``.
    weight
        Share of an independent, third-party result, shape ``(row,)``. [1]
    features
        Predictors of each model, shape ``(model, 4)``; zeros where there is no card.
    """

    models: tuple[str, ...]
    benchmarks: tuple[tuple[str, str], ...]
    is_logit: BoolArray
    model: IntArray
    benchmark: IntArray
    value: FloatArray
    weight: FloatArray
    features: FloatArray

    @property
    def families(self) -> tuple[str, ...]:
        """Family of each benchmark: the first word of its name."""
        return tuple(family_of(name) for name, _ in self.benchmarks)


def family_of(benchmark: str) -> str:
    """Return the family of a benchmark.

    Parameters
    ----------
    benchmark
        Its name.

    Returns
    -------
    str
        First word of the name: one evaluator, one set of questions in several languages.
    """
    return benchmark.split("-", maxsplit=1)[0]


def features_of(*, released: date, params_total_b: float | None) -> FloatArray:
    """Return what predicts the ability of a model without scores.

    Parameters
    ----------
    released
        Day of release.
    params_total_b
        Parameters, or none where the maker says nothing. [billion]

    Returns
    -------
    FloatArray
        Intercept, years since the reference date, decades of size over the reference size, and
        whether the size is unknown, shape ``(4,)``.
    """
    years = (released - REFERENCE_DATE).days / DAYS_PER_YEAR
    if params_total_b is None:
        return np.array([1.0, years, 0.0, 1.0])
    return np.array([1.0, years, float(np.log10(params_total_b / REFERENCE_SIZE_B)), 0.0])


def score_table(rows: Iterable[ScoreRow], cards: Mapping[str, ModelCard]) -> ScoreTable:
    """Bring public scores to their working scale.

    Parameters
    ----------
    rows
        Scores known at the study's date.
    cards
        Model cards by id; nothing predicts a scored model that has none.

    Returns
    -------
    ScoreTable
        Without rankings, translations, failed runs, and benchmarks of fewer than three scores.
    """
    usable = [row for row in rows if _is_usable(row)]
    count = Counter((row.benchmark, row.language) for row in usable)
    usable = [row for row in usable if count[row.benchmark, row.language] >= MIN_ROWS]
    models = tuple(sorted({row.model_id for row in usable}))
    benchmarks = tuple(sorted({(row.benchmark, row.language) for row in usable}))
    model = np.array([models.index(row.model_id) for row in usable], dtype=np.int64)
    place = {pair: index for index, pair in enumerate(benchmarks)}
    benchmark = np.array([place[row.benchmark, row.language] for row in usable], dtype=np.int64)
    is_logit = np.zeros(len(benchmarks), dtype=bool)
    for row in usable:
        is_logit[place[row.benchmark, row.language]] = row.scale.startswith(SHARE_SCALE)
    value = np.array([_working(row) for row in usable], dtype=np.float64)
    for index in np.flatnonzero(~is_logit):
        chosen = benchmark == index
        spread = value[chosen].std() or 1.0
        value[chosen] = (value[chosen] - value[chosen].mean()) / spread
    return ScoreTable(
        models=models,
        benchmarks=benchmarks,
        is_logit=is_logit,
        model=model,
        benchmark=benchmark,
        value=value,
        weight=_weights(usable),
        features=np.array([_features(name, cards) for name in models]).reshape(-1, 4),
    )


def _is_usable(row: ScoreRow) -> bool:
    if row.benchmark in RANKINGS or TRANSLATION in row.benchmark or "unknown" in row.benchmark:
        return False
    return not (row.scale.startswith(SHARE_SCALE) and row.score < FAILED_BELOW)


def _working(row: ScoreRow) -> float:
    if row.scale.startswith(SHARE_SCALE):
        return float(logit(np.clip(row.score / 100.0, CLIP, 1.0 - CLIP)))
    return row.score if row.higher_is_better else -row.score


def _weights(rows: list[ScoreRow]) -> FloatArray:
    # Several results of one model in one family repeat each other; a maker's own count less.
    repeats = Counter((row.model_id, family_of(row.benchmark)) for row in rows)
    weight = np.array([
        1.0 / (1.0 + SAME_FAMILY * (repeats[row.model_id, family_of(row.benchmark)] - 1))
        for row in rows
    ])
    trust = np.array([EVALUATOR_WEIGHT.get(row.evaluator, OWN_WEIGHT) for row in rows])
    return np.asarray(trust * weight, dtype=np.float64)


def _features(name: str, cards: Mapping[str, ModelCard]) -> FloatArray:
    card = cards.get(name)
    if card is None:
        return np.zeros(4)
    return features_of(released=card.released, params_total_b=card.params_total_b)
