"""Structured facts: model cards, offer archetypes and national cases."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from steelyard.facts.base import FactModel
from steelyard.facts.schema import Id, Pedigree, Place, Word

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]


class Weights(StrEnum):
    """Whether the weights can be had."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"


class GovernmentUse(StrEnum):
    """Whether the licence lets a government use the model in production."""

    YES = "yes"
    CONDITIONS = "conditions"
    NO = "no"
    UNKNOWN = "unknown"


class CapabilityIndex(FactModel):
    """One dated reading of a capability index."""

    index: Id
    """Which index; readings of different indices do not mix."""
    value: float
    """Index points. [point]"""
    low: float | None = None
    """Lower end of the published interval."""
    high: float | None = None
    """Upper end of the published interval."""
    interval: str = ""
    """What the interval is, as the source words it."""
    known_from: date
    """Day of the edition."""
    source: Id
    """Id in ``sources.yaml``."""
    locator: Word
    """Where in the source."""


class ModelCard(FactModel):
    """A language model: who made it, on which terms, and what determines its cost."""

    id: Id
    """Published name in lower case with hyphens."""
    developer: Word
    """Who trained it."""
    country: Place
    """Seat of the developer."""
    released: date
    """First public release."""
    known_from: date
    """First day on which this card's facts could be known."""
    review_by: date
    """Day by which somebody must look again."""
    weights: Weights
    """Whether the weights can be had."""
    licence: str
    """Licence or terms by name; empty if not read."""
    licence_government_use: GovernmentUse
    """Whether a government may use it in production."""
    openness_class: str = ""
    """Class in the Model Openness Framework or the developer's claim; empty if not found."""
    params_total_b: Positive | None = None
    """Parameters in memory. [billion]"""
    params_active_b: Positive | None = None
    """Parameters used per token. [billion]"""
    layers: Count | None = None
    """Transformer layers. [1]"""
    heads: Count | None = None
    """Query heads. [1]"""
    kv_heads: Count | None = None
    """Key-value heads. [1]"""
    head_dim: Count | None = None
    """Size of a head. [1]"""
    hidden: Count | None = None
    """Width of the residual stream. [1]"""
    vocabulary: Count | None = None
    """Tokens in the vocabulary. [1]"""
    experts: Count | None = None
    """Routed experts of a mixture; empty for dense. [1]"""
    active_experts: Count | None = None
    """Routed experts used per token; empty for dense. [1]"""
    kv_bytes_per_token_16bit: Positive | None = None
    """Cache per token at 16 bit where heads do not give it (latent, hybrid). [byte]"""
    context_tokens: Count | None = None
    """Longest supported context. [token]"""
    training_tokens_b: Positive | None = None
    """Training tokens. [billion]"""
    languages_claimed: tuple[str, ...] = ()
    """Languages the developer names, ISO 639 codes; empty if the source gives none or a count."""
    n_languages_claimed: Count | None = None
    """Number of languages the developer claims where it gives no list. [1]"""
    base_model: Id | None = None
    """Model it was adapted from."""
    predecessor: Id | None = None
    """Model of the same developer and family that it replaced, where no base is named."""
    capability: tuple[CapabilityIndex, ...] = ()
    """Dated readings of a capability index; empty if none is published."""
    pedigree: Pedigree
    """How the weakest of these figures came to be."""
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids in ``sources.yaml``."""
    note: str = ""
    """Reservations: what was not read, what disagrees."""

    def capability_at(self, day: date) -> CapabilityIndex | None:
        """Return the newest reading known on a day.

        Parameters
        ----------
        day
            The study's date.

        Returns
        -------
        CapabilityIndex | None
            The reading, or nothing if none was published by then.
        """
        known = [reading for reading in self.capability if reading.known_from <= day]
        return max(known, key=lambda reading: reading.known_from, default=None)


class OfferKind(StrEnum):
    """What is offered."""

    LICENCE = "licence"
    SOVEREIGN_CLOUD = "sovereign_cloud"
    SHARED_PLATFORM = "shared_platform"
    PROVISIONED_THROUGHPUT = "provisioned_throughput"
    HOSTED_FINE_TUNING = "hosted_fine_tuning"
    FRAMEWORK_DEAL = "framework_deal"
    SEAT_SUBSCRIPTION = "seat_subscription"


class OfferPrice(FactModel):
    """One price component of an offer, as a 5-50-95 statement."""

    component: Id
    """What is paid for."""
    p05: float
    """One in twenty is lower."""
    p50: float
    """Median."""
    p95: float
    """One in twenty is higher."""
    unit: Word
    """Unit symbol with the currency."""


class OfferArchetype(FactModel):
    """A kind of offer a government meets, drawn from published prices; not an offer itself."""

    id: Id
    """Unique."""
    archetype: bool
    """Always true here: a received offer belongs in the dossier."""
    kind: OfferKind
    """What is offered."""
    title: Word
    """In plain words."""
    provider: str = ""
    """Whose published price it is; empty for a band over several."""
    place: Place
    """Where it is offered."""
    prices: Annotated[tuple[OfferPrice, ...], Field(min_length=1)]
    """Price components."""
    term: str = ""
    """Term and commitment in plain words."""
    promotional: bool = False
    """A promotional price says nothing about the renewal."""
    valid_from: date
    """First day of validity, or the day it was first read."""
    known_from: date
    """First day on which the public could know it."""
    review_by: date
    """Day by which somebody must look again."""
    pedigree: Pedigree
    """How the figures came to be."""
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids in ``sources.yaml``."""
    locator: Word
    """Where in the sources."""
    note: str = ""
    """Reservations."""
