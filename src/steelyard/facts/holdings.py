"""The collections of a fact book: what of each was known on the study's date."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from steelyard.errors import FactError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from steelyard.facts.cards import ModelCard, OfferArchetype
    from steelyard.facts.observations import (
        NationalCase,
        ProgressRate,
        ScoreRow,
        ServiceBenefit,
        ServingMeasurement,
        TrainingRun,
    )
    from steelyard.facts.schema import Source
    from steelyard.facts.tables import FactTables

ResultT = TypeVar("ResultT")


class Holdings:
    """Collections as known on a day.

    Parameters
    ----------
    tables
        The files.
    as_of
        The study's date: nothing published later is seen.
    """

    def __init__(self, tables: FactTables, as_of: date) -> None:
        self.tables = tables
        self.as_of = as_of
        self._kept: dict[str, object] = {}

    def kept(self, name: str, compute: Callable[[], ResultT]) -> ResultT:
        """Return what was once worked out from these facts alone, and is kept as long as they are.

        Parameters
        ----------
        name
            Names the result among all that is kept.
        compute
            Gives the result; pure, so that it may run twice where threads meet.

        Returns
        -------
        ResultT
            The same object for the same name.
        """
        if name not in self._kept:
            self._kept.setdefault(name, compute())
        return cast("ResultT", self._kept[name])

    @property
    def edition(self) -> str:
        """Calendar edition of the facts."""
        return self.tables.edition

    @cached_property
    def models(self) -> tuple[ModelCard, ...]:
        """Models released and known by the study's date."""
        return tuple(
            card
            for card in self.tables.models
            if card.released <= self.as_of and card.known_from <= self.as_of
        )

    @cached_property
    def offers(self) -> tuple[OfferArchetype, ...]:
        """Offer archetypes known and valid at the study's date."""
        return tuple(
            offer
            for offer in self.tables.offers
            if offer.known_from <= self.as_of and offer.valid_from <= self.as_of
        )

    @cached_property
    def national_cases(self) -> tuple[NationalCase, ...]:
        """National programmes known at the study's date."""
        return tuple(c for c in self.tables.national_cases if c.known_from <= self.as_of)

    @property
    def training_runs(self) -> tuple[TrainingRun, ...]:
        """All training runs, later ones too: physics may use hindsight, printed as such."""
        return self.tables.training_runs

    @property
    def serving_measurements(self) -> tuple[ServingMeasurement, ...]:
        """All serving measurements, later ones too: physics may use hindsight."""
        return self.tables.serving_measurements

    @cached_property
    def scores(self) -> tuple[ScoreRow, ...]:
        """Benchmark scores known at the study's date."""
        return tuple(row for row in self.tables.scores if row.known_from <= self.as_of)

    @cached_property
    def service_benefits(self) -> tuple[ServiceBenefit, ...]:
        """Effects in public services known at the study's date."""
        return tuple(row for row in self.tables.service_benefits if row.known_from <= self.as_of)

    @cached_property
    def progress(self) -> tuple[ProgressRate, ...]:
        """Rates of progress known at the study's date."""
        return tuple(row for row in self.tables.progress if row.known_from <= self.as_of)

    def source(self, identifier: str) -> Source:
        """Return a source.

        Parameters
        ----------
        identifier
            Its id.

        Returns
        -------
        Source
            The source.

        Raises
        ------
        FactError
            If it is not listed.
        """
        try:
            return self.tables.sources[identifier]
        except KeyError:
            message = f"source '{identifier}': not in sources.yaml. Add it there."
            raise FactError(message) from None
