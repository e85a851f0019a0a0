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
    from steelyard.quantities.arrays import FloatArray, IntArray

N_PIECES: Final = 12
"""Equal parts of the ranks between which curves bend. [1]"""
DEGREE: Final = 3
PENALTIES: Final = 10.0 ** np.linspace(-6.0, 4.0, 41)
"""Weights of roughness that are tried. [1]"""
BLOCKS: Final = 20
"""Parts of the draws that are left out in turn for the standard error. [1]"""
LEAST_DRAWS: Final = 100
CHUNK: Final = 32
"""Inputs taken at once, which bounds the memory. [1]"""


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


def usable_draws(*, n_draws: int) -> int:
    """Return how many draws are used: as many as can be cut into equal blocks.

    Parameters
    ----------
    n_draws
        Number of draws. [1]

    Returns
    -------
    int
        At most nineteen fewer. [1]
    """
    return n_draws - n_draws % BLOCKS


def explained_shares(
    *, parameters: FloatArray, outputs: FloatArray, orders: IntArray | None = None
) -> ExplainedShares:
    """Return how much of each output's variance a smooth curve in each input explains.

    Parameters
    ----------
    parameters
        Draws of the inputs, at least 100, shape ``(parameter, draw)``. [unit of the parameter]
    outputs
        Results in the same draws, shape ``(output, draw)``. [unit of the output]
    orders
        Positions of the usable draws in rising order of each input, equal ones as they come, shape
        ``(parameter, draw)``, where they are known already; found here if omitted.

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
    Equations SN-5 and SN-6 of ``docs/method/sensitivity.md``: cubic splines in the input's ranks
    with a penalty on roughness chosen by generalised cross-validation, less what as many curves
    explain of noise. Ranks of equal draws follow the order of the draws, so an input that does not
    vary explains nothing but noise. Inputs that move together each explain what they share.

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
    n_used = usable_draws(n_draws=n_draws)
    used = outputs[:, :n_used]
    centred = used - used.mean(axis=1, keepdims=True)
    size = np.square(centred).sum(axis=1)
    varies = size > np.finfo(np.float64).eps * n_used * np.square(used).max(axis=1, initial=0.0)
    scaled = centred / np.sqrt(np.where(varies, size, 1.0))[:, np.newaxis]
    shares = np.zeros((len(parameters), len(outputs)))
    errors = np.zeros_like(shares)
    for start in range(0, len(parameters), CHUNK):
        rows = slice(start, start + CHUNK)
        if orders is None:
            order = np.argsort(parameters[rows, :n_used], axis=1, kind="stable")
        else:
            order = orders[rows]
        found, spread = _explained(_basis(n_used), scaled[:, order].swapaxes(0, 1))
        shares[rows], errors[rows] = found * varies, spread * varies
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


def _explained(basis: _Basis, read: FloatArray) -> tuple[FloatArray, FloatArray]:
    # Outputs in the order of each input, shape (parameter, output, draw), squares summing to 1.
    # Every twentieth draw along the input is a block of its own, spread over the whole range.
    n_draws = read.shape[-1]
    n_rows = n_draws // BLOCKS
    blocks = np.moveaxis(read.reshape(*read.shape[:2], n_rows, BLOCKS), -1, 0)
    curves = basis.curves.reshape(n_rows, BLOCKS, -1).swapaxes(0, 1)
    parts = blocks @ curves[:, np.newaxis]
    total = parts.sum(axis=0)
    chosen = _least_error(basis, total, n_draws)
    found = _share(basis, total, np.ones(total.shape[:2]), chosen, n_draws)
    rest = np.maximum(1.0 - np.square(blocks).sum(axis=-1), np.finfo(np.float64).tiny)
    left = n_draws - n_rows
    without = (total - parts) * np.sqrt(n_draws / left)
    again = _share(basis, without, rest, chosen, left)
    spread = np.sqrt((BLOCKS - 1) * np.square(again - again.mean(axis=0)).mean(axis=0))
    return np.clip(found, 0.0, 1.0), spread


def _least_error(basis: _Basis, found: FloatArray, n_draws: int) -> IntArray:
    # Generalised cross-validation over all penalties at once.
    kept = 2.0 * basis.shrinkage - np.square(basis.shrinkage)
    residual = np.maximum(1.0 - np.square(found) @ kept.T, 0.0)
    free = n_draws - 1.0 - basis.freedom
    return np.asarray((residual / np.square(free)).argmin(axis=-1), dtype=np.int64)


def _share(
    basis: _Basis, found: FloatArray, size: FloatArray, chosen: IntArray, n_draws: int
) -> FloatArray:
    squares, shrunk = np.square(found), basis.shrinkage[chosen]
    rest = np.maximum(size - ((2.0 * shrunk - shrunk**2) * squares).sum(axis=-1), 0.0)
    noise = rest / (n_draws - 1.0 - basis.freedom[chosen])
    # What a curve explains of pure noise is taken off, coefficient by coefficient.
    explained = (shrunk * (squares - noise[..., np.newaxis])).sum(axis=-1)
    return np.asarray(explained / size, dtype=np.float64)
