"""What groups are worth if they may also go in smaller ones: the best way to part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.cooperative_game import TOLERANCE

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray


class Cover(NamedTuple):
    """Worth of each coalition at its best structure."""

    worths: FloatArray
    """At least that of the coalition itself and of any of its partitions, shape ``(coalition,)``.
    [unit of the game]"""
    split: IntArray
    """One part of the best way to part in two, the coalition itself where it stays together, shape
    ``(coalition,)``; 0 for nobody. [1]"""


def superadditive_cover(*, worths: FloatArray) -> Cover:
    """Return what coalitions are worth at their best structure.

    Parameters
    ----------
    worths
        Worth of each coalition acting as one, shape ``(coalition,)``; minus infinity where it
        cannot. [unit of the game]

    Returns
    -------
    Cover
        Of equal worths the smaller groups win: nothing is built together for nothing.

    Notes
    -----
    Equation J-8 of ``docs/method/joint-portfolio.md``: 3^n comparisons. Differences within a
    billionth of the largest worth are taken for rounding.

    References
    ----------
    .. [1] Source id ``aumann-1974-structures``.
    """
    found = worths.astype(np.float64)
    split = np.arange(len(worths), dtype=np.int64)
    finite = worths[np.isfinite(worths)]
    least = TOLERANCE * float(np.abs(finite).max(initial=0.0))
    for coalition in sorted(range(1, len(worths)), key=int.bit_count):
        parts = _parts(coalition)
        if len(parts) == 0:
            continue
        sums = found[parts] + found[coalition - parts]
        best = int(np.argmax(sums))
        if sums[best] > -np.inf and sums[best] >= found[coalition] - least:
            found[coalition] = sums[best]
            split[coalition] = parts[best]
    return Cover(found, split)


def _parts(coalition: int) -> IntArray:
    # Proper parts that hold the coalition's first player: each way to part in two once.
    first = coalition & -coalition
    rest = coalition - first
    found, part = [], rest
    while part:
        part = (part - 1) & rest
        found.append(part | first)
    return np.array(found, dtype=np.int64)


def structure_of(*, split: IntArray, coalition: int) -> IntArray:
    """Return the groups into which a coalition parts.

    Parameters
    ----------
    split
        Of the cover, shape ``(coalition,)``. [1]
    coalition
        Its bits. [1]

    Returns
    -------
    IntArray
        Bits of each group, rising, shape ``(group,)``. [1]
    """
    waiting, found = [coalition], []
    while waiting:
        part = waiting.pop()
        one = int(split[part])
        if one == part:
            found.append(part)
        else:
            waiting += [one, part - one]
    return np.array(sorted(found), dtype=np.int64)
