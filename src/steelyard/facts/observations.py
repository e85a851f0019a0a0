"""Observed things: runs, measurements, scores, prices, effects, rates and national programmes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from steelyard.facts.base import FactModel
from steelyard.facts.schema import Id, Pedigree, Place, Word

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]


class Tier(StrEnum):
    """What a training run can test."""

    A = "A"
    B = "B"
    E = "E"
    X = "X"


class Observation(FactModel):
    """What every observation carries."""

    id: Id
    """Unique within its table."""
    source: Id
    """Id in ``sources.yaml``."""
    locator: Word
    """Where in the source."""
    verified: Literal["yes", "partial", "no"]
    """``yes``: read in the source; ``partial``: derived from figures of it; ``no``: not read."""
    note: str = ""
    """Reservations."""


class TrainingRun(Observation):
    """One published training run."""

    model: Word
    """Name as published."""
    model_id: Id
    """Its id, through the alias table."""
    kind: Literal["pretraining", "continued_pretraining", "full_fine_tuning", "lora"]
    """What was done to the weights."""
    organisation: Word
    """Who ran it."""
    country: str = ""
    """Seat, as collected; empty if several."""
    public_sector: Literal["y", "partly", "n"]
    """Whether a public body ran it."""
    year: int
    """Year of publication."""
    params_total_b: Positive | None = None
    """Parameters in memory. [billion]"""
    params_active_b: Positive | None = None
    """Parameters used per token. [billion]"""
    tokens_b: Positive | None = None
    """Training tokens. [billion]"""
    sequence_length: Positive | None = None
    """Tokens per sequence. [token]"""
    hardware: str = ""
    """Accelerator as published; empty if not stated."""
    hardware_id: str = ""
    """Its id, through the alias table; empty if not stated."""
    n_accelerators: Count | None = None
    """Accelerators used together. [1]"""
    accelerator_hours: Positive | None = None
    """Accelerator-hours of the run. [h]"""
    wall_days: Positive | None = None
    """Days from start to end. [day]"""
    reported_efficiency: str = ""
    """Steady-state utilisation or rate as the source words it."""
    energy_mwh: Positive | None = None
    """Energy. [MWh]"""
    co2_t: Positive | None = None
    """Emissions as reported. [tCO2e]"""
    hours_basis: str = ""
    """Whether the hours are an independent fact."""
    backtest_tier: Tier
    """A and B test hours, E energy only, X nothing."""
    energy_basis: str = ""
    """measured, or hours times a nominal power (which tests nothing)."""
    peak_tflops: Positive | None = None
    """Dense 16-bit peak of the accelerator. [TFLOP/s]"""

    @property
    def is_mixture(self) -> bool:
        """Whether fewer parameters work on a token than are held."""
        total, active = self.params_total_b, self.params_active_b
        return total is not None and active is not None and active < total


class ServingMeasurement(Observation):
    """One published serving throughput or latency."""

    series: Id
    """Series of measurements it belongs to, the first part of its id."""
    model: Word
    """Name as published."""
    model_id: Id
    """Its id, through the alias table."""
    params_total_b: Positive | None = None
    """Parameters in memory. [billion]"""
    params_active_b: Positive | None = None
    """Parameters used per token. [billion]"""
    hardware: Word
    """Accelerator as published."""
    hardware_id: Word
    """Its id, through the alias table."""
    n_accelerators: Count
    """Accelerators measured together. [1]"""
    replica_accelerators: Count | None = None
    """Accelerators that share one copy of the weights. [1]"""
    precision: Word
    """Arithmetic of the weights."""
    input_tokens: Positive | None = None
    """Mean tokens in. [token]"""
    output_tokens: Positive | None = None
    """Mean tokens out. [token]"""
    scenario: Word
    """offline, server, latency-bound and so on."""
    tokens_per_s_total: Positive | None = None
    """Output tokens per second of all accelerators, unless the scenario says input. [token/s]"""
    tokens_per_s_per_accelerator: Positive | None = None
    """The same per accelerator. [token/s]"""
    ttft_ms: Positive | None = None
    """Time to first token. [ms]"""
    tpot_ms: Positive | None = None
    """Time per output token. [ms]"""
    concurrency: Positive | None = None
    """Requests in flight. [1]"""
    software: str = ""
    """Serving software and version."""
    average_system_power_w: Positive | None = None
    """Wall power of the whole server. [W]"""


class ScoreRow(Observation):
    """One public score of one model on one benchmark."""

    model: Word
    """Name in the score table."""
    model_id: Id
    """Its id, through the alias table."""
    benchmark: Word
    """Benchmark; editions do not mix."""
    language: Word
    """ISO 639 code, ``mul`` for several."""
    score: float
    """On the benchmark's own scale."""
    scale: Word
    """What the score counts."""
    higher_is_better: bool
    """False for ranks, where 1 is best."""
    evaluator: Word
    """third_party, vendor or the like; vendor scores are widened."""
    known_from: date
    """Day of publication."""


