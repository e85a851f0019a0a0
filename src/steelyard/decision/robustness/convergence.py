"""Whether more draws could change who leads: leads in chance errors, and answers of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


class Separation(NamedTuple):
    """How far a lead is from nothing, measured by its own chance error."""

    mean: FloatArray
    """Mean lead, shape ``(option,)``. [unit of the utility]"""
    error: FloatArray
    """Its standard error, shape ``(option,)``. [unit of the utility]"""
    in_errors: FloatArray
    """Mean over error, shape ``(option,)``; infinite where the lead never varies, 0 where it is
    nothing throughout. [1]"""


def separation(*, lead: FloatArray) -> Separation:
    """Return how far each mean lead is from nothing.

    Parameters
    ----------
    lead
        Lead over each rival, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    Separation
        Mean, standard error and their ratio.

    Raises
    ------
    ValueError
        If there is no draw, or a lead is missing or infinite.

    Notes
    -----
    Equations CV-1 and CV-2 of ``docs/method/triggers.md``. Draws count as independent: with
    stratified ones the error is too large rather than too small.
    """
    if lead.shape[1] == 0 or not np.isfinite(lead).all():
        message = "expected a finite lead in every draw, and at least one draw"
        raise ValueError(message)
    mean = lead.mean(axis=1)
    error = lead.std(axis=1) / np.sqrt(lead.shape[1])
    # Rounding of equal numbers is no spread.
    error = np.where(np.ptp(lead, axis=1) == 0.0, 0.0, error)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(error > 0.0, mean / error, np.sign(mean) * np.inf)
    return Separation(mean, error, np.where((error == 0.0) & (mean == 0.0), 0.0, ratio))


def draws_needed(*, in_errors: FloatArray, n_draws: int, wanted_errors: float) -> FloatArray:
    """Return how many draws would put each mean lead clear of chance.

    Parameters
    ----------
    in_errors
        Mean lead over its standard error, shape ``(option,)``. [1]
    n_draws
        Draws behind it. [1]
    wanted_errors
        Standard errors that count as clear. [1]

    Returns
    -------
    FloatArray
        Draws at the present mean and spread, shape ``(option,)``; infinite where the lead is
        nothing. [1]

    Notes
    -----
    Equation CV-3 of ``docs/method/triggers.md``: the error falls with the square root of the draws.
    """
    with np.errstate(divide="ignore"):
        return np.asarray(n_draws * np.square(wanted_errors / in_errors), dtype=np.float64)


def block_means(*, values: FloatArray, n_blocks: int) -> FloatArray:
    """Return the mean over each block of draws that follow one another.

    Parameters
    ----------
    values
        Any figure, shape ``(option, draw)``. [1]
    n_blocks
        Blocks of as equal size as possible. [1]

    Returns
    -------
    FloatArray
        Shape ``(option, block)``, in the unit of the figure.

    Raises
    ------
    ValueError
        If there are fewer draws than blocks, or no block.

    Notes
    -----
    Equation CV-4 of ``docs/method/triggers.md``.
    """
    n_draws = values.shape[1]
    if not 1 <= n_blocks <= n_draws:
        message = f"expected 1 to {n_draws} blocks, found {n_blocks}"
        raise ValueError(message)
    edges = np.linspace(0, n_draws, n_blocks + 1).astype(np.int64)
    sums = np.add.reduceat(values, edges[:-1], axis=1)
    return np.asarray(sums / np.diff(edges), dtype=np.float64)
