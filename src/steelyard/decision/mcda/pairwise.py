"""Weights from judgements of pairs, how well the judgements agree, and which agree worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

RANDOM_INDEX: Final = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean inconsistency of judgements made at random, for 1 to 10 items. [1]"""

RECIPROCAL: Final = 1e-6
"""How far a judgement and its counterpart may miss 1 by rounding. [1]"""


class Priorities(NamedTuple):
    """Weights that judgements of pairs imply, and how well the judgements agree."""

    weights: FloatArray
    """Principal eigenvector, summing to one, shape ``(item,)``. [1]"""
    largest_eigenvalue: float
    """The number of items if all judgements agree, else more. [1]"""
    consistency_ratio: float
    """Inconsistency over that of judgements made at random; 0 if all agree. [1]"""


class PairJudgement(NamedTuple):
    """One judgement beside what the others imply for the same pair."""

    item: int
    """Index of the item said to weigh more or less."""
    other: int
    """Index of the item it is compared with."""
    stated: float
    """How many times as much the item was said to weigh. [1]"""
    implied: float
    """How many times as much by all other judgements. [1]"""


def pairwise_priorities(*, judgements: FloatArray) -> Priorities:
    """Return the weights that judgements of all pairs imply.

    Parameters
    ----------
    judgements
        How many times as much the row weighs as the column, shape ``(item, item)``; reciprocal. [1]

    Returns
    -------
    Priorities
        Weights, largest eigenvalue and consistency ratio.

    Raises
    ------
    ValueError
        If the table is not square, positive and reciprocal, or has more than ten items.

    Notes
    -----
    Equations O-1 to O-3 of ``docs/method/voices.md``. Valid for 2 to 10 items. Two items always
    agree.

    References
    ----------
    .. [1] Source id ``saaty-1980-ahp``.
    """
    _require_reciprocal(judgements)
    n_items = len(judgements)
    weights, largest = _principal(judgements)
    random = RANDOM_INDEX[n_items - 1]
    excess = max(largest - n_items, 0.0) / (n_items - 1)
    return Priorities(weights, largest, excess / random if random else 0.0)


def worst_judgements(*, judgements: FloatArray, n_worst: int) -> tuple[PairJudgement, ...]:
    """Return the judgements that fit the others worst.

    Parameters
    ----------
    judgements
        How many times as much the row weighs as the column, shape ``(item, item)``; reciprocal. [1]
    n_worst
        Judgements wanted, at most. [1]

    Returns
    -------
    tuple of PairJudgement
        The farthest from what the others imply first, as a factor either way; without those that
        fit. Each is told so that the item was said to weigh at least as much as the other.

    Notes
    -----
    Equation O-4 of ``docs/method/voices.md``: the judgement is left out, and the eigenvector of the
    others tells what they imply. With two items nothing is left to imply anything. ``ValueError``
    as in :func:`pairwise_priorities`.

    References
    ----------
    .. [1] Source id ``harker-1987-incomplete``.
    """
    _require_reciprocal(judgements)
    found = []
    for row, column in zip(*np.triu_indices(len(judgements), 1), strict=True):
        said = judgements[row, column] >= 1
        item, other = (int(row), int(column)) if said else (int(column), int(row))
        stated = float(judgements[item, other])
        found.append(PairJudgement(item, other, stated, _implied(judgements, item, other)))
    distance = [round(abs(float(np.log(entry.stated / entry.implied))), 9) for entry in found]
    order = sorted(range(len(found)), key=lambda place: (-distance[place], place))
    return tuple(found[place] for place in order[:n_worst] if distance[place] > RECIPROCAL)


def _implied(judgements: FloatArray, item: int, other: int) -> float:
    # A pair not judged counts as zero, and each of its items once more on the diagonal.
    if len(judgements) <= 2:  # noqa: PLR2004 - one pair alone
        return float(judgements[item, other])
    rest = judgements.copy()
    rest[item, other] = rest[other, item] = 0.0
    rest[item, item] = rest[other, other] = 2.0
    weights, _ = _principal(rest)
    return float(weights[item] / weights[other])


def _principal(table: FloatArray) -> tuple[FloatArray, float]:
    values, vectors = np.linalg.eig(table)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    return np.asarray(vector / vector.sum(), dtype=np.float64), float(values[largest].real)


def _require_reciprocal(judgements: FloatArray) -> None:
    shape = judgements.shape
    is_square = judgements.ndim == 2 and shape[0] == shape[1]  # noqa: PLR2004 - rows and columns
    if not is_square or not 1 < len(judgements) <= len(RANDOM_INDEX):
        message = f"expected a square table of 2 to {len(RANDOM_INDEX)} items, found shape {shape}"
        raise ValueError(message)
    with np.errstate(invalid="ignore"):
        positive = bool(np.all(judgements > 0) and np.isfinite(judgements).all())
        if not positive or np.abs(judgements * judgements.T - 1.0).max() > RECIPROCAL:
            message = "expected positive judgements, each the reciprocal of its counterpart"
            raise ValueError(message)