class ApiPriceRow(Observation):
    """A list price of an interface, from a day on."""

    model: Word
    """Name in the price list."""
    model_id: Id
    """Its id, through the alias table."""
    provider: Word
    """Who sells."""
    host: str = ""
    """Where it is sold; empty if not stated."""
    is_maker: bool
    """Whether the model's maker sells it there."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """ISO 4217 code."""
    input_per_mtoken: Annotated[float, Field(ge=0)] | None = None
    """Price of a million input tokens, cache missed."""
    output_per_mtoken: Annotated[float, Field(ge=0)] | None = None
    """Price of a million output tokens."""
    valid_from: date
    """First day, or the day it was first seen."""
    valid_to: date | None = None
    """First day on which it no longer held, if known."""
    last_seen: date | None = None
    """Last day on which the source still showed it, if known."""
    changed_after: date | None = None
    """Last day on which the former price was seen: the change lies between."""
    basis: str = ""
    """What ``valid_from`` rests on."""
    known_from: date
    """First day on which the public could know it."""
    pedigree: Pedigree
    """How the figure came to be."""


class Seller(FactModel):
    """Who sells model interfaces, and where it has its seat."""

    id: Id
    """Unique."""
    name: Word
    """In plain words."""
    seat: Place
    """Country of its seat: where it sells for certain."""
    names: tuple[Word, ...] = ()
    """Hosts of the price list that are it."""
    developers: tuple[Word, ...] = ()
    """Makers of models that are it."""
    providers: tuple[Word, ...] = ()
    """Its ids in the price package."""
    source: Id
    """Id in ``sources.yaml``; own judgement where the seat was not read."""


class ServiceBenefit(Observation):
    """A measured or claimed effect of a language model in a public service."""

    country: Word
    """Where."""
    organisation: Word
    """Who."""
    setting: Word
    """Which work."""
    tool: Word
    """Which tool."""
    participants: str = ""
    """How many people or cases, as stated."""
    period: str = ""
    """When, as stated."""
    effect: Word
    """What changed."""
    value: float | None = None
    """By how much, in ``unit``; empty where the outcome is a word."""
    low: float | None = None
    """Lower figure of the source, if any."""
    high: float | None = None
    """Upper figure of the source, if any."""
    unit: Word
    """Unit, in words where none is registered."""
    comparator: str = ""
    """Against what."""
    design: str = ""
    """How it was found out."""
    known_from: date
    """Day of publication."""
    pedigree: Pedigree
    """How the figure came to be."""


class ProgressRate(Observation):
    """A published pace of progress."""

    topic: Word
    """frontier capability, open-weight lag, price decline or algorithmic efficiency."""
    what: Word
    """What moves."""
    low: float | None = None
    """Lower figure."""
    mid: float | None = None
    """Central figure."""
    high: float | None = None
    """Upper figure."""
    unit: Word
    """Unit, in words where none is registered."""
    period: str = ""
    """Years covered."""
    interval_kind: str = ""
    """What low and high are; seldom 5 and 95 per cent."""
    known_from: date
    """First day on which the public could know it."""


class NationalCase(FactModel):
    """A national programme: what was chosen, for how much, and what became of it."""

    id: Id
    """Unique."""
    name: Word
    """Name of the programme."""
    country: Word
    """Country or countries, in words."""
    place: Place
    """Seat of the owner."""
    tier: Literal["supranational", "national", "regional", "prefecture", "county"]
    """Level of government that owns it; ``county`` for everything below a prefecture."""
    owner: Word
    """Who owns it."""
    doer: Word
    """What kind of body does the work."""
    pathways: Annotated[tuple[Word, ...], Field(min_length=1)]
    """Pathways of the framework, those finally taken."""
    pathways_first: tuple[Word, ...] = ()
    """Pathways taken first, if they were revised."""
    choice: Word
    """The choice in words."""
    base_model: str = ""
    """Base, in words."""
    languages: str = ""
    """Languages served, in words."""
    dates: str = ""
    """When, in words."""
    decided: date | None = None
    """Day of the decision, where published."""
    known_from: date
    """First day on which the public could know it."""
    budget_amount: float | None = None
    """Published money, in ``budget_currency``."""
    budget_currency: str = ""
    """Unit of the money as published, with its multiple."""
    budget_scope: str = ""
    """What the money covers; amounts of different scope do not compare."""
    compute: str = ""
    """Compute used."""
    team: str = ""
    """People named; author lists are heads, not years of work."""
    outcome: str = ""
    """What became of it."""
    revision_reason: str = ""
    """Why it was revised."""
    lesson_inferred: str = ""
    """A reading of ours, labelled as such in print."""
    evidence: Word
    """Kind of source."""
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids in ``sources.yaml``."""
    note: str = ""
    """Reservations."""
