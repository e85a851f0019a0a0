"""PROMETHEE II: how strongly each option is preferred to the others, less the reverse."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.checks import (
    DRAWN_TABLE,
    block_slices,
    require_directions,
    require_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.quantities.arrays import BoolArray, FloatArray


class Preference(StrEnum):
    """How a difference on one criterion becomes a preference between 0 and 1."""

    USUAL = "usual"
    """Any difference is a full preference; thresholds are not used."""
    LINEAR = "linear"
    """None up to the indifference threshold, full from the preference threshold on."""


def unicriterion_net_flows(
    *,
    performance: FloatArray,
    is_benefit: BoolArray,
    preferences: Sequence[str],
    indifference: FloatArray,
    strict_preference: FloatArray,
) -> FloatArray:
    """Return the net flow of each option on each criterion alone.

    Parameters
    ----------
    performance
        Performance, shape ``(option, criterion)`` or ``(option, criterion, draw)``, at least two
        options. [unit of each criterion]
    is_benefit
        Whether more is better, shape ``(criterion,)``.
    preferences
        A :class:`Preference` for each criterion.
    indifference, strict_preference
        Thresholds q and p, shape ``(criterion,)``; read only where the preference is
        linear. [unit of each criterion]

    Returns
    -------
    FloatArray
        Net flows between -1 and 1, shape of the performance; they do not depend on weights. [1]

    Raises
    ------
    ValueError
        If there are fewer than two options, a preference or threshold is missing or unknown, or
        0 <= q <= p does not hold.

    Notes
    -----
    Equations P-1 and P-2 of ``docs/method/promethee.md``. Grows with the square of the options.

    References
    ----------
    .. [1] Source id ``papathanasiou-2018-multiple``, chapter 3.
    """
    require_table(performance=performance)
    require_directions(is_benefit=is_benefit, performance=performance)
    _require_preferences(performance, preferences, indifference, strict_preference)
    table = performance if performance.ndim == DRAWN_TABLE else performance[:, :, np.newaxis]
    flows = np.empty(table.shape)
    n_options, _, n_draws = table.shape
    for criterion, preference in enumerate(preferences):
        sign = 1.0 if is_benefit[criterion] else -1.0
        linear = preference == Preference.LINEAR
        q = float(indifference[criterion]) if linear else 0.0
        p = float(strict_preference[criterion]) if linear else 0.0
        for block in block_slices(n_draws=n_draws, n_options=n_options, n_criteria=1):
            flows[:, criterion, block] = _net_flow(sign * table[:, criterion, block], q, p)
    return flows if performance.ndim == DRAWN_TABLE else flows[:, :, 0]


def promethee2_net_flows(
    *,
    performance: FloatArray,
    weights: FloatArray,
    is_benefit: BoolArray,
    preferences: Sequence[str],
    indifference: FloatArray,
    strict_preference: FloatArray,
) -> FloatArray:
    """Return the net flow of each option over all criteria.

    Parameters
    ----------
    performance
        Performance, shape ``(option, criterion)`` or ``(option, criterion, draw)``, at least two
        options. [unit of each criterion]
    weights
        Weights, shape ``(criterion,)`` or ``(criterion, draw)``; draws pair with those of the
        performance. [1]
    is_benefit
        Whether more is better, shape ``(criterion,)``.
    preferences
        A :class:`Preference` for each criterion.
    indifference, strict_preference
        Thresholds q and p, shape ``(criterion,)``; read only where the preference is
        linear. [unit of each criterion]

    Returns
    -------
    FloatArray
        Net flows that sum to zero over the options, shape ``(option,)`` where nothing is drawn,
        else ``(option, draw)``. [1]

    Notes
    -----
    Equation P-3 of ``docs/method/promethee.md``: weights enter linearly, so many weights on
    a fixed table are one matrix product. Input errors raise ``ValueError``.

    References
    ----------
    .. [1] Source id ``papathanasiou-2018-multiple``, chapter 3.
    """
    flows = unicriterion_net_flows(
        performance=performance,
        is_benefit=is_benefit,
        preferences=preferences,
        indifference=indifference,
        strict_preference=strict_preference,
    )
    return additive_value(values=flows, weights=weights)


def _require_preferences(
    performance: FloatArray,
    preferences: Sequence[str],
    indifference: FloatArray,
    strict_preference: FloatArray,
) -> None:
    n_options, n_criteria = performance.shape[:2]
    if n_options <= 1:
        message = "expected at least two options to compare, found one"
        raise ValueError(message)
    lengths = {len(preferences), len(indifference), len(strict_preference)}
    if lengths != {n_criteria} or not set(preferences) <= set(Preference):
        message = f"expected 'usual' or 'linear' and thresholds for each of {n_criteria} criteria"
        raise ValueError(message)
    linear = np.array([preference == Preference.LINEAR for preference in preferences])
    q, p = indifference[linear], strict_preference[linear]
    if not np.all((q >= 0) & (q <= p)):
        message = f"expected thresholds 0 <= q <= p, found q {q} and p {p}"
        raise ValueError(message)


def _net_flow(merit: FloatArray, q: float, p: float) -> FloatArray:
    # One criterion, shape (option, draw), more merit being better. Without thresholds only the
    # place in the order counts; with them every pair is looked at, a few options at a time.
    n_options, n_draws = merit.shape
    if p == 0:
        place = _mean_places(merit)
        return np.asarray((2 * place - n_options - 1) / (n_options - 1), dtype=np.float64)
    flow = np.empty_like(merit)
    for part in block_slices(n_draws=n_options, n_options=n_options, n_criteria=n_draws):
        lead = merit[part, np.newaxis] - merit
        if p > q:
            preferred = np.clip((np.abs(lead) - q) / (p - q), 0.0, 1.0)
        else:
            preferred = (np.abs(lead) > q).astype(np.float64)
        flow[part] = (np.sign(lead) * preferred).sum(axis=1) / (n_options - 1)
    return flow


def _mean_places(merit: FloatArray) -> FloatArray:
    # Places from 1, shape (option, draw); equals share the mean of theirs. As scipy.stats.rankdata
    # does, whose import would take a third of the start of every command.
    order = np.argsort(merit, axis=0, kind="stable")
    ordered = np.take_along_axis(merit, order, axis=0)
    differs = ordered[1:] != ordered[:-1]
    edge = np.ones((1, merit.shape[1]), dtype=bool)
    index = np.arange(len(merit), dtype=np.float64)[:, np.newaxis]
    first = np.maximum.accumulate(np.where(np.vstack([edge, differs]), index, 0.0), axis=0)
    is_last = np.vstack([differs, edge])[::-1]
    last = np.minimum.accumulate(np.where(is_last, index[::-1], np.inf), axis=0)[::-1]
    place = np.empty(merit.shape)
    np.put_along_axis(place, order, (first + last) / 2.0 + 1.0, axis=0)
    return place
