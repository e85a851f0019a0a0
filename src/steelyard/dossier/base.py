"""The base of every dossier entry, and the quantity: a number with spread, status and source."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError, core_schema

from steelyard.uncertainty.statements import Family, Statement

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


QUANTITY_ERROR: Final = "quantity"
"""Error type of a quantity that is written in no permitted form."""
RANGE_ERROR: Final = "out_of_range"
"""Error type of a quantity outside the range of its field."""


class DossierModel(BaseModel):
    """Base of all dossier entries: frozen, no unknown fields, attribute docstrings as help text."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


class Status(StrEnum):
    """Where a dossier entry comes from."""

    GIVEN = "given"
    """Published or stated by the government itself."""
    DERIVED = "derived"
    """Worked out from published figures; the note says how."""
    ASSUMED = "assumed"
    """Nobody has stated it; the spread says how little is known."""


class Quantity(DossierModel):
    """A number with its spread, status and source.

    Written as a bare number, or as a mapping with either ``value`` or all of ``p05, p50, p95``.
    The unit is that of the field.
    """

    value: float | None = None
    """The number, when it is taken as certain."""
    p05: float | None = None
    """One in twenty is lower."""
    p50: float | None = None
    """As likely lower as higher."""
    p95: float | None = None
    """One in twenty is higher."""
    family: Family | None = None
    """Shape between the quantiles; lognormal for positive quantities if left out, else normal."""
    status: Status = Status.GIVEN
    """Given, derived or assumed."""
    source: str = ""
    """Title or address of the source, with page or section."""
    date: dt.date | None = None
    """Date of the source."""
    note: str = ""
    """How it was derived, or why it was assumed so."""
    fact: str = ""
    """Id of the fact on which an assumed or derived entry rests; several with blanks between."""
    moves_with: str = ""
    """Name of a common cause: quantities that name the same one are uncertain together."""
    correlation: Annotated[float, Field(gt=-1, lt=1)] | None = None
    """How closely it follows that cause, between -1 and 1; needed with ``moves_with``. [1]"""

    _least: float = PrivateAttr(default=-math.inf)
    _most: float = PrivateAttr(default=math.inf)

    @model_validator(mode="before")
    @classmethod
    def _read_bare_number(cls, data: Any) -> Any:
        if isinstance(data, bool):
            raise PydanticCustomError(QUANTITY_ERROR, "expected a number, found true/false")
        if isinstance(data, int | float):
            return {"value": data}
        return data

    @model_validator(mode="after")
    def _check_form(self) -> Quantity:
        quantiles = (self.p05, self.p50, self.p95)
        n_stated = sum(part is not None for part in quantiles)
        if (self.value is None) == (n_stated == 0) or 0 < n_stated < len(quantiles):
            raise PydanticCustomError(
                QUANTITY_ERROR, "expected either value or all of p05, p50 and p95"
            )
        if self.status is not Status.GIVEN and not (self.note or self.source or self.fact):
            raise PydanticCustomError(
                QUANTITY_ERROR,
                "a derived or assumed quantity needs a note, a source or a fact id",
            )
        if bool(self.moves_with) != (self.correlation is not None):
            raise PydanticCustomError(
                QUANTITY_ERROR, "expected moves_with and correlation together, or neither"
            )
        try:
            _ = self.statement
        except ValueError as error:
            raise PydanticCustomError(QUANTITY_ERROR, "{reason}", {"reason": str(error)}) from error
        return self

    def within(self, least: float, most: float) -> Quantity:
        """Return the same entry with the hard bounds of its field.

        Parameters
        ----------
        least, most
            Bounds that no draw may leave, in the unit of the field.

        Returns
        -------
        Quantity
            A copy whose statement knows the bounds.
        """
        bounded = self.model_copy()
        bounded._least, bounded._most = least, most
        return bounded

    @property
    def statement(self) -> Statement:
        """What is believed about the number, in the unit of its field, within its bounds."""
        if self.p05 is None or self.p50 is None or self.p95 is None:
            return Statement.point(self.value if self.value is not None else float("nan"))
        family = self.family
        if family is None:
            family = Family.LOGNORMAL if self.p05 > 0 else Family.NORMAL
        if self.p05 == self.p95:
            family = Family.POINT
        return _statement((self.p05, self.p50, self.p95), family, (self._least, self._most))


@lru_cache(maxsize=4096)
def _statement(
    quantiles: tuple[float, float, float], family: Family, bounds: tuple[float, float]
) -> Statement:
    # A field is read again for every option; what it states does not change.
    return Statement(*quantiles, family, *bounds)


@dataclass(frozen=True, slots=True)
class In:
    """Unit and permitted range of a quantity field, written as ``Annotated[Quantity, In("h")]``.

    Attributes
    ----------
    unit
        Unit symbol; ``CUR`` stands for the dossier's currency.
    above, at_least, at_most
        Bounds on every stated quantile, in that unit.
    """

    unit: str
    above: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def expectation(self) -> str:
        """The permitted range in words, with the unit."""
        parts = []
        if self.above is not None:
            parts.append(f"> {self.above:g}")
        if self.at_least is not None:
            parts.append(f">= {self.at_least:g}")
        if self.at_most is not None:
            parts.append(f"<= {self.at_most:g}")
        return f"{' and '.join(parts) or 'a number'} [{self.unit}]"

    def check(self, quantity: Quantity | None) -> Quantity | None:
        """Return the quantity after checking its range.

        Parameters
        ----------
        quantity
            The entry, or none where the field is optional.

        Returns
        -------
        Quantity or None
            The same entry, with bounds where the field includes them: tails that a family would
            draw beyond an inclusive bound are drawn as the bound.

        Raises
        ------
        PydanticCustomError
            If a quantile lies outside the range.
        """
        if quantity is None:
            return None
        stated = quantity.statement
        low, high = stated.p05, stated.p95
        too_low = (self.above is not None and low <= self.above) or (
            self.at_least is not None and low < self.at_least
        )
        if too_low or (self.at_most is not None and high > self.at_most):
            found = f"{low:g}" if too_low else f"{high:g}"
            raise PydanticCustomError(
                RANGE_ERROR,
                "expected {expected}, found {found}",
                {"expected": self.expectation, "found": found},
            )
        if quantity.value is not None or (self.at_least is None and self.at_most is None):
            return quantity
        return quantity.within(
            -math.inf if self.at_least is None else self.at_least,
            math.inf if self.at_most is None else self.at_most,
        )

    def __get_pydantic_core_schema__(
        self, source: type, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Add the range check behind the quantity's own schema.

        Parameters
        ----------
        source
            The annotated type.
        handler
            Builder of its schema.

        Returns
        -------
        CoreSchema
            The checked schema.
        """
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add unit and range to the published schema.

        Parameters
        ----------
        schema
            Schema of the annotated type.
        handler
            Builder of its JSON form.

        Returns
        -------
        dict
            JSON Schema with ``x-unit`` and ``x-expected``.
        """
        found = dict(handler(schema))
        found["x-unit"] = self.unit
        found["x-expected"] = self.expectation
        return found
