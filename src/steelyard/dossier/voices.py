"""Whose weights, whose judgements, which evidence, and which claims are examined."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.text import Identifier, Text


class Dimension(StrEnum):
    """The six dimensions of the framework."""

    SOVEREIGNTY = "sovereignty"
    SAFETY = "safety"
    COST = "cost"
    RESOURCE_CAPABILITY = "resource_capability"
    CULTURAL_FIT = "cultural_fit"
    SUSTAINABILITY = "sustainability"


LEAST_TIMES: Final = 0.11
"""Least judgement of a pair: a ninth, as people write it. [1]"""
GREATEST_TIMES: Final = 9.0
"""Greatest judgement of a pair. [1]"""


def _several(found: Any) -> Any:
    # One dimension alone is a place in the ranking with a single member.
    return [found] if isinstance(found, str) else found


def _range(found: Any) -> Any:
    # One number alone is a range without width.
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return [found, found] if is_number else found


RankingPlace = Annotated[
    tuple[Dimension, ...],
    Field(min_length=1),
    BeforeValidator(_several, json_schema_input_type=Dimension | tuple[Dimension, ...]),
]
"""One dimension, or several that share a place."""

MoneyRange = Annotated[
    tuple[float, float],
    BeforeValidator(_range, json_schema_input_type=float | tuple[float, float]),
]
"""One amount, or the least and the greatest."""


class RatioStatement(DossierModel):
    """How many times as much the whole range of one dimension matters as that of another."""

    of: Dimension
    """The dimension that is spoken of."""
    to: Dimension
    """The dimension it is set against."""
    least: Annotated[float, Field(ge=0)]
    """At least so many times as much. [1]"""
    greatest: Annotated[float, Field(gt=0)] | None = None
    """At most so many times as much; no limit if left out. [1]"""


class PairwiseJudgement(DossierModel):
    """A judgement of one pair of dimensions on the scale from 1/9 to 9."""

    of: Dimension
    """The dimension that is spoken of."""
    over: Dimension
    """The dimension it is set against."""
    times: Annotated[float, Field(ge=LEAST_TIMES, le=GREATEST_TIMES)]
    """1 both matter alike, 3 somewhat more, 5 clearly more, 7 very much more, 9 beyond comparison;
    0.33, 0.2, 0.14, 0.11 the other way round. [1]"""


class TradeOff(DossierModel):
    """What somebody would give each year, over the whole horizon, for a gain on one criterion."""

    criterion: str
    """Id of a criterion outside the dimension of cost, for example ``data_sovereignty``."""
    gain: Annotated[float, Field(gt=0)] = 1.0
    """How much better, in the unit of the criterion: levels, months, kgCO2e, or a share of 1."""
    money_per_year: MoneyRange
    """One amount, or the least and the greatest: ``[2000000, 5000000]``. [CUR/year]"""


class WeightStatement(DossierModel):
    """What a stakeholder says about the weights of the dimensions.

    Either ``points`` alone, or ``pairwise`` alone, or any of the others together.
    """

    points: dict[Dimension, Annotated[float, Field(ge=0)]] | None = None
    """Swing points: the dimension whose swing matters most has 100, the others in proportion."""
    ranking: tuple[RankingPlace, ...] | None = None
    """Dimensions from the most to the least important swing, those of one place in a list of their
    own: ``[safety, [cost, sustainability]]``; those left out come last, tied."""
    intervals: dict[Dimension, tuple[float, float]] | None = None
    """Least and greatest weight of each dimension, as shares of 1."""
    ratios: tuple[RatioStatement, ...] | None = None
    """How many times as much one dimension matters as another."""
    trade_offs: tuple[TradeOff, ...] | None = None
    """What would be given each year for a gain on a criterion."""
    pairwise: tuple[PairwiseJudgement, ...] | None = None
    """Judgements of all fifteen pairs of dimensions, each pair once."""


class Stakeholder(DossierModel):
    """Somebody whose weights count."""

    id: Identifier
    name: Text
    """Office or person."""
    weights: WeightStatement | None = None
    """Without it, every set of weights is equally possible."""
    signed_by: str = ""
    """Who signed the weights; unsigned weights make every page an illustration."""
    signed_on: dt.date | None = None
    """When."""
    decides: bool = False
    """Whether this stakeholder's weights are the deciding ones; all equally if none is marked."""


class Judgement(DossierModel):
    """A level judged by a named rater."""

    criterion: str
    """Criterion id with obtainment ``judged``."""
    model: str = ""
    """Model id it applies to; any if left out."""
    hosting: str = ""
    """Hosting it applies to; any if left out."""
    adaptation: str = ""
    """Adaptation it applies to; any if left out."""
    use_case: str = ""
    """Use case it applies to; any if left out."""
    level: Annotated[Quantity, In("level", at_least=0, at_most=4)]
    """0 worst … 4 best on the criterion's scale."""
    rater: str
    """Name."""
    role: str
    """Office of the rater."""
    date: dt.date
    rationale: Text
    """Why."""


class Evidence(DossierModel):
    """A result measured on own tasks: k of n answers accepted."""

    use_case: str
    """Use case id."""
    model: str
    """Model id."""
    adaptation: str = "prompting"
    """How the model was adapted for the trial."""
    language: str = ""
    """Language of the items; all if left out."""
    n_items: Annotated[int, Field(ge=1)]
    """Items tried. [1]"""
    n_accepted: Annotated[int, Field(ge=0)]
    """Items accepted. [1]"""
    date: dt.date
    source: str
    """Report or file."""


class ClaimCheck(StrEnum):
    """Which examination of ours answers a claim."""

    TRAINING_ACCELERATORS = "training_accelerators"
    CAPACITY_SUFFICES = "capacity_suffices"
    CAPACITY_FAILS_TRAINING = "capacity_fails_training"
    STAFF_SUPPLY = "staff_supply"
    PURCHASE_LOWERS_OUTLAY = "purchase_lowers_outlay"
    ADAPTATION_COSTS_LESS = "adaptation_costs_less"
    BUILD_SECURES_DATA = "build_secures_data"
    ONE_MODEL_INSUFFICIENT = "one_model_insufficient"
    SHARED_DATA_SUPPORTS_TRAINING = "shared_data_supports_training"


class Claim(DossierModel):
    """A claim of the government's paper, to be set beside what the study finds."""

    id: Identifier
    wording: Text
    """What the paper says, shortened."""
    locator: str
    """Where."""
    check: ClaimCheck
    """The examination that answers it."""
