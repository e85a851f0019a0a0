"""The dossier: everything a government brings to the study, as one typed tree.

The tree is split by subject: this module holds the root, the frame of the decision and the rules;
:mod:`steelyard.dossier.use_cases` and :mod:`steelyard.dossier.capacity` hold the two large parts.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from steelyard.dossier.assessments import Assessment
from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.capacity import Capacity, Site
from steelyard.dossier.locks import Locks
from steelyard.dossier.portfolio import PortfolioRules
from steelyard.dossier.text import Identifier, Text
from steelyard.dossier.use_cases import UseCase
from steelyard.dossier.voices import Claim, Evidence, Judgement, Stakeholder


class Tier(StrEnum):
    """Level of administration that decides."""

    NATIONAL = "national"
    REGIONAL = "regional"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Jurisdiction(DossierModel):
    """Whose law and whose market apply."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1 alpha-2 code, in quotation marks: ``"NO"``."""
    region: str = ""
    """Region or city, in its own name."""
    tier: Tier
    """Level of administration."""
    pack: str
    """Jurisdiction pack whose gates apply, for example ``CN`` or ``SG``; ``GENERIC`` if none."""
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    """Official languages, ISO 639 codes."""


class MoneyFrame(DossierModel):
    """How money is counted."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """ISO 4217 code."""
    price_year: int
    """Calendar year of constant prices."""
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] = 1
    """First month of the fiscal year."""
    tax_rate: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Value-added or sales tax on purchases that cannot be reclaimed."""
    import_duty: Annotated[Quantity, In("1", at_least=0, at_most=2)]
    """Duty on imported hardware."""
    discount_rate: Annotated[Quantity, In("1/year", above=-0.05, at_most=0.3)]
    """Real rate per year of the national appraisal guidance."""
    inflation: Annotated[Quantity, In("1/year", above=-0.1, at_most=1)]
    """Expected general rise of prices."""
    real_wage_growth: Annotated[Quantity, In("1/year", above=-0.1, at_most=0.3)]
    """Rise of pay above prices."""


class Horizon(DossierModel):
    """The years under study."""

    first_year: int
    """First year in which money is spent."""
    n_years: Annotated[int, Field(ge=1, le=30)]
    """Number of years."""


class Reading(StrEnum):
    """How cost enters the comparison."""

    SIX_DIMENSIONS = "six_dimensions"
    """Cost is one of six weighted dimensions (the paper's reading)."""
    VALUE_AND_COST = "value_and_cost"
    """Value of five dimensions against net cost (the reading of public appraisal guidance)."""


class Aggregation(StrEnum):
    """How the deciding stakeholders become one group."""

    MEAN_OF_WEIGHTS = "mean_of_weights"
    """Their mean weights are averaged, each counting once."""
    BORDA = "borda"
    """Each one's order of options gives points for every option beaten."""
    KEMENY = "kemeny"
    """The order of options that contradicts the fewest of them, pair by pair."""


class DecisionRules(DossierModel):
    """What was laid down before any result was seen."""

    reading: Reading
    """The deciding reading; the other is shown beside it."""
    money_per_value_point: Annotated[Quantity, In("CUR/point", above=0)] | None = None
    """What one point of value (of 100) over the whole horizon is worth in money; without it the
    second reading gives the efficient set and no single recommendation."""
    gate_confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.8
    """Least probability with which a quantitative requirement must be met."""
    net_cost_ceiling: Annotated[Quantity, In("CUR", above=0)] | None = None
    """Net whole-life cost per use case that counts as worst; the dearest feasible option if left
    out, and said so."""
    materiality: Annotated[float, Field(ge=0, lt=0.5)] = 0.01
    """Difference in value (0–1) below which two options count as tied."""
    aggregation: Aggregation = Aggregation.MEAN_OF_WEIGHTS
    """How the deciding stakeholders become one group; the other ways are shown beside it."""
    acceptance_tolerance: Annotated[float, Field(ge=0, lt=0.5)] | None = None
    """Loss of value (0–1) against the best option that a stakeholder is taken to accept; the
    materiality if left out, and said so."""
    stated_by: str
    """Who laid these rules down."""
    stated_on: dt.date
    """When."""


