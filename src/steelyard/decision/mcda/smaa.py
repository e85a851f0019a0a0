"""SMAA-2: how often each option is best over all draws and all weights somebody allows."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.checks import (
    DRAWN_TABLE,
    DRAWN_WEIGHTS,
    block_slices,
    require_table,
    require_weights,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.quantities.arrays import FloatArray, IntArray

TIE: Final = 1e-12
"""Options closer than this, relative to the largest value in the draw, are tied. [1]"""


class AcceptabilitySums(NamedTuple):
    """Running sums over draws; those of two blocks add up entry by entry."""

    n_draws: int
    """Draws summed. [1]"""
    ranks: FloatArray
    """Draws in which an option holds a rank, ties split, shape ``(option, rank)``. [1]"""
    first_weights: FloatArray
    """Weights where an option is first, shape ``(option, criterion)``. [1]"""
    first_weights_squared: FloatArray
    """Their squares, shape ``(option, criterion)``. [1]"""
    wins: FloatArray
    """Draws in which the row beats the column, ties half, shape ``(option, option)``. [1]"""
    utility: FloatArray
    """Utility, shape ``(option,)``. [unit of the utility]"""
    loss: FloatArray
    """Distance to the best option of the draw, shape ``(option,)``. [unit of the utility]"""
    loss_squared: FloatArray
    """Its square, shape ``(option,)``. [unit of the utility, squared]"""


class Acceptability(NamedTuple):
    """Result of SMAA-2, with a standard error beside each figure."""

    rank_acceptability: FloatArray
    """Share of draws in which an option holds a rank, shape ``(option, rank)``. [1]"""
    rank_error: FloatArray
    """Standard error of the acceptability, shape ``(option, rank)``. [1]"""
    central_weights: FloatArray
    """Mean weights where an option is first, shape ``(option, criterion)``; NaN if never. [1]"""
    central_error: FloatArray
    """Standard error of the central weights, shape ``(option, criterion)``. [1]"""
    pairwise_winning: FloatArray
    """Share of draws in which the row beats the column, shape ``(option, option)``. [1]"""
    pairwise_error: FloatArray
    """Standard error of the pairwise shares, shape ``(option, option)``. [1]"""
    expected_utility: FloatArray
    """Mean utility, shape ``(option,)``. [unit of the utility]"""
    expected_loss: FloatArray
    """Mean distance to the best of the draw, shape ``(option,)``. [unit of the utility]"""
    loss_error: FloatArray
    """Standard error of the expected loss, shape ``(option,)``. [unit of the utility]"""


class GroupShares(NamedTuple):
    """First-rank shares summed over near-clones."""

    first_share: FloatArray
    """Share of draws won by a member, shape ``(group,)``. [1]"""
    error: FloatArray
    """Its standard error, shape ``(group,)``. [1]"""


def acceptability_sums(*, utilities: FloatArray, weights: FloatArray) -> AcceptabilitySums:
    """Return the sums of one block of draws.

    Parameters
    ----------
    utilities
        Utility under which more is better, shape ``(option, draw)``. [unit of the utility]
    weights
        Weights behind each draw, shape ``(criterion,)`` or ``(criterion, draw)``. [1]

    Returns
    -------
    AcceptabilitySums
        Sums that :func:`add_sums` joins with those of other blocks.

    Raises
    ------
    ValueError
        If a utility is missing or infinite, or weights and utilities differ in draws.

    Notes
    -----
    Equations S-3 to S-6 of ``docs/method/smaa.md``. The pairwise table alone grows with the square
    of the options.

    References
    ----------
    .. [1] Source id ``lahdelma-2001-smaa2``.
    """
    if not np.isfinite(utilities).all():
        message = "expected a finite utility of every option in every draw"
        raise ValueError(message)
    n_draws = utilities.shape[1]
    fixed = weights.ndim != DRAWN_WEIGHTS
    drawn = np.broadcast_to(weights[:, np.newaxis] if fixed else weights, (len(weights), n_draws))
    best = utilities.max(axis=0)
    tolerance = TIE * np.abs(utilities).max(axis=0)
    ranks = _rank_sums(utilities, tolerance)
    first = _first_shares(utilities, tolerance)
    loss = best - utilities
    return AcceptabilitySums(
        n_draws=n_draws,
        ranks=ranks,
        first_weights=first @ drawn.T,
        first_weights_squared=first @ np.square(drawn).T,
        wins=_wins(utilities, tolerance),
        utility=utilities.sum(axis=1),
        loss=loss.sum(axis=1),
        loss_squared=np.square(loss).sum(axis=1),
    )


def add_sums(*, left: AcceptabilitySums, right: AcceptabilitySums) -> AcceptabilitySums:
    """Return the sums of two blocks together.

    Parameters
    ----------
    left, right
        Sums over the same options and criteria.

    Returns
    -------
    AcceptabilitySums
        Sums over the draws of both.
    """
    return AcceptabilitySums(
        n_draws=left.n_draws + right.n_draws,
        ranks=left.ranks + right.ranks,
        first_weights=left.first_weights + right.first_weights,
        first_weights_squared=left.first_weights_squared + right.first_weights_squared,
        wins=left.wins + right.wins,
        utility=left.utility + right.utility,
        loss=left.loss + right.loss,
        loss_squared=left.loss_squared + right.loss_squared,
    )


def acceptability(*, sums: AcceptabilitySums, effective_size: float | None = None) -> Acceptability:
    """Return the result of SMAA-2 from its sums.

    Parameters
    ----------
    sums
        Sums over all draws.
    effective_size
        Independent draws the sample is worth, where less than its size. [1]

    Returns
    -------
    Acceptability
        Shares, means and their standard errors; errors of shares are binomial, so a
        little too wide where ties are split.

    Notes
    -----
    Equations S-3 to S-7 of ``docs/method/smaa.md``.

    References
    ----------
    .. [1] Source id ``lahdelma-2001-smaa2``.
    """
    size = float(sums.n_draws) if effective_size is None else effective_size
    shares = sums.ranks / sums.n_draws
    won = sums.ranks[:, :1]
    with np.errstate(invalid="ignore"):
        central = np.where(won > 0, sums.first_weights / won, np.nan)
        spread = sums.first_weights_squared / won - np.square(central)
        central_error = np.sqrt(np.maximum(spread, 0.0) / (shares[:, :1] * size))
    pairwise = sums.wins / sums.n_draws
    mean_loss = sums.loss / sums.n_draws
    variance = np.maximum(sums.loss_squared / sums.n_draws - np.square(mean_loss), 0.0)
    return Acceptability(
        rank_acceptability=shares,
        rank_error=_share_error(shares, size),
        central_weights=central,
        central_error=central_error,
        pairwise_winning=pairwise,
        pairwise_error=_share_error(pairwise, size),
        expected_utility=sums.utility / sums.n_draws,
        expected_loss=mean_loss,
        loss_error=np.sqrt(variance / size),
    )


def smaa2(
    *, values: FloatArray, weights: FloatArray, effective_size: float | None = None
) -> Acceptability:
    """Return the acceptability of each option under an additive value.

    Parameters
    ----------
    values
        Values, shape ``(option, criterion)`` or ``(option, criterion, draw)``. [1]
    weights
        Weights, shape ``(criterion,)`` or ``(criterion, draw)``; draws pair with those of the
        values. [1]
    effective_size
        Independent draws the sample is worth, where less than its size. [1]

    Returns
    -------
    Acceptability
        Shares, central weights, expected loss and their standard errors.

    Notes
    -----
    Equations S-1 to S-7 of ``docs/method/smaa.md``. Works in blocks: beyond its input it holds
    sums only, whatever the number of draws. Shapes that do not match raise ``ValueError``.

    References
    ----------
    .. [1] Source id ``lahdelma-2001-smaa2``.
    """
    require_table(performance=values)
    require_weights(weights=weights, performance=values)
    sums = reduce(_added, _block_sums(values, weights))
    return acceptability(sums=sums, effective_size=effective_size)


def confidence_factors(*, values: FloatArray, central_weights: FloatArray) -> FloatArray:
    """Return how surely an option is first for those whose weights favour it most.

    Parameters
    ----------
    values
        Values, shape ``(option, criterion)`` or ``(option, criterion, draw)``. [1]
    central_weights
        Central weights, shape ``(option, criterion)``; NaN where an option is never first. [1]

    Returns
    -------
    FloatArray
        Share of draws in which the option is first under its central weights, shape
        ``(option,)``; NaN where it has none. [1]

    Notes
    -----
    Equation S-8 of ``docs/method/smaa.md``. The standard error of a share p over n draws is
    sqrt(p (1 - p) / n).

    References
    ----------
    .. [1] Source id ``lahdelma-2001-smaa2``.
    """
    factors = np.full(len(values), np.nan)
    for option in np.flatnonzero(np.isfinite(central_weights).all(axis=1)):
        weights = central_weights[option] / central_weights[option].sum()
        utilities = additive_value(values=values, weights=weights).reshape(len(values), -1)
        tolerance = TIE * np.abs(utilities).max(axis=0)
        factors[option] = _first_shares(utilities, tolerance)[option].mean()
    return factors


def group_first_shares(
    *, rank_acceptability: FloatArray, group_of: IntArray, effective_size: float
) -> GroupShares:
    """Return the first-rank share of each group, so that near-clones do not split a vote.

    Parameters
    ----------
    rank_acceptability
        Acceptability, shape ``(option, rank)``. [1]
    group_of
        Index of the group of each option, shape ``(option,)``, from 0 without gaps.
    effective_size
        Independent draws behind the shares. [1]

    Returns
    -------
    GroupShares
        Shares that sum to one over the groups, and their standard errors.

    Notes
    -----
    Equation S-9 of ``docs/method/smaa.md``.
    """
    shares = np.bincount(group_of, weights=rank_acceptability[:, 0]).astype(np.float64)
    return GroupShares(shares, _share_error(shares, effective_size))


def _block_sums(values: FloatArray, weights: FloatArray) -> Iterator[AcceptabilitySums]:
    n_options, n_criteria = values.shape[:2]
    n_draws = weights.shape[1] if weights.ndim == DRAWN_WEIGHTS else 1
    if values.ndim == DRAWN_TABLE:
        n_draws = values.shape[2]
    for block in block_slices(n_draws=n_draws, n_options=n_options, n_criteria=n_criteria):
        part = weights[:, block] if weights.ndim == DRAWN_WEIGHTS else weights
        table = values[:, :, block] if values.ndim == DRAWN_TABLE else values
        utilities = additive_value(values=table, weights=part).reshape(n_options, -1)
        yield acceptability_sums(utilities=utilities, weights=part)


def _added(left: AcceptabilitySums, right: AcceptabilitySums) -> AcceptabilitySums:
    return add_sums(left=left, right=right)


def _share_error(shares: FloatArray, size: float) -> FloatArray:
    return np.sqrt(np.maximum(shares * (1.0 - shares), 0.0) / size)


def _first_shares(utilities: FloatArray, tolerance: FloatArray) -> FloatArray:
    # Share in the first place of each draw: one, or an equal part of a tie.
    is_first = utilities >= utilities.max(axis=0) - tolerance
    return np.asarray(is_first / is_first.sum(axis=0), dtype=np.float64)


def _wins(utilities: FloatArray, tolerance: FloatArray) -> FloatArray:
    # One half of the table is counted, the other is what is left of all draws.
    n_options, n_draws = utilities.shape
    wins = np.zeros((n_options, n_options))
    for option in range(n_options - 1):
        others = utilities[option + 1 :]
        ahead = np.count_nonzero(others < utilities[option] - tolerance, axis=1)
        not_behind = np.count_nonzero(others <= utilities[option] + tolerance, axis=1)
        wins[option, option + 1 :] = 0.5 * (ahead + not_behind)
        wins[option + 1 :, option] = n_draws - wins[option, option + 1 :]
    return wins


def _rank_sums(utilities: FloatArray, tolerance: FloatArray) -> FloatArray:
    # An option tied over k ranks holds a k-th of each. Its first and last rank are marked
    # with +1/k and -1/k and filled by a running sum, so that cost stays linear in the options.
    n_options, n_draws = utilities.shape
    falling = -utilities.T
    order = np.argsort(falling, axis=1)
    ordered = np.take_along_axis(falling, order, axis=1)
    rank = np.broadcast_to(np.arange(n_options), (n_draws, n_options))
    is_tied = np.diff(ordered, axis=1) <= tolerance[:, np.newaxis]
    start, end = rank, rank
    if is_tied.any():
        edge = np.zeros((n_draws, 1), dtype=np.bool_)
        start = np.maximum.accumulate(np.where(np.hstack([edge, is_tied]), 0, rank), axis=1)
        last = np.where(np.hstack([is_tied, edge]), n_options, rank)
        end = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    part = (1.0 / (end - start + 1)).ravel()
    width = n_options + 1
    size = n_options * width
    begins = np.bincount((order * width + start).ravel(), weights=part, minlength=size)
    ends = np.bincount((order * width + end + 1).ravel(), weights=part, minlength=size)
    marks = (begins - ends).reshape(n_options, width)
    return np.asarray(np.maximum(np.cumsum(marks, axis=1)[:, :n_options], 0.0), dtype=np.float64)
