"""Draws from the set of weights that a stakeholder's statements allow, exact where possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.mcda.additive import hierarchical_weights
from steelyard.decision.mcda.hit_and_run import hit_and_run
from steelyard.decision.mcda.weight_conflicts import (
    conflict_words,
    hold_together,
    joined_conditions,
)
from steelyard.decision.mcda.weight_polytope import (
    Polytope,
    polytope,
    simplex_vertices,
)
from steelyard.decision.mcda.weight_statements import (
    Conditions,
    Points,
    Ranking,
    Vertices,
    WeightStatement,
)
from steelyard.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.quantities.arrays import FloatArray, IntArray

PILOT: Final = 10_000
"""Proposals from which the acceptance of rejection sampling is judged. [1]"""

LEAST_ACCEPTANCE: Final = 0.01
"""Acceptance below which hit-and-run takes over from rejection. [1]"""


class Method(StrEnum):
    """How weights are drawn."""

    FIXED = "fixed"
    DIRICHLET = "dirichlet"
    SORTED_DIRICHLET = "sorted_dirichlet"
    SIMPLEX = "simplex"
    REJECTION = "rejection"
    HIT_AND_RUN = "hit_and_run"


@dataclass(frozen=True, slots=True, eq=False)
class WeightSet:
    """All weights that a stakeholder's statements allow.

    Attributes
    ----------
    n_items
        Items weighed. [1]
    method
        Exact sampler, or ``rejection`` where only rejection or hit-and-run can serve.
    tiers
        Complete ranking to sort by or to propose from; empty where there is none.
    vertices
        Vertices, shape ``(vertex, item)``, of a simplex or of the fixed point. [1]
    conditions
        What every draw must meet.
    shape
        Geometry for hit-and-run; None where an exact sampler exists.
    """

    n_items: int
    method: Method
    tiers: tuple[tuple[int, ...], ...]
    vertices: FloatArray
    conditions: Conditions
    shape: Polytope | None

    def centroid(self) -> FloatArray | None:
        """Return the mean of all allowed weights where it is known exactly.

        Returns
        -------
        FloatArray or None
            Weights, shape ``(item,)``; None where only the mean of a sample can tell. [1]
        """
        if self.method is Method.SORTED_DIRICHLET:
            return rank_order_centroid(tiers=self.tiers)
        if self.shape is None:
            return np.asarray(self.vertices.mean(axis=0), dtype=np.float64)
        return None


class WeightSample(NamedTuple):
    """Drawn weights and what is needed to judge them."""

    weights: FloatArray
    """Weights, shape ``(item, draw)``. [1]"""
    method: Method
    """Sampler that was used."""
    acceptance: float
    """Share of proposals that met the statements; 1 for exact samplers. [1]"""
    effective_size: float
    """Independent draws the sample is worth; the number of draws unless chains were run. [1]"""


def allowed_weights(
    *, n_items: int, statements: Sequence[WeightStatement], names: Sequence[str]
) -> WeightSet:
    """Return the set of weights that statements allow, with the sampler that fits its shape.

    Parameters
    ----------
    n_items
        Items weighed. [1]
    statements
        What is said; all must hold together. Nothing said allows every weighting.
    names
        Name of each item, for messages.

    Returns
    -------
    WeightSet
        The set; its sampler is exact wherever the set is a point or a simplex.

    Raises
    ------
    SolverError
        If no weights meet all statements; the message names statements that cannot hold together
        and the fewest to relax.
    ValueError
        If names and items differ in number, or a statement is malformed.

    Notes
    -----
    Section "Weight sets" of ``docs/method/smaa.md``.
    """
    if len(names) != n_items or n_items < 1:
        message = f"expected a name for each of {n_items} items, found {len(names)}"
        raise ValueError(message)
    parts = [statement.conditions(n_items) for statement in statements]
    conditions = joined_conditions(parts=parts, n_items=n_items)
    if not hold_together(statements=statements, n_items=n_items):
        raise SolverError(conflict_words(statements=statements, names=names))
    tiers = _complete_ranking(n_items, statements)
    if not statements:
        return WeightSet(n_items, Method.DIRICHLET, (), np.eye(n_items), conditions, None)
    points = [statement for statement in statements if isinstance(statement, Points)]
    if points:
        exact = np.asarray(points[0].points, dtype=np.float64)
        return _known(n_items, Method.FIXED, exact[np.newaxis] / exact.sum(), conditions)
    if tiers and len(statements) == 1:
        return WeightSet(n_items, Method.SORTED_DIRICHLET, tiers, np.eye(0), conditions, None)
    if len(statements) == 1 and isinstance(statements[0], Vertices):
        return _known(n_items, Method.SIMPLEX, np.array(statements[0].vertices), conditions)
    shape = polytope(matrix=conditions.matrix, bounds=conditions.bounds)
    vertices = simplex_vertices(shape=shape)
    if vertices is not None:
        method = Method.SIMPLEX if len(vertices) > 1 else Method.FIXED
        return _known(n_items, method, vertices, conditions)
    return WeightSet(n_items, Method.REJECTION, tiers, np.eye(0), conditions, shape)


def sample_weights(
    *, weight_set: WeightSet, n_draws: int, rng: np.random.Generator
) -> WeightSample:
    """Draw weights uniformly from the allowed set.

    Parameters
    ----------
    weight_set
        The allowed weights.
    n_draws
        Draws. [1]
    rng
        Source of randomness; the same state gives the same draws.

    Returns
    -------
    WeightSample
        Weights, shape ``(item, draw)``, and the quality of the sample.

    Notes
    -----
    Section "Weight sets" of ``docs/method/smaa.md``: Dirichlet(1), sorted Dirichlet and Dirichlet
    on the vertices are exact; rejection serves above an acceptance of 1 %, whitened hit-and-run
    below.

    References
    ----------
    .. [1] Source id ``tervonen-2013-hitandrun``.
    """
    if weight_set.shape is not None:
        return _polytope_sample(weight_set, weight_set.shape, n_draws, rng)
    match weight_set.method:
        case Method.FIXED:
            weights = np.repeat(weight_set.vertices.T, n_draws, axis=1)
        case Method.SORTED_DIRICHLET:
            weights = _sorted_dirichlet(weight_set.tiers, n_draws, rng)
        case Method.DIRICHLET:
            weights = _dirichlet(weight_set.n_items, n_draws, rng)
        case _:
            shares = _dirichlet(len(weight_set.vertices), n_draws, rng)
            weights = _normalised(weight_set.vertices.T @ shares)
    return WeightSample(weights, weight_set.method, 1.0, float(n_draws))


def sample_criterion_weights(
    *,
    dimension_set: WeightSet,
    within_sets: Sequence[WeightSet],
    dimension_of: IntArray,
    n_draws: int,
    generators: Sequence[np.random.Generator],
) -> WeightSample:
    """Draw weights of criteria: over the dimensions, and within each over its criteria.

    Parameters
    ----------
    dimension_set
        Allowed weights of the dimensions.
    within_sets
        Allowed weights within each dimension, its criteria in the order of ``dimension_of``.
    dimension_of
        Index of the dimension of each criterion, shape ``(criterion,)``.
    n_draws
        Draws. [1]
    generators
        One for the dimensions, then one for each dimension, so that a statement about one moves
        no draw of another.

    Returns
    -------
    WeightSample
        Weights, shape ``(criterion, draw)``; method of the dimensions, least acceptance and
        effective size of all parts.
    """
    outer = sample_weights(weight_set=dimension_set, n_draws=n_draws, rng=generators[0])
    within = np.empty((len(dimension_of), n_draws))
    parts = [outer]
    for dimension, weight_set in enumerate(within_sets):
        rng = generators[dimension + 1]
        part = sample_weights(weight_set=weight_set, n_draws=n_draws, rng=rng)
        within[dimension_of == dimension] = part.weights
        parts.append(part)
    weights = hierarchical_weights(
        dimension_weights=outer.weights, within_weights=within, dimension_of=dimension_of
    )
    return WeightSample(
        weights,
        outer.method,
        min(part.acceptance for part in parts),
        min(part.effective_size for part in parts),
    )


def rank_order_centroid(*, tiers: Sequence[Sequence[int]]) -> FloatArray:
    """Return the mean of all weights that a complete ranking allows.

    Parameters
    ----------
    tiers
        Item indices by tier, the most important first; every item once.

    Returns
    -------
    FloatArray
        Weights, shape ``(item,)``; equal within a tier. [1]

    Notes
    -----
    Equation S-2 of ``docs/method/smaa.md``.

    References
    ----------
    .. [1] Source id ``barron-1996-decision``.
    """
    n_items = sum(len(tier) for tier in tiers)
    places = np.array([np.sum(1.0 / np.arange(k, n_items + 1)) for k in range(1, n_items + 1)])
    weights = np.empty(n_items)
    start = 0
    for tier in tiers:
        weights[list(tier)] = places[start : start + len(tier)].mean() / n_items
        start += len(tier)
    return weights


def _known(n_items: int, method: Method, vertices: FloatArray, conditions: Conditions) -> WeightSet:
    corners = vertices / vertices.sum(axis=1, keepdims=True)
    return WeightSet(n_items, method, (), corners, conditions, None)


def _complete_ranking(
    n_items: int, statements: Sequence[WeightStatement]
) -> tuple[tuple[int, ...], ...]:
    for statement in statements:
        if isinstance(statement, Ranking) and sum(map(len, statement.tiers)) == n_items:
            return statement.tiers
    return ()


def _dirichlet(n_items: int, n_draws: int, rng: np.random.Generator) -> FloatArray:
    return _normalised(rng.standard_exponential((n_items, n_draws)))


def _sorted_dirichlet(
    tiers: Sequence[Sequence[int]], n_draws: int, rng: np.random.Generator
) -> FloatArray:
    # The largest entries go to the first tier, in random order within it: exactly uniform.
    n_items = sum(len(tier) for tier in tiers)
    ordered = np.sort(_dirichlet(n_items, n_draws, rng), axis=0)[::-1]
    weights = np.empty_like(ordered)
    start = 0
    for tier in tiers:
        places = ordered[start : start + len(tier)]
        weights[list(tier)] = rng.permuted(places, axis=0) if len(tier) > 1 else places
        start += len(tier)
    return weights


def _normalised(weights: FloatArray) -> FloatArray:
    return np.asarray(weights / weights.sum(axis=0), dtype=np.float64)


def _polytope_sample(
    weight_set: WeightSet, shape: Polytope, n_draws: int, rng: np.random.Generator
) -> WeightSample:
    is_flat = shape.basis.shape[1] < weight_set.n_items - 1
    accepted = np.empty((weight_set.n_items, 0)) if is_flat else _accepted(weight_set, PILOT, rng)
    acceptance = accepted.shape[1] / PILOT
    if acceptance < LEAST_ACCEPTANCE:
        chains = hit_and_run(shape=shape, n_draws=n_draws, rng=rng)
        weights = _normalised(np.clip(chains.weights, 0.0, None))
        return WeightSample(weights, Method.HIT_AND_RUN, acceptance, chains.effective_size)
    kept, n_kept, n_tried = [accepted], accepted.shape[1], PILOT
    while n_kept < n_draws:
        wanted = min(int(1.1 * (n_draws - n_kept) / acceptance) + 100, 500_000)
        kept.append(_accepted(weight_set, wanted, rng))
        n_kept += kept[-1].shape[1]
        n_tried += wanted
    weights = np.hstack(kept)[:, :n_draws]
    return WeightSample(weights, Method.REJECTION, n_kept / n_tried, float(n_draws))


def _accepted(weight_set: WeightSet, n_draws: int, rng: np.random.Generator) -> FloatArray:
    if weight_set.tiers:
        proposed = _sorted_dirichlet(weight_set.tiers, n_draws, rng)
    else:
        proposed = _dirichlet(weight_set.n_items, n_draws, rng)
    matrix, bounds = weight_set.conditions
    return proposed[:, np.all(matrix @ proposed <= bounds[:, np.newaxis], axis=0)]
