"""An instrument as data: questions, scales, the native way of adding up, and what follows.

Nothing here knows any instrument by name. A new one is a file in ``data`` and its reference cases.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from steelyard.instruments.base import Bilingual, InstrumentModel, Key, PackId, Reference
from steelyard.instruments.questions import Condition, Level, Question
from steelyard.instruments.results import Result


class Status(StrEnum):
    """Whether the text binds."""

    IN_FORCE = "in_force"
    PROPOSED = "proposed"
    VOLUNTARY = "voluntary"


class Use(StrEnum):
    """What the result is for."""

    GATE = "gate"
    """Decides whether an option may be taken, or what it must carry."""
    FLOOR = "floor"
    """A least level that the buyer states for each part."""
    EVIDENCE = "evidence"
    """Shown beside the judgement; decides nothing by itself."""


class Subject(StrEnum):
    """What an assessment is about."""

    USE_CASE = "use_case"
    MODEL = "model"
    OFFER = "offer"
    HOSTING = "hosting"
    BODY = "body"


class Group(InstrumentModel):
    """A part of an instrument."""

    id: Key
    name: Bilingual
    original: str = ""


class Contradiction(InstrumentModel):
    """Answers that cannot all be true."""

    when: Annotated[tuple[Condition, ...], Field(min_length=2)]
    text: Bilingual
    """Why they cannot."""


class Obligation(InstrumentModel):
    """What follows from a level."""

    id: Key
    result: Key
    at: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Levels at which it holds."""
    text: Bilingual
    source: Key
    locator: Annotated[str, Field(min_length=1)]
    effective_from: dt.date | None = None
    """First day it binds; that of the instrument if left out."""


def _with_levels(entry: dict[str, Any], scales: dict[str, Any]) -> dict[str, Any]:
    levels = scales.get(entry.get("scale", ""), ())
    choices = [
        {"id": level["id"], "text": level["name"], "points": place}
        for place, level in enumerate(levels)
    ]
    return {"choices": choices, **entry} if choices else entry


class Instrument(InstrumentModel):
    """One official instrument, one edition."""

    id: Key
    edition: Annotated[str, Field(min_length=1)]
    """Edition or version, quoted."""
    name: Bilingual
    original_name: str = ""
    """Name in its own language."""
    issuer: Annotated[str, Field(min_length=1)]
    jurisdiction: PackId | Literal["INT"]
    """Pack it belongs to; INT for none in particular."""
    status: Status
    effective_from: dt.date | None = None
    """First day in force; none for a proposal."""
    until: dt.date | None = None
    """First day on which a later edition has taken its place."""
    known_from: dt.date
    """First day on which it could be known."""
    licence: str = ""
    """Licence of its text or data, where it has one."""
    assesses: Subject
    use: Use
    purpose: Bilingual
    """What the result decides, or what it is evidence of."""
    reservations: tuple[Bilingual, ...] = ()
    """What was read second hand, what is our reading, what is only proposed."""
    references: dict[Key, Reference]
    scales: dict[Key, Annotated[tuple[Level, ...], Field(min_length=2)]]
    groups: tuple[Group, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    results: Annotated[tuple[Result, ...], Field(min_length=1)]
    """In the order in which they build on each other."""
    main_result: Key
    """The one that is reported first."""
    contradictions: tuple[Contradiction, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    informs: Annotated[dict[Key, Key], Field(default_factory=dict)]
    """Result to the criterion it bounds from above, on a scale of the same five levels."""

    @model_validator(mode="before")
    @classmethod
    def _levels_as_choices(cls, data: Any) -> Any:
        # A question answered on a scale has the levels of the scale as its choices.
        try:
            scales = data.get("scales", {})
            questions = [_with_levels(entry, scales) for entry in data.get("questions", ())]
        except (AttributeError, KeyError, TypeError):
            # Parts of another shape are left for the fields themselves to refuse.
            return data
        return {**data, "questions": questions}

    def question(self, name: str) -> Question:
        """Return a question.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        Question
            The question.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)

    def result(self, name: str) -> Result:
        """Return a result.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        Result
            What is added up, and how.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for result in self.results:
            if result.id == name:
                return result
        raise KeyError(name)

    def questions_in(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the questions that parts consist of.

        Parameters
        ----------
        names
            Questions and groups.

        Returns
        -------
        tuple of str
            Ids of questions, in the order of the parts.
        """
        groups = {group.id for group in self.groups}
        found: list[str] = []
        for name in names:
            if name in groups:
                found += [entry.id for entry in self.questions if entry.group == name]
            else:
                found.append(name)
        return tuple(found)

    def is_in_force(self, on: dt.date) -> bool:
        """Return whether the edition is known, has begun and has not been replaced on a day.

        Parameters
        ----------
        on
            The study's date.

        Returns
        -------
        bool
            False for a proposal.
        """
        begun = self.effective_from is not None and self.effective_from <= on
        is_over = self.until is not None and self.until <= on
        return begun and self.known_from <= on and not is_over
