"""The fact book: what was known and valid on the study's date, with its source."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from steelyard.errors import FactError
from steelyard.facts.aliases import near
from steelyard.facts.api_prices import ApiPrice, api_price
from steelyard.facts.cards import ModelCard
from steelyard.facts.document_shelf import DocumentShelf
from steelyard.facts.fact import Fact, StatusFact
from steelyard.facts.schema import EVERYWHERE, DatedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from steelyard.facts.schema import FactRow, StatusRow

DatedT = TypeVar("DatedT", bound=DatedRow)
Answer = Fact | StatusFact | ModelCard | ApiPrice
ANYWHERE: Final = (EVERYWHERE,)


class FactBook(DocumentShelf):
    """The facts as known on a day; immutable.

    Parameters
    ----------
    tables
        The files.
    as_of
        The study's date: nothing published later is seen.
    """

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], list[FactRow]]:
        return _grouped(self.tables.rows, self.as_of)

    @cached_property
    def _words(self) -> dict[tuple[str, str], list[StatusRow]]:
        return _grouped(self.tables.status_rows, self.as_of)

    def find(self, entity: str, parameter: str, *, places: Sequence[str] = ANYWHERE) -> Fact | None:
        """Return the value known and valid at the study's date, if there is one.

        Parameters
        ----------
        entity
            What the fact is about; hardware in any known spelling.
        parameter
            What is stated of it.
        places
            Places in order of preference; the first that has a value decides.

        Returns
        -------
        Fact | None
            The value with the latest ``valid_from``, in its latest revision.
        """
        row = _newest(self._numbers.get((self._entity(entity), parameter), ()), places)
        return None if row is None else self._told(row)

    def value(self, entity: str, parameter: str, *, places: Sequence[str] = ANYWHERE) -> Fact:
        """Return the value known and valid at the study's date.

        Parameters
        ----------
        entity
            What the fact is about; hardware in any known spelling.
        parameter
            What is stated of it.
        places
            Places in order of preference; the first that has a value decides.

        Returns
        -------
        Fact
            The value with the latest ``valid_from``, in its latest revision.

        Raises
        ------
        FactError
            If nothing is known; the message says what to do.
        """
        found = self.find(entity, parameter, places=places)
        if found is None:
            raise FactError(self._missing(entity, parameter, places))
        return found

    def history(
        self, entity: str, parameter: str, *, places: Sequence[str] = ANYWHERE
    ) -> tuple[Fact, ...]:
        """Return the known values of the first place that has any, oldest first.

        Parameters
        ----------
        entity
            What the facts are about; hardware in any known spelling.
        parameter
            What is stated of it.
        places
            Places in order of preference.

        Returns
        -------
        tuple[Fact, ...]
            One per ``valid_from``, each in its latest known revision; empty if none.
        """
        rows = self._numbers.get((self._entity(entity), parameter), ())
        for place in places:
            latest: dict[date, FactRow] = {}
            for row in sorted(rows, key=lambda row: (row.valid_from, row.known_from)):
                if row.place == place:
                    latest[row.valid_from] = row
            if latest:
                return tuple(self._told(row) for row in latest.values())
        return ()

    def find_status(
        self, entity: str, parameter: str, *, places: Sequence[str] = ANYWHERE
    ) -> StatusFact | None:
        """Return the status known and valid at the study's date, if there is one.

        Parameters
        ----------
        entity
            What the status is about; hardware in any known spelling.
        parameter
            Which status, as ``export-to-CN``.
        places
            Places in order of preference; the first that has a status decides.

        Returns
        -------
        StatusFact | None
            The status with the latest ``valid_from``; none is unknown, never a pass.
        """
        rows = self._words.get((self._entity(entity), parameter), ())
        row = _newest(rows, places)
        if row is None:
            return None
        answer = StatusFact.of(row, self.source(row.source), since=_unbroken(rows, row))
        self._remember(answer.id, answer)
        return answer

    def status(
        self, entity: str, parameter: str, *, places: Sequence[str] = ANYWHERE
    ) -> StatusFact:
        """Return the status known and valid at the study's date.

        Parameters
        ----------
        entity
            What the status is about; hardware in any known spelling.
        parameter
            Which status, as ``export-to-CN``.
        places
            Places in order of preference; the first that has a status decides.

        Returns
        -------
        StatusFact
            The status with the latest ``valid_from``.

        Raises
        ------
        FactError
            If nothing is known; the message says what to do.
        """
        found = self.find_status(entity, parameter, places=places)
        if found is None:
            raise FactError(self._missing(entity, parameter, places))
        return found

    def entities(self, parameter: str) -> tuple[str, ...]:
        """Return what has a known value or status of a parameter.

        Parameters
        ----------
        parameter
            What is stated.

        Returns
        -------
        tuple[str, ...]
            Sorted.
        """
        keys = (*self._numbers, *self._words)
        return tuple(sorted({entity for entity, named in keys if named == parameter}))

    def model(self, name: str) -> ModelCard:
        """Return a model's card.

        Parameters
        ----------
        name
            Id or any known spelling.

        Returns
        -------
        ModelCard
            The card.

        Raises
        ------
        FactError
            If there is no such model, or it was not yet released; names near ones.
        """
        identifier = self.tables.aliases.model(name)
        cards = {card.id: card for card in self.models}
        if identifier in cards:
            self._remember(f"model.{identifier}", cards[identifier])
            return cards[identifier]
        later = {card.id: card for card in self.tables.models}.get(identifier or "")
        if later is not None:
            message = (
                f"model '{later.id}': released {later.released}, known {later.known_from}, "
                f"after the study's date {self.as_of}. Use a model known by then."
            )
        else:
            message = (
                f"model '{name}': no card. Nearest: {near(name, cards)}. "
                "Choose one of these, add a card, or give the architecture yourself."
            )
        raise FactError(message)

    @cached_property
    def hardware(self) -> tuple[str, ...]:
        """Accelerators with a known memory capacity, by id."""
        return self.entities("memory-capacity")

    def hardware_id(self, name: str) -> str:
        """Return the id of an accelerator.

        Parameters
        ----------
        name
            Id or any known spelling.

        Returns
        -------
        str
            The id.

        Raises
        ------
        FactError
            If it is unknown or not yet announced at the study's date; names near ones.
        """
        found = self.tables.aliases.hardware(name)
        if found not in self.hardware:
            message = (
                f"hardware '{name}': not known at {self.as_of}. Nearest: "
                f"{near(name, self.hardware)}. Choose one of these or add its rows."
            )
            raise FactError(message)
        return found

    def api_price(self, model: str, *, on: date | None = None, place: str = "") -> ApiPrice | None:
        """Return the list price of an interface.

        Parameters
        ----------
        model
            Id or any known spelling.
        on
            Day of the price; the study's date if not given. Never later than that date.
        place
            Country in which the service has to be sold and run; empty for anywhere.

        Returns
        -------
        ApiPrice | None
            The price, or nothing if none is known for that day.
        """
        day = self.as_of if on is None else min(on, self.as_of)
        price = api_price(self.tables, model, on=day, known_by=self.as_of, place=place)
        if price is not None:
            self._remember(price.id, price)
        return price

    def recording(self) -> FactReader:
        """Return the same book, remembering what is read from it.

        Returns
        -------
        FactReader
            With an empty record.
        """
        return FactReader(self)

    def _remember(self, key: str, answer: Answer) -> None:
        """Do nothing: a plain book keeps no record."""

    def _told(self, row: FactRow) -> Fact:
        answer = Fact.of(row, self.source(row.source))
        self._remember(answer.id, answer)
        return answer

    def _entity(self, name: str) -> str:
        return self.tables.aliases.hardware(name) or name

    def _missing(
        self,
        entity: str,
        parameter: str,
        places: Sequence[str],
    ) -> str:
        of_parameter = self.entities(parameter)
        if not of_parameter:
            hint = f"No entity has '{parameter}'; see `steelyard facts list`"
        else:
            hint = f"Known for: {near(entity, of_parameter)}"
        return (
            f"fact '{parameter}' of '{entity}' in {', '.join(places)}: none known and valid at "
            f"{self.as_of}. {hint}. Give the value in the dossier, or add a sourced row."
        )


class FactReader(FactBook):
    """A fact book that remembers what was read, for the trace behind each figure.

    Parameters
    ----------
    book
        The book read; its files are shared, not read again.

    Attributes
    ----------
    used
        What was read so far, by id: ``<fact id>``, ``model.<model id>``, ``<price id>``.
    """

    def __init__(self, book: FactBook) -> None:
        super().__init__(book.tables, book.as_of)
        vars(self).update(vars(book))
        self.used: dict[str, Answer] = {}

    def _remember(self, key: str, answer: Answer) -> None:
        self.used[key] = answer


def _grouped(rows: Iterable[DatedT], as_of: date) -> dict[tuple[str, str], list[DatedT]]:
    groups: dict[tuple[str, str], list[DatedT]] = {}
    for row in rows:
        if row.known_from <= as_of and row.valid_from <= as_of:
            groups.setdefault((row.entity, row.parameter), []).append(row)
    return groups


def _newest(rows: Iterable[DatedT], places: Sequence[str]) -> DatedT | None:
    for place in places:
        there = [row for row in rows if row.place == place]
        if there:
            return max(there, key=lambda row: (row.valid_from, row.known_from))
    return None


def _unbroken(rows: Iterable[StatusRow], newest: StatusRow) -> date:
    # The rows of one place, newest first, as long as they say the same.
    there = [row for row in rows if row.place == newest.place]
    since = newest.valid_from
    for row in sorted(there, key=lambda row: (row.valid_from, row.known_from), reverse=True):
        if row.value != newest.value:
            break
        since = row.valid_from
    return since
