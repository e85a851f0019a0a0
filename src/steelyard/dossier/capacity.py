"""Machines, people, data and money at hand, with every reading an ambiguous source allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from steelyard.dossier.base import DossierModel, In, Quantity
from steelyard.dossier.text import Identifier, Text


class Role(StrEnum):
    """Kinds of posts an LLM service needs."""

    ML_ENGINEER = "ml_engineer"
    PLATFORM_ENGINEER = "platform_engineer"
    DATA_ENGINEER = "data_engineer"
    EVALUATOR = "evaluator"
    SECURITY_ENGINEER = "security_engineer"
    SERVICE_OWNER = "service_owner"
    PROCUREMENT_OFFICER = "procurement_officer"


class Accelerators(DossierModel):
    """Accelerators in place."""

    hardware: str
    """Accelerator id, as in the fact base."""
    count: Annotated[Quantity, In("accelerator", at_least=0)]
    """Number in place."""
    free_share: Annotated[Quantity, In("1", at_least=0, at_most=1)]
    """Share that can be given to the new services."""


class Interpretation(DossierModel):
    """One way to read an ambiguous published figure."""

    id: Identifier
    meaning: Text
    """What the source would then mean."""
    probability: Annotated[float, Field(ge=0, le=1)]
    """How far this reading is believed; all readings add up to 1. [1]"""
    accelerators: Accelerators | None = None
    """Accelerators in place under this reading; none if left out."""
    basis: str = ""
    """Why it is believed that far; without it, the authors' judgement."""


class PublishedFigure(DossierModel):
    """A figure of capacity as the government published it."""

    id: Identifier
    wording: Text
    """As printed."""
    amount: Annotated[Quantity, In("as printed", at_least=0)]
    """The figure."""
    unit: str
    """Unit as printed."""
    locator: str
    """Where."""
    interpretations: tuple[Interpretation, ...] = ()
    """Readings, where the wording is ambiguous."""


class Staff(DossierModel):
    """People of one role."""

    role: Role
    in_post: Annotated[Quantity, In("FTE", at_least=0)]
    """Full-time equivalents free for this work today."""
    hires_per_year: Annotated[Quantity, In("FTE/year", at_least=0)]
    """Full-time equivalents that can be hired in a year."""
    cost_per_year: Annotated[Quantity, In("CUR/FTE/year", above=0)] | None = None
    """Full cost of one; from the fact base if left out."""


class Budget(DossierModel):
    """Money that may be spent; what is left out is unknown, not zero."""

    investment_total: Annotated[Quantity, In("CUR", at_least=0)] | None = None
    """Capital over the whole horizon, current prices."""
    investment_per_year: Annotated[Quantity, In("CUR/year", at_least=0)] | None = None
    """Capital in any one year."""
    running_per_year: Annotated[Quantity, In("CUR/year", at_least=0)] | None = None
    """Running cost in any one year."""


class DataAsset(DossierModel):
    """Data that could adapt a model."""

    id: Identifier
    description: Text
    tokens: Annotated[Quantity, In("Gtoken", at_least=0)] | None = None
    """Text usable for training; unknown if left out."""
    locator: str = ""
    """Where it is stated."""


class Capacity(DossierModel):
    """What is at hand."""

    published: tuple[PublishedFigure, ...] = ()
    """Figures as published, with their readings."""
    accelerators: tuple[Accelerators, ...] = ()
    """Accelerators whose type and number are known."""
    staff: tuple[Staff, ...] = ()
    """People by role; a role left out is unknown and asked for."""
    budget: Budget = Budget()
    data_assets: tuple[DataAsset, ...] = ()
    has_data_centre: bool
    """Whether a machine room exists that can take accelerators."""
    has_shared_platform: bool = False
    """Whether a government-wide platform offers models today."""
    bandwidth: Annotated[Quantity, In("Gbit/s", above=0)] | None = None
    """Exit of the government network."""


class Site(DossierModel):
    """Electricity, grid and machine room."""

    grid_zone: str
    """Zone of the carbon data: ISO country code, or a zone of the fact base."""
    electricity_price: Annotated[Quantity, In("CUR/kWh", above=0)] | None = None
    """From the fact base if left out."""
    pue: Annotated[Quantity, In("1", at_least=1, at_most=4)] | None = None
    """Power usage effectiveness; from the fact base if left out."""
