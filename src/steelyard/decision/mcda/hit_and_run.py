"""Hit-and-run: many whitened chains stepped together through a set of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from steelyard.decision.mcda.weight_polytope import Polytope
    from steelyard.quantities.arrays import FloatArray

CHAINS: Final = 1_000
"""Chains stepped together. [1]"""

BURN_IN: Final = 30
"""Steps per dimension, each time before draws are kept. [1]"""

LARGEST_THINNING: Final = 10
"""Steps per dimension between kept draws, at most. [1]"""


class Chains(NamedTuple):
    """Draws from chains and how many independent ones they are worth."""

    weights: FloatArray
    """Weights, shape ``(item, draw)``. [1]"""
    effective_size: float
    """Effective sample size of the coordinate that mixes worst. [1]"""


def hit_and_run(*, shape: Polytope, n_draws: int, rng: np.random.Generator) -> Chains:
    """Draw weights uniformly from a polytope by whitened hit-and-run.

    Parameters
    ----------
    shape
        The allowed weights, of dimension 1 or more.
    n_draws
        Draws. [1]
    rng
        Source of randomness.

    Returns
    -------
    Chains
        Weights and their effective sample size.

    Notes
    -----
    Section "Weight sets" of ``docs/method/smaa.md``. A pilot run gives the covariance that whitens
    directions; thinning follows the lag-one autocorrelation that is then measured. The effective
    size compares the spread of chain means with that of independent draws, and is no larger than
    the number of draws. Corners with very acute angles mix slowly: prefer exact samplers.

    References
    ----------
    .. [1] Source id ``tervonen-2013-hitandrun``.
    """
    dimension = shape.basis.shape[1]
    n_chains = min(CHAINS, n_draws)
    state = np.zeros((dimension, n_chains))
    burn_in = BURN_IN * dimension
    state = _walk(shape, state, np.eye(dimension), burn_in, rng)
    whitening = _root_covariance(state)
    state = _walk(shape, state, whitening, burn_in, rng)
    whitening = _root_covariance(state)
    before, state = state, _walk(shape, state, whitening, 1, rng)
    thinning = _thinning(before, state)
    n_rounds = -(-n_draws // n_chains)
    kept = np.empty((dimension, n_rounds, n_chains))
    for index in range(n_rounds):
        state = _walk(shape, state, whitening, thinning, rng)
        kept[:, index] = state
    weights = shape.origin[:, np.newaxis] + shape.basis @ kept.reshape(dimension, -1)
    return Chains(weights[:, :n_draws], min(_effective_size(kept), float(n_draws)))


def _walk(
    shape: Polytope, state: FloatArray, root: FloatArray, n_steps: int, rng: np.random.Generator
) -> FloatArray:
    # Every chain picks a direction, finds where it leaves the set both ways, and jumps between.
    dimension, n_chains = state.shape
    room = shape.offsets[:, np.newaxis]
    for _ in range(n_steps):
        direction = root @ rng.standard_normal((dimension, n_chains))
        rate = shape.facets @ direction
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.maximum(room - shape.facets @ state, 0.0) / rate
        forward = np.where(rate > 0, reach, np.inf).min(axis=0)
        backward = np.where(rate < 0, reach, -np.inf).max(axis=0)
        state = state + direction * (backward + (forward - backward) * rng.random(n_chains))
    return state


def _root_covariance(state: FloatArray) -> FloatArray:
    dimension = state.shape[0]
    covariance = np.atleast_2d(np.cov(state))
    return np.linalg.cholesky(covariance + 1e-12 * np.trace(covariance) * np.eye(dimension))


def _thinning(before: FloatArray, after: FloatArray) -> int:
    # Steps after which the slowest coordinate remembers less than about a twentieth.
    correlation = max(
        float(np.corrcoef(old, new)[0, 1]) for old, new in zip(before, after, strict=True)
    )
    slowest = min(max(correlation, 0.05), 0.999)
    return min(int(np.ceil(np.log(0.05) / np.log(slowest))), LARGEST_THINNING * len(before))


def _effective_size(kept: FloatArray) -> float:
    _, n_rounds, n_chains = kept.shape
    if n_rounds == 1:
        return float(n_chains)
    total = kept.var(axis=(1, 2))
    between = kept.mean(axis=1).var(axis=1, ddof=1)
    return float(np.min(n_chains * total / between))
