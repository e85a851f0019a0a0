"""The questions of an instrument: how each may be answered, and what an answer counts."""

from __future__ import annotations

import itertools
import math
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from steelyard.instruments.base import Bilingual, InstrumentModel, Key

AnswerValue = str | float | tuple[str, ...]
"""A choice or level, a number, or several choices."""


class Given(StrEnum):
    """What the program answers itself, from the dossier or the option."""

    TIER = "tier"
    SERVES_PUBLIC = "serves_public"
    TRAINING_FLOP = "training_flop"
    GENERATES_LANGUAGE = "generates_language"
    """Answered ``wide``: every model under study is a language model for many tasks."""


class Level(InstrumentModel):
    """One level of a scale; its number is its place, from 0."""

    id: Key
    name: Bilingual
    meaning: Bilingual | None = None


class Condition(InstrumentModel):
    """A question answered in one of several ways."""

    question: Key
    any_of: Annotated[tuple[str, ...], Field(min_length=1)]
    """Choices or levels."""


class Choice(InstrumentModel):
    """One permitted answer and what it counts."""

    id: Key
    text: Bilingual
    points: float = 0.0
    """Points, or the number of the level it stands for. [point]"""
    needs_evidence: bool = False
    """Whether the answer counts only with what shows it."""
    excluded: bool = False
    """Whether the question is then left out of every sum and minimum (not applicable)."""


class Band(InstrumentModel):
    """A range of a number and what it counts; the first that fits, from the lowest up."""

    below: float | None = None
    """The number is less than this."""
    up_to: float | None = None
    """The number is at most this; the last band states neither."""
    points: float
    """Points, or the number of the level. [point]"""

    @property
    def end(self) -> float:
        """Upper end; infinite for the last band."""
        found = self.below if self.below is not None else self.up_to
        return math.inf if found is None else found

    def holds(self, number: float) -> bool:
        """Return whether a number lies below the upper end.

        Parameters
        ----------
        number
            In the unit of the question.

        Returns
        -------
        bool
            True below the end, and at it where the end belongs to the band.
        """
        return number < self.end or (self.up_to is not None and number == self.up_to)


class NumberAnswer(InstrumentModel):
    """A question answered with a number."""

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    """From the lowest to the highest."""

    @model_validator(mode="after")
    def _bands_ascend(self) -> NumberAnswer:
        ends = [band.end for band in self.bands]
        ascend = all(low < high for low, high in itertools.pairwise(ends))
        if not ascend or ends[-1] != math.inf:
            message = "bands: expected ascending ends, and a last band without one"
            raise ValueError(message)
        return self

    def points_of(self, number: float) -> float:
        """Return what a number counts.

        Parameters
        ----------
        number
            In the unit of the question.

        Returns
        -------
        float
            Points of the first band that holds it. [point]
        """
        return next(band.points for band in self.bands if band.holds(number))

    def one_of_each_band(self) -> tuple[float, ...]:
        """Return a number out of every band.

        Returns
        -------
        tuple of float
            From the lowest band, within the permitted range.
        """
        least = self.at_least
        if least is None:
            least = math.nextafter(self.bands[0].end, -math.inf)
        found = [least]
        for band in self.bands[:-1]:
            if band.below is not None:
                found.append(band.below)
            else:
                found.append(math.nextafter(band.end, math.inf))
        most = math.inf if self.at_most is None else self.at_most
        return tuple(number for number in found if number <= most)


class Question(InstrumentModel):
    """One question; exactly one of ``scale``, ``choices`` and ``number`` says how to answer."""

    id: Key
    group: Key = ""
    """Part of the instrument it belongs to."""
    text: Bilingual
    original: str = ""
    """Name or number of the item in its own language, as the source has it."""
    source: Key
    """Reference id."""
    locator: Annotated[str, Field(min_length=1)]
    """Article, page, table or item."""
    scale: Key = ""
    """The answer is a level of this scale."""
    choices: tuple[Choice, ...] = ()
    """The answer is one of these."""
    several: bool = False
    """Several choices may be named; their points add up."""
    number: NumberAnswer | None = None
    """The answer is a number."""
    asked_if: tuple[Condition, ...] = ()
    """Asked only where all of these hold; otherwise it counts nothing."""
    optional: bool = False
    """May stay out: then it counts nothing, instead of being unknown."""
    given_by: Given | None = None
    """Answered by the program where it can be."""

    @model_validator(mode="after")
    def _one_way_to_answer(self) -> Question:
        # The instrument has put the levels of a scale in as choices by now.
        if bool(self.choices) == (self.number is not None):
            message = f"question {self.id}: expected one of scale, choices and number"
            raise ValueError(message)
        if self.number is not None and self.several:
            message = f"question {self.id}: several numbers cannot be answered"
            raise ValueError(message)
        return self

    def possible_answers(self) -> tuple[AnswerValue, ...]:
        """Return answers that stand for everything the question could still be answered.

        Returns
        -------
        tuple
            Every choice; the least and the most where several add up; a number of every band.
        """
        if self.number is not None:
            return self.number.one_of_each_band()
        if not self.several:
            return tuple(choice.id for choice in self.choices)
        below = tuple(choice.id for choice in self.choices if choice.points < 0)
        above = tuple(choice.id for choice in self.choices if choice.points > 0)
        return tuple(dict.fromkeys((below, above, *((choice.id,) for choice in self.choices))))

    def points_of(self, answer: AnswerValue) -> float:
        """Return what an answer counts.

        Parameters
        ----------
        answer
            A permitted answer.

        Returns
        -------
        float
            Points, or the number of a level. [point]
        """
        if self.number is not None:
            return self.number.points_of(float(answer))  # type: ignore[arg-type]
        named = answer if isinstance(answer, tuple) else (answer,)
        return sum(choice.points for choice in self.choices if choice.id in named)

    def most_points(self) -> float:
        """Return the most that an answer can count.

        Returns
        -------
        float
            Points. [point]
        """
        return max(self.points_of(answer) for answer in self.possible_answers())

    def is_excluded(self, answer: AnswerValue) -> bool:
        """Return whether an answer takes the question out of every sum and minimum.

        Parameters
        ----------
        answer
            A permitted answer.

        Returns
        -------
        bool
            True for a choice such as *not applicable*.
        """
        named = answer if isinstance(answer, tuple) else (answer,)
        return any(choice.excluded for choice in self.choices if choice.id in named)
