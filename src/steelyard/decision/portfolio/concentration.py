"""How much rests on one supplier, jurisdiction or lineage, and what its loss would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class Concentration(NamedTuple):
    """How evenly an amount is spread over labels."""

    shares: FloatArray
    """Share of each label, shape ``(label,)`` or ``(label, draw)``. [1]"""
    herfindahl: FloatArray
    """Herfindahl-Hirschman index, from one over the number of labels to 1, shape ``()`` or
    ``(draw,)``. [1]"""
    largest: FloatArray
    """Largest share, of the same shape. [1]"""
    leader: IntArray
    """Label that has it, the earlier of two alike, of the same shape."""


class LabelLoss(NamedTuple):
    """What goes if everything of one label goes."""

    worth_share: FloatArray
    """Share of the worth that is lost, shape ``(label,)`` or ``(label, draw)``. [1]"""
    is_hit: BoolArray
    """Whether a use case loses something, shape ``(label, use_case)``."""
    n_hit: IntArray
    """Use cases that lose something, shape ``(label,)``. [1]"""
    longest: FloatArray
    """Time until the last item is replaced, 0 where nothing is lost, shape ``(label,)``.
    [month]"""
    mean: FloatArray
    """Time until an item is replaced, weighted by mean worth, shape ``(label,)``. [month]"""


def concentration(*, amounts: FloatArray, label: IntArray, n_labels: int) -> Concentration:
    """Return the shares of labels and how concentrated they are.

    Parameters
    ----------
    amounts
        Spend, requests or use cases of each item, 0 or more, shape ``(item,)`` or
        ``(item, draw)``. [unit of the amount]
    label
        Index of the supplier, jurisdiction, lineage or chip maker of each item, shape
        ``(item,)``.
    n_labels
        Labels, of which some may have no item. [1]

    Returns
    -------
    Concentration
        Shares sum to one.

    Raises
    ------
    ValueError
        If amounts are negative, not finite or all nothing, or labels do not fit.

    Notes
    -----
    Equations U-15 and U-16 of ``docs/method/portfolio-under-uncertainty.md``.

    References
    ----------
    .. [1] Source id ``doj-2023-guidelines``, section 2.1.
    """
    _require_items(amounts, label, n_labels)
    totals = _by_label(amounts, label, n_labels)
    whole = totals.sum(axis=0)
    if not np.all(whole > 0):
        message = "expected some amount in every draw"
        raise ValueError(message)
    shares = totals / whole
    return Concentration(
        shares, np.square(shares).sum(axis=0), shares.max(axis=0), shares.argmax(axis=0)
    )


def loss_of_label(
    *,
    item_worths: FloatArray,
    label: IntArray,
    n_labels: int,
    use_case: IntArray,
    n_use_cases: int,
    months_to_replace: FloatArray,
) -> LabelLoss:
    """Return what is lost if all items of one label fail, label by label.

    Parameters
    ----------
    item_worths
        Worth of each item, 0 or more, shape ``(item,)`` or ``(item, draw)``. [unit of worth]
    label
        Index of the supplier, jurisdiction, lineage or chip maker of each item, shape
        ``(item,)``.
    n_labels
        Labels, of which some may have no item. [1]
    use_case
        Index of the use case that each item serves, shape ``(item,)``.
    n_use_cases
        Use cases. [1]
    months_to_replace
        Time until each item is replaced, shape ``(item,)``. [month]

    Returns
    -------
    LabelLoss
        Nothing is taken to stand in before it is replaced: a stress, not a forecast.

    Raises
    ------
    ValueError
        If worths or months are negative or not finite, all worth is nothing, or labels or use
        cases do not fit.

    Notes
    -----
    Equation U-17 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    _require_items(item_worths, label, n_labels)
    _require_items(months_to_replace, use_case, n_use_cases)
    totals = _by_label(item_worths, label, n_labels)
    whole = totals.sum(axis=0)
    if len(item_worths) != len(use_case) or not np.all(whole > 0):
        message = "expected a use case for each item, and some worth in every draw"
        raise ValueError(message)
    is_hit = np.zeros((n_labels, n_use_cases), dtype=np.bool_)
    is_hit[label, use_case] = True
    longest = np.zeros(n_labels)
    np.maximum.at(longest, label, months_to_replace)
    mean_worth = item_worths.reshape(len(item_worths), -1).mean(axis=1)
    weighted = _by_label(mean_worth * months_to_replace, label, n_labels)
    own = _by_label(mean_worth, label, n_labels)
    mean = np.divide(weighted, own, out=longest.copy(), where=own > 0)
    return LabelLoss(totals / whole, is_hit, is_hit.sum(axis=1), longest, mean)


def _require_items(amounts: FloatArray, index: IntArray, n_indices: int) -> None:
    if amounts.shape[:1] != index.shape or np.any((index < 0) | (index >= n_indices)):
        message = f"expected one of {n_indices} indices for each of {len(amounts)} items"
        raise ValueError(message)
    if not np.all(np.isfinite(amounts) & (amounts >= 0)):
        message = "expected finite amounts of 0 or more"
        raise ValueError(message)


def _by_label(amounts: FloatArray, label: IntArray, n_labels: int) -> FloatArray:
    totals = np.zeros((n_labels, *amounts.shape[1:]))
    np.add.at(totals, label, amounts)
    return totals
