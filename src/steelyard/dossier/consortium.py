"""Several who could build together: their dossiers, and the forms their pact could take."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.migrate import published_schema
from steelyard.dossier.portfolio import SharedKind
from steelyard.dossier.text import Identifier, Text

CONSORTIUM_VERSION: Final = 1
"""Version of the format."""
LEAST_MEMBERS: Final = 2
MOST_MEMBERS: Final = 8
"""Members whose 255 groups can each be planned. [1]"""


class MemberKind(StrEnum):
    """What a member is."""

    COUNTRY = "country"
    AGENCY = "agency"
    CITY = "city"
    UNIVERSITY = "university"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise"


class Member(DossierModel):
    """One who could build together with others."""

    id: Identifier
    name: Text
    """Its name for the report."""
    dossier: Annotated[str, Field(min_length=1)]
    """File of its dossier, relative to this file."""
    kind: MemberKind
    """What it is."""


class Vehicle(StrEnum):
    """Who carries out what is built together."""

    AGENCY = "agency"
    PUBLIC_RESEARCH_INSTITUTE = "public_research_institute"
    UNIVERSITY = "university"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise"
    JOINT_VENTURE = "joint_venture"
    CONSORTIUM = "consortium"
    VENDOR = "vendor"
    UPPER_TIER_GOVERNMENT = "upper_tier_government"


class Control(DossierModel):
    """How much say each member keeps over what is built together."""

    level: Annotated[int, Field(ge=0, le=4)]
    """0 none, 4 as over a service of its own."""
    rationale: Text
    """Why."""
    rater: Annotated[str, Field(min_length=1)]
    """Who judged it."""


class Governance(DossierModel):
    """One form that the pact could take."""

    id: Identifier
    name: Text
    """Its name for the report."""
    vehicle: Vehicle
    """Who carries it out."""
    set_up_cost: Annotated[Quantity, In("CUR", at_least=0)]
    """Paid once, from the first talks until the pact works."""
    cost_per_year: Annotated[Quantity, In("CUR/year", at_least=0)]
    """Paid every year from then on: secretariat, board, audit."""
    delay_months: Annotated[float, Field(ge=0, le=120)]
    """From the decision until something can be built together. [month]"""
    control: Control
    """How much say each member keeps."""
    shared_cost_factor: Annotated[Quantity, In("1", at_least=0.5, at_most=5)]
    """Cost of what is built together over that of the dearest member who builds it alone: above 1
    for coordination, several languages and sites."""
    source: Annotated[str, Field(min_length=1)]
    """Statute, precedent or person behind it."""


class Consortium(DossierModel):
    """Several who could build together."""

    schema_version: Literal[1] = CONSORTIUM_VERSION
    """Version of this format."""
    id: Identifier
    """Short name of the study."""
    title: Text
    """Title for the report."""
    subtitle: Text | None = None
    """Whose position this is, and whose it is not."""
    as_of: dt.date
    """Only what was known by this day is used; the members' dossiers state the same."""
    prepared_by: str
    """Who wrote the file."""
    members: Annotated[tuple[Member, ...], Field(min_length=LEAST_MEMBERS, max_length=MOST_MEMBERS)]
    """Who could build together."""
    shared_kinds: Annotated[tuple[SharedKind, ...], Field(min_length=1)] = tuple(SharedKind)
    """Kinds of capabilities that may be built once for all; every kind if left out."""
    governance: Annotated[tuple[Governance, ...], Field(min_length=1)]
    """Forms that the pact could take."""
    chosen: str
    """Id of the form that is worked out in full; the others are compared with it."""

    @property
    def form(self) -> Governance:
        """The chosen form."""
        return next(form for form in self.governance if form.id == self.chosen)


def consortium_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a consortium file, for editors.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; quantities carry ``x-unit`` and ``x-expected``.
    """
    title = f"Steelyard consortium, format version {CONSORTIUM_VERSION}"
    return published_schema(Consortium, title)
