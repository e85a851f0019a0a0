"""Geometry of a set of allowed weights: is it empty, a point, a simplex, or something rounder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.linalg import null_space
from scipy.optimize import linprog

from steelyard.errors import SolverError

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

TIGHT: Final = 1e-7
"""Slack below which a condition counts as met with equality: the solver's own. [1]"""

_OPTIMAL: Final = 0
_INFEASIBLE: Final = 2


class Polytope(NamedTuple):
    """Allowed weights as ``origin + basis @ z`` with ``facets @ z <= offsets``."""

    origin: FloatArray
    """A point inside, shape ``(item,)``. [1]"""
    basis: FloatArray
    """Orthonormal directions in which weights may move, shape ``(item, dimension)``. [1]"""
    facets: FloatArray
    """Conditions that are not implied by others, shape ``(facet, dimension)``. [1]"""
    offsets: FloatArray
    """Their right-hand sides, shape ``(facet,)``, all positive. [1]"""


def is_feasible(*, matrix: FloatArray, bounds: FloatArray) -> bool:
    """Tell whether any weights meet all conditions.

    Parameters
    ----------
    matrix, bounds
        Conditions ``matrix @ w <= bounds``, shapes ``(condition, item)`` and ``(condition,)``. [1]

    Returns
    -------
    bool
        Whether weights of at least 0 that sum to 1 exist.
    """
    return _maximise(np.zeros(matrix.shape[1]), matrix, bounds) is not None


def polytope(*, matrix: FloatArray, bounds: FloatArray) -> Polytope:
    """Return the allowed weights in their own dimension, without redundant conditions.

    Parameters
    ----------
    matrix, bounds
        Conditions ``matrix @ w <= bounds``, shapes ``(condition, item)`` and ``(condition,)``;
        weights of at least 0 that sum to 1 are understood. They must be feasible. [1]

    Returns
    -------
    Polytope
        Dimension 0 where only one point is left.

    Notes
    -----
    One linear programme per condition for its least value, one for redundancy. A
    condition that holds with equality everywhere lowers the dimension.
    """
    n_items = matrix.shape[1]
    rows = np.vstack([matrix, -np.eye(n_items)])
    limits = np.concatenate([bounds, np.zeros(n_items)])
    reached = np.array([_point(-row, matrix, bounds) for row in rows])
    slack = limits - np.einsum("ri,ri->r", rows, reached)
    fixed = slack <= TIGHT
    origin = reached.mean(axis=0)
    basis = null_space(np.vstack([np.ones(n_items), rows[fixed]]))
    facets = rows[~fixed] @ basis
    moves = np.linalg.norm(facets, axis=1) > TIGHT
    facets = facets[moves]
    offsets = (limits[~fixed] - rows[~fixed] @ origin)[moves]
    keep = _irredundant(facets, offsets)
    return Polytope(origin, basis, facets[keep], offsets[keep])


def simplex_vertices(*, shape: Polytope) -> FloatArray | None:
    """Return the vertices where the set is a simplex.

    Parameters
    ----------
    shape
        The allowed weights.

    Returns
    -------
    FloatArray or None
        Vertices, shape ``(vertex, item)``; None where the set has more facets than a
        simplex. [1]
    """
    dimension = shape.basis.shape[1]
    if len(shape.facets) != (dimension + 1 if dimension else 0):
        return None
    vertices = [shape.origin] if dimension == 0 else []
    for dropped in range(len(shape.facets)):
        others = np.arange(len(shape.facets)) != dropped
        corner = np.linalg.solve(shape.facets[others], shape.offsets[others])
        vertices.append(shape.origin + shape.basis @ corner)
    return np.clip(np.array(vertices), 0.0, None)


def _maximise(objective: FloatArray, matrix: FloatArray, bounds: FloatArray) -> FloatArray | None:
    # The weights with the largest objective, or None where no weights meet the conditions.
    found = linprog(
        -objective,
        A_ub=matrix if len(matrix) else None,
        b_ub=bounds if len(matrix) else None,
        A_eq=np.ones((1, matrix.shape[1])),
        b_eq=np.ones(1),
        bounds=(0.0, 1.0),
        method="highs",
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != _OPTIMAL:
        message = f"weights: the linear programme gave no answer ({found.message})"
        raise SolverError(message)
    return np.asarray(found.x, dtype=np.float64)


def _point(objective: FloatArray, matrix: FloatArray, bounds: FloatArray) -> FloatArray:
    found = _maximise(objective, matrix, bounds)
    if found is None:
        message = "weights: the statements contradict each other"
        raise SolverError(message)
    return found


def _irredundant(facets: FloatArray, offsets: FloatArray) -> list[int]:
    # Drop duplicates first, then each condition that the remaining ones already imply.
    scale = np.linalg.norm(facets, axis=1)
    unit = np.column_stack([facets, offsets]) / scale[:, np.newaxis]
    _, first = np.unique(np.round(unit, 9), axis=0, return_index=True)
    keep = sorted(int(index) for index in first)
    for index in list(keep):
        others = [other for other in keep if other != index]
        bounded = np.vstack([facets[others], facets[index]])
        limits = np.append(offsets[others], offsets[index] + scale[index])
        found = linprog(
            -facets[index], A_ub=bounded, b_ub=limits, bounds=(None, None), method="highs"
        )
        if found.x is not None and facets[index] @ found.x <= offsets[index] + TIGHT * scale[index]:
            keep.remove(index)
    return keep
