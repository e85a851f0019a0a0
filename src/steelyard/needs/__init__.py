"""Stage 2: what each use case needs, what it is worth, and what is at hand."""

from steelyard.needs.assess import assess_needs
from steelyard.needs.assessments import (
    NOTHING_ASSESSED,
    Assessments,
    Finding,
    assessments_of,
    finding_json,
    reaches,
)
from steelyard.needs.model import CapacityAtHand, Needs, UseCaseNeed

__all__ = [
    "NOTHING_ASSESSED",
    "Assessments",
    "CapacityAtHand",
    "Finding",
    "Needs",
    "UseCaseNeed",
    "assess_needs",
    "assessments_of",
    "finding_json",
    "reaches",
]
