"""How much of a result's spread each input explains, from draws that are there already.

Every input is replaced by its rank, so one basis of smooth curves serves all of them: only the
order in which the outputs are read differs from input to input.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.interpolate import BSpline
from scipy.linalg import eigh, null_space

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

N_PIECES: Final = 12
"""Equal parts of the ranks between which curves bend. [1]"""
DEGREE: Final = 3
PENALTIES: Final = 10.0 ** np.linspace(-6.0, 4.0, 41)
"""Weights of roughness that are tried. [1]"""
BLOCKS: Final = 20
"""Parts of the draws that are left out in turn for the standard error. [1]"""
LEAST_DRAWS: Final = 100


class ExplainedShares(NamedTuple):
    """Shares of the variance of each output that each input explains alone."""

    shares: FloatArray
    """Between 0 and 1, shape ``(parameter, output)``; 0 where an output does not vary. [1]"""
    errors: FloatArray
    """Standard error by leaving out blocks of draws, shape ``(parameter, output)``. [1]"""


class _Basis(NamedTuple):
    # Orthonormal over the draws in the order of an input's ranks, smoothest first.
    curves: FloatArray
    shrinkage: FloatArray
    freedom: FloatArray


def explained_shares(*, parameters: FloatArray, outputs: FloatArray) -> ExplainedShares:
    """Return how much of each output's variance a smooth curve in each input explains.

    Parameters
    ----------
    parameters
        Draws of the inputs, shape ``(parameter, draw)``; at least 100 draws. [unit of the parameter]
    outputs
        Results in the same draws, shape ``(output, draw)``. [unit of the output]

    Returns
    -------
    ExplainedShares
        First-order shares and their standard errors. What is not above two standard errors is not
        to be told from 0.

    Raises
    ------
    ValueError
        If the draws differ in number, are fewer than 100, or one is missing.

    Notes
    -----
    Equations V-5 and V-6 of ``docs/method/sensitivity.md``: cubic splines in the input's ranks with
    a penalty on roughness chosen by generalised cross-validation, less what as many curves explain
    of noise. Ranks of equal draws follow the order of the draws, so an input that does not vary
    explains nothing but noise. Inputs that move together each explain what they share.

    References
    ----------
    .. [1] Source id ``eilers-1996-flexible``.
    .. [2] Source id ``strong-2014-estimating``.
    """
    n_draws = parameters.shape[1]
    fits = n_draws == outputs.shape[1] and n_draws >= LEAST_DRAWS
    if not fits or not (np.isfinite(parameters).all() and np.isfinite(outputs).all()):
        message = (
            f"expected at least {LEAST_DRAWS} common draws of every input and output, all finite, "
            f"found shapes {parameters.shape} and {outputs.shape}"
        )
        raise ValueError(message)
    centred = np.ascontiguousarray((outputs - outputs.mean(axis=1, keepdims=True)).T)
    size = np.square(centred).sum(axis=0)
    varies = size > np.finfo(np.float64).eps * n_draws * np.square(outputs).max(axis=1)
    basis = _basis(n_draws)
    shares = np.zeros((len(parameters), len(outputs)))
    errors = np.zeros_like(shares)
    scale = np.where(varies, size, 1.0)
    for row, draws in enumerate(parameters):
        read = centred[np.argsort(draws, kind="stable")]
        found, spread = _explained(basis, read, scale)
        shares[row], errors[row] = found * varies, spread * varies
    return ExplainedShares(shares, errors)


@lru_cache(maxsize=8)
def _basis(n_draws: int) -> _Basis:
    # The same for every input of n draws: B-splines on evenly spread ranks, turned so that fit and
    # roughness are both diagonal.
    at = (np.arange(n_draws) + 0.5) / n_draws
    inner = np.linspace(0.0, 1.0, N_PIECES + 1)
    knots = np.concatenate([np.zeros(DEGREE), inner, np.ones(DEGREE)])
    design = BSpline.design_matrix(at, knots, DEGREE).toarray()
    # Only curves whose mean over the draws is 0: the outputs are centred, too.
    level = null_space(design.sum(axis=0)[np.newaxis])
    second = np.diff(np.eye(design.shape[1]), n=2, axis=0) @ level
    kept = design @ level
    roughness, turn = eigh(second.T @ second, kept.T @ kept / n_draws)
    curves = kept @ turn / np.sqrt(n_draws)
    shrinkage = 1.0 / (1.0 + np.outer(PENALTIES, np.maximum(roughness, 0.0)))
    return _Basis(np.ascontiguousarray(curves), shrinkage, shrinkage.sum(axis=1))


def _explained(
    basis: _Basis, read: FloatArray, size: FloatArray
) -> tuple[FloatArray, FloatArray]:
    # Every twentieth draw along the input is a block of its own, spread over the whole range.
    n_draws = len(read)
    parts = np.stack([
        basis.curves[block::BLOCKS].T @ read[block::BLOCKS] for block in range(BLOCKS)
    ])
    sizes = np.stack([np.square(read[block::BLOCKS]).sum(axis=0) for block in range(BLOCKS)])
    total = parts.sum(axis=0)
    chosen = _least_error(basis, total, size, n_draws)
    found = _share(basis, total, size, chosen, n_draws)
    again = np.empty((BLOCKS, read.shape[1]))
    for block in range(BLOCKS):
        left = n_draws - len(read[block::BLOCKS])
        rest = np.where(size > sizes[block], size - sizes[block], 1.0)
        without = (total - parts[block]) * np.sqrt(n_draws / left)
        again[block] = _share(basis, without, rest, chosen, left)
    spread = np.sqrt((BLOCKS - 1) * np.square(again - again.mean(axis=0)).mean(axis=0))
    return np.clip(found, 0.0, 1.0), spread


def _least_error(
    basis: _Basis, found: FloatArray, size: FloatArray, n_draws: int
) -> np.ndarray:
    # Generalised cross-validation over all penalties at once, shape (output,).
    squares = np.square(found)
    kept = 2.0 * basis.shrinkage - np.square(basis.shrinkage)
    residual = np.maximum(size - kept @ squares, 0.0)
    free = n_draws - 1.0 - basis.freedom
    return np.asarray((residual / np.square(free)[:, np.newaxis]).argmin(axis=0))


def _share(
    basis: _Basis, found: FloatArray, size: FloatArray, chosen: np.ndarray, n_draws: int
) -> FloatArray:
    squares = np.square(found)
    shrunk = basis.shrinkage[chosen].T
    rest = np.maximum(size - ((2.0 * shrunk - shrunk**2) * squares).sum(axis=0), 0.0)
    noise = rest / (n_draws - 1.0 - basis.freedom[chosen])
    # What a curve explains of pure noise is taken off, coefficient by coefficient.
    explained = (shrunk * (squares - noise)).sum(axis=0)
    return np.asarray(explained / size, dtype=np.float64)
