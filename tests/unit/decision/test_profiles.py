"""The anchored median case."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.grids import Scan, boundaries, changes
from steelyard.decision.profiles import profile_of
from steelyard.decision.scans import family_scans, relevant, volume_id
from steelyard.dossier.parameters import parameters_of


@pytest.fixture
def start(synthetic, contests):
    def build(use_case="small"):
        study = synthetic.study()
        volume = parameters_of(study.dossier)[volume_id(use_case).removeprefix("dossier:")]
        scan = next(iter(family_scans(relevant({volume.id: volume}, use_case), use_case).values()))
        contest = contests()[use_case]
        profile, (points,) = profile_of(contest, study.appraisal.model, volume, [scan])
        return profile, scan, points

    return build


def test_at_the_medians_it_equals_what_is_expected(start):
    profile, _, _ = start()
    expected = profile.contest.expected(profile.contest.deciding.reading)
    assert profile.base.standing.value == pytest.approx(expected.value)
    assert profile.base.standing.delta == pytest.approx(expected.delta)
    assert profile.contest.ids[profile.base.best[0]] == "api:a"


def test_the_middle_of_a_grid_is_the_base(start):
    profile, scan, points = start()
    (middle,) = np.flatnonzero(scan.grid == 0)
    assert points.standing.delta[:, middle] == pytest.approx(profile.base.standing.delta[:, 0])


def test_few_requests_leave_only_fixed_money(start):
    profile, scan, _ = start()
    (points,) = profile.along([(scan, np.array([-20.0]))])
    row = profile.contest.ids.index("api:a")
    assert points.standing.delta[row, 0] == pytest.approx(0.3 * 80e3 * 5, rel=1e-6)


def test_brackets_are_narrowed_around_the_change(start):
    profile, scan, points = start()
    coarse = changes(scan, points.best, int(profile.base.best[0]))
    fine = profile.narrowed(coarse)
    assert [bracket.is_above for bracket in fine] == [False, True]
    for before, after in zip(coarse, fine, strict=True):
        assert abs(after.outer - after.inner) == pytest.approx(
            abs(before.outer - before.inner) / 40
        )
        (found,) = profile.along([(scan, np.sort([after.inner, after.outer]))])
        assert set(found.best.tolist()) == {after.stays, after.becomes}


def test_every_boundary_of_the_profile_is_narrowed_in_order(start):
    profile, scan, points = start()
    fine = profile.narrowed(boundaries(scan, points.best))
    turns = [bracket.coordinate for bracket in fine]
    assert turns == sorted(turns)


def test_nothing_to_narrow_asks_nothing_of_the_model(start):
    profile, _, _ = start()
    assert profile.narrowed([]) == []


def test_what_does_not_matter_changes_nothing(start, synthetic):
    profile, _, _ = start()
    idle = Scan("idle", (synthetic.FIXED,), np.array([-1.0, 1.0]), is_factor=True)
    (points,) = profile.along([(idle, idle.grid)])
    assert changes(idle, points.best, int(profile.base.best[0])) == []
