"""Stage 2: what each use case needs, what it is worth, and what is at hand."""

from steelyard.needs.assess import assess_needs
from steelyard.needs.model import CapacityAtHand, Needs, UseCaseNeed

__all__ = ["CapacityAtHand", "Needs", "UseCaseNeed", "assess_needs"]
