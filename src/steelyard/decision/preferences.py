"""From what stakeholders state to sets of allowed weights, drawn once for the whole study."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.mcda.weight_sampling import WeightSet, allowed_weights, sample_weights
from steelyard.decision.reading_result import StakeholderWeights
from steelyard.decision.stated_weights import (
    consistency_of,
    exchange_of,
    form_of,
    statements_of,
    trade_off_problems,
)
from steelyard.dossier.voices import Dimension
from steelyard.errors import DossierError, Problem, SolverError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.criteria import Criterion
    from steelyard.decision.mcda.weight_statements import WeightStatement as Statement
    from steelyard.decision.stated_weights import Exchange
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import WeightStatement
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
        ``none``, the name of the only form, or ``several``.
    weights
        Drawn from the allowed set, shape ``(dimension, draw)``. [1]
    mean
        Mean of the allowed set, exact where it is known, shape ``(dimension,)``. [1]
    effective_size
        Independent draws that the sample is worth. [1]
    is_signed, decides
        Whether the weights are signed and whether they count in the deciding ones.
    stated
        What was said.
    sampler
        How weights were drawn.
    """

    stakeholder: str
    form: str
    weights: FloatArray
    mean: FloatArray
    effective_size: float
    is_signed: bool
    decides: bool
    stated: WeightStatement | None = None
    sampler: str = ""

    @property
    def by_use_case(self) -> bool:
        """Whether the weight of cost follows from the money at stake in each use case."""
        return self.stated is not None and bool(self.stated.trade_offs)

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
            self.by_use_case,
            self.sampler,
            self.effective_size,
            consistency_of(self.stated),
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
    exchange
        What turns money a year into weights.
    """

    voices: tuple[Voice, ...]
    within: FloatArray
    within_mean: FloatArray
    dimension_of: IntArray
    decided: FloatArray
    is_illustration: bool
    exchange: Exchange

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
        If a trade-off names no criterion, or no weights meet a stakeholder's statements.
    """
    exchange = exchange_of(dossier, criteria)
    problems = tuple(trade_off_problems(dossier, exchange))
    if problems:
        raise DossierError(problems)
    voices = _voices(dossier, exchange, sample)
    dimension_of = np.array([DIMENSIONS.index(row.dimension) for row in criteria])
    within = np.empty((len(criteria), sample.n))
    within_mean = np.empty(len(criteria))
    for index, dimension in enumerate(DIMENSIONS):
        members = dimension_of == index
        free = _weight_set((), [row.id for row in criteria if row.dimension is dimension])
        rng = sample.generator(f"decision:weights/within/{dimension.value}")
        within[members] = sample_weights(weight_set=free, n_draws=sample.n, rng=rng).weights
        within_mean[members] = 1.0 / members.sum()
    illustration = any(
        voice.form == "none" or not voice.is_signed for voice in voices if voice.decides
    )
    return Preferences(
        voices, within, within_mean, dimension_of, _decided(voices), illustration, exchange
    )


def preferences_at(
    known: Preferences, sample: Sample, *, money_range: float, use_case: str
) -> Preferences:
    """Return the weights of one use case, where trade-offs in money meet the money at stake.

    Parameters
    ----------
    known
        The weights of the study.
    sample
        Gives the same streams as before.
    money_range
        Distance of the anchors of net cost. [CUR]
    use_case
        Id, for messages.

    Returns
    -------
    Preferences
        The same where nobody stated a trade-off.

    Raises
    ------
    DossierError
        If at this money no weights meet a stakeholder's statements.

    Notes
    -----
    Equation O-6 of ``docs/method/voices.md``.
    """
    if not any(voice.by_use_case for voice in known.voices):
        return known
    exchange = replace(known.exchange, money_range=money_range)
    voices = tuple(
        _redrawn(position, voice, exchange, sample, use_case) if voice.by_use_case else voice
        for position, voice in enumerate(known.voices)
    )
    return replace(known, voices=voices, decided=_decided(voices), exchange=exchange)


def statement_problems(dossier: Dossier, criteria: Sequence[Criterion]) -> tuple[Problem, ...]:
    """Find stakeholders whose statements about weights cannot be met, without drawing any.

    Parameters
    ----------
    dossier
        Its stakeholders.
    criteria
        The criteria.

    Returns
    -------
    tuple of Problem
        Trade-offs that name no criterion first; contradictions only where there are none.
    """
    exchange = exchange_of(dossier, criteria)
    found = tuple(trade_off_problems(dossier, exchange))
    if found:
        return found
    problems: list[Problem] = []
    for position, entry in enumerate(dossier.stakeholders):
        try:
            _allowed(position, entry.id, statements_of(entry.weights, exchange))
        except DossierError as error:
            problems.extend(error.problems)
    return tuple(problems)


def _decided(voices: Sequence[Voice]) -> FloatArray:
    return np.asarray(np.mean([voice.mean for voice in voices if voice.decides], axis=0))


def _voices(dossier: Dossier, exchange: Exchange, sample: Sample) -> tuple[Voice, ...]:
    if not dossier.stakeholders:
        free = _weight_set((), DIMENSIONS)
        return (_drawn(ANYONE, None, free, sample, is_signed=False, decides=True),)
    nobody_marked = not any(entry.decides for entry in dossier.stakeholders)
    voices = []
    for position, entry in enumerate(dossier.stakeholders):
        allowed = _allowed(position, entry.id, statements_of(entry.weights, exchange))
        signed, decides = bool(entry.signed_by), entry.decides or nobody_marked
        voices.append(
            _drawn(entry.id, entry.weights, allowed, sample, is_signed=signed, decides=decides)
        )
    return tuple(voices)


def _redrawn(
    position: int, voice: Voice, exchange: Exchange, sample: Sample, use_case: str
) -> Voice:
    statements = statements_of(voice.stated, exchange)
    allowed = _allowed(position, voice.stakeholder, statements, use_case)
    signed, decides = voice.is_signed, voice.decides
    return _drawn(
        voice.stakeholder, voice.stated, allowed, sample, is_signed=signed, decides=decides
    )


def _drawn(
    name: str,
    stated: WeightStatement | None,
    allowed: WeightSet,
    sample: Sample,
    *,
    is_signed: bool,
    decides: bool,
) -> Voice:
    rng = sample.generator(f"decision:weights/{name}")
    drawn = sample_weights(weight_set=allowed, n_draws=sample.n, rng=rng)
    exact = allowed.centroid()
    mean = drawn.weights.mean(axis=1) if exact is None else exact
    return Voice(
        stakeholder=name,
        form=form_of(stated),
        weights=drawn.weights,
        mean=mean,
        effective_size=drawn.effective_size,
        is_signed=is_signed,
        decides=decides,
        stated=stated,
        sampler=drawn.method.value,
    )


def _weight_set(statements: Sequence[Statement], names: Sequence[str]) -> WeightSet:
    return allowed_weights(n_items=len(names), statements=statements, names=names)


def _allowed(
    position: int, name: str, statements: Sequence[Statement], use_case: str = ""
) -> WeightSet:
    try:
        return _weight_set(statements, DIMENSIONS)
    except (SolverError, ValueError) as error:
        where = f" at the money of use case '{use_case}'" if use_case else ""
        raise DossierError([
            Problem(
                f"stakeholders[{position}].weights",
                "statements that some set of weights meets",
                f"those of '{name}'{where}: {error}",
                "Ask the stakeholder which statement to relax.",
            )
        ]) from error
