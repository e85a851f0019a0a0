"""What an auditor can read about a model: a row per model and document, and cells of an index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from pydantic import model_validator

from steelyard.facts.base import FactModel
from steelyard.facts.fact import Fact, StatusFact
from steelyard.facts.schema import EVERYWHERE, Id, Pedigree, Word
from steelyard.uncertainty.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.facts.schema import Source

INDEX_SOURCE: Final = "crfm-2025-fmti"
"""Source of every cell of ``transparency.csv``, which has no column for it."""


class DocumentKind(StrEnum):
    """Kinds of document; what each is for stands in ``instruments/documents.yaml``."""

    MODEL_CARD = "model-card"
    DATA_CARD = "data-card"
    TRAINING_SUMMARY = "training-summary"
    COPYRIGHT_POLICY = "copyright-policy"
    EVALUATION_RESULTS = "evaluation-results"
    SAFETY_EVALUATION = "safety-evaluation"
    TECHNICAL_REPORT = "technical-report"
    LICENCE_WEIGHTS = "licence-weights"
    LICENCE_CODE = "licence-code"
    LICENCE_DATA = "licence-data"
    USE_POLICY = "use-policy"
    INCIDENT_CONTACT = "incident-contact"
    TRANSPARENCY_RECORD = "transparency-record"


class DocumentState(StrEnum):
    """What a source says of a document; what no source speaks of has no row."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"


class DocumentRow(FactModel):
    """What one source says of one document of one model."""

    id: Id
    """Unique: ``doc.<model>.<document>``, with the month where there are several."""
    model: Id
    """Id of the model."""
    document: DocumentKind
    """Which document."""
    state: DocumentState
    """Whether it is there."""
    licence: str = ""
    """Licence of the document or, for a licence row, of the component; empty if none was found."""
    valid_from: date
    """First day on which it was so."""
    known_from: date
    """First day on which the public could know it."""
    review_by: date
    """Day by which somebody must look again."""
    pedigree: Pedigree
    """How it came to be known."""
    source: Id
    """Id in ``sources.yaml``."""
    locator: Word
    """Where in the source."""
    gap: str = ""
    """What is missing, by its key in ``instruments/documents.yaml``; empty for what is present."""
    note: str = ""
    """Reservation."""

    @model_validator(mode="after")
    def _says_what_is_missing(self) -> Self:
        if (self.state is DocumentState.PRESENT) is bool(self.gap):
            message = "a partial or absent document names its gap, a present one has none"
            raise ValueError(message)
        return self


class TransparencyCell(FactModel):
    """Whether a developer disclosed what one indicator of an index asks."""

    edition: Word
    """Edition of the index, as ``2025-12``."""
    developer: Word
    """Developer, as the index names it."""
    indicator: Id
    """Indicator, in lower case with hyphens."""
    met: bool
    """Whether it is disclosed."""
    published: date
    """Day on which the edition was published."""
    source_locator: Word
    """Where in the source."""

    @property
    def id(self) -> str:
        """Edition, developer and indicator in one word."""
        return f"transparency.{self.edition}.{word_of(self.developer)}.{self.indicator}"

    @property
    def source(self) -> str:
        """Source of all cells."""
        return INDEX_SOURCE


@dataclass(frozen=True, slots=True)
class DocumentFact(StatusFact):
    """The state of a document on a day, with its source; ``value`` is the state.

    Attributes
    ----------
    document
        Which document.
    licence
        Its licence, or that of the component; empty if none was found.
    gap
        What is missing, by key; empty for what is present.
    """

    document: DocumentKind
    licence: str
    gap: str

    @property
    def state(self) -> DocumentState:
        """Whether the document is there."""
        return DocumentState(self.value)

    @classmethod
    def told(cls, row: DocumentRow, source: Source) -> DocumentFact:
        """Return the answer a row gives.

        Parameters
        ----------
        row
            Row of the table.
        source
            The source the row names.

        Returns
        -------
        DocumentFact
            The same, with its source.
        """
        return cls(
            id=row.id,
            entity=row.model,
            parameter=f"document-{row.document}",
            value=row.state.value,
            place=EVERYWHERE,
            valid_from=row.valid_from,
            known_from=row.known_from,
            pedigree=row.pedigree,
            source=source,
            locator=row.locator,
            note=row.note,
            since=row.valid_from,
            document=row.document,
            licence=row.licence,
            gap=row.gap,
        )


@dataclass(frozen=True, slots=True)
class Transparency:
    """How much a developer disclosed, in the newest edition known on a day.

    Attributes
    ----------
    fact
        Share of the indicators that are disclosed. [1]
    edition
        Edition of the index.
    n_met, n_indicators
        Indicators disclosed, and indicators asked. [1]
    """

    fact: Fact
    edition: str
    n_met: int
    n_indicators: int

    @classmethod
    def of(cls, cells: Sequence[TransparencyCell], source: Source) -> Transparency:
        """Return the share that the cells of one developer in one edition give.

        Parameters
        ----------
        cells
            At least one cell; all of the same developer and edition.
        source
            The index.

        Returns
        -------
        Transparency
            The share, with its counts.
        """
        first = cells[0]
        n_met = sum(cell.met for cell in cells)
        fact = Fact(
            id=f"transparency.{first.edition}.{word_of(first.developer)}",
            entity=first.developer,
            parameter="transparency-disclosed",
            statement=Statement.point(n_met / len(cells)),
            unit="1",
            place=EVERYWHERE,
            valid_from=first.published,
            known_from=first.published,
            price_year=None,
            pedigree=Pedigree.DERIVED,
            source=source,
            locator=f"edition {first.edition}, column {first.developer}",
            note="share of indicators disclosed by the developer for the model that it led with",
        )
        return cls(fact, first.edition, n_met, len(cells))


def word_of(name: str) -> str:
    """Return a name as one lower-case word, for ids and comparison.

    Parameters
    ----------
    name
        Any name.

    Returns
    -------
    str
        Letters and digits; everything else as one hyphen.

    Examples
    --------
    >>> word_of("Mistral AI")
    'mistral-ai'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
