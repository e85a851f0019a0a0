"""What results are on average where parameters are known: curves through the draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.information.spline_terms import (
    DEGREE,
    INTERVALS,
    SplineTerms,
    bend_penalty,
    bent_basis,
    combined,
    normal_scores,
    smooth_coefficients,
    uncorrelated_terms,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray

LIGHT_TIES: Final = 0.01
"""Share of draws that may be equal to others before equal draws share a point of the curve. [1]"""
MOST_TERMS: Final = 60
"""Basis functions that the curves of a group's members share. [1]"""
GROUP_INTERVALS: Final = (3, 10)
"""Least and most stretches of the curve of each member of a group. [1]"""
FEATURES: Final = 60
"""Random waves that stand for what members of a group do together; more were no better in trials,
and larger systems are solved in threads that wait for each other. [1]"""


class ConditionalMeans(NamedTuple):
    """Results to be expected where something is known."""

    expected: FloatArray
    """By the curve through all draws, shape ``(output, draw)``. [unit of the output]"""
    unseen: FloatArray
    """By the curve through the half of the draws to which the draw does not belong, shape
    ``(output, draw)``: what such a curve promises has not been fitted to the draw itself.
    [unit of the output]"""


class CurveTerms(NamedTuple):
    """Terms of a curve through all draws, and through each half of them.

    Draws stand with the two halves one after the other, as :func:`halved` puts them.
    """

    whole: SplineTerms
    """Of all draws."""
    halves: tuple[SplineTerms, SplineTerms]
    """Of the first half, and of the second."""

    def through_all(self, outputs: FloatArray, n_used: float = 0.0) -> FloatArray:
        """Return the curves through all draws.

        Parameters
        ----------
        outputs
            Results in the order of the terms, shape ``(output, draw)``. [unit of the output]
        n_used
            Degrees of freedom that another curve has used before. [1]

        Returns
        -------
        FloatArray
            Shape ``(output, draw)``. [unit of the output]
        """
        found = smooth_coefficients(fitted_with=self.whole, outputs=outputs, n_used=n_used)
        return combined(coefficients=found, basis=self.whole.basis)

    def through_halves(
        self, outputs: FloatArray, n_used: float = 0.0
    ) -> tuple[FloatArray, FloatArray]:
        """Return the curves through each half of the draws.

        Parameters
        ----------
        outputs
            Results in the order of the terms, shape ``(output, draw)``. [unit of the output]
        n_used
            Degrees of freedom that another curve has used before. [1]

        Returns
        -------
        tuple of FloatArray
            At each draw the curve through its own half, and the curve through the other half, each
            of shape ``(output, draw)``. [unit of the output]
        """
        middle = self.halves[0].basis.shape[1]
        parts = (slice(None, middle), slice(middle, None))
        own, other = np.empty(outputs.shape), np.empty(outputs.shape)
        for index, (part, rest) in enumerate((parts, parts[::-1])):
            found = smooth_coefficients(
                fitted_with=self.halves[index], outputs=outputs[:, part], n_used=n_used
            )
            own[:, part] = combined(coefficients=found, basis=self.halves[index].basis)
            other[:, rest] = combined(coefficients=found, basis=self.halves[1 - index].basis)
        return own, other


def halved(*, n_draws: int) -> IntArray:
    """Return every second draw, then the others.

    Parameters
    ----------
    n_draws
        Number of draws. [1]

    Returns
    -------
    IntArray
        Positions, shape ``(draw,)``.
    """
    positions = np.arange(n_draws)
    return np.concatenate([positions[::2], positions[1::2]])


def curve_terms(*, basis: FloatArray, penalty: FloatArray, n_straight: int) -> CurveTerms:
    """Return the terms of a curve through all draws, and through each half of them.

    Parameters
    ----------
    basis
        With the halves one after the other, shape ``(basis, draw)``. [1]
    penalty
        Shape ``(basis, basis)``. [1]
    n_straight
        Terms that the penalty leaves alone. [1]

    Returns
    -------
    CurveTerms
        Ready to be fitted to any number of outputs.

    Notes
    -----
    Equations K-5 and K-9 of ``docs/method/information.md``.
    """
    middle = (basis.shape[1] + 1) // 2
    whole, first, second = (
        uncorrelated_terms(basis=part, penalty=penalty, n_straight=n_straight)
        for part in (basis, basis[:, :middle], basis[:, middle:])
    )
    return CurveTerms(whole, (first, second))


