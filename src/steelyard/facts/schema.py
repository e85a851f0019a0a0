"""Rows of the fact tables: a number, or a status, with its dates, its source and its locator."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from steelyard.facts.base import FactModel
from steelyard.uncertainty.statements import Family, Statement

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]*$")]
"""Lower case letters, digits, dots and hyphens."""
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-zA-Z0-9.\-]*$")]
"""As an id, but a country code may end it: ``export-to-CN``."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][A-Za-z0-9.\-]*$")]
"""As an id; capitals for the code of a place, as in ``export-to-CN``."""
Word = Annotated[str, StringConstraints(min_length=1)]
Place = Annotated[str, StringConstraints(pattern=r"^(WLD|[A-Z]{2}(-[A-Z0-9]{1,3})?)$")]
"""``WLD`` for the world, an ISO 3166-1 code of two letters, or a part of one, as ``CN-GX``."""

EVERYWHERE: Final = "WLD"
"""The place of a fact that holds in no place in particular."""


class Pedigree(StrEnum):
    """How a figure came to be."""

    MEASURED = "measured"
    PUBLISHED = "published"
    VENDOR_CLAIM = "vendor-claim"
    DERIVED = "derived"
    EXPERT_JUDGEMENT = "expert-judgement"


class Source(FactModel):
    """Where facts were read."""

    id: Id
    """Author or publisher, year, and a word."""
    publisher: Word
    """Who answers for the content."""
    title: Word
    """Title of the page, paper, file or data set."""
    url: str
    """Address; empty for a source without one (own judgement)."""
    edition: str = ""
    """Version, commit or edition read."""
    published: date | None = None
    """Day of publication; empty where the source does not say."""
    accessed: date
    """Day on which it was read."""
    licence: Word
    """Terms under which the content may be used; ``facts only`` where only figures are cited."""
    note: str = ""
    """What a reader must know before relying on it."""


class DatedRow(FactModel):
    """What every row carries: who is meant, where, from when, known since when, from whom."""

    id: Id
    """Unique within all tables."""
    entity: Word
    """What the fact is about: a hardware id, a currency, a role, ``world``."""
    parameter: ParameterName
    """What is stated of it."""
    place: Place
    """Where it holds."""
    valid_from: date
    """First day on which the value held."""
    known_from: date
    """First day on which the public could know it."""
    review_by: date
    """Day by which somebody must look again."""
    pedigree: Pedigree
    """How the figure came to be."""
    source: Id
    """Id in ``sources.yaml``."""
    locator: Word
    """Where in the source: page, table, commit, line."""
    note: str = ""
    """Reading aid or reservation."""


class FactRow(DatedRow):
    """A number with its unit and its spread."""

    p05: float | None = None
    """One in twenty is lower; empty for a point."""
    p50: float
    """Median."""
    p95: float | None = None
    """One in twenty is higher; empty for a point."""
    family: Family
    """Shape between the quantiles."""
    unit: Word
    """Unit symbol, as in ``steelyard.quantities.units``."""
    price_year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    """Year of the money, for money."""

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if self.family is Family.POINT:
            if self.p05 is not None or self.p95 is not None:
                message = "a point has p50 only; state a family for a spread"
                raise ValueError(message)
            return self
        if self.p05 is None or self.p95 is None:
            message = f"family {self.family} needs p05, p50 and p95"
            raise ValueError(message)
        # The statement knows the order and the range of its family, and refuses what breaks them.
        Statement(self.p05, self.p50, self.p95, self.family)
        return self

    @property
    def statement(self) -> Statement:
        """The value as a quantile statement in the row's unit."""
        if self.p05 is None or self.p95 is None:
            return Statement.point(self.p50)
        return Statement(self.p05, self.p50, self.p95, self.family)


class StatusRow(DatedRow):
    """A dated word instead of a number: an export status, a filing duty, an offer's state."""

    value: Word
    """The word; export statuses are obtainable, licence, case_by_case, barred."""
