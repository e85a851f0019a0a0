"""The anchored median case."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.profiles import Scan, probability_below, profile_of
from steelyard.decision.scans import family_scans, relevant, volume_id
from steelyard.dossier.parameters import parameters_of
from steelyard.uncertainty import Family, Parameter, Statement


@pytest.fixture
def profile(synthetic, contests):
    def build(use_case="small", **changes):
        study = synthetic.study(**changes)
        volume = parameters_of(study.dossier)[volume_id(use_case).removeprefix("dossier:")]
        return profile_of(contests(**changes)[use_case], study.appraisal.model, volume)

    return build


def volume_scan(profile):
    parameters = relevant({profile.volume.id: profile.volume}, "small")
    return next(iter(family_scans(parameters, "small").values()))


def test_at_the_medians_it_equals_what_is_expected(profile):
    found = profile()
    points = found.at({}, 1)
    expected = found.contest.expected(found.contest.deciding.reading)
    assert points.standing.value == pytest.approx(expected.value)
    assert points.standing.delta == pytest.approx(expected.delta)
    assert found.contest.ids[points.best[0]] == "api:a"


def test_no_request_leaves_only_fixed_money(profile):
    found = profile()
    points = found.at({found.volume.id: np.array([1e-9])}, 1)
    row = found.contest.ids.index("api:a")
    assert points.standing.delta[row, 0] == pytest.approx(0.3 * 80e3 * 5, rel=1e-6)


def test_changes_are_found_on_both_sides_and_narrowed(profile):
    found = profile()
    scan = volume_scan(found)
    (points,) = found.along([scan])
    changes = found.changes([scan], [points], int(found.at({}, 1).best[0]))
    assert [change.is_above for change in changes] == [False, True]
    below = changes[0].coordinate
    step = 0.01
    sides = scan.values(found.volume, np.array([below - step, below + step]))
    best = found.at({found.volume.id: sides}, 2).best
    assert best[0] == changes[0].becomes
    assert best[1] != changes[0].becomes


def test_boundaries_lie_between_neighbours_that_differ(profile):
    found = profile()
    scan = volume_scan(found)
    (points,) = found.along([scan])
    turns = found.boundaries(scan, points)
    assert len(turns) == np.count_nonzero(np.diff(points.best))
    assert turns == sorted(turns)


def test_a_scan_without_a_change_gives_nothing(profile):
    found = profile()
    idle = Scan(
        "idle", (Parameter("fact:idle", Statement.point(1.0), "1"),), np.array([-1.0, 1]), True
    )
    points = found.along([idle])
    assert found.changes([idle], points, int(found.at({}, 1).best[0])) == []
    assert found.boundaries(idle, points[0]) == []


@pytest.mark.parametrize("quantile", [0.05, 0.5, 0.95])
def test_quantiles_are_inverted(quantile):
    stated = Statement(1.0, 2.0, 8.0, Family.LOGNORMAL)
    value = float(stated.quantile(np.array(quantile)))
    assert probability_below(stated, value) == pytest.approx(quantile, abs=1e-6)
