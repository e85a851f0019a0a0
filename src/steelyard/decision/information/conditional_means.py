"""What results are on average where a parameter, or several, are known: curves through the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.information.spline_terms import (
    DEGREE,
    INTERVALS,
    SplineTerms,
    bend_penalty,
    bent_basis,
    normal_scores,
    smoothed,
    uncorrelated_terms,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray

LIGHT_TIES: Final = 0.01
"""Share of draws that may be equal before equal draws get a point of their own on the curve. [1]"""
MOST_TERMS: Final = 60
"""Basis functions that the curves of a group's members share. [1]"""
GROUP_INTERVALS: Final = (3, 10)
"""Least and most stretches of the curve of each member of a group. [1]"""
FEATURES: Final = 60
"""Random waves that stand for what members of a group do together; more were no better in trials,
and larger systems are solved in threads that wait for each other. [1]"""


class Blocks(NamedTuple):
    """Draws in rising order of a parameter, equal ones together."""

    order: IntArray
    """Position of each draw, shape ``(draw,)``."""
    starts: IntArray
    """Where each block of equal draws begins, shape ``(point,)``."""
    counts: FloatArray
    """Draws of each block, shape ``(point,)``. [1]"""

    @property
    def has_heavy_ties(self) -> bool:
        """Whether some value is shared by more than one draw in a hundred."""
        return bool(self.counts.max() > max(LIGHT_TIES * len(self.order), 1.0))

    def means(self, outputs: FloatArray) -> FloatArray:
        """Return the mean of each block.

        Parameters
        ----------
        outputs
            In rising order of the parameter, shape ``(output, draw)``. [unit of the output]

        Returns
        -------
        FloatArray
            Shape ``(output, point)``. [unit of the output]
        """
        if len(self.starts) == len(self.order):
            return outputs
        sums = np.add.reduceat(outputs, self.starts, axis=1)
        return np.asarray(sums / self.counts, dtype=np.float64)

    def spread(self, found: FloatArray) -> FloatArray:
        """Return a value of each block to its draws.

        Parameters
        ----------
        found
            Shape ``(output, point)``. [unit of the output]

        Returns
        -------
        FloatArray
            In the order in which the draws were, shape ``(output, draw)``. [unit of the output]
        """
        result = np.empty((len(found), len(self.order)))
        if len(self.starts) == len(self.order):
            result[:, self.order] = found
        else:
            result[:, self.order] = np.repeat(found, self.counts.astype(np.int64), axis=1)
        return result


def blocks_of(*, parameter: FloatArray) -> Blocks:
    """Sort the draws of a parameter and find those that are equal.

    Parameters
    ----------
    parameter
        Draws, shape ``(draw,)``. [unit of the parameter]

    Returns
    -------
    Blocks
        One block a value.
    """
    order = np.argsort(parameter, kind="stable")
    rises = np.diff(parameter[order], prepend=-np.inf) > 0
    starts = np.flatnonzero(rises)
    counts = np.diff(starts, append=len(order)).astype(np.float64)
    return Blocks(order.astype(np.int64), starts.astype(np.int64), counts)


def shared_terms(*, n_draws: int) -> SplineTerms:
    """Return the terms that all parameters without equal draws share.

    Parameters
    ----------
    n_draws
        Number of draws. [1]

    Returns
    -------
    SplineTerms
        At the normal scores of the ranks, rising.
    """
    scores = normal_scores(ranks=np.arange(n_draws, dtype=np.float64), n_draws=n_draws)
    return _terms(scores, INTERVALS, None)


def conditional_means(
    *, parameter: FloatArray, outputs: FloatArray, shared: SplineTerms | None = None
) -> FloatArray:
    """Return the mean of each output given one parameter, in each draw.

    Parameters
    ----------
    parameter
        Its draws, shape ``(draw,)``. [unit of the parameter]
    outputs
        Results, shape ``(output, draw)``. [unit of the output]
    shared
        :func:`shared_terms` of as many draws, where many parameters are asked about.

    Returns
    -------
    FloatArray
        Shape ``(output, draw)``; equal draws have equal means. [unit of the output]

    Raises
    ------
    ValueError
        If draws differ in number, or a number is missing.

    Notes
    -----
    Equations K-4 to K-6 of ``docs/method/information.md``. Where the truth jumps, the curve turns
    within about a fifth of a standard deviation. Costs grow with draws times outputs.

    References
    ----------
    .. [1] Source id ``strong-2014-evppi``.
    """
    _require(parameter[np.newaxis], outputs)
    blocks = blocks_of(parameter=parameter)
    if len(blocks.starts) == 1:
        return np.repeat(outputs.mean(axis=1, keepdims=True), outputs.shape[1], axis=1)
    ordered = outputs[:, blocks.order]
    if blocks.has_heavy_ties:
        return blocks.spread(_by_value(blocks, ordered))
    terms = shared_terms(n_draws=len(parameter)) if shared is None else shared
    return blocks.spread(blocks.means(smoothed(fitted_with=terms, outputs=ordered)))


