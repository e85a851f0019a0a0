"""Use cases: today's service, the workload, the benefit, and what the service must meet."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.text import Identifier, Text


class Task(StrEnum):
    """Kind of work; sets how hard the task is assumed to be before anything is measured."""

    DRAFTING = "drafting"
    REVIEW = "review"
    RECOMMENDATION = "recommendation"
    QUESTION_ANSWERING = "question_answering"
    FORM_FILLING = "form_filling"
    DOCUMENT_CHECK = "document_check"
    CLASSIFICATION = "classification"
    SUMMARISATION = "summarisation"
    ANALYSIS = "analysis"
    TRANSLATION = "translation"


class Impact(StrEnum):
    """What a wrong result can do to people."""

    LOW = "low"
    """Noticed and repaired by staff."""
    MODERATE = "moderate"
    """Costs a citizen time or money, reversible."""
    HIGH = "high"
    """Touches rights, safety or benefits, hard to reverse."""


class Today(DossierModel):
    """Today's service, the do-minimum."""

    cost_per_request: Annotated[Quantity, In("CUR/request", at_least=0)]
    """Full cost of handling one request."""
    minutes_per_request: Annotated[Quantity, In("min/request", at_least=0)]
    """Staff time per request."""
    error_rate: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Share of requests handled wrongly or returned."""


class Benefit(DossierModel):
    """What one accepted result is worth against today's service."""

    addressable_share: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Share of requests that a model could handle at all."""
    uptake: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Share of those for which people will use it, once settled."""
    ramp_years: Annotated[float, Field(gt=0, le=10)] = 2.0
    """Years until uptake is settled."""
    minutes_saved: Annotated[Quantity, In("min/request", at_least=0)]
    """Staff time saved by one accepted result, checking included."""
    staff_cost_per_hour: Annotated[Quantity, In("CUR/h", at_least=0)]
    """Full cost of an hour of the staff concerned."""
    realised_share: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Share of saved minutes that turns into money or other work done."""
    cost_of_wrong_result: Annotated[Quantity, In("CUR/request", at_least=0)]
    """Rework and harm when a result is not accepted."""
    other_value: Annotated[Quantity, In("CUR/request", at_least=0)] | None = None
    """Further value of one accepted result, for example citizens' time."""


class Workload(DossierModel):
    """How much, how fast."""

    requests_per_year: Annotated[Quantity, In("request/year", above=0)]
    """Requests in the first year of service, before uptake."""
    growth: Annotated[Quantity, In("1/year", above=-0.9, at_most=5)]
    """Growth of requests per year."""
    peak_to_mean: Annotated[Quantity, In("1", at_least=1, at_most=100)]
    """Busiest hour of the week over the mean hour of the year."""
    input_tokens: Annotated[Quantity, In("token/request", above=0)]
    """Prompt with instructions and retrieved passages."""
    output_tokens: Annotated[Quantity, In("token/request", above=0)]
    """Answer."""
    users: Annotated[Quantity, In("person", at_least=0)] | None = None
    """People who use the service."""


class LanguageShare(DossierModel):
    """Share of requests in one language."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """ISO 639 code: ``zh``, ``en``, ``za`` (Zhuang)."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of requests. [1]"""
    required: bool = True
    """Whether the service must answer in it."""
    note: str = ""
    """Where the share comes from."""


class Requirements(DossierModel):
    """What the service must meet."""

    quality_bar: Annotated[Quantity, In("1", above=0, at_most=1)] | None = None
    """Least probability that a result is accepted."""
    time_to_first_token: Annotated[Quantity, In("s", above=0)] | None = None
    """Longest wait for the first word."""
    time_per_output_token: Annotated[Quantity, In("s", above=0)] | None = None
    """Longest time per further token."""
    availability: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Share of time in service. [1]"""


class UseCase(DossierModel):
    """One thing that a model is to do."""

    id: Identifier
    name: Text
    """Name for the report."""
    scenario: Text
    """Group to which it belongs."""
    owner: str
    """Office that answers for the service."""
    description: Text | None = None
    """What is to be done."""
    locator: str = ""
    """Where the government's paper names it."""
    task: Task
    """Kind of work."""
    today: Today
    benefit: Benefit | None = None
    """Without it no verdict against today's service is given."""
    workload: Workload
    languages: Annotated[tuple[LanguageShare, ...], Field(min_length=1)]
    """Shares must add up to 1."""
    data_class: str
    """Label in the classification of the jurisdiction pack."""
    data_class_note: str = ""
    """Who classified the data, or whose reading it is."""
    serves_public: bool
    """Whether citizens meet the model's output directly."""
    human_decides: bool | None = None
    """Whether a person takes the final decision on every result; left out: nobody has said."""
    decision_impact: Impact
    """What a wrong result can do."""
    need_for_control: Annotated[int, Field(ge=0, le=4)]
    """0 none … 4 every behaviour must be inspectable and correctable."""
    strategic_importance: Annotated[int, Field(ge=0, le=4)]
    """0 none … 4 the state cannot do without it."""
    requirements: Requirements
    start_year: int
    """First year of service."""
    weight: Annotated[float, Field(gt=0)] | None = None
    """Swing weight among use cases; equal if none states one, and said so."""
