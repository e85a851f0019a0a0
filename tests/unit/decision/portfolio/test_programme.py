from __future__ import annotations

import highspy
import numpy as np
import pytest
from scipy import sparse

from steelyard.decision.portfolio.programme import Programme
from steelyard.errors import SolverError

LARGE = 1e9


def _programme(*, is_whole=False, scale=1.0, row_most=(3.0, 2.0)):
    """Most of 3 x + 2 y with 2 x + 2 y <= 3 and x <= 2: one and a half at most together."""
    return Programme(
        objective=np.array([3.0, 2.0]) * scale,
        most=np.ones(2),
        matrix=sparse.csc_array(np.array([[2.0, 2.0], [1.0, 0.0]])),
        row_most=np.array(row_most),
        is_whole=np.ones(2, dtype=np.bool_) if is_whole else None,
    )


@pytest.mark.parametrize("scale", [1.0, LARGE, 1 / LARGE])
def test_a_relaxation_gives_bound_and_prices_in_its_own_units(scale):
    answer = _programme(scale=scale).solved()
    assert answer.bound == pytest.approx(4 * scale)
    assert answer.values == pytest.approx([1, 0.5])
    assert answer.dual == pytest.approx([scale, 0])
    assert answer.is_proven
    assert answer.is_feasible


def test_whole_numbers_are_found_and_nodes_counted():
    answer = _programme(is_whole=True).solved()
    assert answer.bound == pytest.approx(3)
    assert answer.values == pytest.approx([1, 0])
    assert answer.n_nodes >= 0


def test_what_cannot_be_is_infeasible_only_if_found_twice(monkeypatch):
    settings = []
    plain = highspy.Highs.setOptionValue

    class Listening(highspy._core._Highs):
        def setOptionValue(self, name, value):  # noqa: N802 - named by the solver
            settings.append((name, value))
            return plain(self, name, value)

    monkeypatch.setattr("steelyard.decision.portfolio.programme._Highs", Listening)
    answer = _programme(row_most=(-1.0, 2.0)).solved()
    assert answer.values is None
    assert answer.bound == -np.inf
    assert not answer.is_feasible
    assert ("presolve", "off") in settings
    assert settings[-1] == ("presolve", "choose")
    assert [value for name, value in settings if name == "threads"] == [1]


def test_bounds_and_limits_can_change_between_solves():
    programme = _programme()
    programme.bounded(least=np.zeros(2), most=np.array([0.0, 1.0]))
    assert programme.solved().bound == pytest.approx(2)
    programme.limited(row_most=np.array([1.0]))
    assert programme.solved().bound == pytest.approx(1)


def test_a_start_is_taken_up():
    programme = _programme(is_whole=True)
    programme.started_from(values=np.array([1.0, 0.0]))
    assert programme.solved(n_nodes=1, seconds=10.0, gap=0.1, distance=0.1).bound >= 3


def test_a_programme_of_nothing_is_told_without_the_solver():
    nothing = {
        "objective": np.zeros(0),
        "most": np.zeros(0),
        "matrix": sparse.csc_array((1, 0)),
    }
    assert Programme(**nothing, row_most=np.zeros(1)).solved().bound == 0
    programme = Programme(**nothing, row_most=-np.ones(1))
    assert not programme.solved().is_feasible
    programme.limited(row_most=np.ones(1))
    assert programme.solved().is_feasible


def test_an_error_of_the_solver_is_never_passed_over():
    with pytest.raises(SolverError, match="could not accept the rows"):
        Programme(
            objective=np.ones(1),
            most=np.array([np.nan]),
            matrix=sparse.csc_array(np.array([[np.inf]])),
            row_most=np.ones(1),
        )


def test_a_state_that_says_nothing_is_an_error(monkeypatch):
    programme = _programme()
    monkeypatch.setattr(programme, "_run", lambda: highspy.HighsModelStatus.kUnknown)
    with pytest.raises(SolverError, match="kUnknown"):
        programme.solved()


def test_time_that_runs_out_leaves_no_bound_of_a_relaxation(monkeypatch):
    programme = _programme()
    monkeypatch.setattr(programme, "_run", lambda: highspy.HighsModelStatus.kTimeLimit)
    answer = programme.solved()
    assert answer.bound == np.inf
    assert answer.values is None
    assert not answer.is_proven
    assert not answer.dual.any()
