"""Who stands behind an input."""

from __future__ import annotations

import pytest

from steelyard.decision.findings import InputStatus
from steelyard.decision.input_status import statuses_of


@pytest.mark.parametrize(
    ("parameter", "status"),
    [
        ("dossier:use_cases/small/workload/requests_per_year", InputStatus.ASSUMED),
        ("dossier:use_cases/large/workload/requests_per_year", InputStatus.GIVEN),
        ("fact:a", InputStatus.PUBLISHED),
        ("fact:b", InputStatus.EXPERT),
        ("fact:c", InputStatus.DERIVED),
        ("fact:unlisted", InputStatus.PUBLISHED),
        ("model:quality/slope", InputStatus.EXPERT),
    ],
)
def test_statuses(synthetic, parameter, status):
    pedigrees = {"a": "vendor-claim", "b": "expert-judgement", "c": "derived"}
    assert statuses_of(synthetic.dossier(), pedigrees).of(parameter) is status
