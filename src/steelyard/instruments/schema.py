"""A jurisdiction pack: its data classes, its rules and its registers, each dated and sourced."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, model_validator

from steelyard.errors import DossierError, Problem
from steelyard.instruments.base import Bilingual, InstrumentModel, Key, Reference
from steelyard.instruments.instrument import Use
from steelyard.instruments.rules import Rule, Scope


class DataClass(InstrumentModel):
    """One label of the native classification."""

    label: Key
    """Label, as dossiers write it."""
    sensitivity: Annotated[int, Field(ge=0, le=4)]
    """Place on the common ladder: 0 public … 4 secret. [level]"""
    name: Bilingual
    """Name for readers."""
    basis: Annotated[str, Field(min_length=1)]
    """What makes it this level; says where the mapping is our reading."""
    source: str = ""
    """Reference id; empty for a class of the generic ladder, which is ours."""


class ListedDeveloper(InstrumentModel):
    """One dated entry of a register or of a list of suppliers that serve the country."""

    developer: Annotated[str, Field(min_length=1)]
    """Name, as in the model cards."""
    listed: bool
    """Whether it stands in the register, or serves the country."""
    valid_from: dt.date
    known_from: dt.date
    source: str
    """Reference id."""


class OfficialLanguage(InstrumentModel):
    """A language in which the state must or may speak."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    """ISO 639 code."""
    scope: Bilingual | None = None
    """Where it is official, if not everywhere."""
    source: Key
    locator: str = ""


class AppraisalRate(InstrumentModel):
    """The real discount rate of the national appraisal guidance, by date."""

    p05: float
    """Lower end of what the guidance allows. [1/year]"""
    p50: float
    """The rate it asks for. [1/year]"""
    p95: float
    """Upper end. [1/year]"""
    basis: Bilingual
    """What the guidance says it is for."""
    valid_from: dt.date
    until: dt.date | None = None
    """First day on which another rate has taken its place without a row here; none otherwise."""
    known_from: dt.date
    source: Key
    locator: Annotated[str, Field(min_length=1)]


class DocumentConvention(InstrumentModel):
    """How the jurisdiction wants its papers."""

    id: Key
    text: Bilingual
    source: Key
    locator: Annotated[str, Field(min_length=1)]


class AppliedInstrument(InstrumentModel):
    """An instrument that applies, to whom, and from when."""

    instrument: Key
    use: Use
    """Gate, floor or evidence, in this jurisdiction."""
    effective_from: dt.date | None = None
    """First day it applies; none for a proposal or where it is voluntary."""
    until: dt.date | None = None
    """First day on which it no longer applies."""
    known_from: dt.date
    applies: Scope = Scope()
    text: Bilingual
    """What it decides here."""
    source: Key
    locator: str = ""

    def is_known(self, on: dt.date) -> bool:
        """Return whether it was known and has not ended on a day.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        bool
            True for a proposal that was published.
        """
        return self.known_from <= on and (self.until is None or on < self.until)


class ClassifiedBy(InstrumentModel):
    """The instrument whose result fixes the data class of a use case."""

    instrument: Key
    result: Key
    labels: dict[Key, Annotated[tuple[Key, ...], Field(min_length=1)]]
    """Level of the result to the labels that it allows."""


class JurisdictionPack(InstrumentModel):
    """Everything that a jurisdiction's rules say about where and how a model may run."""

    id: Annotated[str, Field(pattern=r"^[A-Z]+$")]
    name: Bilingual
    countries: tuple[str, ...]
    """ISO codes it is written for; empty for the generic pack."""
    references: dict[Key, Reference]
    data_classes: Annotated[tuple[DataClass, ...], Field(min_length=1)]
    """From the least to the most sensitive."""
    rules: tuple[Rule, ...]
    registers: Annotated[dict[Key, tuple[ListedDeveloper, ...]], Field(default_factory=dict)]
    """Registers by id: which developers' services stand in them, and since when."""
    suppliers: tuple[ListedDeveloper, ...] = ()
    """Which developers serve customers in the country, and which do not."""
    languages: tuple[OfficialLanguage, ...] = ()
    """Official languages."""
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    """ISO 4217 code; empty for the generic pack."""
    fiscal_year_start: Annotated[int, Field(ge=1, le=12)] | None = None
    """First month of the fiscal year."""
    appraisal: tuple[AppraisalRate, ...] = ()
    """Discount rates of the national appraisal guidance, by date."""
    documents: tuple[DocumentConvention, ...] = ()
    """Conventions for documents."""
    instruments: tuple[AppliedInstrument, ...] = ()
    """Which instruments apply."""
    classified_by: ClassifiedBy | None = None
    """What fixes data classes, where an instrument does."""

    @model_validator(mode="after")
    def _check_references(self) -> JurisdictionPack:
        listed = (*self.suppliers, *(row for rows in self.registers.values() for row in rows))
        cited = {rule.source for rule in self.rules} | {row.source for row in listed}
        cited |= {entry.source for entry in self.data_classes if entry.source}
        for framed in (self.languages, self.appraisal, self.documents, self.instruments):
            cited |= {entry.source for entry in framed}
        unknown = sorted(cited - set(self.references))
        labels = {entry.label for entry in self.data_classes}
        scopes = {label for rule in self.rules for label in rule.applies.data_classes}
        scopes |= {label for entry in self.instruments for label in entry.applies.data_classes}
        unknown += sorted(scopes - labels)
        wanted = {rule.requires.in_register for rule in self.rules if rule.requires.in_register}
        unknown += sorted(wanted - set(self.registers))
        if unknown:
            message = f"pack {self.id}: refers to what it does not define: {', '.join(unknown)}"
            raise ValueError(message)
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the native classification, from the least to the most sensitive."""
        return tuple(entry.label for entry in self.data_classes)

    def sensitivity_of(self, data_class: str) -> int:
        """Return the place of a native label on the common ladder.

        Parameters
        ----------
        data_class
            Native label.

        Returns
        -------
        int
            0 public … 4 secret. [level]

        Raises
        ------
        DossierError
            If the pack has no such label; names those it has.
        """
        for entry in self.data_classes:
            if entry.label == data_class:
                return entry.sensitivity
        problem = Problem(
            path="use_cases[].data_class",
            expected=f"one of {', '.join(self.labels)} (pack {self.id})",
            found=repr(data_class),
            next_step="Choose the label of the classification, or another pack.",
        )
        raise DossierError([problem])

    def rules_in_force(self, on: dt.date) -> tuple[Rule, ...]:
        """Return the rules that bind on a day.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        tuple[Rule, ...]
            In the order of the pack.
        """
        return tuple(rule for rule in self.rules if rule.is_in_force(on))

    def instruments_for(
        self, on: dt.date, *, data_class: str, tier: str, serves_public: bool
    ) -> tuple[AppliedInstrument, ...]:
        """Return the instruments that apply to a use case on a day.

        Parameters
        ----------
        on
            The study's date.
        data_class, tier
            Native label, and level of administration.
        serves_public
            Whether citizens meet the output directly.

        Returns
        -------
        tuple of AppliedInstrument
            Those known by then, proposals and voluntary ones among them.
        """
        sensitivity = self.sensitivity_of(data_class)
        return tuple(
            entry
            for entry in self.instruments
            if entry.is_known(on)
            and entry.applies.holds(
                data_class=data_class,
                sensitivity=sensitivity,
                tier=tier,
                serves_public=serves_public,
            )
        )

    def appraisal_rate(self, on: dt.date) -> AppraisalRate | None:
        """Return the discount rate that the guidance of a day asks for.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        AppraisalRate or None
            The newest known and valid; none where no guidance was found, or where the newest has
            ended: an older one does not come back.
        """
        known = [row for row in self.appraisal if row.valid_from <= on and row.known_from <= on]
        newest = max(known, key=lambda row: (row.valid_from, row.known_from), default=None)
        if newest is None or (newest.until is not None and newest.until <= on):
            return None
        return newest

    def entry_of(
        self, developer: str, on: dt.date, *, register: str = ""
    ) -> ListedDeveloper | None:
        """Return the newest known entry of a developer.

        Parameters
        ----------
        developer
            Name, as in the model cards.
        on
            The study's date.
        register
            Register id; the list of suppliers if left out.

        Returns
        -------
        ListedDeveloper or None
            None where nothing is known: neither served nor barred.
        """
        rows = self.registers.get(register, ()) if register else self.suppliers
        known = [
            row
            for row in rows
            if row.developer == developer and row.valid_from <= on and row.known_from <= on
        ]
        return max(known, key=lambda row: (row.valid_from, row.known_from), default=None)
