"""Prices in the dossier's currency: one desk that reads facts, converts, and draws.

Money of facts is converted at the dated exchange rate known at the study's date; it is not
re-indexed between price years, because hardware and token prices do not follow consumer prices.
Pay is: its price year is brought to the dossier's by the wage growth the dossier states.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar, cast

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.options.amount import Amount
from steelyard.options.lookup import FactLookup
from steelyard.quantities.units import convert

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from steelyard.dossier.base import Quantity
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.options.lookup import Known
    from steelyard.uncertainty import Sample

WORLD: Final = "world"
EVERYWHERE: Final = "WLD"
BASE_CURRENCY: Final = "USD"
MEDIAN_CASE: Final = 1
"""Length of the draw axis in the median case, the only one that keeps its lines."""

Result = TypeVar("Result")


def places_of(dossier: Dossier) -> tuple[str, ...]:
    """Return the places whose prices apply.

    Parameters
    ----------
    dossier
        Site and country.

    Returns
    -------
    tuple of str
        The nearest first, the world last.
    """
    zone, country = dossier.site.grid_zone, dossier.jurisdiction.country
    return tuple(dict.fromkeys((zone, country, EVERYWHERE)))


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """What things cost here, on the study's date, in every draw.

    Attributes
    ----------
    dossier
        Currency, site and own prices.
    book
        Facts as known on the study's date.
    sample
        Draws common to all options.
    facts
        What the book answers at this study's places; shared between samples.
    keeps_years
        Whether money is kept year by year beside its present value.
    """

    dossier: Dossier
    book: FactBook
    sample: Sample
    facts: FactLookup
    keeps_years: bool = False
    _kept: dict[Hashable, object] = field(default_factory=dict)

    @classmethod
    def at(cls, dossier: Dossier, book: FactBook, sample: Sample) -> Market:
        """Return the market of a dossier.

        Parameters
        ----------
        dossier
            Currency, site and own prices.
        book
            Facts as known on the study's date.
        sample
            Draws.

        Returns
        -------
        Market
            With a lookup of its own.
        """
        return cls(dossier, book, sample, FactLookup(book, places_of(dossier)))

    def kept(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return what was computed before under a key, else compute it.

        Parameters
        ----------
        key
            Names the result among all that this market keeps.
        compute
            Gives the result; pure, so that it may run twice where threads meet.

        Returns
        -------
        Result
            The same object for the same key.
        """
        if key not in self._kept:
            self._kept[key] = compute()
        return cast("Result", self._kept[key])

    @property
    def discount_rate(self) -> float:
        """Discount rate in every draw. [1/year].

        The rate of national guidance is laid down, not uncertain: a study of another rate is
        another study.
        """
        return self.dossier.money.discount_rate.statement.p50

    @property
    def has_lines(self) -> bool:
        """Whether this is the median case, the only one that keeps its cost lines."""
        return self.sample.n == MEDIAN_CASE

    @property
    def places(self) -> tuple[str, ...]:
        """Places whose prices apply, the nearest first."""
        return self.facts.places

    def number(self, entity: str, parameter: str, unit: str) -> Amount:
        """Return draws of a fact that is not money.

        Parameters
        ----------
        entity, parameter
            As in the fact tables.
        unit
            Unit wanted.

        Returns
        -------
        Amount
            In ``unit``.
        """
        return self.kept(
            (entity, parameter, unit),
            lambda: self.drawn(self.facts.value(entity, parameter), unit),
        )

    def number_if_known(self, entity: str, parameter: str, unit: str) -> Amount | None:
        """Return draws of a fact that is not money, if there is one.

        Parameters
        ----------
        entity, parameter
            As in the fact tables.
        unit
            Unit wanted.

        Returns
        -------
        Amount or None
            In ``unit``.
        """
        if self.facts.find(entity, parameter) is None:
            return None
        return self.number(entity, parameter, unit)

    def drawn(self, known: Known, unit: str) -> Amount:
        """Return draws of a given fact that is not money.

        Parameters
        ----------
        known
            As the lookup gives it.
        unit
            Unit wanted.

        Returns
        -------
        Amount
            In ``unit``.
        """
        # Drawn in the fact's own unit, so that every stage draws one and the same statement.
        values = self.sample.of(known.parameter)
        if known.fact.unit != unit:
            values = values * convert(1.0, from_unit=known.fact.unit, to_unit=unit)
        return Amount(values, (known.parameter.id,))

    def price(self, entity: str, parameter: str) -> Amount:
        """Return draws of a price, in the dossier's currency per whatever the fact's unit says.

        Parameters
        ----------
        entity, parameter
            As in the fact tables; a fact with a money unit, ``USD/h`` for example.

        Returns
        -------
        Amount
            In ``CUR/…``.
        """
        return self.kept(
            ("price", entity, parameter),
            lambda: self._money(self.facts.value(entity, parameter)),
        )

    def _money(self, known: Known) -> Amount:
        currency = known.fact.unit.split("/")[0]
        stated = Amount(self.sample.of(known.parameter), (known.parameter.id,))
        price = stated.times(self.exchange(currency))
        # A price of this country is paid in its money, whatever currency the table keeps it in.
        is_foreign = price.is_foreign and known.fact.place == EVERYWHERE
        return Amount(price.values, price.inputs, is_foreign)

    def exchange(self, currency: str) -> Amount:
        """Return the dossier's currency for one unit of another.

        Parameters
        ----------
        currency
            ISO 4217 code.

        Returns
        -------
        Amount
            Rate. [CUR per unit of ``currency``]
        """
        return self.kept(("exchange", currency), lambda: self._exchange(currency))

    def _exchange(self, currency: str) -> Amount:
        own = self.dossier.money.currency
        if currency == own:
            return Amount(np.ones(self.sample.n), ())
        rate = self._per_base(own)
        if currency != BASE_CURRENCY:
            other = self._per_base(currency)
            rate = Amount(rate.values / other.values, rate.inputs + other.inputs)
        return Amount(rate.values, rate.inputs, is_foreign=True)

    def _per_base(self, currency: str) -> Amount:
        if currency == BASE_CURRENCY:
            return Amount(np.ones(self.sample.n), ())
        known = self.facts.value(currency, "exchange-rate")
        return Amount(self.sample.of(known.parameter), (known.parameter.id,))

    def taxed(self, price: Amount) -> Amount:
        """Return a price with the tax that cannot be reclaimed.

        Parameters
        ----------
        price
            Before tax.

        Returns
        -------
        Amount
            With tax.
        """
        tax = self.stated("money/tax_rate", self.dossier.money.tax_rate, "1")
        return price.times(Amount(1.0 + tax.values, tax.inputs))

    def stated(self, path: str, quantity: Quantity, unit: str) -> Amount:
        """Return draws of a dossier entry.

        Parameters
        ----------
        path
            Where it stands.
        quantity
            What is stated.
        unit
            Unit of the field.

        Returns
        -------
        Amount
            In that unit.
        """

        def compute() -> Amount:
            parameter = parameter_of(path, quantity, unit)
            return Amount(self.sample.of(parameter), (parameter.id,))

        return self.kept(("dossier", path), compute)
