"""What a study of a stated size is worth before choosing: its results are drawn, then learned from.

Each draw of the parameter gives one result that the study might bring; knowing that result is worth
what knowing any drawn number is worth. No conjugate prior is assumed; the result must say all that
the study says of the parameter (a count of successes, a mean of known error).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.information.perfect_information import (
    Worth,
    evppi_of_group,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def binomial_shares(
    *, success_probabilities: FloatArray, n_items: int, rng: np.random.Generator
) -> FloatArray:
    """Return the share of items that succeed in a study of some number of items.

    Parameters
    ----------
    success_probabilities
        Probability of success in each draw, any shape ending in ``draw``. [1]
    n_items
        Items of the study. [1]
    rng
        Draws the results.

    Returns
    -------
    FloatArray
        One possible result a draw, same shape. [1]

    Raises
    ------
    ValueError
        If a probability lies outside 0 to 1, or there is no item.

    Notes
    -----
    Equation K-11 of ``docs/method/information.md``: items drawn independently from those that the
    service will meet, each judged without error.
    """
    if n_items < 1 or not ((success_probabilities >= 0) & (success_probabilities <= 1)).all():
        message = "expected probabilities from 0 to 1, and at least one item"
        raise ValueError(message)
    return np.asarray(rng.binomial(n_items, success_probabilities) / n_items, dtype=np.float64)


def normal_sample_means(
    *,
    parameter: FloatArray,
    observation_sd: float,
    n_observations: int,
    rng: np.random.Generator,
) -> FloatArray:
    """Return the mean of a study that observes a parameter with normal error.

    Parameters
    ----------
    parameter
        Its draws, shape ``(draw,)``. [unit of the parameter]
    observation_sd
        Standard deviation of one observation about the truth. [unit of the parameter]
    n_observations
        Observations of the study. [1]
    rng
        Draws the results.

    Returns
    -------
    FloatArray
        One possible result a draw, shape ``(draw,)``. [unit of the parameter]

    Raises
    ------
    ValueError
        If the deviation is negative, or there is no observation.

    Notes
    -----
    Equation K-12 of ``docs/method/information.md``: independent errors of known size.
    """
    if n_observations < 1 or not observation_sd >= 0:
        message = "expected a standard deviation of at least 0, and at least one observation"
        raise ValueError(message)
    error = observation_sd / np.sqrt(n_observations)
    return np.asarray(parameter + error * rng.standard_normal(parameter.shape), dtype=np.float64)


def evsi_binomial(
    *,
    success_probabilities: FloatArray,
    n_items: int,
    utilities: FloatArray,
    rng: np.random.Generator,
) -> Worth:
    """Return the expected value of a study that counts successes.

    Parameters
    ----------
    success_probabilities
        Probability of success of each thing tried, shape ``(trial, draw)``. [1]
    n_items
        Items each is tried on. [1]
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]
    rng
        Draws the results.

    Returns
    -------
    Worth
        In expectation never more than knowing the probabilities themselves.

    Notes
    -----
    Equations K-11 and K-13 of ``docs/method/information.md``. ``ValueError`` as for
    :func:`binomial_shares`.

    References
    ----------
    .. [1] Source id ``strong-2015-evsi``.
    """
    shares = binomial_shares(success_probabilities=success_probabilities, n_items=n_items, rng=rng)
    return evppi_of_group(parameters=shares, utilities=utilities, rng=rng)


def evsi_normal(
    *,
    parameter: FloatArray,
    observation_sd: float,
    n_observations: int,
    utilities: FloatArray,
    rng: np.random.Generator,
) -> Worth:
    """Return the expected value of a study that observes a parameter with normal error.

    Parameters
    ----------
    parameter
        Its draws, shape ``(draw,)``. [unit of the parameter]
    observation_sd
        Standard deviation of one observation about the truth. [unit of the parameter]
    n_observations
        Observations of the study. [1]
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]
    rng
        Draws the results.

    Returns
    -------
    Worth
        In expectation never more than knowing the parameter itself.

    Notes
    -----
    Equations K-12 and K-13 of ``docs/method/information.md``. ``ValueError`` as for
    :func:`normal_sample_means`.

    References
    ----------
    .. [1] Source id ``strong-2015-evsi``.
    """
    means = normal_sample_means(
        parameter=parameter, observation_sd=observation_sd, n_observations=n_observations, rng=rng
    )
    return evppi_of_group(parameters=means[np.newaxis], utilities=utilities, rng=rng)
