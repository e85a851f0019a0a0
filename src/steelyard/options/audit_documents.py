"""For one model on one day: which audit documents are there, and what to demand of the provider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from steelyard.instruments.documents import load_documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from steelyard.facts.book import FactBook
    from steelyard.facts.cards import ModelCard
    from steelyard.facts.documentation import DocumentFact, Transparency
    from steelyard.instruments.documents import (
        DocumentCatalogue,
        DocumentEntry,
        DocumentInstrument,
        Requirement,
    )
    from steelyard.options.model import Pathway


class Standing(StrEnum):
    """Where a document stands; what no source speaks of is not on record, never absent."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    NOT_ON_RECORD = "not_on_record"


@dataclass(frozen=True, slots=True)
class Asked:
    """An instrument that asks for a document.

    Attributes
    ----------
    id
        Its key in the catalogue of documents.
    instrument
        Name, force and where it was read.
    requirement
        What it asks, and where.
    """

    id: str
    instrument: DocumentInstrument
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """What is known of one document of the model.

    Attributes
    ----------
    entry
        Kind of document: why it is needed, what to demand.
    fact
        What a source says of it; nothing if none speaks of it.
    gap
        What is missing in it, by language; nothing for what is present or not on record.
    asked_by
        Instruments published by the day that ask for it.
    """

    entry: DocumentEntry
    fact: DocumentFact | None
    gap: Mapping[str, str] | None
    asked_by: tuple[Asked, ...]

    @property
    def standing(self) -> Standing:
        """Where the document stands."""
        return Standing.NOT_ON_RECORD if self.fact is None else Standing(self.fact.value)


@dataclass(frozen=True, slots=True)
class AuditDocuments:
    """The documents of one model on one day.

    Attributes
    ----------
    model
        The model's card.
    as_of
        Nothing known later was used.
    pathway
        Only what this pathway needs; everything if none is named.
    findings
        One per kind of document, in the order of the catalogue.
    transparency
        How much the developer disclosed in the newest edition of the index; nothing if it was not
        assessed.
    """

    model: ModelCard
    as_of: date
    pathway: Pathway | None
    findings: tuple[DocumentFinding, ...]
    transparency: Transparency | None

    def standing(self, *standings: Standing) -> tuple[DocumentFinding, ...]:
        """Return the documents that stand so.

        Parameters
        ----------
        *standings
            Any of these.

        Returns
        -------
        tuple of DocumentFinding
            In the order of the catalogue.
        """
        return tuple(found for found in self.findings if found.standing in standings)

    @property
    def to_demand(self) -> tuple[DocumentFinding, ...]:
        """What to ask the provider for: everything that is not present in full."""
        return tuple(found for found in self.findings if found.standing is not Standing.PRESENT)


def audit_documents(
    book: FactBook, model: str, *, pathway: Pathway | None = None
) -> AuditDocuments:
    """Return which audit documents of a model are on record, and what to demand.

    Parameters
    ----------
    book
        Facts as known on the study's date; a recording book remembers what was read.
    model
        Id of the model, or any known spelling.
    pathway
        Only documents that this pathway needs; all if not given.

    Returns
    -------
    AuditDocuments
        One finding per kind of document. An unknown model, or one not yet released on the day, is
        refused by the book.
    """
    card = book.model(model)
    catalogue = load_documents()
    findings = tuple(
        _finding(book, card.id, entry, catalogue)
        for entry in catalogue.documents
        if pathway is None or pathway in entry.pathways
    )
    return AuditDocuments(card, book.as_of, pathway, findings, book.transparency(card.developer))


def _finding(
    book: FactBook, model: str, entry: DocumentEntry, catalogue: DocumentCatalogue
) -> DocumentFinding:
    fact = book.document(model, entry.id)
    gap = catalogue.gap(fact.gap) if fact is not None and fact.gap else None
    asked_by = tuple(
        Asked(need.source, catalogue.references[need.source], need)
        for need in catalogue.known(entry, book.as_of)
    )
    return DocumentFinding(entry, fact, gap, asked_by)
