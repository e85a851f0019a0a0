"""A need knows whether a verdict against today's service is possible."""

from __future__ import annotations

from steelyard.needs import assess_needs
from steelyard.uncertainty import median_sample


def test_without_a_benefit_no_verdict(guangxi, use_case):
    bare = use_case.model_copy(update={"benefit": None, "id": "bare"})
    dossier = guangxi.model_copy(update={"use_cases": (use_case, bare)})
    needs = assess_needs(dossier, median_sample())
    assert needs.of("citizen-questions").has_benefit
    assert not needs.of("bare").has_benefit
