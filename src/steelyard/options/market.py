"""Prices in the dossier's currency: one desk that reads facts, converts, and draws.

Money of facts is converted at the dated exchange rate known at the study's date; it is not
re-indexed between price years, because hardware and token prices do not follow consumer prices.
Pay is: its price year is brought to the dossier's by the wage growth the dossier states.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.errors import FactError
from steelyard.quantities.units import HOURS_PER_YEAR, MILLION, convert
from steelyard.uncertainty import Parameter

if TYPE_CHECKING:
    from steelyard.dossier.base import Quantity
    from steelyard.dossier.capacity import Role
    from steelyard.dossier.schema import Dossier
    from steelyard.facts.book import FactBook
    from steelyard.facts.fact import Fact
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

WORLD: Final = "world"
EVERYWHERE: Final = "WLD"
BASE_CURRENCY: Final = "USD"


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """Draws of a price with what stands behind them.

    Attributes
    ----------
    values
        Shape ``(draw,)``, in the dossier's currency or the unit asked for.
    inputs
        Ids of the parameters behind it.
    is_foreign
        Whether it is paid in another currency.
    """

    values: FloatArray
    inputs: tuple[str, ...]
    is_foreign: bool = False

    def times(self, factor: Amount) -> Amount:
        """Return the product, with the inputs of both.

        Parameters
        ----------
        factor
            The other factor.

        Returns
        -------
        Amount
            Foreign if either is.
        """
        return Amount(
            self.values * factor.values,
            self.inputs + factor.inputs,
            self.is_foreign or factor.is_foreign,
        )


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
    """

    dossier: Dossier
    book: FactBook
    sample: Sample
    _kept: dict[tuple[str, ...], Amount] = field(default_factory=dict)

    @property
    def places(self) -> tuple[str, ...]:
        """Places whose prices apply, the nearest first."""
        zone, country = self.dossier.site.grid_zone, self.dossier.jurisdiction.country
        return tuple(dict.fromkeys((zone, country, EVERYWHERE)))

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
        key = (entity, parameter, unit)
        if key not in self._kept:
            fact = self.book.value(entity, parameter, places=self.places)
            self._kept[key] = self.drawn(fact, unit)
        return self._kept[key]

    def drawn(self, fact: Fact, unit: str) -> Amount:
        """Return draws of a given fact that is not money.

        Parameters
        ----------
        fact
            As the book gives it.
        unit
            Unit wanted.

        Returns
        -------
        Amount
            In ``unit``.
        """
        # Drawn in the fact's own unit, so that every stage draws one and the same statement.
        values = self.sample.of(fact.as_parameter())
        if fact.unit != unit:
            values = values * convert(1.0, from_unit=fact.unit, to_unit=unit)
        return Amount(values, (f"fact:{fact.id}",))

    def money(self, fact: Fact) -> Amount:
        """Return draws of a price in the dossier's currency, per whatever the fact's unit says.

        Parameters
        ----------
        fact
            A fact with a money unit, ``USD/h`` for example.

        Returns
        -------
        Amount
            In ``CUR/…``.
        """
        currency = fact.unit.split("/")[0]
        price = Amount(self.sample.of(fact.as_parameter()), (f"fact:{fact.id}",))
        return price.times(self.exchange(currency))

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
        fact = self.book.value(currency, "exchange-rate", places=self.places)
        return Amount(self.sample.of(fact.as_parameter()), (f"fact:{fact.id}",))

    def yearly_pay(self, role: Role) -> Amount:
        """Return the full yearly cost of one post.

        Parameters
        ----------
        role
            Kind of post.

        Returns
        -------
        Amount
            Dossier's own figure, else gross pay of the fact base with on-cost. [CUR/FTE/year]
        """
        for entry in self.dossier.capacity.staff:
            if entry.role is role and entry.cost_per_year is not None:
                path = f"capacity/staff/{role}/cost_per_year"
                return self.stated(path, entry.cost_per_year, "CUR/FTE/year")
        pay = self.money(self.book.value(role, "staff-cost", places=self.places))
        return pay.times(self.number("staff", "on-cost", "1"))

    def electricity_price(self) -> Amount:
        """Return the price of energy at the site. [CUR/kWh].

        Returns
        -------
        Amount
            The dossier's own figure, else that of the fact base.
        """
        own = self.dossier.site.electricity_price
        if own is not None:
            return self.stated("site/electricity_price", own, "CUR/kWh")
        return self.money(self.book.value("electricity", "electricity-price", places=self.places))

    def pue(self) -> Amount:
        """Return the power usage effectiveness of the room. [1].

        Returns
        -------
        Amount
            The dossier's own figure, else that of the fact base.
        """
        own = self.dossier.site.pue
        if own is not None:
            return self.stated("site/pue", own, "1")
        return self.number(WORLD, "pue", "1")

    def purchase_price(self, hardware: str) -> Amount:
        """Return the price of one accelerator with its share of the server, tax and duty.

        Parameters
        ----------
        hardware
            Accelerator id.

        Returns
        -------
        Amount
            Price. [CUR/accelerator]
        """
        bare = self.money(self.book.value(hardware, "purchase-price", places=self.places))
        price = bare.times(self.number("hardware", "server-overhead", "1"))
        if bare.is_foreign:
            duty = self.stated("money/import_duty", self.dossier.money.import_duty, "1")
            price = price.times(Amount(1.0 + duty.values, duty.inputs))
        return self.taxed(price)

    def hourly_rent(self, hardware: str) -> Amount:
        """Return the rent of one accelerator for an hour, with storage, network and tax.

        Parameters
        ----------
        hardware
            Accelerator id.

        Returns
        -------
        Amount
            Published rent; where none is, the yearly share of the purchase price with a
            supplier's margin (equation C-14 of ``docs/method/whole-life-cost.md``). [CUR/h]
        """
        fact = self.book.find(hardware, "rent-price", places=self.places)
        if fact is not None:
            rent = self.money(fact).times(self.number("hardware", "rent-overhead", "1"))
            return self.taxed(rent)
        price = self.purchase_price(hardware)
        life = self.number(WORLD, "depreciation-years", "year")
        margin = self.number("hardware", "rent-margin", "1")
        hourly = price.values * margin.values / (life.values * HOURS_PER_YEAR)
        return Amount(hourly, price.inputs + life.inputs + margin.inputs, price.is_foreign)

    def token_prices(self, model: str) -> tuple[Amount, Amount]:
        """Return the list prices of a model's input and output tokens, taxed.

        Parameters
        ----------
        model
            Model id.

        Returns
        -------
        tuple of Amount
            Input and output. [CUR/token]

        Raises
        ------
        FactError
            If no price is known on the study's date.
        """
        price = self.book.api_price(model)
        if price is None or price.input_per_mtoken is None or price.output_per_mtoken is None:
            message = (
                f"price of '{model}' per token: none known at {self.book.as_of}. "
                "Ask for an offer and enter it under offers."
            )
            raise FactError(message)
        rate = self.exchange(price.currency)
        level = self.price_level(model)
        sides = (("input", price.input_per_mtoken), ("output", price.output_per_mtoken))
        found = []
        for side, listed in sides:
            values = level.values * (listed / MILLION)
            paid = Amount(values, (*level.inputs, f"{price.id}#{side}"))
            found.append(self.taxed(paid.times(rate)))
        return found[0], found[1]

    def price_level(self, model: str) -> Amount:
        """Return what is paid for a model's tokens over the list price.

        Parameters
        ----------
        model
            Model id; each model has a draw of its own.

        Returns
        -------
        Amount
            Ratio. [1]
        """
        fact = self.book.value("api", "paid-over-list", places=self.places)
        parameter = Parameter(
            f"model:price-level/{model}", fact.statement, "1", f"price of {model} over its list"
        )
        return Amount(self.sample.of(parameter), (parameter.id, f"fact:{fact.id}"))

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
        parameter = parameter_of(path, quantity, unit)
        return Amount(self.sample.of(parameter), (parameter.id,))
