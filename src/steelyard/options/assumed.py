"""What the options stage assumes for want of a fact, with spread, unit and rationale."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML

from steelyard.errors import FactError
from steelyard.facts.schema import Pedigree
from steelyard.uncertainty import Family, Parameter, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES = ("levels", "quality")


class Assumption(BaseModel):
    """One assumed number."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.\-]+$")]
    """Unique over all tables; ``<what>.<of what>``."""
    p05: float
    """One in twenty is lower."""
    p50: float
    """Median."""
    p95: float
    """One in twenty is higher."""
    family: Family
    """Shape between the quantiles."""
    unit: str
    """Unit symbol."""
    pedigree: Pedigree
    """``expert-judgement``, or ``derived`` where computed from shipped facts."""
    rationale: Annotated[str, Field(min_length=1)]
    """Why this value and this spread."""
    sources: tuple[str, ...] = ()
    """What was looked at: page of the documentation or address."""

    @property
    def statement(self) -> Statement:
        """The belief as a quantile statement, in ``unit``."""
        return Statement(self.p05, self.p50, self.p95, self.family)

    @property
    def parameter(self) -> Parameter:
        """The assumption as an uncertain parameter, id ``model:<id>``."""
        return Parameter(f"model:{self.id}", self.statement, self.unit, self.id.replace(".", ", "))


@cache
def assumptions(table: str) -> Mapping[str, Assumption]:
    """Return a shipped table of assumptions.

    Parameters
    ----------
    table
        ``levels`` or ``quality``.

    Returns
    -------
    Mapping[str, Assumption]
        By id, in the order of the file; read once.

    Raises
    ------
    FactError
        If the shipped file is wrong.
    """
    path = files("steelyard.options").joinpath("data", f"{table}.yaml")
    with path.open(encoding="utf-8") as stream:
        content = YAML(typ="safe", pure=True).load(stream)
    try:
        rows = [Assumption(id=key, **fields) for key, fields in content.items()]
    except (ValidationError, ValueError) as error:
        message = f"assumptions {table}.yaml: {error}"
        raise FactError(message) from error
    return MappingProxyType({row.id: row for row in rows})


def all_assumptions() -> tuple[Assumption, ...]:
    """Return every assumption of the options stage, for the report's list.

    Returns
    -------
    tuple[Assumption, ...]
        In the order of the tables.
    """
    return tuple(row for table in TABLES for row in assumptions(table).values())
