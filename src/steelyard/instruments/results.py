"""The results of an instrument: what is added up, and by which of the native rules."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from steelyard.instruments.base import Bilingual, InstrumentModel, Key


class LevelResult(InstrumentModel):
    """What results that end in a level share."""

    id: Key
    name: Bilingual
    scale: Key
    """Scale of the result."""
    source: Key
    """Reference of the rule of adding up."""
    locator: Annotated[str, Field(min_length=1)]


class Minimum(LevelResult):
    """The lowest of its parts: the weakest link."""

    aggregate: Literal["minimum"]
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Questions, groups or earlier results."""


class HighWaterMark(LevelResult):
    """The highest of its parts."""

    aggregate: Literal["high_water_mark"]
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Questions, groups or earlier results."""


class Rung(InstrumentModel):
    """A level of a ladder and what it asks beyond the rung below."""

    level: Key
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Questions or groups; each must be met, that is count at least one point."""


class CumulativeLadder(LevelResult):
    """The highest rung for which it and every rung below are met; level 0 of the scale if none."""

    aggregate: Literal["cumulative_ladder"]
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1)]
    """From the lowest."""


class LookupMatrix(LevelResult):
    """A level read off a table, the highest where several rows are read.

    Either ``rows`` (each question reads the row named here, at the column of its answer), or
    ``row`` and ``column`` (one cell, at the answers of two questions).
    """

    aggregate: Literal["lookup_matrix"]
    rows: Annotated[dict[Key, Key], Field(default_factory=dict)]
    """Question to row of the table."""
    row: Key = ""
    column: Key = ""
    cells: dict[Key, dict[Key, Key]]
    """Row, column, level."""


class Share(InstrumentModel):
    """The upper end of a level, as a share of the maximum."""

    level: Key
    up_to: Annotated[float, Field(gt=0, le=1)]
    """Share of the maximum, itself included. [1]"""


class Mitigation(InstrumentModel):
    """Points that lower the raw score once there are enough of them."""

    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    maximum: Annotated[float, Field(gt=0)]
    """Most points there are. [point]"""
    threshold: Annotated[float, Field(gt=0, le=1)]
    """Share of the maximum from which they count. [1]"""
    discount: Annotated[float, Field(gt=0, lt=1)]
    """Share taken off the raw score. [1]"""


class Percentage(LevelResult):
    """Points as a share of the maximum, after a discount for mitigation, read off a ladder."""

    aggregate: Literal["percentage"]
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    maximum: Annotated[float, Field(gt=0)]
    """Most points there are. [point]"""
    shares: Annotated[tuple[Share, ...], Field(min_length=1)]
    """From the lowest level; the last ends at 1."""
    mitigation: Mitigation | None = None
    is_rounded: bool = False
    """Whether the score after the discount is rounded to whole points, halves up."""


class FloorsThenWeighted(InstrumentModel):
    """Least levels first: a miss rejects. Then a weighted score of what passed.

    The floors are the buyer's and stand in the answers.
    """

    id: Key
    name: Bilingual
    aggregate: Literal["floors_then_weighted"]
    weights: Annotated[dict[Key, dict[Key, float]], Field(min_length=1)]
    """Profile, part (an earlier result, question or group), weight. [1]"""
    scores: Annotated[dict[Key, tuple[Key, ...]], Field(default_factory=dict)]
    """Part to the questions or groups whose points make its score; its own level if left out."""
    scale: Key
    """Scale of the floors."""
    source: Key
    locator: Annotated[str, Field(min_length=1)]


class Tally(InstrumentModel):
    """How many are met, not met, not applicable and open, by group; no sum over them."""

    id: Key
    name: Bilingual
    aggregate: Literal["tally"]
    of: Annotated[tuple[Key, ...], Field(min_length=1)]
    source: Key
    locator: Annotated[str, Field(min_length=1)]


Result = Annotated[
    Minimum
    | HighWaterMark
    | CumulativeLadder
    | LookupMatrix
    | Percentage
    | FloorsThenWeighted
    | Tally,
    Field(discriminator="aggregate"),
]
