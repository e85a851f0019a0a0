"""Documents that an audit of a model needs: why, what to demand, and which instrument asks it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator
from ruamel.yaml import YAML

from steelyard.errors import FactError
from steelyard.facts.aliases import near
from steelyard.facts.documentation import DocumentKind
from steelyard.instruments.base import Bilingual, InstrumentModel, Key, Reference

if TYPE_CHECKING:
    from datetime import date

LETTER_LANGUAGES = ("en", "zh", "ko")
"""Languages in which letters to providers are written."""
FILE = "documents.yaml"


def _in_letter_languages(text: dict[str, str]) -> dict[str, str]:
    missing = [language for language in LETTER_LANGUAGES if not text.get(language)]
    if missing:
        message = f"expected a text in {', '.join(LETTER_LANGUAGES)}, missing: {', '.join(missing)}"
        raise ValueError(message)
    return text


Trilingual = Annotated[Bilingual, AfterValidator(_in_letter_languages)]
"""A text in each language of letters."""


class DocumentInstrument(Reference):
    """An instrument that asks for documents."""

    name: Trilingual
    """As a letter names it."""
    binds: Literal["law", "standard", "guidance", "framework", "index"]
    """What force it has."""
    reservation: Trilingual | None = None
    """Whom it binds, whom it exempts, what was not read."""


class Requirement(InstrumentModel):
    """What one instrument asks of one document."""

    source: Key
    """Instrument, in ``references``."""
    locator: Trilingual
    """Article, annex, clause, component or indicator."""
    text: Trilingual
    """What it asks, in our words."""


class DocumentEntry(InstrumentModel):
    """One kind of document."""

    id: DocumentKind
    """Which."""
    name: Trilingual
    """In plain words."""
    why: Trilingual
    """Why an auditor needs it."""
    demand: Annotated[tuple[Trilingual, ...], Field(min_length=1)]
    """What exactly to demand of the provider."""
    pathways: tuple[Key, ...]
    """Pathways that need it; pretraining is none, as its documents are the buyer's own."""
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    """Instruments that ask for it."""


class DocumentCatalogue(InstrumentModel):
    """All kinds of document, and the instruments that ask for them."""

    references: dict[Key, DocumentInstrument]
    gaps: dict[Key, Trilingual]
    """What can be missing in a document, by the key that a fact row names."""
    documents: tuple[DocumentEntry, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> DocumentCatalogue:
        kinds = [entry.id for entry in self.documents]
        if sorted(kinds) != sorted(DocumentKind):
            message = "expected each kind of document once"
            raise ValueError(message)
        named = {need.source for entry in self.documents for need in entry.requirements}
        if named != set(self.references):
            message = f"references not matched: {', '.join(sorted(named ^ set(self.references)))}"
            raise ValueError(message)
        return self

    def known(self, entry: DocumentEntry, on: date) -> tuple[Requirement, ...]:
        """Return who asked for a document on a day.

        Parameters
        ----------
        entry
            Kind of document.
        on
            The study's date.

        Returns
        -------
        tuple of Requirement
            Those of instruments published by then, in the order of the file.
        """
        return tuple(
            need for need in entry.requirements if self.references[need.source].published <= on
        )

    def gap(self, key: str) -> dict[str, str]:
        """Return what a fact row says is missing, by language.

        Parameters
        ----------
        key
            As the row names it.

        Returns
        -------
        dict
            Text by language.

        Raises
        ------
        FactError
            If no text has that key.
        """
        if key not in self.gaps:
            message = (
                f"{FILE}: expected a text for the gap '{key}' that a row names, found none. "
                f"Nearest: {near(key, self.gaps)}. Correct the row, or add the text."
            )
            raise FactError(message)
        return self.gaps[key]


@cache
def load_documents() -> DocumentCatalogue:
    """Return the shipped catalogue.

    Returns
    -------
    DocumentCatalogue
        Read once.

    Raises
    ------
    FactError
        If the shipped file is wrong.
    """
    text = files("steelyard.instruments").joinpath(FILE).read_text(encoding="utf-8")
    try:
        return DocumentCatalogue.model_validate(YAML(typ="safe", pure=True).load(text))
    except ValidationError as error:
        message = f"{FILE}: {error}"
        raise FactError(message) from error
