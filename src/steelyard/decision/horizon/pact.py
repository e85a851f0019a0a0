"""What it takes before anything can be built together: the pact, its cost, its delay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.options.years import Cash
from steelyard.quantities.units import MONTHS_PER_YEAR
from steelyard.uncertainty import draw

if TYPE_CHECKING:
    from steelyard.dossier.base import Quantity
    from steelyard.dossier.consortium import Governance
    from steelyard.quantities.arrays import FloatArray

PACT: Final = "pact"
"""Id of the column that must be open before anything is built together."""


@dataclass(frozen=True, slots=True, eq=False)
class Pact:
    """One form of governance, drawn.

    Attributes
    ----------
    id
        Of the form.
    lead
        Whole years from the decision until it works. [year]
    once, yearly
        What it costs, shape ``(draw,)``. [CUR, CUR/year]
    factor
        Cost of what is built together over that of the dearest member alone, shape ``(draw,)``.
        [1]
    """

    id: str
    lead: int
    once: FloatArray
    yearly: FloatArray
    factor: FloatArray

    def may_open(self, start: int) -> bool:
        """Return whether it can work from a year on.

        Parameters
        ----------
        start
            Position of the year.

        Returns
        -------
        bool
            Not before its delay has passed.
        """
        return start >= self.lead

    def cash(self, start: int, n_years: int) -> FloatArray:
        """Return what it costs if it works from a year on.

        Parameters
        ----------
        start
            Position of the year.
        n_years
            Years of the horizon. [1]

        Returns
        -------
        FloatArray
            Set up as late as it can be, and kept up from then on, shape ``(year, draw)``.
            [CUR/year]

        Notes
        -----
        Equation J-4 of ``docs/method/joint-portfolio.md``.
        """
        years = np.arange(n_years)[:, np.newaxis]
        begun = start - self.lead
        return np.asarray((years == begun) * self.once + (years >= begun) * self.yearly)

    def expected(self, start: int, n_years: int) -> Cash:
        """Return its expected cost by year.

        Parameters
        ----------
        start
            Position of the year from which it works.
        n_years
            Years of the horizon. [1]

        Returns
        -------
        Cash
            Setting up is investment, the rest running cost.
        """
        years = np.arange(n_years)
        begun = start - self.lead
        capital = np.where(years == begun, self.once.mean(), 0.0)
        return Cash(capital, np.where(years >= begun, self.yearly.mean(), 0.0))


def pact_of(form: Governance, *, n_draws: int, seed: int) -> Pact:
    """Draw one form of governance.

    Parameters
    ----------
    form
        As the consortium states it.
    n_draws
        Draws of the plans. [1]
    seed
        Seed of the study. [1]

    Returns
    -------
    Pact
        Part of a year of delay counts as a whole one: plans go by years.
    """
    sample = draw((), n=n_draws, seed=seed)

    def drawn(name: str, quantity: Quantity, unit: str) -> FloatArray:
        return sample.of(parameter_of(f"governance/{form.id}/{name}", quantity, unit))

    return Pact(
        id=form.id,
        lead=int(np.ceil(form.delay_months / MONTHS_PER_YEAR)),
        once=drawn("set_up_cost", form.set_up_cost, "CUR"),
        yearly=drawn("cost_per_year", form.cost_per_year, "CUR/year"),
        factor=drawn("shared_cost_factor", form.shared_cost_factor, "1"),
    )
