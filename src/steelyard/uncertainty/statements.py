"""Five, fifty and ninety-five per cent statements, and the distributions they stand for.

Three quantiles rarely lie symmetrically, so every unbounded family is two-piece: one half of a
normal distribution below the median, another above, in the family's own scale. The three stated
quantiles are then reproduced exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit, ndtri

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

Z95: Final = float(ndtri(0.95))
"""Standard normal quantile of the stated upper bound."""


class Family(StrEnum):
    """Shape between and beyond the three stated quantiles."""

    POINT = "point"
    UNIFORM = "uniform"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    LOGITNORMAL = "logitnormal"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is believed about one number: its 5, 50 and 95 per cent quantiles and a family.

    Attributes
    ----------
    p05, p50, p95
        Quantiles, in the unit of whatever the statement is about; ``p05 <= p50 <= p95``.
    family
        ``point`` (certain), ``uniform``, or two-piece ``normal``, ``lognormal`` (positive),
        ``logitnormal`` (inside 0–1).
    least, most
        Hard bounds, where what is stated cannot lie outside them (a share, a peak over a mean);
        what the family's tails would put beyond counts as the bound itself.
    """

    p05: float
    p50: float
    p95: float
    family: Family
    least: float = -np.inf
    most: float = np.inf

    def __post_init__(self) -> None:
        """Check order and range.

        Raises
        ------
        ValueError
            If quantiles are unordered, not finite, or outside the family's range or the bounds.
        """
        found = (self.p05, self.p50, self.p95)
        if not all(map(math.isfinite, found)):
            message = f"expected finite quantiles, found {found}"
            raise ValueError(message)
        if not self.p05 <= self.p50 <= self.p95:
            message = f"expected p05 <= p50 <= p95, found {found}"
            raise ValueError(message)
        if self.family is Family.POINT and self.p05 != self.p95:
            message = f"family 'point': expected three equal quantiles, found {found}"
            raise ValueError(message)
        if self.family is Family.LOGNORMAL and self.p05 <= 0:
            message = f"family 'lognormal': expected p05 > 0, found {self.p05}"
            raise ValueError(message)
        if self.family is Family.LOGITNORMAL and not (self.p05 > 0 and self.p95 < 1):
            message = f"family 'logitnormal': expected quantiles strictly inside 0–1, found {found}"
            raise ValueError(message)
        if not (self.least <= self.p05 and self.p95 <= self.most):
            message = f"expected quantiles within {self.least:g}–{self.most:g}, found {found}"
            raise ValueError(message)

    @classmethod
    def point(cls, value: float) -> Statement:
        """Return a statement without spread.

        Parameters
        ----------
        value
            The certain value.

        Returns
        -------
        Statement
            All three quantiles equal ``value``.
        """
        return cls(value, value, value, Family.POINT)

    @property
    def is_certain(self) -> bool:
        """Whether the statement has no spread."""
        return self.p05 == self.p95

    def scaled(self, factor: float) -> Statement:
        """Return the same belief in another unit.

        Parameters
        ----------
        factor
            Positive conversion factor.

        Returns
        -------
        Statement
            Every quantile and bound times ``factor``. A logit-normal share rescaled by anything
            but 1 becomes a two-piece normal, because its family's range is no longer 0–1; the
            rescaled range stays as its bounds.

        Raises
        ------
        ValueError
            If ``factor`` is not positive.
        """
        if factor <= 0:
            message = f"expected a positive factor, found {factor}"
            raise ValueError(message)
        family, least, most = self.family, self.least, self.most
        if family is Family.LOGITNORMAL and factor != 1.0:
            family, least, most = Family.NORMAL, max(least, 0.0), min(most, 1.0)
        return Statement(
            self.p05 * factor,
            self.p50 * factor,
            self.p95 * factor,
            family,
            least * factor,
            most * factor,
        )

    def quantile(self, probability: FloatArray) -> FloatArray:
        """Return the value below which the true one lies with the given probability.

        Parameters
        ----------
        probability
            Strictly inside 0–1, any shape. [1]

        Returns
        -------
        FloatArray
            Values, same shape, in the statement's unit, within its bounds.

        Notes
        -----
        Equations U-1 to U-4 of ``docs/method/uncertainty.md``.

        Examples
        --------
        >>> stated = Statement(1.0, 2.0, 8.0, Family.LOGNORMAL)
        >>> stated.quantile(np.array([0.05, 0.5, 0.95])).round(9)
        array([1., 2., 8.])
        """
        return np.clip(self._unbounded(probability), self.least, self.most)

    def _unbounded(self, probability: FloatArray) -> FloatArray:
        if self.is_certain:
            return np.full(np.shape(probability), self.p50)
        if self.family is Family.UNIFORM:
            # Linear through the stated quantiles, so the ends lie a little beyond p05 and p95.
            return _two_piece((probability - 0.5) / 0.45, self.p05, self.p50, self.p95)
        z = ndtri(probability) / Z95
        if self.family is Family.LOGNORMAL:
            return np.exp(_two_piece(z, np.log(self.p05), np.log(self.p50), np.log(self.p95)))
        if self.family is Family.LOGITNORMAL:
            low, middle, high = (float(logit(p)) for p in (self.p05, self.p50, self.p95))
            return np.asarray(expit(_two_piece(z, low, middle, high)), dtype=np.float64)
        return _two_piece(z, self.p05, self.p50, self.p95)


def _two_piece(z: FloatArray, low: float, middle: float, high: float) -> FloatArray:
    return middle + np.where(z < 0, z * (middle - low), z * (high - middle))
