from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.portfolio import stopping
from steelyard.decision.portfolio.solution import Effort, Ending, Solved
from steelyard.decision.portfolio.stopping import Stopping


def test_nodes_run_out():
    stop = Stopping(effort=Effort(n_nodes=3), largest=1.0)
    stop.spend(2)
    assert stop.nodes_left == 1
    assert not stop.is_over()
    stop.spend(5)
    assert stop.nodes_left == 0
    assert stop.is_over()
    assert stop.seconds_left is None


def test_time_runs_out_only_where_it_is_limited(monkeypatch):
    now = [10.0]
    monkeypatch.setattr(stopping.time, "monotonic", lambda: now[0])
    stop = Stopping(effort=Effort(seconds=2.0), largest=1.0)
    assert stop.seconds_left == pytest.approx(2.0)
    now[0] = 11.0
    assert not stop.is_over()
    now[0] = 13.0
    assert stop.seconds_left == 0
    assert stop.is_over()


@pytest.mark.parametrize("worth", [10.0, -10.0])
@pytest.mark.parametrize("gap", [0.0, 0.01, 0.5])
def test_the_goal_is_the_bound_at_which_the_gap_is_the_one_asked_for(worth, gap):
    goal = Stopping(effort=Effort(gap=gap), largest=0.0).goal(worth)
    assert Solved(None, worth, goal, Ending.LIMIT).gap == pytest.approx(gap)


def test_the_goal_is_no_finer_than_solvers_are():
    stop = Stopping(effort=Effort(gap=0.0), largest=100.0)
    assert stop.goal(0.0) == pytest.approx(2e-4)
    assert Stopping(effort=Effort(gap=9.0), largest=0.0).gap < 1


def test_without_a_selection_no_bound_is_good_enough():
    assert Stopping(effort=Effort(), largest=1.0).goal(-np.inf) == -np.inf
