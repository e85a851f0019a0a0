"""One answer of the fact book: a number or a word, with its dates, its source and its locator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.errors import FactError
from steelyard.quantities.units import unit_named
from steelyard.uncertainty.draws import Parameter

if TYPE_CHECKING:
    from datetime import date

    from steelyard.facts.schema import FactRow, Pedigree, Source, StatusRow
    from steelyard.uncertainty.statements import Statement


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with everything a reader needs to believe or doubt it.

    Attributes
    ----------
    id, entity, parameter, place, valid_from, known_from, price_year, pedigree, locator, note
        As in the table.
    statement
        5, 50 and 95 per cent quantiles, in ``unit``.
    unit
        Unit symbol.
    source
        Where it was read.
    """

    id: str
    entity: str
    parameter: str
    statement: Statement
    unit: str
    place: str
    valid_from: date
    known_from: date
    price_year: int | None
    pedigree: Pedigree
    source: Source
    locator: str
    note: str

    @classmethod
    def of(cls, row: FactRow, source: Source) -> Fact:
        """Return the answer a row gives.

        Parameters
        ----------
        row
            Row of a table.
        source
            The source the row names.

        Returns
        -------
        Fact
            The same, with its source.
        """
        return cls(
            id=row.id,
            entity=row.entity,
            parameter=row.parameter,
            statement=row.statement,
            unit=row.unit,
            place=row.place,
            valid_from=row.valid_from,
            known_from=row.known_from,
            price_year=row.price_year,
            pedigree=row.pedigree,
            source=source,
            locator=row.locator,
            note=row.note,
        )

    def in_unit(self, unit: str) -> Statement:
        """Return the value in another unit of the same dimension.

        Parameters
        ----------
        unit
            Unit symbol.

        Returns
        -------
        Statement
            Quantiles in ``unit``.

        Raises
        ------
        FactError
            If the two units measure different things.
        """
        if unit == self.unit:
            return self.statement
        own, wanted = unit_named(self.unit), unit_named(unit)
        if own.dimension != wanted.dimension:
            message = (
                f"fact {self.id}: expected a unit of {own.dimension} such as [{self.unit}], "
                f"found [{unit}]. Ask for it in a unit of that kind."
            )
            raise FactError(message)
        if own.factor == wanted.factor:
            return self.statement
        return self.statement.scaled(own.factor / wanted.factor)

    def as_parameter(self, unit: str | None = None) -> Parameter:
        """Return the value as an uncertain parameter of a study.

        Parameters
        ----------
        unit
            Unit symbol; the fact's own if not given.

        Returns
        -------
        Parameter
            With the id ``fact:<fact id>``.
        """
        used = self.unit if unit is None else unit
        label = f"{self.entity}: {self.parameter}"
        return Parameter(f"fact:{self.id}", self.in_unit(used), used, label)


@dataclass(frozen=True, slots=True)
class StatusFact:
    """A dated word with its source.

    Attributes
    ----------
    id, entity, parameter, value, place, valid_from, known_from, pedigree, locator, note
        As in the table.
    source
        Where it was read.
    since
        First day on which the word held without a break, by the rows known; ``valid_from`` is the
        day of the newest row.
    """

    id: str
    entity: str
    parameter: str
    value: str
    place: str
    valid_from: date
    known_from: date
    pedigree: Pedigree
    source: Source
    locator: str
    note: str
    since: date

    @classmethod
    def of(cls, row: StatusRow, source: Source, *, since: date | None = None) -> StatusFact:
        """Return the answer a row gives.

        Parameters
        ----------
        row
            Row of a table.
        source
            The source the row names.
        since
            First day of the unbroken run the row belongs to; its own day if not given.

        Returns
        -------
        StatusFact
            The same, with its source.
        """
        return cls(
            id=row.id,
            entity=row.entity,
            parameter=row.parameter,
            value=row.value,
            place=row.place,
            valid_from=row.valid_from,
            known_from=row.known_from,
            pedigree=row.pedigree,
            source=source,
            locator=row.locator,
            note=row.note,
            since=row.valid_from if since is None else since,
        )
