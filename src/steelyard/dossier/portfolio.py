"""Planning all use cases together over the years: caps, floors, reuse, tiers, measures."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.capacity import Role
from steelyard.dossier.text import Identifier, Text


class CapOn(StrEnum):
    """What a share is of."""

    VENDOR = "vendor"
    """Who must go on delivering the service; nobody where the weights are held."""
    JURISDICTION = "jurisdiction"
    """The country whose law binds that vendor."""
    LINEAGE = "lineage"
    """The family of base models."""
    CHIP_MAKER = "chip_maker"
    """The maker of the accelerators that the government itself holds or rents."""


class CapMeasure(StrEnum):
    """What the share is measured in."""

    SPEND = "spend"
    """Expected own cost over the horizon."""
    REQUESTS = "requests"
    """Requests given to a model over the horizon."""
    USE_CASES = "use_cases"
    """Number of use cases."""


class ShareCap(DossierModel):
    """Most that may rest on one vendor, jurisdiction, lineage or chip maker."""

    id: Identifier
    on: CapOn
    """What the share is of."""
    name: str = ""
    """The one it binds, as the report names it; each of them if left out."""
    measure: CapMeasure
    """What it is measured in."""
    at_most: Annotated[float, Field(gt=0, lt=1)]
    """Largest share of what is newly served. [1]"""
    reason: Text
    """Why, in words for the report."""
    source: str
    """Decision, statute or person behind it."""


class Floor(DossierModel):
    """Least performance that a plan must reach where data of a class are handled."""

    id: Identifier
    data_classes: tuple[str, ...] = ()
    """Data classes it binds, as in the pack; all if empty."""
    criterion: str
    """Criterion id, for example ``data_sovereignty``."""
    at_least: float
    """Least expected performance; for a criterion that falls with merit, the most. [unit of the
    criterion]"""
    reason: Text
    """Why, in words for the report."""
    source: str
    """Decision, statute or person behind it."""


class Deadline(DossierModel):
    """A use case that must be served from a year on."""

    use_case: str
    """Its id."""
    by: int
    """Last year in which the new service may start."""
    source: str
    """Decision, statute or person behind it."""


class SharedKind(StrEnum):
    """Kinds of shared capabilities."""

    PLATFORM_TEAM = "platform_team"
    RETRIEVAL_PLATFORM = "retrieval_platform"
    SAFETY_TEAM = "safety_team"
    CLOUD_TENANCY = "cloud_tenancy"
    SERVING = "serving"
    ADAPTED_MODEL = "adapted_model"
    PRETRAINED_MODEL = "pretrained_model"


class Reuse(DossierModel):
    """A capability that an upper tier of administration lets others use."""

    id: Identifier
    kind: SharedKind
    """What it takes the place of."""
    name: Text
    """Its name for the report."""
    provider: str
    """Who offers it."""
    from_year: int
    """First year in which it can be used."""
    joining_cost: Annotated[Quantity, In("CUR", at_least=0)]
    """Paid once."""
    cost_per_year: Annotated[Quantity, In("CUR/year", at_least=0)]
    """Paid every year."""
    source: str
    """Where the offer stands."""

    @model_validator(mode="after")
    def _check_kind(self) -> Reuse:
        # Machines have room that this entry does not state.
        if self.kind is SharedKind.SERVING:
            code = "reuse"
            raise PydanticCustomError(
                code, "machines of an upper tier are stated under offers, with their price"
            )
        return self


class VolumeTier(DossierModel):
    """A fee for which a supplier charges less for use."""

    id: Identifier
    name: Text
    """Its name for the report."""
    models: Annotated[tuple[str, ...], Field(min_length=1)]
    """Model ids whose metered price falls."""
    fee_per_year: Annotated[Quantity, In("CUR/year", at_least=0)]
    """Paid every year from the year of signing."""
    discount: Annotated[Quantity, In("1", at_least=0, at_most=0.9)]
    """Part taken off the metered price."""
    from_year: int
    """First year in which it can be signed."""
    source: str
    """Where the tier stands."""


class MeasureKind(StrEnum):
    """Enabling measures of the official papers."""

    TRAINING = "training"
    DATA_POOLING = "data_pooling"
    COMPUTE_REALLOCATION = "compute_reallocation"
    GREEN_CLUSTER = "green_cluster"
    INNOVATION_CONTEST = "innovation_contest"
    CITIZEN_FEEDBACK = "citizen_feedback"


class Gap(StrEnum):
    """What a measure can close."""

    STAFF = "staff"
    """People of one role; reckoned."""
    RUNNING_COST = "running_cost"
    """Money saved a year; reckoned."""
    ACCELERATORS = "accelerators"
    """Machines; reported, not reckoned: free machines are stated under capacity."""
    DATA = "data"
    """Text for training; reported, not reckoned."""
    QUALITY = "quality"
    """Better answers; reported, not reckoned: only measured evidence moves quality."""
    CARBON = "carbon"
    """Less carbon; reported, not reckoned."""


RECKONED: Final = frozenset({Gap.STAFF, Gap.RUNNING_COST})
"""Gaps that are credited where there is evidence; the others are reported."""


class Effect(DossierModel):
    """What a measure closes."""

    gap: Gap
    """Which gap."""
    role: Role | None = None
    """Of which role, where people are meant."""
    posts: Annotated[Quantity, In("FTE", at_least=0)] | None = None
    """People gained, each year once it works; where the gap is staff."""
    saving_per_year: Annotated[Quantity, In("CUR/year", at_least=0)] | None = None
    """Money saved once it works; where the gap is running cost."""
    evidence: str = ""
    """Measurement or evaluation that supports it; nothing is credited without it."""

    @model_validator(mode="after")
    def _check_amount(self) -> Effect:
        for gap, parts, expected in (
            (Gap.STAFF, (self.role, self.posts), "role and posts"),
            (Gap.RUNNING_COST, (self.saving_per_year,), "saving_per_year"),
        ):
            n_stated = sum(part is not None for part in parts)
            if n_stated != (len(parts) if self.gap is gap else 0):
                code = "effect"
                raise PydanticCustomError(
                    code,
                    "expected {expected} where the gap is {gap}, and only there",
                    {"expected": expected, "gap": gap.value},
                )
        return self


class Measure(DossierModel):
    """Something that makes plans possible without serving a use case itself."""

    id: Identifier
    kind: MeasureKind
    """What it is."""
    name: Text
    """Its name for the report."""
    investment: Annotated[Quantity, In("CUR", at_least=0)]
    """Paid once."""
    cost_per_year: Annotated[Quantity, In("CUR/year", at_least=0)]
    """Paid every year from then on."""
    lead_months: Annotated[float, Field(ge=0, le=120)]
    """From the decision until it works. [month]"""
    effects: Annotated[tuple[Effect, ...], Field(min_length=1)]
    """What it closes."""
    locator: str = ""
    """Where the government's paper names it."""


class PortfolioRules(DossierModel):
    """How the use cases are planned together."""

    share_caps: tuple[ShareCap, ...] = ()
    """Most that may rest on one vendor, jurisdiction, lineage or chip maker."""
    floors: tuple[Floor, ...] = ()
    """Least performance where data of a class are handled."""
    deadlines: tuple[Deadline, ...] = ()
    """Use cases that must be served by a year."""
    reuse: tuple[Reuse, ...] = ()
    """Offers of upper tiers."""
    tiers: tuple[VolumeTier, ...] = ()
    """Licence and volume tiers."""
    measures: tuple[Measure, ...] = ()
    """Enabling measures."""
