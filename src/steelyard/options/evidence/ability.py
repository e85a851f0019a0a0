"""One ability per model from many public scores, each on its own scale.

``score(model, benchmark) = easiness(benchmark) + slope(benchmark) * ability(model) + noise``, on
the logit of shares and on standardised points elsewhere. Abilities are drawn towards what size and
release date predict; equations Q-2 to Q-5 of ``docs/method/quality.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import FactError

if TYPE_CHECKING:
    from steelyard.options.evidence.scores import ScoreTable
    from steelyard.quantities.arrays import BoolArray, FloatArray

ANCHOR: Final = ("mmlu-5-shot", "en")
"""Benchmark on whose logit scale abilities are stated."""

N_ITERATIONS: Final = 80
PRIOR_COEFFICIENTS: Final = (1.4, 0.35, 0.80, 0.0)
"""Ability at the reference date and 70 billion parameters, per year, per tenfold size, and where
the size is unknown: assumed, and drawn from as soon as scores speak."""
PRIOR_SD: Final = (3.0, 0.25, 0.40, 0.50)
SLOPE_SD_LOGIT: Final = 0.3
SLOPE_SD_POINTS: Final = 1.0
NOISE_PRIOR: Final = 0.4
NOISE_PRIOR_ROWS: Final = 4.0
NOISE_FLOOR: Final = 0.3
"""A single benchmark never says more of a model's general ability than this. [logit]"""
SMALLEST_SLOPE: Final = 0.2
SPREAD_PRIOR: Final = 0.6
SPREAD_PRIOR_ROWS: Final = 20.0
"""How far models depart from what size and date predict: assumed, worth so many models. [logit]"""
OTHERS_SD: Final = 1.0
"""Spread of the abilities of models without a card, about their mean. [logit]"""
_EASINESS_RIDGE: Final = 1e-2


@dataclass(frozen=True, slots=True, eq=False)
class AbilityFit:
    """Abilities and benchmarks, fitted together.

    Attributes
    ----------
    models
        Model ids, in the order of ``ability``.
    ability, ability_sd
        Shape ``(model,)``, on the logit scale of the anchor. [logit]
    easiness, slope, noise_sd
        Shape ``(benchmark,)``; ``score = easiness + slope * ability``.
    coefficients
        Of the prediction: intercept, per year, per tenfold size, size unknown.
    spread
        What the prediction leaves open for a model without scores. [logit]
    """

    models: tuple[str, ...]
    ability: FloatArray
    ability_sd: FloatArray
    easiness: FloatArray
    slope: FloatArray
    noise_sd: FloatArray
    coefficients: FloatArray
    spread: float

    def of(self, model: str) -> tuple[float, float] | None:
        """Return mean and standard deviation of a scored model's ability.

        Parameters
        ----------
        model
            Model id.

        Returns
        -------
        tuple or None
            None if it has no score in the table. [logit]
        """
        if model not in self.models:
            return None
        place = self.models.index(model)
        return float(self.ability[place]), float(self.ability_sd[place])

    def predicted(self, features: FloatArray) -> tuple[float, float]:
        """Return what size and date predict for a model without scores.

        Parameters
        ----------
        features
            As :func:`steelyard.options.evidence.scores.features_of` gives them, shape ``(4,)``.

        Returns
        -------
        tuple
            Mean and standard deviation. [logit]
        """
        return float(features @ self.coefficients), self.spread


def fit_ability(
    table: ScoreTable, *, keep: BoolArray | None = None, n_iterations: int = N_ITERATIONS
) -> AbilityFit:
    """Fit abilities and benchmarks.

    Parameters
    ----------
    table
        Scores on their working scale, with the features of each model.
    keep
        Rows to use, shape ``(row,)``; all if left out.
    n_iterations
        Passes over both sides. [1]

    Returns
    -------
    AbilityFit
        On the scale of the anchor benchmark.

    Raises
    ------
    FactError
        If the anchor benchmark has no score: the scale would mean nothing.
    """
    anchor = table.benchmarks.index(ANCHOR) if ANCHOR in table.benchmarks else -1
    used = np.ones(len(table.value), dtype=bool) if keep is None else keep
    if anchor < 0 or not np.any(table.benchmark[used] == anchor):
        message = (
            f"scores: no known result on {ANCHOR[0]} ({ANCHOR[1]}) at the study's date, so that "
            "abilities have no scale. Add a sourced row, or choose a later date."
        )
        raise FactError(message)
    state = _State.start(table, used)
    for _ in range(n_iterations):
        state.update_abilities()
        state.update_benchmarks()
        state.update_prediction()
    return state.on_anchor_scale(anchor)


