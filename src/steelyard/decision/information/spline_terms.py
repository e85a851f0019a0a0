"""Smooth curves through draws: penalised splines whose strength the data choose.

A curve is fitted to the order of a parameter's draws, not to their size: draws become the normal
scores of their ranks. What knowing a parameter is worth does not depend on the scale on which it is
written, so neither does the curve; and parameters without equal draws share one set of terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.interpolate import BSpline
from scipy.special import ndtri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.quantities.arrays import FloatArray

DEGREE: Final = 3
INTERVALS: Final = 20
"""Stretches of the curve between knots. [1]"""
OUTER: Final = float(ndtri(0.99))
"""Normal score beyond which a curve is straight. [1]"""
PENALTIES: Final = 40
"""Strengths of smoothing that are tried. [1]"""
REACH: Final = 100.0
"""How far the strengths go beyond what keeps all terms, and beyond what keeps straight ones. [1]"""
CAUTION: Final = 1.4
"""Factor by which a degree of freedom counts, against curves that follow noise. [1]"""
RIDGE: Final = 1e-9
"""Added to what the terms have in common, relative to its mean, so that it can be inverted. [1]"""


BLOCK_PRODUCTS: Final = 250_000
"""Multiplications of one matrix product: larger ones make linear algebra libraries start threads,
which wait for each other wherever the machine has other work. [1]"""
LEAST_BLOCK: Final = 64
"""Points of a block at least. [1]"""


class SplineTerms(NamedTuple):
    """Uncorrelated terms of a curve, the straight ones unpenalised: ``mix @ basis``."""

    basis: FloatArray
    """Value of each basis function at each point, shape ``(basis, point)``. [1]"""
    mix: FloatArray
    """Share of each basis function in each term, shape ``(term, basis)``. [1]"""
    kept: FloatArray
    """How much of each term every strength of smoothing keeps, shape ``(strength, term)``. [1]"""


def normal_scores(*, draw_ranks: FloatArray, n_draws: int) -> FloatArray:
    """Return the normal quantiles of ranks.

    Parameters
    ----------
    draw_ranks
        Rank of each draw from 0, equal draws sharing their mean rank, shape ``(point,)``. [1]
    n_draws
        Number of draws. [1]

    Returns
    -------
    FloatArray
        Shape ``(point,)``. [1]

    Notes
    -----
    Equation K-4 of ``docs/method/information.md``.
    """
    return np.asarray(ndtri((draw_ranks + 0.5) / n_draws), dtype=np.float64)


def bent_basis(*, rank_scores: FloatArray, n_intervals: int) -> FloatArray:
    """Return cubic B-splines on evenly spaced knots, straight beyond the outer hundredths.

    Parameters
    ----------
    rank_scores
        Normal scores, shape ``(point,)``. [1]
    n_intervals
        Stretches between knots. [1]

    Returns
    -------
    FloatArray
        Shape ``(basis, point)``, three more than stretches; sums to one at each point. [1]

    Notes
    -----
    Equation K-4 of ``docs/method/information.md``. Few draws lie far out: a curve that may bend
    there would follow single ones.

    References
    ----------
    .. [1] Source id ``eilers-1996-psplines``.
    """
    low = max(float(rank_scores.min()), -OUTER)
    high = min(float(rank_scores.max()), OUTER)
    step = (high - low) / n_intervals or 1.0
    knots = low + step * np.arange(-DEGREE, n_intervals + DEGREE + 1)
    inside = np.clip(rank_scores, knots[DEGREE], knots[-DEGREE - 1])
    found = np.ascontiguousarray(BSpline.design_matrix(inside, knots, DEGREE).toarray().T)
    # Slopes of the splines at the outer knots: minus and plus half a step for the first and third.
    beyond = (rank_scores - inside) / (2.0 * step)
    below, above = np.minimum(beyond, 0.0), np.maximum(beyond, 0.0)
    found[0] -= below
    found[2] += below
    found[-3] -= above
    found[-1] += above
    return np.asarray(found, dtype=np.float64)


def bend_penalty(*, n_terms: int) -> FloatArray:
    """Return the penalty on the second differences of neighbouring coefficients.

    Parameters
    ----------
    n_terms
        Number of coefficients. [1]

    Returns
    -------
    FloatArray
        Shape ``(term, term)``; a straight line costs nothing. [1]

    References
    ----------
    .. [1] Source id ``eilers-1996-psplines``.
    """
    bends = np.diff(np.eye(n_terms), 2, axis=0)
    return np.asarray(bends.T @ bends, dtype=np.float64)


def uncorrelated_terms(*, basis: FloatArray, penalty: FloatArray, n_straight: int) -> SplineTerms:
    """Turn a basis into terms that are uncorrelated under both the data and the penalty.

    Parameters
    ----------
    basis
        Shape ``(basis, point)``. [1]
    penalty
        Shape ``(basis, basis)``. [1]
    n_straight
        Terms that the penalty leaves alone. [1]

    Returns
    -------
    SplineTerms
        One eigen-decomposition, after which every strength of smoothing is a division.

    Notes
    -----
    Equation K-5 of ``docs/method/information.md``.

    References
    ----------
    .. [1] Source id ``demmler-1975-oscillation``.
    """
    common = _inner_products(left=basis, right=basis)
    common[np.diag_indices_from(common)] += RIDGE * np.trace(common) / len(common)
    inverse = np.linalg.inv(np.linalg.cholesky(common))
    roughness, turn = np.linalg.eigh(inverse @ penalty @ inverse.T)
    roughness[:n_straight] = 0.0  # exactly: rounding would let strong smoothing bend a line
    kept = shrinkages(roughness=np.maximum(roughness, 0.0))
    return SplineTerms(basis, turn.T @ inverse, kept)


def smooth_coefficients(
    *, fitted_with: SplineTerms, outputs: FloatArray, n_used: float = 0.0
) -> FloatArray:
    """Fit each output by terms, their strength chosen by generalised cross-validation.

    Parameters
    ----------
    fitted_with
        Terms of the curve.
    outputs
        Results at the points of the terms, shape ``(output, point)``. [unit of the output]
    n_used
        Degrees of freedom that another curve has used before. [1]

    Returns
    -------
    FloatArray
        Share of each basis function in each curve, shape ``(output, basis)``. [unit of the output]

    Notes
    -----
    Equation K-6 of ``docs/method/information.md``; each output has its own strength.

    References
    ----------
    .. [1] Source id ``craven-1979-gcv``. The factor 1.4: source id ``kim-2004-smoothing``.
    """
    total = np.einsum("op,op->o", outputs, outputs)
    loads = _inner_products(left=outputs, right=fitted_with.basis) @ fitted_with.mix.T
    shrink = fitted_with.kept
    residual = total[:, np.newaxis] - np.square(loads) @ (2.0 * shrink - np.square(shrink)).T
    freedom = outputs.shape[1] - CAUTION * (shrink.sum(axis=1) + n_used)
    score = np.where(freedom > 0, residual / np.square(np.maximum(freedom, 1.0)), np.inf)
    best = shrink[score.argmin(axis=1)]
    return np.asarray((best * loads) @ fitted_with.mix, dtype=np.float64)


def shrinkages(*, roughness: FloatArray) -> FloatArray:
    """Return how much of each term every strength of smoothing keeps.

    Parameters
    ----------
    roughness
        What each term pays for bending, shape ``(term,)``. [1]

    Returns
    -------
    FloatArray
        Between 0 and 1, shape ``(strength, term)``; 1 for straight terms. [1]

    Notes
    -----
    Equation K-6 of ``docs/method/information.md``.
    """
    bent = roughness[roughness > 0.0]
    if len(bent) == 0:
        return np.ones((1, len(roughness)))
    ends = (1.0 / (REACH * bent.max()), REACH / bent.min())
    strengths = np.geomspace(*ends, PENALTIES)
    return np.asarray(1.0 / (1.0 + strengths[:, np.newaxis] * roughness), dtype=np.float64)


def _inner_products(*, left: FloatArray, right: FloatArray) -> FloatArray:
    """Return the sums over points of the products of rows.

    Parameters
    ----------
    left
        Shape ``(row, point)``. [unit of the output]
    right
        Shape ``(column, point)``. [1]

    Returns
    -------
    FloatArray
        Shape ``(row, column)``. [unit of the output]
    """
    total = np.zeros((len(left), len(right)))
    n_rows = max(BLOCK_PRODUCTS // (LEAST_BLOCK * len(right)), 1)
    for first in range(0, len(left), n_rows):
        rows = slice(first, first + n_rows)
        for block in _blocks(len(left[rows]) * len(right), left.shape[1]):
            total[rows] += left[rows, block] @ right[:, block].T
    return total


def combined(*, coefficients: FloatArray, basis: FloatArray) -> FloatArray:
    """Return weighted sums of basis functions at each point.

    Parameters
    ----------
    coefficients
        Shape ``(output, basis)``. [unit of the output]
    basis
        Shape ``(basis, point)``. [1]

    Returns
    -------
    FloatArray
        Shape ``(output, point)``. [unit of the output]
    """
    found = np.empty((len(coefficients), basis.shape[1]))
    for block in _blocks(coefficients.size, basis.shape[1]):
        found[:, block] = coefficients @ basis[:, block]
    return found


def _blocks(n_products: int, n_points: int) -> Iterator[slice]:
    step = max(BLOCK_PRODUCTS // n_products, LEAST_BLOCK)
    yield from (slice(start, start + step) for start in range(0, n_points, step))