class Blocks(NamedTuple):
    """Draws in rising order of a parameter, equal ones together."""

    order: IntArray
    """Position of each draw, shape ``(draw,)``."""
    starts: IntArray
    """Where each block of equal draws begins, shape ``(block,)``."""
    counts: IntArray
    """Draws of each block, shape ``(block,)``. [1]"""

    @property
    def has_heavy_ties(self) -> bool:
        """Whether more than one draw in a hundred is equal to another."""
        return len(self.order) - len(self.starts) > LIGHT_TIES * len(self.order)

    def scores(self) -> FloatArray:
        """Return the normal scores of the draws, equal ones sharing theirs.

        Returns
        -------
        FloatArray
            In rising order, shape ``(draw,)``. [1]
        """
        ranks = self.starts + 0.5 * (self.counts - 1.0)
        found = normal_scores(draw_ranks=ranks, n_draws=len(self.order))
        return np.repeat(found, self.counts)


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
    starts = np.flatnonzero(np.diff(parameter[order], prepend=-np.inf) > 0)
    return Blocks(order, starts, np.diff(starts, append=len(order)))


def shared_terms(*, n_draws: int) -> CurveTerms:
    """Return the terms that all parameters without equal draws share.

    Parameters
    ----------
    n_draws
        Number of draws. [1]

    Returns
    -------
    CurveTerms
        At the normal scores of the ranks.
    """
    ranks = np.arange(n_draws, dtype=np.float64)
    scores = normal_scores(draw_ranks=ranks, n_draws=n_draws)
    return _terms_at(scores[halved(n_draws=n_draws)])


def conditional_means(
    *, parameter: FloatArray, outputs: FloatArray, shared: CurveTerms | None = None
) -> ConditionalMeans:
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
    ConditionalMeans
        Of each output, draw by draw.

    Raises
    ------
    ValueError
        If draws differ in number, or a number is missing.

    Notes
    -----
    Equations K-4 to K-6 of ``docs/method/information.md``. Where the truth jumps, the curve turns
    within about a fifth of a standard deviation. Equal draws share a point of the curve; where
    fewer than one in a hundred are equal, they stand side by side instead. Costs grow with draws
    times outputs.

    References
    ----------
    .. [1] Source id ``strong-2014-evppi``.
    """
    _require(parameter[np.newaxis], outputs)
    blocks = blocks_of(parameter=parameter)
    if len(blocks.starts) == 1:
        level = np.repeat(outputs.mean(axis=1, keepdims=True), outputs.shape[1], axis=1)
        return ConditionalMeans(level, level)
    halves = halved(n_draws=len(parameter))
    if blocks.has_heavy_ties:
        terms = _terms_at(blocks.scores()[halves])
    else:
        terms = shared_terms(n_draws=len(parameter)) if shared is None else shared
    order = blocks.order[halves]
    ordered = outputs[:, order]
    expected = _put_back(terms.through_all(ordered), order)
    _, unseen = terms.through_halves(ordered)
    return ConditionalMeans(expected, _put_back(unseen, order))


def _put_back(found: FloatArray, order: IntArray) -> FloatArray:
    result = np.empty(found.shape)
    result[:, order] = found
    return result


def _terms_at(scores: FloatArray) -> CurveTerms:
    basis = bent_basis(rank_scores=scores, n_intervals=INTERVALS)
    return curve_terms(basis=basis, penalty=bend_penalty(n_terms=len(basis)), n_straight=2)


def conditional_means_of_group(
    *, parameters: FloatArray, outputs: FloatArray, rng: np.random.Generator
) -> ConditionalMeans:
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
    ConditionalMeans
        Of all members together.

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
    order = halved(n_draws=outputs.shape[1])
    scores = np.array([_scores(member)[order] for member in varying])
    ordered = outputs[:, order]
    alone, waves = _terms_of_sum(scores), _waves(scores, rng)
    together = curve_terms(basis=waves, penalty=np.eye(len(waves)), n_straight=0)
    n_used = 1.0 + len(scores)
    expected = alone.through_all(ordered)
    expected = expected + together.through_all(ordered - expected, n_used)
    own, other = alone.through_halves(ordered)
    _, more = together.through_halves(ordered - own, n_used)
    return ConditionalMeans(_put_back(expected, order), _put_back(other + more, order))


def _scores(member: FloatArray) -> FloatArray:
    blocks = blocks_of(parameter=member)
    found = np.empty(len(member))
    found[blocks.order] = blocks.scores()
    return found


def _terms_of_sum(scores: FloatArray) -> CurveTerms:
    # One constant for all; each member's curve is centred, so that the constants do not compete.
    least, most = GROUP_INTERVALS
    n_intervals = min(max(MOST_TERMS // len(scores) - DEGREE, least), most)
    n_each = n_intervals + DEGREE
    rows = [np.ones((1, scores.shape[1]))]
    penalty = np.zeros((1 + len(scores) * n_each,) * 2)
    for index, member in enumerate(scores):
        basis = bent_basis(rank_scores=member, n_intervals=n_intervals)
        rows.append(basis - basis.mean(axis=1, keepdims=True))
        part = slice(1 + index * n_each, 1 + (index + 1) * n_each)
        penalty[part, part] = bend_penalty(n_terms=n_each)
    # Straight are the constant, a line a member, and its constant, which centring has emptied.
    n_straight = 1 + 2 * len(scores)
    return curve_terms(basis=np.concatenate(rows), penalty=penalty, n_straight=n_straight)


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
