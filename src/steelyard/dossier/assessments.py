"""Answers to official instruments: dated evidence with the assessor's name, open to recomputation.

The answers themselves stand in the dossier, never only their result, so that an auditor can add
them up again by the instrument's own rule.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field, StrictFloat, StrictInt, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from steelyard.dossier.base import DossierModel
from steelyard.errors import Problem
from steelyard.instruments import Subject, answer_problems, instrument_ids, load_instrument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.instruments import AnswerValue, Instrument

ANSWER_ERROR: Final = "answer"
SUBJECT_ERROR: Final = "subject"

Names = Annotated[tuple[str, ...], Field(min_length=1)]


def _is_answer(value: object) -> bool:
    # Neither true nor nothing, a list of anything but choices, or a number that is none.
    if isinstance(value, list | tuple):
        return all(isinstance(part, str) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return abs(value) < math.inf
    return isinstance(value, str)


class AssessedAnswer(DossierModel):
    """One answer; written as the bare answer, or as a mapping with what it rests on."""

    answer: StrictStr | StrictInt | StrictFloat | tuple[StrictStr, ...]
    """Id of a choice or level, a number, a list of choices, or ``unknown``."""
    evidence: str = ""
    """Document and page that show it."""
    owner: str = ""
    """Who answers for it."""
    due: dt.date | None = None
    """By when it is to be settled."""

    @model_validator(mode="before")
    @classmethod
    def _read_bare_answer(cls, data: Any) -> Any:
        value = data.get("answer") if isinstance(data, dict) else data
        if not _is_answer(value):
            message = "expected the id of an answer, a number, a list, or unknown"
            raise PydanticCustomError(ANSWER_ERROR, message)
        return data if isinstance(data, dict) else {"answer": data}


class About(DossierModel):
    """What an assessment is about: one kind of thing, one or several of it."""

    use_case: Names | None = None
    """Use cases of the dossier."""
    model: Names | None = None
    """Model ids."""
    offer: Names | None = None
    """Offers of the dossier."""
    hosting: Names | None = None
    """Hosting kinds, as the buyer would use them."""
    body: Names | None = None
    """The body that decides, by name."""

    @model_validator(mode="before")
    @classmethod
    def _one_name_as_list(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {kind: [v] if isinstance(v, str) else v for kind, v in data.items()}

    @model_validator(mode="after")
    def _one_kind(self) -> About:
        if len(self.kinds) != 1:
            message = "expected exactly one of use_case, model, offer, hosting and body"
            raise PydanticCustomError(SUBJECT_ERROR, message)
        return self

    @property
    def kinds(self) -> tuple[Subject, ...]:
        """Kinds of thing named; exactly one."""
        return tuple(kind for kind in Subject if getattr(self, kind) is not None)

    @property
    def kind(self) -> Subject:
        """What kind of thing was assessed."""
        return self.kinds[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what was assessed."""
        found: tuple[str, ...] = getattr(self, self.kind)
        return found


class Assessment(DossierModel):
    """One instrument answered by a named person on a day."""

    instrument: str
    """Id of a shipped instrument, as ``steelyard assess --list`` names them."""
    edition: str
    """Edition that was answered, in quotation marks."""
    about: About
    assessor: Annotated[str, Field(min_length=1)]
    """Name of the person who answered."""
    role: Annotated[str, Field(min_length=1)]
    """Office of the assessor."""
    date: dt.date
    """Day of the assessment."""
    answers: Annotated[dict[str, AssessedAnswer], Field(default_factory=dict)]
    """Answer by question."""
    others: str = ""
    """``unknown``, or the answer given to every question not named; every question must be named
    without it."""
    floors: Annotated[dict[str, str], Field(default_factory=dict)]
    """Least level by part, for instruments that know floors."""
    note: str = ""
    """Whose reading it is, and how far it goes."""

    @property
    def values(self) -> dict[str, AnswerValue]:
        """Answer by question, without what it rests on."""
        return {name: entry.answer for name, entry in self.answers.items()}


def assessment_problems(
    entry: Assessment, instrument: Instrument | None = None
) -> Iterator[Problem]:
    """Find what is wrong with one assessment.

    Parameters
    ----------
    entry
        The assessment.
    instrument
        The instrument it answers; the shipped one of its id if left out.

    Yields
    ------
    Problem
        Places are relative to the assessment.
    """
    if instrument is None and entry.instrument not in instrument_ids():
        expected = f"one of {', '.join(instrument_ids())}"
        yield Problem("instrument", expected, f"'{entry.instrument}'", "Correct the id.")
        return
    asked = load_instrument(entry.instrument) if instrument is None else instrument
    if entry.instrument != asked.id:
        expected = f"'{asked.id}', the instrument asked for"
        yield Problem("instrument", expected, f"'{entry.instrument}'", "Name the right one.")
    elif entry.edition != asked.edition:
        step = "Answer the present edition: 'steelyard assess ID --template' writes its questions."
        expected = f"edition {asked.edition} of {asked.id}"
        yield Problem("edition", expected, f"'{entry.edition}'", step)
    elif entry.about.kind is not asked.assesses:
        expected = f"{asked.assesses}, which {asked.id} assesses"
        yield Problem("about", expected, str(entry.about.kind), "Name what was assessed.")
    else:
        yield from answer_problems(asked, entry.values, floors=entry.floors, others=entry.others)
        yield from _without_evidence(asked, entry)


def _without_evidence(instrument: Instrument, entry: Assessment) -> Iterator[Problem]:
    for question in instrument.questions:
        given = entry.answers.get(question.id)
        needy = {choice.id for choice in question.choices if choice.needs_evidence}
        if given is not None and given.answer in needy and not given.evidence:
            step = "Write {answer: ..., evidence: document and page}, or a weaker answer."
            found = f"'{given.answer}' alone"
            yield Problem(f"answers.{question.id}", "what shows it, as evidence", found, step)
