"""A price or a number in every draw, with what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


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
