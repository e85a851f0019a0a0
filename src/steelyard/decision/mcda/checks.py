"""Checks every aggregation makes on entry, so that a wrong shape never becomes a wrong rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray

DRAWN_TABLE: Final = 3
"""Axes of a table whose performance is drawn: (option, criterion, draw)."""

DRAWN_WEIGHTS: Final = 2
"""Axes of weights that are drawn: (criterion, draw)."""

BLOCK_PRODUCTS: Final = 500_000
"""Multiplications per block of draws: a block then stays in the second-level cache, and its matrix
product stays below the size from which linear algebra libraries start threads that wait for each
other."""

WEIGHT_TOLERANCE: Final = 1e-9
"""How far weights may be from summing to one before they are refused. [1]"""


def require_table(*, performance: FloatArray) -> None:
    """Check that a table has options, criteria and only finite numbers.

    Parameters
    ----------
    performance
        Performance or values, shape ``(option, criterion)`` or ``(option, criterion, draw)``.

    Raises
    ------
    ValueError
        If the shape is another one, an axis is empty, or a number is missing or infinite.
    """
    if performance.ndim not in {DRAWN_TABLE - 1, DRAWN_TABLE} or 0 in performance.shape:
        message = (
            "expected a table (option, criterion) or (option, criterion, draw) with no empty axis, "
            f"found shape {performance.shape}"
        )
        raise ValueError(message)
    if not np.isfinite(performance).all():
        message = "expected finite numbers in the table, found a missing or infinite entry"
        raise ValueError(message)


def require_weights(*, weights: FloatArray, performance: FloatArray) -> None:
    """Check that weights fit a table, are not negative and sum to one.

    Parameters
    ----------
    weights
        Weights, shape ``(criterion,)`` or ``(criterion, draw)``. [1]
    performance
        The table they belong to, shape ``(option, criterion)`` or ``(option, criterion, draw)``.

    Raises
    ------
    ValueError
        If criteria or draws differ in number, a weight is negative, or a set does not sum to one.
    """
    if (
        weights.ndim not in {DRAWN_WEIGHTS - 1, DRAWN_WEIGHTS}
        or weights.shape[0] != performance.shape[1]
    ):
        message = (
            f"expected weights for {performance.shape[1]} criteria, found shape {weights.shape}"
        )
        raise ValueError(message)
    both_drawn = weights.ndim == DRAWN_WEIGHTS and performance.ndim == DRAWN_TABLE
    if both_drawn and weights.shape[1] != performance.shape[2]:
        message = (
            f"expected one weight vector for each of {performance.shape[2]} draws, "
            f"found {weights.shape[1]}"
        )
        raise ValueError(message)
    total = weights.sum(axis=0)
    if not (weights.min() >= 0 and np.abs(total - 1).max() <= WEIGHT_TOLERANCE):
        message = "expected weights of at least 0 that sum to 1, found others"
        raise ValueError(message)


def require_directions(*, is_benefit: BoolArray, performance: FloatArray) -> None:
    """Check that each criterion has a direction.

    Parameters
    ----------
    is_benefit
        Whether more is better, shape ``(criterion,)``.
    performance
        The table, shape ``(option, criterion)`` or ``(option, criterion, draw)``.

    Raises
    ------
    ValueError
        If the two differ in the number of criteria.
    """
    if is_benefit.shape != (performance.shape[1],):
        message = (
            f"expected a direction for each of {performance.shape[1]} criteria, "
            f"found shape {is_benefit.shape}"
        )
        raise ValueError(message)


def block_slices(*, n_draws: int, n_options: int, n_criteria: int) -> list[slice]:
    """Cut the draws into blocks that fit the cache.

    Parameters
    ----------
    n_draws, n_options, n_criteria
        Size of the table. [1]

    Returns
    -------
    list of slice
        Consecutive slices that cover every draw once.
    """
    block = max(BLOCK_PRODUCTS // (n_options * n_criteria), 1)
    return [slice(start, min(start + block, n_draws)) for start in range(0, n_draws, block)]
