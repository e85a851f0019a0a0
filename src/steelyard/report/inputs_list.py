"""Every input of a study under one number, so that any figure can point at what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.findings import InputStatus
from steelyard.dossier.parameters import quantities_of
from steelyard.facts.api_prices import ApiPrice
from steelyard.facts.cards import ModelCard
from steelyard.facts.fact import Fact
from steelyard.options.assumed import TABLES, assumptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from steelyard.dossier.base import Quantity
    from steelyard.facts.schema import Source
    from steelyard.report.inputs import Study
    from steelyard.uncertainty.statements import Statement

ORDER: Final = (InputStatus.ASSUMED, InputStatus.EXPERT, InputStatus.DERIVED, InputStatus.GIVEN)
"""The assumed come first."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """One stated input.

    Attributes
    ----------
    number
        Its number in the report. [1]
    ids
        Parameter ids it stands for: the same statement made for several use cases is one row.
    statement
        What is believed, in ``unit``.
    unit
        Unit symbol; as printed where the source names one of its own.
    status
        Who stands behind it.
    note, source
        How it was derived or why assumed so, and where it was read; in the author's language.
    on
        Date of the source, if stated.
    """

    number: int
    ids: tuple[str, ...]
    statement: Statement
    unit: str
    status: InputStatus
    note: str
    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a fact was read.

    Attributes
    ----------
    title, publisher, url
        As catalogued.
    published
        Day of publication, if known.
    """

    title: str
    publisher: str
    url: str
    published: date | None


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact that the study read.

    Attributes
    ----------
    number
        Its number in the report. [1]
    key
        Id in the fact base.
    label
        ``<entity>: <parameter>``.
    statement, unit
        What is believed; none for a word or a record.
    value
        The word of a status, or what a record holds, in short.
    place, valid_from, known_from, pedigree, locator, note
        As in the fact base.
    sources
        Where it was read.
    """

    number: int
    key: str
    label: str
    statement: Statement | None
    unit: str
    value: str
    place: str
    valid_from: date | None
    known_from: date | None
    pedigree: str
    locator: str
    note: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class InputList:
    """Every input and fact, numbered.

    Attributes
    ----------
    stated
        Dossier entries and our own assumptions: assumed, then derived, then given.
    facts
        Facts read, in the order of their ids.
    numbers
        Number by parameter or fact id.
    """

    stated: tuple[InputRow, ...]
    facts: tuple[FactEntry, ...]
    numbers: Mapping[str, int]

    def of_status(self, *statuses: InputStatus) -> tuple[InputRow, ...]:
        """Return the stated inputs of some statuses.

        Parameters
        ----------
        *statuses
            Which.

        Returns
        -------
        tuple of InputRow
            In the order of their numbers.
        """
        return tuple(row for row in self.stated if row.status in statuses)


def input_list_of(study: Study) -> InputList:
    """Give every input of a study its number.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    InputList
        Dossier entries, assumptions of ours, facts.
    """
    rows = sorted(
        (*_dossier_rows(study), *_own_rows(study)), key=lambda row: ORDER.index(row.status)
    )
    stated = tuple(_numbered(row, number) for number, row in enumerate(rows, start=1))
    facts = tuple(
        _entry(study, key, number)
        for number, key in enumerate(sorted(study.facts.used), start=len(stated) + 1)
    )
    numbers = {name: row.number for row in stated for name in row.ids}
    for entry in facts:
        numbers[entry.key] = numbers[f"fact:{entry.key}"] = entry.number
    return InputList(stated, facts, numbers)


def _numbered(row: InputRow, number: int) -> InputRow:
    return InputRow(
        number, row.ids, row.statement, row.unit, row.status, row.note, row.source, row.on
    )


def _dossier_rows(study: Study) -> Iterator[InputRow]:
    # The same statement made for several use cases (a repeated anchor) is one row.
    merged: dict[tuple[str, Quantity, str], list[str]] = {}
    for path, quantity, field in quantities_of(study.dossier):
        key = (path.rsplit("/", 1)[-1], quantity, field.unit)
        merged.setdefault(key, []).append(f"dossier:{path}")
    for (_, quantity, unit), ids in merged.items():
        yield InputRow(
            0,
            tuple(ids),
            quantity.statement,
            unit,
            InputStatus(quantity.status.value),
            quantity.note,
            quantity.source,
            quantity.date,
        )


def _own_rows(study: Study) -> Iterator[InputRow]:
    # What neither the dossier nor a fact states: coefficients of our own models.
    ours = {row.parameter.id: row for table in TABLES for row in assumptions(table).values()}
    for name, parameter in sorted(study.sample.known.items()):
        if name.startswith(("dossier:", "fact:")):
            continue
        row = ours.get(name)
        status = InputStatus.EXPERT
        if row is not None and row.pedigree == "derived":
            status = InputStatus.DERIVED
        yield InputRow(
            0,
            (name,),
            parameter.statement,
            parameter.unit,
            status,
            "" if row is None else row.rationale,
            "" if row is None else ", ".join(row.sources),
            None,
        )


def _entry(study: Study, key: str, number: int) -> FactEntry:
    found = study.facts.used[key]
    if isinstance(found, ModelCard):
        return _model_entry(study, key, number, found)
    if isinstance(found, ApiPrice):
        return _price_entry(study, key, number, found)
    is_number = isinstance(found, Fact)
    return FactEntry(
        number=number,
        key=key,
        label=f"{found.entity}: {found.parameter}",
        statement=found.statement if isinstance(found, Fact) else None,
        unit=found.unit if isinstance(found, Fact) else "",
        value="" if is_number else getattr(found, "value", ""),
        place=found.place,
        valid_from=found.valid_from,
        known_from=found.known_from,
        pedigree=str(found.pedigree),
        locator=found.locator,
        note=found.note,
        sources=(_source(found.source),),
    )


def _model_entry(study: Study, key: str, number: int, card: ModelCard) -> FactEntry:
    return FactEntry(
        number=number,
        key=key,
        label=card.id,
        statement=None,
        unit="",
        value=f"{card.developer} ({card.country}); {card.licence or '?'}",
        place=card.country,
        valid_from=card.released,
        known_from=card.known_from,
        pedigree=str(card.pedigree),
        locator="",
        note=card.note,
        sources=tuple(_source(study.facts.source(name)) for name in card.sources),
    )


def _price_entry(study: Study, key: str, number: int, price: ApiPrice) -> FactEntry:
    paid = (price.input_per_mtoken, price.output_per_mtoken)
    words = " / ".join("–" if part is None else f"{part:g}" for part in paid)
    return FactEntry(
        number=number,
        key=key,
        label=f"{price.model_id}: list-price",
        statement=None,
        unit="",
        value=f"{words} {price.currency}/Mtoken ({price.provider})",
        place="",
        valid_from=price.valid_from,
        known_from=price.on,
        pedigree="published",
        locator=price.origin,
        note=price.note,
        sources=(_source(study.facts.source(price.source)),),
    )


def _source(source: Source) -> SourceRow:
    return SourceRow(source.title, source.publisher, source.url, source.published)
