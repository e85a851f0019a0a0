"""A rule of a jurisdiction: whom it concerns, what it requires, from when, and where it is read."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from steelyard.instruments.base import Bilingual, InstrumentModel, Key

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


class RuleGate(StrEnum):
    """Which gate a rule belongs to."""

    RESIDENCY = "residency"
    TIER = "tier"
    REGISTRATION = "registration"
    PROHIBITED = "prohibited"
    OVERSIGHT = "oversight"
    ASSURANCE = "assurance"


class Standing(StrEnum):
    """What kind of text a rule rests on."""

    LAW = "law"
    POLICY = "policy"
    PRUDENCE = "prudence"


class Otherwise(StrEnum):
    """What follows when a requirement is not met."""

    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Assessed(InstrumentModel):
    """A level that the result of an instrument must reach."""

    instrument: Key
    """Id of the instrument."""
    result: Key
    """Id of one of its results."""
    at_least: Key
    """Lowest level that counts."""


class Scope(InstrumentModel):
    """To whom and to what a rule applies; what is left empty does not narrow it."""

    data_classes: tuple[str, ...] = ()
    """Labels."""
    tiers: tuple[TierKind, ...] = ()
    """Levels of administration."""
    serves_public: bool | None = None
    """Whether citizens meet the output directly."""
    min_sensitivity: Annotated[int, Field(ge=0, le=4)] | None = None
    """Lowest place of the data class on the common ladder. [level]"""
    assessed: Assessed | None = None
    """The use case reaches this level in its assessment; without one nobody knows."""
    exempt: Assessed | None = None
    """A use case that reaches this level in its assessment is outside the rule."""

    def holds(self, *, data_class: str, sensitivity: int, tier: str, serves_public: bool) -> bool:
        """Return whether a use case lies within the scope, assessments left aside.

        Parameters
        ----------
        data_class
            Native label.
        sensitivity
            Its place on the common ladder. [level]
        tier
            Level of administration.
        serves_public
            Whether citizens meet the output directly.

        Returns
        -------
        bool
            Every stated part matches.
        """
        return (
            (not self.data_classes or data_class in self.data_classes)
            and (not self.tiers or tier in self.tiers)
            and (self.min_sensitivity is None or sensitivity >= self.min_sensitivity)
            and self.serves_public in {None, serves_public}
        )


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
    assessed: Assessed | None = None
    """The option's model, offer or hosting reaches this level in its assessment."""
    human_decides: bool = False
    """A person takes the final decision on every result."""
    no_vendor_outside_law: bool = False
    """Whoever runs the model is bound by the buyer's law."""
    to_be_shown: bool = False
    """A paper outside the dossier has to show it: always to be confirmed, never a pass."""
    barred: bool = False
    """Nothing meets it: the use itself is not permitted."""

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
