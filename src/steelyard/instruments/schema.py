"""A jurisdiction pack: its data classes, its rules and its registers, each dated and sourced."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from steelyard.errors import DossierError, Problem
from steelyard.instruments.base import Bilingual, InstrumentModel, Key, Reference

HostingKind = Literal[
    "vendor_abroad",
    "vendor_in_country",
    "sovereign_cloud",
    "shared_government_platform",
    "own_data_centre",
    "air_gapped",
    "edge_device",
]
"""Hosting kinds, as the options stage names them; a test compares the two lists."""

TierKind = Literal["national", "regional", "prefecture", "county"]
"""Levels of administration, as the dossier names them; a test compares the two lists."""


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


class RuleGate(StrEnum):
    """Which gate a rule belongs to."""

    RESIDENCY = "residency"
    TIER = "tier"
    REGISTRATION = "registration"


class Standing(StrEnum):
    """What kind of text a rule rests on."""

    LAW = "law"
    POLICY = "policy"
    PRUDENCE = "prudence"


class Otherwise(StrEnum):
    """What follows when a requirement is not met."""

    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Scope(InstrumentModel):
    """To whom and to what a rule applies; what is left empty does not narrow it."""

    data_classes: tuple[str, ...] = ()
    """Labels."""
    tiers: tuple[TierKind, ...] = ()
    """Levels of administration."""
    serves_public: bool | None = None
    """Whether citizens meet the output directly."""


class Requirement(InstrumentModel):
    """What must hold; every stated part."""

    hosting: tuple[HostingKind, ...] | None = None
    """Where text may be processed."""
    no_own_compute: bool = False
    """The body sets up no accelerators of its own."""
    no_training: bool = False
    """The body trains no model."""
    on_shared_platform: bool = False
    """The service runs on a platform of a higher level."""
    in_register: str = ""
    """The service of the model's developer stands in this register and is run by it."""

    @model_validator(mode="after")
    def _states_something(self) -> Requirement:
        if self == Requirement.model_construct():
            message = "a rule must require something"
            raise ValueError(message)
        return self


class Rule(InstrumentModel):
    """One dated requirement of a jurisdiction."""

    id: Key
    gate: RuleGate
    standing: Standing
    """Law, stated policy, or prudence of ours (only in the generic pack)."""
    effective_from: dt.date
    """First day in force."""
    until: dt.date | None = None
    """First day on which a later rule has taken its place; none while it stands."""
    known_from: dt.date
    """First day on which it could be known."""
    source: str
    """Reference id."""
    locator: str = ""
    """Article or page."""
    applies: Scope = Scope()
    requires: Requirement
    otherwise: Otherwise = Otherwise.EXCLUDED
    """Excluded where the text bars it; unknown where the text leaves it open."""
    text: Bilingual
    """The rule in our words."""
    remedy: Bilingual
    """What would let an option pass."""

    def is_in_force(self, on: dt.date) -> bool:
        """Return whether the rule binds and is known on a day.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        bool
            Both dates reached, and no later rule in its place.
        """
        is_over = self.until is not None and self.until <= on
        return self.effective_from <= on and self.known_from <= on and not is_over

    def is_announced(self, on: dt.date) -> bool:
        """Return whether the rule is known but not yet in force on a day.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        bool
            Known, and still to come.
        """
        return self.known_from <= on < self.effective_from

    def concerns(self, *, data_class: str, tier: str, serves_public: bool) -> bool:
        """Return whether a use case falls under the rule.

        Parameters
        ----------
        data_class
            Native label.
        tier
            Level of administration.
        serves_public
            Whether citizens meet the output directly.

        Returns
        -------
        bool
            Every stated part of the scope matches.
        """
        scope = self.applies
        return (
            (not scope.data_classes or data_class in scope.data_classes)
            and (not scope.tiers or tier in scope.tiers)
            and scope.serves_public in {None, serves_public}
        )


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
    registers: dict[Key, tuple[ListedDeveloper, ...]] = {}
    """Registers by id: which developers' services stand in them, and since when."""
    suppliers: tuple[ListedDeveloper, ...] = ()
    """Which developers serve customers in the country, and which do not."""

    @model_validator(mode="after")
    def _check_references(self) -> JurisdictionPack:
        listed = (*self.suppliers, *(row for rows in self.registers.values() for row in rows))
        cited = {rule.source for rule in self.rules} | {row.source for row in listed}
        cited |= {entry.source for entry in self.data_classes if entry.source}
        unknown = sorted(cited - set(self.references))
        labels = {entry.label for entry in self.data_classes}
        scopes = {label for rule in self.rules for label in rule.applies.data_classes}
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