class OwnRuleKind(StrEnum):
    """What a rule of the buyer's own can bar or demand."""

    BAR_HOSTING = "bar_hosting"
    BAR_MODEL = "bar_model"
    BAR_PROVIDER_COUNTRY = "bar_provider_country"
    REQUIRE_OPEN_WEIGHTS = "require_open_weights"
    REQUIRE_IN_COUNTRY_DATA = "require_in_country_data"


class OwnRule(DossierModel):
    """A rule that the buyer adds to those of the jurisdiction pack."""

    id: Identifier
    kind: OwnRuleKind
    """What the rule does."""
    values: tuple[str, ...] = ()
    """Hosting kinds, model ids or country codes it names."""
    use_cases: tuple[str, ...] = ()
    """Use cases it binds; all if empty."""
    reason: Text
    """Why, in words for the report."""
    source: str
    """Decision, statute or person behind it."""


class Offer(DossierModel):
    """An offer received from a supplier; it takes the place of the market archetype."""

    id: Identifier
    supplier: str
    """Name as in the offer."""
    supplier_country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """Jurisdiction that controls the supplier."""
    pathway: Literal[
        "api", "licensed_instance", "finetuned_purchase", "rag_purchased", "sovereign_cloud"
    ]
    """Pathway it belongs to."""
    model: str
    """Model id, as in the fact base."""
    hosting: str
    """Where it runs."""
    price_per_year: Annotated[Quantity, In("CUR/year", at_least=0)] | None = None
    """Fixed price."""
    price_per_million_input_tokens: Annotated[Quantity, In("CUR/Mtoken", at_least=0)] | None = None
    """Usage price."""
    price_per_million_output_tokens: Annotated[Quantity, In("CUR/Mtoken", at_least=0)] | None = None
    """Usage price."""
    included_requests_per_year: Annotated[Quantity, In("request/year", at_least=0)] | None = None
    """Volume covered by the fixed price."""
    valid_until: dt.date
    """Last day of the offer."""
    source: str
    """File or letter."""


class Candidates(DossierModel):
    """Which models and machines to consider; everything obtainable if left out."""

    models: tuple[str, ...] = ()
    """Model ids."""
    hardware: tuple[str, ...] = ()
    """Accelerator ids."""


class Dossier(DossierModel):
    """Everything a government brings to the study."""

    schema_version: Literal[1] = 1
    """Version of this format."""
    id: Identifier
    """Short name of the study."""
    title: Text
    """Title for the report."""
    subtitle: Text | None = None
    """Whose position this is, and whose it is not."""
    as_of: dt.date
    """Only what was known by this day is used."""
    prepared_by: str
    """Who wrote the dossier."""
    jurisdiction: Jurisdiction
    money: MoneyFrame
    horizon: Horizon
    rules: DecisionRules
    """How the decision will be taken."""
    site: Site
    """Electricity, grid and machine room."""
    capacity: Capacity
    """Machines, people, data and money at hand."""
    use_cases: Annotated[tuple[UseCase, ...], Field(min_length=1)]
    """What the models are to do."""
    stakeholders: tuple[Stakeholder, ...] = ()
    """Whose weights count; without any, all weights are equally possible and the report says so."""
    own_rules: tuple[OwnRule, ...] = ()
    """Rules of the buyer's own."""
    offers: tuple[Offer, ...] = ()
    """Offers received."""
    judgements: tuple[Judgement, ...] = ()
    """Judged levels, by named raters."""
    evidence: tuple[Evidence, ...] = ()
    """Results measured on own tasks."""
    assessments: tuple[Assessment, ...] = ()
    """Answers to official instruments."""
    claims: tuple[Claim, ...] = ()
    """Claims of the government's own paper that the study examines."""
    candidates: Candidates = Candidates()
    """Models and machines to consider."""
    portfolio: PortfolioRules = PortfolioRules()
    """How the use cases are planned together over the years."""
    locks: Locks = Locks()
    """What was laid down before results, by whom, and every later change."""
