"""Variance-based sensitivity: how much of a result's spread each group of inputs brings about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

LEAST_DRAWS: Final = 2
RELATIVE_NOISE: Final = 1e-24
"""Variance relative to the squared size of an output below which it does not vary. [1]"""


class SobolIndices(NamedTuple):
    """Shares of the variance of each output that follow each group of inputs."""

    first: FloatArray
    """Share that the group brings about alone, shape ``(group, output)``. [1]"""
    total: FloatArray
    """Share that the group takes part in, with whatever it acts on together, shape
    ``(group, output)``. [1]"""
    first_error: FloatArray
    """Standard error of ``first`` by bootstrap, shape ``(group, output)``. [1]"""
    total_error: FloatArray
    """Standard error of ``total`` by bootstrap, shape ``(group, output)``. [1]"""


class _Moments(NamedTuple):
    # Means over draws, of the draws as they are or reweighted: shape (..., output), group first.
    alone: FloatArray
    together: FloatArray
    variance: FloatArray


def sobol_indices(
    *,
    base: FloatArray,
    resampled: FloatArray,
    mixed: FloatArray,
    n_bootstrap: int,
    rng: np.random.Generator,
) -> SobolIndices:
    """Return first-order and total indices of every group for every output.

    Parameters
    ----------
    base
        Outputs of the model on a first sample, shape ``(output, draw)``. [unit of the output]
    resampled
        Outputs on a second, independent sample, shape ``(output, draw)``. [unit of the output]
    mixed
        Outputs on the first sample with one group of inputs taken from the second, shape
        ``(group, output, draw)``. [unit of the output]
    n_bootstrap
        Reweighted samples from which standard errors are taken; errors are 0 for none. [1]
    rng
        Draws the weights of the bootstrap.

    Returns
    -------
    SobolIndices
        0 for an output that does not vary.

    Raises
    ------
    ValueError
        If shapes do not fit, there are fewer than two draws, or an output is missing.

    Notes
    -----
    Equations SN-1 to SN-4 of ``docs/method/sensitivity.md``: Saltelli's estimator of the first
    index, Jansen's of the total one, on outputs centred by their common mean. Valid where the
    groups are independent of each other; inputs that move together belong in one group. The
    bootstrap is one matrix product: multinomial counts as weights of the draws.

    References
    ----------
    .. [1] Source id ``saltelli-2010-variance``, table 2, rows b and f.
    .. [2] Source id ``jansen-1999-analysis``.
    """
    _require_outputs(base, resampled, mixed)
    n_draws = base.shape[1]
    middle = 0.5 * (base.mean(axis=1, keepdims=True) + resampled.mean(axis=1, keepdims=True))
    size = np.abs(middle[:, 0])
    first, second = base - middle, resampled - middle
    moved = mixed - middle
    products = np.concatenate([
        (second * (moved - first)).reshape(-1, n_draws),
        (0.5 * np.square(first - moved)).reshape(-1, n_draws),
        first + second,
        np.square(first) + np.square(second),
    ])
    shape = mixed.shape[:2]
    plain = _moments(products.mean(axis=1), shape)
    varies = plain.variance > RELATIVE_NOISE * np.square(size)
    alone, together = _ratios(plain, varies)
    if n_bootstrap == 0:
        nothing = np.zeros(shape)
        return SobolIndices(alone, together, nothing, nothing)
    counts = rng.multinomial(n_draws, np.full(n_draws, 1.0 / n_draws), size=n_bootstrap)
    again = _moments(products @ (counts.T / n_draws), shape)
    spread = [part.std(axis=-1, ddof=1) for part in _ratios(again, varies[:, np.newaxis])]
    return SobolIndices(alone, together, spread[0], spread[1])


def _moments(means: FloatArray, shape: tuple[int, ...]) -> _Moments:
    # Rows: groups x outputs twice, then sums and squares of the outputs; the rest is resamples.
    n_groups, n_outputs = shape
    n_rows = n_groups * n_outputs
    rest = means.shape[1:]
    total, squares = means[2 * n_rows : 2 * n_rows + n_outputs], means[2 * n_rows + n_outputs :]
    return _Moments(
        means[:n_rows].reshape(*shape, *rest),
        means[n_rows : 2 * n_rows].reshape(*shape, *rest),
        np.asarray(0.5 * squares - np.square(0.5 * total), dtype=np.float64),
    )


def _ratios(found: _Moments, varies: np.ndarray) -> tuple[FloatArray, FloatArray]:
    scale = np.where(varies & (found.variance > 0), found.variance, np.inf)
    return found.alone / scale, found.together / scale


def _require_outputs(base: FloatArray, resampled: FloatArray, mixed: FloatArray) -> None:
    fits = base.shape == resampled.shape == mixed.shape[1:] and base.ndim == 2  # noqa: PLR2004 - output, draw
    if not fits or base.shape[1] < LEAST_DRAWS:
        message = (
            "expected two tables (output, draw) of at least two draws, and one more for each "
            f"group, found shapes {base.shape}, {resampled.shape} and {mixed.shape}"
        )
        raise ValueError(message)
    if not all(np.isfinite(part).all() for part in (base, resampled, mixed)):
        message = "expected a finite output in every draw, found a missing one"
        raise ValueError(message)
