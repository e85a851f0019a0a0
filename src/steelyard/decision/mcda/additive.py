"""Hierarchical additive value: the default rule, which an adviser can recompute by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.mcda.checks import (
    DRAWN_TABLE,
    DRAWN_WEIGHTS,
    WEIGHT_TOLERANCE,
    block_slices,
    require_table,
    require_weights,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


def hierarchical_weights(
    *, dimension_weights: FloatArray, within_weights: FloatArray, dimension_of: IntArray
) -> FloatArray:
    """Return the weight of each criterion: its dimension's weight times its weight within.

    Parameters
    ----------
    dimension_weights
        Weights of the dimensions, shape ``(dimension,)`` or ``(dimension, draw)``. [1]
    within_weights
        Weights within the criterion's own dimension, shape ``(criterion,)`` or
        ``(criterion, draw)``; they sum to one in each dimension. [1]
    dimension_of
        Index of the dimension of each criterion, shape ``(criterion,)``.

    Returns
    -------
    FloatArray
        Weights that sum to one, shape ``(criterion,)`` or ``(criterion, draw)``. [1]

    Raises
    ------
    ValueError
        If a dimension has no criterion, or the weights within one do not sum to one.

    Notes
    -----
    Equation A-2 of ``docs/method/additive_value.md``.
    """
    n_dimensions = dimension_weights.shape[0]
    for dimension in range(n_dimensions):
        members = within_weights[dimension_of == dimension]
        if len(members) == 0 or np.abs(members.sum(axis=0) - 1).max() > WEIGHT_TOLERANCE:
            message = f"dimension {dimension}: expected criteria with weights that sum to 1"
            raise ValueError(message)
    outer = dimension_weights[dimension_of]
    if outer.ndim < within_weights.ndim:
        return outer[:, np.newaxis] * within_weights
    if within_weights.ndim < outer.ndim:
        return outer * within_weights[:, np.newaxis]
    return outer * within_weights


def additive_value(*, values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted sum of values.

    Parameters
    ----------
    values
        Values, shape ``(option, criterion)`` or ``(option, criterion, draw)``. [1]
    weights
        Weights, shape ``(criterion,)`` or ``(criterion, draw)``; draws pair with those of the
        values. [1]

    Returns
    -------
    FloatArray
        Value of each option, shape ``(option,)`` where nothing is drawn, else
        ``(option, draw)``. [1]

    Notes
    -----
    Equation A-3 of ``docs/method/additive_value.md``. Fixed values under many weights are one
    matrix product. Valid where criteria are preferentially independent. Shapes that do not match
    raise ``ValueError``.

    References
    ----------
    .. [1] Source id ``keeney-1993-decisions``, chapter 3.
    """
    require_table(performance=values)
    require_weights(weights=weights, performance=values)
    if weights.ndim != DRAWN_WEIGHTS and values.ndim != DRAWN_TABLE:
        return np.asarray(values @ weights, dtype=np.float64)
    n_options, n_criteria = values.shape[:2]
    n_draws = weights.shape[1] if weights.ndim == DRAWN_WEIGHTS else values.shape[2]
    total = np.zeros((n_options, n_draws))
    for block in block_slices(n_draws=n_draws, n_options=n_options, n_criteria=n_criteria):
        part = weights[:, block] if weights.ndim == DRAWN_WEIGHTS else weights
        if values.ndim != DRAWN_TABLE:
            total[:, block] = values @ part
            continue
        for criterion in range(n_criteria):
            total[:, block] += values[:, criterion, block] * part[criterion]
    return total
