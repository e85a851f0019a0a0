from __future__ import annotations

import dataclasses

import pytest

from steelyard.dossier.schema import Tier
from steelyard.report.precedents import NEAR, precedents_of


def test_only_cases_known_on_the_day_count(study, report):
    as_of = study.dossier.as_of
    assert all(row.case.known_from <= as_of for row in report.precedents.nearest)
    known = [case for case in study.facts.national_cases if case.known_from <= as_of]
    assert report.precedents.n_known == len(known)


def test_the_nearest_stand_first_and_none_is_far(report):
    distances = [row.distance for row in report.precedents.nearest]
    assert distances == sorted(distances)
    assert max(distances, default=0.0) <= NEAR


def test_what_is_shared_brings_a_case_nearer(study, report):
    for row in report.precedents.nearest:
        points = {"pathway": 1.0, "class": 0.5, "language": 1.0, "country": 1.0}
        points |= {"neighbour": 0.5, "tier": 1.0}
        assert row.distance == pytest.approx(4.0 - sum(points[name] for name in row.shares))


def test_a_case_of_the_same_level_of_government_is_a_point_nearer(study, report):
    place = study.dossier.jurisdiction.model_copy(update={"tier": Tier.NATIONAL})
    dossier = study.dossier.model_copy(update={"jurisdiction": place})
    national = precedents_of(dataclasses.replace(study, dossier=dossier))
    before = {row.case.id: row for row in report.precedents.nearest}
    gains = {"national": 1.0, str(study.dossier.jurisdiction.tier): -1.0}
    shared = [row for row in national.nearest if row.case.id in before]
    for row in shared:
        gain = before[row.case.id].distance - row.distance
        assert gain == gains.get(row.case.tier, 0.0)
