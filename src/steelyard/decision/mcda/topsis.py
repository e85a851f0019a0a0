"""TOPSIS: nearness to the best and distance from the worst performance found in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.mcda.checks import (
    DRAWN_TABLE,
    DRAWN_WEIGHTS,
    block_slices,
    require_directions,
    require_table,
    require_weights,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray


def topsis_closeness(
    *, performance: FloatArray, weights: FloatArray, is_benefit: BoolArray
) -> FloatArray:
    """Return the closeness of each option to the ideal one.

    Parameters
    ----------
    performance
        Performance, shape ``(option, criterion)`` or ``(option, criterion, draw)``.
        [unit of each criterion]
    weights
        Weights, shape ``(criterion,)`` or ``(criterion, draw)``; draws pair with those of the
        performance. [1]
    is_benefit
        Whether more is better, shape ``(criterion,)``.

    Returns
    -------
    FloatArray
        Closeness between 0 and 1, shape ``(option,)`` where nothing is drawn, else
        ``(option, draw)``; 0.5 where no weighted criterion tells the options apart. [1]

    Notes
    -----
    Equations T-1 to T-3 of ``docs/method/topsis.md``: vector normalisation, Euclidean distances,
    ideals taken from the table itself. Adding or removing an option can therefore
    turn the order of two others: a cross-check, never the deciding rule. Many weights on a fixed
    table are two matrix products. Shapes that do not match raise ``ValueError``.

    References
    ----------
    .. [1] Source id ``tzeng-2011-multiple``, chapter 5.
    """
    require_table(performance=performance)
    require_directions(is_benefit=is_benefit, performance=performance)
    require_weights(weights=weights, performance=performance)
    if performance.ndim == DRAWN_TABLE:
        return _drawn_closeness(performance, weights, is_benefit)
    to_best, to_worst = _squared_gaps(performance, is_benefit)
    squared = np.square(weights)
    if weights.ndim == 1:
        return _closeness(to_best @ squared, to_worst @ squared)
    n_options, n_criteria = performance.shape
    result = np.empty((n_options, weights.shape[1]))
    for block in block_slices(n_draws=weights.shape[1], n_options=n_options, n_criteria=n_criteria):
        part = squared[:, block]
        result[:, block] = _closeness(to_best @ part, to_worst @ part)
    return result


def _squared_gaps(table: FloatArray, is_benefit: BoolArray) -> tuple[FloatArray, FloatArray]:
    # Squared distances of normalised entries to the best and the worst of their column. Dividing
    # by the largest entry first keeps squares of very large and very small ones within range.
    largest = np.abs(table).max(axis=0)
    unit = table / np.where(largest > 0, largest, 1.0)
    norm = np.sqrt(np.square(unit).sum(axis=0))
    unit /= np.where(norm > 0, norm, 1.0)
    top, bottom = unit.max(axis=0), unit.min(axis=0)
    best = np.where(is_benefit, top, bottom)
    worst = np.where(is_benefit, bottom, top)
    return np.square(best - unit), np.square(unit - worst)


def _closeness(squared_to_best: FloatArray, squared_to_worst: FloatArray) -> FloatArray:
    # 1 / (1 + sqrt(a / b)) needs one root where sqrt(b) / (sqrt(a) + sqrt(b)) needs two. An
    # option at no distance from both ideals means that no weighted criterion has a range: then it
    # is so for every option, and looking at the first is enough.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.divide(squared_to_best, squared_to_worst, out=squared_to_best)
    np.sqrt(ratio, out=ratio)
    ratio += 1.0
    undecided = np.isnan(ratio[0])
    if undecided.any():
        ratio[..., undecided] = 2.0
    return np.reciprocal(ratio, out=ratio)


def _drawn_closeness(
    performance: FloatArray, weights: FloatArray, is_benefit: BoolArray
) -> FloatArray:
    n_options, n_criteria, n_draws = performance.shape
    columns = np.square(weights if weights.ndim == DRAWN_WEIGHTS else weights[:, np.newaxis])
    columns = np.broadcast_to(columns, (n_criteria, n_draws))
    result = np.empty((n_options, n_draws))
    for block in block_slices(n_draws=n_draws, n_options=n_options, n_criteria=1):
        to_best = np.zeros((n_options, block.stop - block.start))
        to_worst = np.zeros_like(to_best)
        for criterion in range(n_criteria):
            table = performance[:, criterion, block]
            direction = np.full(table.shape[1], is_benefit[criterion])
            near, far = _squared_gaps(table, direction)
            near *= columns[criterion, block]
            far *= columns[criterion, block]
            to_best += near
            to_worst += far
        result[:, block] = _closeness(to_best, to_worst)
    return result
