"""Which parameters are moved, and how they are grouped."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.findings import FlipFamily
from steelyard.decision.scans import (
    family_of,
    family_scans,
    relevant,
    single_scans,
    volume_id,
)
from steelyard.uncertainty import Family, Parameter, Statement

SPREAD = Statement(1.0, 2.0, 4.0, Family.LOGNORMAL)


@pytest.mark.parametrize(
    ("name", "unit", "family"),
    [
        (volume_id("a"), "request/year", FlipFamily.VOLUME),
        (volume_id("b"), "request/year", FlipFamily.PARAMETER),
        ("fact:x", "USD/Mtoken", FlipFamily.API_PRICE),
        ("fact:pay", "CNY/FTE/year", FlipFamily.STAFF_COST),
        ("dossier:capacity/staff/evaluator/in_post", "FTE", FlipFamily.STAFF_AVAILABILITY),
        ("dossier:capacity/staff/evaluator/other", "FTE", FlipFamily.PARAMETER),
        ("model:quality/slope", "1", FlipFamily.QUALITY),
        ("model:language-gap/m/zh", "1", FlipFamily.QUALITY),
        ("model:acceptance.review", "1", FlipFamily.QUALITY),
        ("model:price-level/m", "1", FlipFamily.PARAMETER),
        ("fact:pue", "1", FlipFamily.PARAMETER),
    ],
)
def test_kinds(name, unit, family):
    assert family_of(Parameter(name, SPREAD, unit), "a") is family


def test_parameters_of_other_use_cases_do_not_matter():
    names = ["fact:b", volume_id("b"), volume_id("a"), "fact:a"]
    known = {name: Parameter(name, SPREAD, "1") for name in names}
    found = [parameter.id for parameter in relevant(known, "a")]
    assert found == [volume_id("a"), "fact:a", "fact:b"]


def test_the_certain_is_not_moved_alone_but_may_move_with_its_kind():
    certain = Parameter("fact:x", Statement.point(3.0), "USD/Mtoken")
    quality = Parameter("model:quality/a", Statement.point(0.0), "1")
    assert single_scans([certain, quality], "a") == []
    assert set(family_scans([certain, quality], "a")) == {FlipFamily.API_PRICE}


def test_factors_are_even_on_both_sides():
    volume = Parameter(volume_id("a"), SPREAD, "request/year")
    scan = family_scans([volume], "a")[FlipFamily.VOLUME]
    assert scan.grid == pytest.approx(-scan.grid[::-1])
    assert scan.values(volume, np.array([0.0, scan.grid[-1]])) == pytest.approx([2.0, 2e4])


def test_quality_moves_along_common_quantiles():
    members = [Parameter(f"model:quality/{name}", SPREAD, "1") for name in "ab"]
    scan = family_scans(members, "a")[FlipFamily.QUALITY]
    assert not scan.is_factor
    assert len(scan.members) == 2