def _by_value(blocks: Blocks, ordered: FloatArray) -> FloatArray:
    ranks = blocks.starts + 0.5 * (blocks.counts - 1.0)
    scores = normal_scores(ranks=ranks, n_draws=len(blocks.order))
    return smoothed(
        fitted_with=_terms(scores, INTERVALS, blocks.counts),
        outputs=blocks.means(ordered),
        counts=blocks.counts,
        squares=np.einsum("od,od->o", ordered, ordered),
    )


def _terms(scores: FloatArray, n_intervals: int, counts: FloatArray | None) -> SplineTerms:
    basis = bent_basis(scores=scores, n_intervals=n_intervals)
    return uncorrelated_terms(
        basis=basis, penalty=bend_penalty(n_terms=len(basis)), n_straight=2, counts=counts
    )


def conditional_means_of_group(
    *, parameters: FloatArray, outputs: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Return the mean of each output given several parameters together, in each draw.

    Parameters
    ----------
    parameters
        Draws of the members, shape ``(parameter, draw)``. [unit of each parameter]
    outputs
        Results, shape ``(output, draw)``. [unit of the output]
    rng
        Draws the random waves.

    Returns
    -------
    FloatArray
        Shape ``(output, draw)``. [unit of the output]

    Raises
    ------
    ValueError
        If draws differ in number, or a number is missing.

    Notes
    -----
    Equations K-7 and K-8 of ``docs/method/information.md``: a sum of curves, one a member, then
    random waves for what the members do together. Constant members are left out; one member is
    :func:`conditional_means`. Sharp corners of several members together are rounded.

    References
    ----------
    .. [1] Source id ``rahimi-2007-features``.
    """
    _require(parameters, outputs)
    varying = parameters[np.ptp(parameters, axis=1) > 0]
    if len(varying) < 2:  # noqa: PLR2004 - a pair is the least group
        one = varying[0] if len(varying) else parameters[0]
        return conditional_means(parameter=one, outputs=outputs)
    scores = np.array([_scores(member) for member in varying])
    sums, n_used = _sum_of_curves(scores, outputs)
    waves = _waves(scores, rng)
    flat = uncorrelated_terms(basis=waves, penalty=np.eye(len(waves)), n_straight=0)
    return sums + smoothed(fitted_with=flat, outputs=outputs - sums, n_used=n_used)


def _scores(member: FloatArray) -> FloatArray:
    blocks = blocks_of(parameter=member)
    ranks = blocks.starts + 0.5 * (blocks.counts - 1.0)
    return blocks.spread(normal_scores(ranks=ranks, n_draws=len(member))[np.newaxis])[0]


def _sum_of_curves(scores: FloatArray, outputs: FloatArray) -> tuple[FloatArray, float]:
    # One constant for all; each member's curve is centred, so that the constants do not compete.
    rows = [np.ones((1, scores.shape[1]))]
    least, most = GROUP_INTERVALS
    n_intervals = min(max(MOST_TERMS // len(scores) - DEGREE, least), most)
    n_each = n_intervals + DEGREE
    penalty = np.zeros((1 + len(scores) * n_each,) * 2)
    for index, member in enumerate(scores):
        basis = bent_basis(scores=member, n_intervals=n_intervals)
        rows.append(basis - basis.mean(axis=1, keepdims=True))
        part = slice(1 + index * n_each, 1 + (index + 1) * n_each)
        penalty[part, part] = bend_penalty(n_terms=n_each)
    # Straight are the constant, a line a member, and its constant, which centring has emptied.
    n_straight = 1 + 2 * len(scores)
    terms = uncorrelated_terms(
        basis=np.concatenate(rows), penalty=penalty, n_straight=n_straight
    )
    return smoothed(fitted_with=terms, outputs=outputs), float(1 + len(scores))


def _waves(scores: FloatArray, rng: np.random.Generator) -> FloatArray:
    n_members = len(scores)
    pace = rng.standard_normal((FEATURES, n_members)) / np.sqrt(n_members)
    shift = rng.uniform(0.0, 2.0 * np.pi, (FEATURES, 1))
    waves = np.cos(pace @ scores + shift)
    return np.asarray(waves - waves.mean(axis=1, keepdims=True), dtype=np.float64)


def _require(parameters: FloatArray, outputs: FloatArray) -> None:
    if parameters.shape[1:] != outputs.shape[1:] or outputs.size == 0:
        message = "expected as many draws of every parameter as of the results, and at least one"
        raise ValueError(message)
    if not (np.isfinite(parameters).all() and np.isfinite(outputs).all()):
        message = "expected finite draws of every parameter and result"
        raise ValueError(message)
