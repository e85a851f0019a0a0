"""Facts of a book as the options stage asks for them: looked up once a study, absent ones too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from steelyard.facts.api_prices import ApiPrice
    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact
    from steelyard.uncertainty import Parameter


class Known(NamedTuple):
    """A fact and the parameter under which it is drawn."""

    fact: Fact
    parameter: Parameter


@dataclass(frozen=True, slots=True, eq=False)
class FactLookup:
    """Remembers what a book answered, so that a study asks once and every sample reads it.

    Attributes
    ----------
    book
        Facts as known on the study's date.
    places
        Places whose facts apply, the nearest first.
    """

    book: FactBook
    places: tuple[str, ...]
    _found: dict[tuple[str, str, tuple[str, ...]], Known | None] = field(default_factory=dict)
    _listed: dict[tuple[str, str], ApiPrice | None] = field(default_factory=dict)

    def find(
        self, entity: str, parameter: str, *, places: tuple[str, ...] | None = None
    ) -> Known | None:
        """Return a fact, if there is one.

        Parameters
        ----------
        entity, parameter
            As in the fact tables.
        places
            Other places than this study's.

        Returns
        -------
        Known or None
            The fact of the first place that has one.
        """
        asked = self.places if places is None else places
        key = (entity, parameter, asked)
        if key not in self._found:
            fact = self.book.find(entity, parameter, places=asked)
            self._found[key] = None if fact is None else Known(fact, fact.as_parameter())
        return self._found[key]

    def value(self, entity: str, parameter: str, *, places: tuple[str, ...] | None = None) -> Known:
        """Return a fact.

        Parameters
        ----------
        entity, parameter
            As in the fact tables.
        places
            Other places than this study's.

        Returns
        -------
        Known
            The fact of the first place that has one.

        Notes
        -----
        Raises ``FactError`` from the book if there is none.
        """
        found = self.find(entity, parameter, places=places)
        if found is None:
            fact = self.book.value(entity, parameter, places=places or self.places)
            found = Known(fact, fact.as_parameter())
        return found

    def api_price(self, model: str, *, place: str = "") -> ApiPrice | None:
        """Return the list price of a model's interface, if one is known.

        Parameters
        ----------
        model
            Model id.
        place
            Country in which the service has to be sold and run; empty for anywhere.

        Returns
        -------
        ApiPrice or None
            On the study's date.
        """
        key = (model, place)
        if key not in self._listed:
            self._listed[key] = self.book.api_price(model, place=place)
        return self._listed[key]
