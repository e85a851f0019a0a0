"""The part of a fact book that answers what is documented about a model and its developer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from steelyard.facts.documentation import INDEX_SOURCE, DocumentFact, Transparency, word_of
from steelyard.facts.holdings import Holdings

if TYPE_CHECKING:
    from steelyard.facts.documentation import DocumentKind, DocumentRow, TransparencyCell
    from steelyard.facts.fact import Fact, StatusFact


class DocumentShelf(Holdings):
    """Documents of models and disclosures of developers, as known on a day."""

    @cached_property
    def documents(self) -> tuple[DocumentRow, ...]:
        """What was known and valid at the study's date, earlier statements included."""
        return tuple(
            row
            for row in self.tables.documents
            if row.known_from <= self.as_of and row.valid_from <= self.as_of
        )

    @cached_property
    def transparency_cells(self) -> tuple[TransparencyCell, ...]:
        """Cells of the editions published by the study's date."""
        return tuple(cell for cell in self.tables.transparency if cell.published <= self.as_of)

    def document(self, model: str, kind: DocumentKind) -> DocumentFact | None:
        """Return what is on record of a document.

        Parameters
        ----------
        model
            Id of the model, or any known spelling.
        kind
            Which document.

        Returns
        -------
        DocumentFact | None
            The statement with the latest ``valid_from``, in its latest revision; nothing if no
            source speaks of it, which is never the same as absent.
        """
        name = self.tables.aliases.model(model)
        rows = [row for row in self.documents if row.model == name and row.document is kind]
        if not rows:
            return None
        row = max(rows, key=lambda row: (row.valid_from, row.known_from))
        answer = DocumentFact.told(row, self.source(row.source))
        self._remember(answer.id, answer)
        return answer

    def transparency(self, developer: str) -> Transparency | None:
        """Return how much a developer disclosed.

        Parameters
        ----------
        developer
            As its model cards name it.

        Returns
        -------
        Transparency | None
            Share in the newest edition known that assesses the developer; nothing if none does.
        """
        name = word_of(developer)
        cells = [cell for cell in self.transparency_cells if word_of(cell.developer) == name]
        if not cells:
            return None
        newest = max(cells, key=lambda cell: (cell.published, cell.edition)).edition
        found = Transparency.of(
            [cell for cell in cells if cell.edition == newest], self.source(INDEX_SOURCE)
        )
        self._remember(found.fact.id, found.fact)
        return found

    def _remember(self, key: str, answer: Fact | StatusFact) -> None:
        """Do nothing: a plain book keeps no record."""
