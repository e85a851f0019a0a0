"""From the long list to the short list: only what a near relative beats may leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

HALF: Final = 0.5
"""An option that dominates does so in more draws than not. [1]"""


class Dropped(NamedTuple):
    """An option that left the list, and why."""

    option: int
    """Index of the option."""
    dominated_by: int | None
    """Index of the option of its group that dominates it; None where the limit took it."""
    share: float
    """Share of draws in which it is dominated; 0 where the limit took it. [1]"""


class Screen(NamedTuple):
    """Short list and what left it."""

    kept: tuple[int, ...]
    """Indices of the options that stay, in their old order."""
    dropped: tuple[Dropped, ...]
    """What left, in the old order."""


def dominance_share(*, values: FloatArray, option: int, other: int) -> float:
    """Return how often one option dominates another.

    Parameters
    ----------
    values
        Values under which more is better, shape ``(option, criterion, draw)``. [1]
    option, other
        Indices of the two.

    Returns
    -------
    float
        Share of draws in which the first is nowhere worse and somewhere better. [1]

    Notes
    -----
    Equation R-5 of ``docs/method/regret.md``.
    """
    lead = values[option] - values[other]
    return float((np.all(lead >= 0, axis=0) & np.any(lead > 0, axis=0)).mean())


def screen(
    *,
    values: FloatArray,
    merit: FloatArray,
    group_of: IntArray,
    is_protected: BoolArray,
    least_share: float,
    limit: int,
) -> Screen:
    """Return the options worth a full appraisal.

    Parameters
    ----------
    values
        Values under which more is better, shape ``(option, criterion, draw)``. [1]
    merit
        Expected value, shape ``(option,)``; decides who is best of a group and who stays
        where the limit binds, ties going to the earlier option. [1]
    group_of
        Index of the group (pathway) of each option, shape ``(option,)``.
    is_protected
        Options that always stay (keep today's service), shape ``(option,)``.
    least_share
        Share of draws in which a member of the same group must dominate. [1]
    limit
        Options that may stay. [1]

    Returns
    -------
    Screen
        The best of each group and the protected always stay, even beyond the limit.

    Raises
    ------
    ValueError
        If shapes differ, the share lies outside 0.5 to 1, or the limit is below 1.

    Notes
    -----
    Section "Screening" of ``docs/method/regret.md``. An option leaves only if the one that
    dominates it stays, so no reason given for leaving rests on something that also left.
    """
    shapes = {merit.shape, group_of.shape, is_protected.shape}
    if shapes != {values.shape[:1]} or not HALF < least_share <= 1 or limit < 1:
        message = (
            f"expected one merit, group and protection for each of {values.shape[0]} options, a "
            f"share above 0.5 up to 1 and a limit of at least 1, found shapes {shapes}, "
            f"share {least_share} and limit {limit}"
        )
        raise ValueError(message)
    kept: list[int] = []
    dropped: list[Dropped] = []
    by_merit = np.argsort(-merit, kind="stable")
    for option in by_merit:
        relatives = [other for other in kept if group_of[other] == group_of[option]]
        found = _dominator(values, int(option), relatives)
        if found.share >= least_share and not is_protected[option]:
            dropped.append(found)
        else:
            kept.append(int(option))
    first_of_group = {int(group_of[option]): option for option in reversed(kept)}
    certain = [o for o in kept if is_protected[o] or first_of_group[int(group_of[o])] == o]
    others = [option for option in kept if option not in certain]
    room = max(limit - len(certain), 0)
    dropped += [Dropped(option, None, 0.0) for option in others[room:]]
    stay = sorted(certain + others[:room])
    return Screen(tuple(stay), tuple(sorted(dropped)))


def _dominator(values: FloatArray, option: int, relatives: list[int]) -> Dropped:
    best = Dropped(option, None, 0.0)
    for other in relatives:
        share = dominance_share(values=values, option=other, other=option)
        if share > best.share:
            best = Dropped(option, other, share)
    return best
