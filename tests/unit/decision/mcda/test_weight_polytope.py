from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from steelyard.decision.mcda import weight_polytope
from steelyard.decision.mcda.weight_polytope import is_feasible, polytope, simplex_vertices
from steelyard.errors import SolverError

NOTHING = (np.empty((0, 3)), np.empty(0))


def test_contradictions_are_told_from_what_can_hold():
    both = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0]])
    assert is_feasible(matrix=both, bounds=np.array([0.4, -0.2]))
    assert not is_feasible(matrix=both, bounds=np.array([0.2, -0.4]))
    assert is_feasible(matrix=NOTHING[0], bounds=NOTHING[1])
    with pytest.raises(SolverError, match="contradict"):
        polytope(matrix=both, bounds=np.array([0.2, -0.4]))


def test_all_weights_are_a_simplex_with_the_unit_vectors_for_vertices():
    vertices = simplex_vertices(shape=polytope(matrix=NOTHING[0], bounds=NOTHING[1]))
    assert sorted(map(tuple, np.round(vertices, 9))) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]


def test_conditions_that_say_nothing_new_are_left_out():
    matrix = np.array([[-1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [-2.0, 0.0, 0.0]])
    shape = polytope(matrix=matrix, bounds=np.array([-0.2, 0.9999999999, -0.4]))
    vertices = simplex_vertices(shape=shape)
    assert len(shape.facets) == 3
    assert vertices.min(axis=0) == pytest.approx([0.2, 0, 0])


def test_a_set_with_more_corners_is_no_simplex():
    shape = polytope(matrix=np.array([[1.0, 0.0, 0.0]]), bounds=np.array([0.5]))
    assert simplex_vertices(shape=shape) is None


def test_an_equality_lowers_the_dimension():
    # The weight of item 0 is 0.3, and the bound on it says nothing about the others.
    matrix = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    shape = polytope(matrix=matrix, bounds=np.array([0.3, -0.3, 0.5]))
    assert shape.basis.shape == (3, 1)
    vertices = simplex_vertices(shape=shape)
    assert sorted(map(tuple, np.round(vertices, 9))) == [(0.3, 0, 0.7), (0.3, 0.7, 0)]


def test_a_single_point_is_its_own_vertex():
    matrix = np.array([[1.0, -2.0, 0.0], [-1.0, 2.0, 0.0], [0.0, 1.0, -2.0], [0.0, -1.0, 2.0]])
    vertices = simplex_vertices(shape=polytope(matrix=matrix, bounds=np.zeros(4)))
    assert vertices == pytest.approx(np.array([[4 / 7, 2 / 7, 1 / 7]]))


def test_a_solver_without_an_answer_is_an_error(monkeypatch):
    silent = SimpleNamespace(status=1, message="iteration limit")
    monkeypatch.setattr(weight_polytope, "linprog", lambda *_, **__: silent)
    with pytest.raises(SolverError, match="iteration limit"):
        is_feasible(matrix=NOTHING[0], bounds=NOTHING[1])
