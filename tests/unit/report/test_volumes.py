from __future__ import annotations

from itertools import pairwise


def test_bands_cover_the_profile_without_a_gap(study, report):
    for case in report.volumes.cases:
        profile = study.decision.of(case.use_case).profile
        assert case.bands[0].start == profile.volumes[0] == case.lowest
        assert case.bands[-1].end == profile.volumes[-1]
        for before, after in pairwise(case.bands):
            assert before.end == after.start
            assert before.kind != after.kind


def test_the_part_leads_where_volumes_are_assumed(study, report):
    assumed = sum(case.is_assumed for case in report.volumes.cases)
    assert report.volumes.leads is (2 * assumed > len(study.dossier.use_cases))
