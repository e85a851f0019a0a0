"""Core index: how often a choice belongs to the best portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray


class CoreIndex(NamedTuple):
    """Share of draws in whose best portfolio something appears."""

    options: FloatArray
    """Options, shape ``(use_case, option)``; each use case sums to one. [1]"""
    capabilities: FloatArray
    """Shared capabilities, shape ``(capability,)``. [1]"""
    value: FloatArray
    """Value of the best portfolio, shape ``(draw,)``. [unit of the values]"""


def core_index(
    *,
    values: FloatArray,
    requires: BoolArray,
    is_available: BoolArray,
    capability_values: FloatArray,
) -> CoreIndex:
    """Return how often each option and capability is part of the best portfolio.

    Parameters
    ----------
    values
        Value of each option standing on open capabilities, shape ``(use_case, option, draw)``.
        [unit of the values]
    requires
        Capabilities it needs, shape ``(use_case, option, capability)``.
    is_available
        Whether the use case may take it at all, shape ``(use_case, option)``; every use case has
        an option that needs no capability.
    capability_values
        What opening each capability takes from the value, 0 or less, shape
        ``(capability, draw)``. [unit of the values]

    Returns
    -------
    CoreIndex
        Shares over the draws; no budget is enforced. Of sets of capabilities alike in
        value the smaller wins, of options the earlier.

    Raises
    ------
    ValueError
        If a use case has no available option that needs no capability.

    Notes
    -----
    Equation E-4 of ``docs/method/portfolio_enumeration.md``.

    References
    ----------
    .. [1] Source id ``liesio-2007-preference``.
    """
    n_shared, n_draws = capability_values.shape
    if not (is_available & ~requires.any(axis=2)).any(axis=1).all():
        message = "expected an available option without shared capabilities for each use case"
        raise ValueError(message)
    best_value = np.full(n_draws, -np.inf)
    best_set = np.zeros(n_draws, dtype=np.int64)
    codes = sorted(range(2**n_shared), key=int.bit_count)
    for code in codes:
        is_open = _is_open(code, n_shared)
        top = _masked(values, requires, is_available, is_open).max(axis=1).sum(axis=0)
        total = top + capability_values[is_open].sum(axis=0)
        better = total > best_value
        best_value[better] = total[better]
        best_set[better] = code
    taken = np.zeros(values.shape[:2])
    opened = np.zeros(n_shared)
    for code in np.unique(best_set):
        is_open = _is_open(int(code), n_shared)
        draws = best_set == code
        table = _masked(values[:, :, draws], requires, is_available, is_open)
        for use_case, choice in enumerate(table.argmax(axis=1)):
            taken[use_case] += np.bincount(choice, minlength=values.shape[1])
        opened += is_open * draws.sum()
    return CoreIndex(taken / n_draws, opened / n_draws, best_value)


def _is_open(code: int, n_shared: int) -> BoolArray:
    return np.array([bool(code >> index & 1) for index in range(n_shared)], dtype=np.bool_)


def _masked(
    values: FloatArray, requires: BoolArray, is_available: BoolArray, is_open: BoolArray
) -> FloatArray:
    may_take = is_available & ~np.any(requires & ~is_open, axis=2)
    return np.where(may_take[:, :, np.newaxis], values, -np.inf)
