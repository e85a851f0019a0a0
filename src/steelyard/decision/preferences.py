"""From what stakeholders state to sets of allowed weights, drawn once for the whole study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.mcda.weight_sampling import WeightSet, allowed_weights, sample_weights
from steelyard.decision.mcda.weight_statements import Interval, Points, Ranking
from steelyard.decision.mcda.weight_statements import WeightStatement as Statement
from steelyard.decision.reading_result import StakeholderWeights
from steelyard.dossier.voices import Dimension
from steelyard.errors import DossierError, Problem, SolverError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.criteria import Criterion
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import Stakeholder, WeightStatement
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Sample

DIMENSIONS: Final = tuple(Dimension)
"""The order of every dimension axis."""

COST: Final = DIMENSIONS.index(Dimension.COST)

ANYONE: Final = "anyone"
"""Stands for all possible weights where the dossier names no stakeholder."""


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """The weights that one stakeholder allows.

    Attributes
    ----------
    stakeholder
        Id.
    form
        ``none``, ``points``, ``ranking`` or ``intervals``.
    weights
        Drawn from the allowed set, shape ``(dimension, draw)``. [1]
    mean
        Mean of the allowed set, exact where it is known, shape ``(dimension,)``. [1]
    effective_size
        Independent draws that the sample is worth. [1]
    is_signed, decides
        Whether the weights are signed and whether they count in the deciding ones.
    """

    stakeholder: str
    form: str
    weights: FloatArray
    mean: FloatArray
    effective_size: float
    is_signed: bool
    decides: bool

    def summary(self) -> StakeholderWeights:
        """Return the weights as the report states them.

        Returns
        -------
        StakeholderWeights
            Mean and 5 to 95 per cent range by dimension.
        """
        low, high = np.quantile(self.weights, [0.05, 0.95], axis=1)
        return StakeholderWeights(
            self.stakeholder,
            self.form,
            by_dimension(self.mean),
            by_dimension(low),
            by_dimension(high),
            self.is_signed,
            self.decides,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Preferences:
    """The weights of a study.

    Attributes
    ----------
    voices
        One per stakeholder, in the order of the dossier; one for anyone where there is none.
    within
        Weights of the criteria within their dimension, shape ``(criterion, draw)``, uniform over
        all possible ones, common to all voices. [1]
    within_mean
        Their mean: equal weights, shape ``(criterion,)``. [1]
    dimension_of
        Index of the dimension of each criterion, shape ``(criterion,)``.
    decided
        Mean weights of the deciding voices, shape ``(dimension,)``. [1]
    is_illustration
        Whether a deciding statement is missing or unsigned.
    """

    voices: tuple[Voice, ...]
    within: FloatArray
    within_mean: FloatArray
    dimension_of: IntArray
    decided: FloatArray
    is_illustration: bool

    @property
    def deciding(self) -> tuple[Voice, ...]:
        """The voices whose weights count."""
        return tuple(voice for voice in self.voices if voice.decides)


def by_dimension(weights: FloatArray) -> dict[str, float]:
    """Return weights under the names of their dimensions.

    Parameters
    ----------
    weights
        Shape ``(dimension,)``. [1]

    Returns
    -------
    dict
        Weight by dimension.
    """
    return {
        dimension.value: float(weight)
        for dimension, weight in zip(DIMENSIONS, weights, strict=True)
    }


def without_cost(weights: FloatArray) -> FloatArray:
    """Return weights of the five dimensions of value, in their old proportions.

    Parameters
    ----------
    weights
        Shape ``(dimension,)`` or ``(dimension, draw)``. [1]

    Returns
    -------
    FloatArray
        Same shape, 0 for cost, summing to one; equal where all weight lay on cost. [1]
    """
    rest = weights.copy()
    rest[COST] = 0.0
    total = rest.sum(axis=0)
    even = np.full(len(weights), 1.0 / (len(weights) - 1))
    even[COST] = 0.0
    even = even if rest.ndim == 1 else even[:, np.newaxis]
    return np.asarray(
        np.where(total > 0, rest / np.where(total > 0, total, 1.0), even), dtype=np.float64
    )


def preferences_of(dossier: Dossier, criteria: Sequence[Criterion], sample: Sample) -> Preferences:
    """Draw every stakeholder's weights.

    Parameters
    ----------
    dossier
        Its stakeholders and their statements.
    criteria
        The criteria, in the order of the performance table.
    sample
        Gives the number of draws and the streams ``decision:weights/…``.

    Returns
    -------
    Preferences
        Weight sets of all voices.

    Raises
    ------
    DossierError
        If no weights meet a stakeholder's statements.
    """
    voices = _voices(dossier, sample)
    dimension_of = np.array([DIMENSIONS.index(row.dimension) for row in criteria])
    within = np.empty((len(criteria), sample.n))
    within_mean = np.empty(len(criteria))
    for index, dimension in enumerate(DIMENSIONS):
        members = dimension_of == index
        free = _weight_set((), [row.id for row in criteria if row.dimension is dimension])
        rng = sample.generator(f"decision:weights/within/{dimension.value}")
        within[members] = sample_weights(weight_set=free, n_draws=sample.n, rng=rng).weights
        within_mean[members] = 1.0 / members.sum()
    decided = np.mean([voice.mean for voice in voices if voice.decides], axis=0)
    illustration = any(
        voice.form == "none" or not voice.is_signed for voice in voices if voice.decides
    )
    return Preferences(voices, within, within_mean, dimension_of, decided, illustration)


def _voices(dossier: Dossier, sample: Sample) -> tuple[Voice, ...]:
    if not dossier.stakeholders:
        return (_voice(ANYONE, "none", _weight_set((), DIMENSIONS), sample, False, True),)
    nobody_marked = not any(entry.decides for entry in dossier.stakeholders)
    voices = []
    for position, entry in enumerate(dossier.stakeholders):
        form, statements = _statements(entry.weights)
        try:
            allowed = _weight_set(statements, DIMENSIONS)
        except (SolverError, ValueError) as error:
            raise _impossible(position, entry, str(error)) from error
        decides = entry.decides or nobody_marked
        voices.append(_voice(entry.id, form, allowed, sample, bool(entry.signed_by), decides))
    return tuple(voices)


def _voice(  # noqa: PLR0917 - one argument per field of the record, called once
    name: str, form: str, allowed: WeightSet, sample: Sample, is_signed: bool, decides: bool
) -> Voice:
    rng = sample.generator(f"decision:weights/{name}")
    drawn = sample_weights(weight_set=allowed, n_draws=sample.n, rng=rng)
    exact = allowed.centroid()
    mean = drawn.weights.mean(axis=1) if exact is None else exact
    return Voice(name, form, drawn.weights, mean, drawn.effective_size, is_signed, decides)


def _weight_set(statements: Sequence[Statement], names: Sequence[str]) -> WeightSet:
    return allowed_weights(n_items=len(names), statements=statements, names=names)


def _statements(stated: WeightStatement | None) -> tuple[str, tuple[Statement, ...]]:
    if stated is None:
        return "none", ()
    if stated.points is not None:
        points = tuple(stated.points.get(dimension, 0.0) for dimension in DIMENSIONS)
        return "points", (Points(points),)
    if stated.ranking is not None:
        return "ranking", (_ranking(stated.ranking),)
    if stated.intervals is not None:
        return "intervals", _intervals(stated.intervals)
    return "none", ()


def _ranking(ranked: Sequence[Dimension]) -> Ranking:
    tiers = [(DIMENSIONS.index(dimension),) for dimension in ranked]
    rest = tuple(index for index, name in enumerate(DIMENSIONS) if name not in ranked)
    return Ranking((*tiers, rest) if rest else tuple(tiers))


def _intervals(stated: Mapping[Dimension, tuple[float, float]]) -> tuple[Interval, ...]:
    return tuple(
        Interval(DIMENSIONS.index(dimension), low, high)
        for dimension, (low, high) in stated.items()
    )


def _impossible(position: int, entry: Stakeholder, reason: str) -> DossierError:
    return DossierError([
        Problem(
            f"stakeholders[{position}].weights",
            "statements that some set of weights meets",
            f"those of '{entry.id}': {reason}",
            "Ask the stakeholder which statement to relax.",
        )
    ])
