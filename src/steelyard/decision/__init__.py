"""Stage 4: the verdict per use case, how sure it is, what would change it, and the first portfolio.

The public face is :func:`decide`, its result the :class:`Decision` with its parts, and
:func:`compare_decisions`.
"""

from steelyard.decision.compare import Comparison, compare_decisions
from steelyard.decision.criteria import Criterion, load_criteria
from steelyard.decision.decide import decide
from steelyard.decision.findings import (
    BreakEven,
    DecisiveInput,
    Flip,
    FlipFamily,
    Information,
    InputStatus,
    Verdict,
    VolumeProfile,
)
from steelyard.decision.model import Decision, UseCaseDecision
from steelyard.decision.option_result import CostResult, CriterionResult, OptionResult, Ranking
from steelyard.decision.portfolio_choice import FirstPortfolio, PortfolioChoice
from steelyard.decision.reading_result import (
    MoneyAnchors,
    PriceSwitch,
    ReadingResult,
    StakeholderView,
    StakeholderWeights,
)

__all__ = [
    "BreakEven",
    "Comparison",
    "CostResult",
    "Criterion",
    "CriterionResult",
    "Decision",
    "DecisiveInput",
    "FirstPortfolio",
    "Flip",
    "FlipFamily",
    "Information",
    "InputStatus",
    "MoneyAnchors",
    "OptionResult",
    "PortfolioChoice",
    "PriceSwitch",
    "Ranking",
    "ReadingResult",
    "StakeholderView",
    "StakeholderWeights",
    "UseCaseDecision",
    "Verdict",
    "VolumeProfile",
    "compare_decisions",
    "decide",
    "load_criteria",
]