class _State:
    """What the alternating fit carries from pass to pass."""

    def __init__(self, table: ScoreTable, used: BoolArray) -> None:
        self.table = table
        self.model = table.model[used]
        self.benchmark = table.benchmark[used]
        self.value = table.value[used]
        self.weight = table.weight[used]
        self.n_models, self.n_benchmarks = len(table.models), len(table.benchmarks)
        self.count = self._per_benchmark(np.ones_like(self.value))
        self.has_rows = np.bincount(self.model, minlength=self.n_models) > 0
        self.ability = np.zeros(self.n_models)
        self.variance = np.ones(self.n_models)
        self.easiness = np.zeros(self.n_benchmarks)
        self.slope = np.ones(self.n_benchmarks)
        self.noise = np.full(self.n_benchmarks, NOISE_FLOOR**2)
        self.coefficients = np.array(PRIOR_COEFFICIENTS)
        self.spread = SPREAD_PRIOR**2
        self.others_mean = 0.0
        self.has_card = self.table.features[:, 0] > 0
        slope_sd = np.where(table.is_logit, SLOPE_SD_LOGIT, SLOPE_SD_POINTS)
        self.slope_precision = slope_sd**-2.0

    @classmethod
    def start(cls, table: ScoreTable, used: BoolArray) -> _State:
        return cls(table, used)

    def _per_benchmark(self, values: FloatArray) -> FloatArray:
        return np.bincount(self.benchmark, values, self.n_benchmarks).astype(np.float64)

    def _per_model(self, values: FloatArray) -> FloatArray:
        return np.bincount(self.model, values, self.n_models).astype(np.float64)

    def update_abilities(self) -> None:
        slope, noise = self.slope[self.benchmark], self.noise[self.benchmark]
        expected = np.where(
            self.has_card, self.table.features @ self.coefficients, self.others_mean
        )
        spread = np.where(self.has_card, self.spread, OTHERS_SD**2)
        precision = self._per_model(self.weight * slope**2 / noise) + 1.0 / spread
        pull = self._per_model(
            self.weight * slope * (self.value - self.easiness[self.benchmark]) / noise
        )
        self.ability = (pull + expected / spread) / precision
        self.variance = 1.0 / precision

    def update_benchmarks(self) -> None:
        ability = self.ability[self.model]
        second = ability**2 + self.variance[self.model]
        shrink = self.slope_precision * self.noise
        a11 = self.count + _EASINESS_RIDGE
        a12 = self._per_benchmark(ability)
        a22 = self._per_benchmark(second) + shrink
        b1 = self._per_benchmark(self.value)
        b2 = self._per_benchmark(self.value * ability) + shrink
        determinant = a11 * a22 - a12**2
        self.easiness = (a22 * b1 - a12 * b2) / determinant
        self.slope = np.maximum((a11 * b2 - a12 * b1) / determinant, SMALLEST_SLOPE)
        seen = self.count > 0
        # The common scale is free: keep the geometric mean of slopes at 1.
        self.slope /= np.exp(np.mean(np.log(self.slope[seen])))
        residual = self.value - self.easiness[self.benchmark] - self.slope[self.benchmark] * ability
        squares = residual**2 + self.slope[self.benchmark] ** 2 * self.variance[self.model]
        self.noise = (self._per_benchmark(squares) + NOISE_PRIOR_ROWS * NOISE_PRIOR**2) / (
            self.count + NOISE_PRIOR_ROWS
        )
        self.noise = np.maximum(self.noise, NOISE_FLOOR**2)

    def update_prediction(self) -> None:
        seen = self.has_rows & self.has_card
        features, ability, variance = (
            part[seen] for part in (self.table.features, self.ability, self.variance)
        )
        others = self.has_rows & ~self.has_card
        self.others_mean = float(self.ability[others].mean()) if others.any() else 0.0
        prior = np.diag(np.array(PRIOR_SD) ** -2.0)
        gram = features.T @ features / self.spread + prior
        pull = features.T @ ability / self.spread + prior @ np.array(PRIOR_COEFFICIENTS)
        self.coefficients = np.linalg.solve(gram, pull)
        left = ability - features @ self.coefficients
        squares = float(np.sum(left**2 + variance))
        self.spread = (squares + SPREAD_PRIOR_ROWS * SPREAD_PRIOR**2) / (
            len(left) + SPREAD_PRIOR_ROWS
        )

    def on_anchor_scale(self, anchor: int) -> AbilityFit:
        shift, scale = float(self.easiness[anchor]), float(self.slope[anchor])
        coefficients = self.coefficients * scale
        coefficients[0] += shift
        return AbilityFit(
            models=self.table.models,
            ability=shift + scale * self.ability,
            ability_sd=scale * np.sqrt(self.variance),
            easiness=self.easiness - self.slope * shift / scale,
            slope=self.slope / scale,
            noise_sd=np.sqrt(self.noise),
            coefficients=coefficients,
            spread=scale * float(np.sqrt(self.spread)),
        )
