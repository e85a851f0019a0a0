"""What supports "good enough": public scores, language evidence and own trials."""

from steelyard.options.evidence.public import public_evidence
from steelyard.options.evidence.quality import acceptance_probability, language_coverage

__all__ = ["acceptance_probability", "language_coverage", "public_evidence"]
