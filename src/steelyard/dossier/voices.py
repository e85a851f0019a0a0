"""Whose weights, whose judgements, which evidence, and which claims are examined."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

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


class WeightStatement(DossierModel):
    """What a stakeholder says about the weights of the dimensions; one form only."""

    points: dict[Dimension, Annotated[float, Field(ge=0)]] | None = None
    """Swing points: the dimension whose swing matters most has 100, the others in proportion."""
    ranking: tuple[Dimension, ...] | None = None
    """Dimensions from the most to the least important swing; those left out come last, tied."""
    intervals: dict[Dimension, tuple[float, float]] | None = None
    """Least and greatest weight of each dimension, as shares of 1."""


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
