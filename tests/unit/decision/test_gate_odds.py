"""The probability that gates are met, moved along with the median case."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit

from steelyard.decision.gate_odds import Margins, gate_odds, margins_of
from steelyard.uncertainty import Parameter, Statement, draw

N = 1000


def margins(quality, people=None, met=None):
    quality = np.atleast_2d(np.asarray(quality, dtype=float))
    people = np.full(quality.shape, np.inf) if people is None else np.atleast_2d(people)
    if met is None:
        met = (quality >= 0) & (people >= 0)
    return Margins(quality, people, np.atleast_2d(met))


def spread(middle=0.0):
    return middle + np.linspace(-2.0, 2.0, N)


def test_at_the_medians_it_is_the_share_of_draws():
    drawn, base = margins(spread(0.5)), margins([0.5])
    odds = gate_odds(drawn, base)
    assert odds.along(base) == pytest.approx(drawn.met.mean())


def test_it_rises_without_a_jump_as_quality_rises():
    odds = gate_odds(margins(spread()), margins([0.0]))
    moved = odds.along(margins(np.linspace(-3, 3, 61)))[0]
    assert moved[0] == 0.0
    assert moved[-1] == 1.0
    assert np.all(np.diff(moved) >= 0)
    assert np.diff(moved).max() < 0.03


def test_missing_people_lower_it_too():
    drawn = margins(np.full(N, np.inf), np.linspace(-0.2, 0.2, N))
    odds = gate_odds(drawn, margins([np.inf], [[0.0]]))
    found = odds.along(margins([np.inf, np.inf], [[-0.1, 0.1]]))[0]
    assert found == pytest.approx([0.25, 0.75], abs=0.01)


def test_a_gate_that_does_not_bind_is_not_tested():
    drawn = margins(spread(), met=np.ones(N, dtype=bool))
    odds = gate_odds(drawn, margins([0.0]))
    assert odds.along(margins([-5.0], met=[True]))[0, 0] == 1.0


def test_other_gates_count_as_often_as_they_are_met():
    met = (spread() >= 0) & (np.arange(N) % 2 == 0)
    odds = gate_odds(margins(spread(), met=met), margins([0.0], met=[True]))
    assert odds.along(margins([9.0], met=[True]))[0, 0] == pytest.approx(0.5, abs=0.01)


def test_another_gate_newly_missed_at_the_medians_ends_it():
    odds = gate_odds(margins(spread()), margins([0.5], met=[True]))
    assert odds.along(margins([0.5], met=[False]))[0, 0] == 0.0
    missed = gate_odds(margins(spread(), met=np.zeros(N, bool)), margins([0.5], met=[False]))
    assert missed.along(margins([9.0], met=[True]))[0, 0] == 1.0


def test_margins_are_log_odds_above_the_bar(synthetic):
    study = synthetic.study(n=50)
    path = "dossier:use_cases/large/requirements/quality_bar"
    sample = draw((Parameter(path, Statement.point(0.8), "1"),), n=50, seed=1)
    entry = study.appraisal.use_cases[1]
    found = margins_of(entry, (0, 1), sample, n=20)
    assert found.quality.shape == (2, 20)
    assert np.isinf(found.quality[0]).all()
    assert found.quality[1] == pytest.approx(logit(entry.quality[1][:20]) - logit(0.8))
    without = margins_of(entry, (0, 1), study.sample)
    assert np.isinf(without.quality).all()
