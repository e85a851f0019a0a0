"""Numbers for readers: two or three digits, in the units people speak in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from steelyard.quantities.units import BILLION, MILLION, THOUSAND

if TYPE_CHECKING:
    from datetime import date

    from steelyard.report.catalogue import Catalogue
    from steelyard.uncertainty.summary import Spread

TEN_THOUSAND: Final = 1e4
HUNDRED_MILLION: Final = 1e8
HUNDRED: Final = 100
LEAST_SHOWN: Final = 1e-5
"""Smaller numbers are what rounding leaves of nothing. [unit of the number]"""
DIGITS: Final = 2
"""Significant digits of an uncertain figure. [1]"""

SCALES: Final = {
    "en": (
        (BILLION, "scale.billion"),
        (MILLION, "scale.million"),
        (THOUSAND * 10, "scale.thousand"),
    ),
    "zh": ((HUNDRED_MILLION, "scale.hundred_million"), (TEN_THOUSAND, "scale.ten_thousand")),
}
"""Words for large numbers, the largest first; thousands from ten thousand on."""

DIVISORS: Final = {"scale.thousand": THOUSAND}


def rounded(value: float, digits: int = DIGITS) -> str:
    """Return a number with a few significant digits and no exponent.

    Parameters
    ----------
    value
        Any finite number.
    digits
        Significant digits to keep. [1]

    Returns
    -------
    str
        Thousands separated by commas.

    Examples
    --------
    >>> rounded(1234.5), rounded(0.04567), rounded(9.96)
    ('1,200', '0.046', '10')
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    kept = float(f"{value:.{digits}g}")
    size = math.floor(math.log10(abs(kept)))
    if kept == round(kept):
        return f"{kept:,.0f}"
    return f"{kept:,.{max(digits - 1 - size, 0)}f}".rstrip("0")


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for the amounts of a chart or a row.

    Attributes
    ----------
    divisor
        What an amount is divided by. [CUR]
    unit
        Currency and scale in words, as ``CNY million``.
    digits
        Digits after the point. [1]
    """

    divisor: float
    unit: str
    digits: int

    def said(self, value: float) -> str:
        """Return an amount in this scale.

        Parameters
        ----------
        value
            Amount. [CUR]

        Returns
        -------
        str
            The number alone.
        """
        number = f"{value / self.divisor:.{self.digits}f}"
        return number.removeprefix("-") if not number.strip("-0.") else number


@dataclass(frozen=True, slots=True)
class Figures:
    """How numbers stand in a report.

    Attributes
    ----------
    catalogue
        Words for scales and units.
    currency
        ISO 4217 code of the study.
    """

    catalogue: Catalogue
    currency: str

    def scaled(self, value: float, digits: int = DIGITS) -> str:
        """Return a number in the words of the language, as ``1.2 million`` or ``120万``.

        Parameters
        ----------
        value
            Any number.
        digits
            Significant digits to keep. [1]

        Returns
        -------
        str
            For readers.
        """
        if not math.isfinite(value):
            return "–"
        size = abs(float(f"{value:.{digits}g}"))
        if size < LEAST_SHOWN:
            return "0"
        for least, key in SCALES[self.catalogue.language]:
            if size >= least:
                number = self._plain(value / DIVISORS.get(key, least), digits)
                return self.catalogue.text(key).format(number=number)
        return rounded(value, digits)

    def money(self, value: float, digits: int = DIGITS) -> str:
        """Return an amount in the currency of the study.

        Parameters
        ----------
        value
            Amount. [CUR]
        digits
            Significant digits to keep. [1]

        Returns
        -------
        str
            For example ``CNY 1.2 million`` or ``120万元``.
        """
        if not math.isfinite(value):
            return "–"
        sign = "-" if value < 0 and rounded(value, digits) != "0" else ""
        return sign + self._with_currency(self.scaled(abs(value), digits))

    def money_range(self, spread: Spread | None) -> str:
        """Return the 5 to 95 per cent range of an amount.

        Parameters
        ----------
        spread
            Quantiles, or none where unknown. [CUR]

        Returns
        -------
        str
            ``from – to``, or a dash.
        """
        if spread is None or not math.isfinite(spread.p50):
            return "–"
        largest = max(abs(spread.p05), abs(spread.p95))
        size = abs(float(f"{largest:.{DIGITS}g}"))
        scale = next((row for row in SCALES[self.catalogue.language] if size >= row[0]), None)
        divisor = 1.0 if scale is None else DIVISORS.get(scale[1], scale[0])
        ends = [self._plain(part / divisor) for part in (spread.p05, spread.p95)]
        if ends[0] == ends[1]:
            return self.money(spread.p50)
        dash = "–" if spread.p05 >= 0 else self.catalogue.text("range.word")
        number = dash.join(ends)
        if scale is not None:
            number = self.catalogue.text(scale[1]).format(number=number)
        return self._with_currency(number)

    def scale_of(self, largest: float) -> Scale:
        """Return the scale in which amounts stand beside each other.

        Parameters
        ----------
        largest
            The largest of them, without sign. [CUR]

        Returns
        -------
        Scale
            Of at most three digits before the point, one after it where the largest is below 100.
        """
        scales = SCALES[self.catalogue.language]
        found = next((row for row in scales if largest >= row[0]), None)
        divisor = 1.0 if found is None else DIVISORS.get(found[1], found[0])
        words = "" if found is None else self.catalogue.text(found[1]).format(number="")
        unit = " ".join(self._with_currency(words.strip()).split())
        return Scale(divisor, unit, 1 if largest / divisor < HUNDRED and found else 0)

    def _plain(self, value: float, digits: int = DIGITS) -> str:
        number = rounded(value, digits)
        return number.replace(",", "") if self.catalogue.language == "zh" else number

    def _with_currency(self, amount: str) -> str:
        local = f"money.{self.currency}"
        key = local if local in self.catalogue else "money.other"
        return self.catalogue.text(key).format(amount=amount, currency=self.currency)

    def of_hundred(self, share: float) -> str:
        """Return a share as cases out of a hundred.

        Parameters
        ----------
        share
            Between 0 and 1. [1]

        Returns
        -------
        str
            A whole number, or ``more than 99`` and ``less than 1`` near the ends.
        """
        if not math.isfinite(share):
            return "–"
        count = round(share * HUNDRED)
        if count == HUNDRED and share < 1.0:
            return self.catalogue.text("share.nearly_all")
        if count == 0 and share > 0.0:
            return self.catalogue.text("share.nearly_none")
        return str(count)

    def percent(self, share: float) -> str:
        """Return a share in per cent.

        Parameters
        ----------
        share
            As a number. [1]

        Returns
        -------
        str
            Two significant digits at most.
        """
        if not math.isfinite(share):
            return "–"
        return f"{rounded(share * HUNDRED) if abs(share) < 1 else f'{share * HUNDRED:.0f}'}%"

    def quantity(self, value: float, unit: str, digits: int = DIGITS) -> str:
        """Return a number with its unit in words.

        Parameters
        ----------
        value
            Number in ``unit``.
        unit
            Unit symbol.
        digits
            Significant digits to keep. [1]

        Returns
        -------
        str
            For readers; an unknown unit stands as its symbol.
        """
        if unit in {"CUR", self.currency}:
            return self.money(value, digits)
        if unit == "Gtoken":
            return self.quantity(value * BILLION, "token", digits)
        first, _, rest = unit.partition("/")
        if first in {"CUR", self.currency} and rest:
            return self._with_unit(self.money(value, digits), f"per.{rest}", f"/{rest}")
        if unit in {"1", "ratio", ""}:
            return self.scaled(value, digits)
        return self._with_unit(self.scaled(value, digits), f"unit.{unit}", f" {unit}")

    def end_of_range(self, value: float, unit: str) -> str:
        """Return an end of a range that follows a quantity, in the same scale without the unit.

        Parameters
        ----------
        value
            Number in ``unit``.
        unit
            Unit symbol.

        Returns
        -------
        str
            Number alone.
        """
        return self.scaled(value * BILLION if unit == "Gtoken" else value)

    def _with_unit(self, number: str, key: str, plain: str) -> str:
        if key in self.catalogue:
            return self.catalogue.text(key).format(number=number)
        return f"{number}{plain}"

    def range(self, low: float, high: float, unit: str) -> str:
        """Return a range with its unit.

        Parameters
        ----------
        low, high
            Ends, in ``unit``.
        unit
            Unit symbol.

        Returns
        -------
        str
            One number where the ends read the same.
        """
        first, last = self.quantity(low, unit), self.quantity(high, unit)
        if first == last:
            return first
        return self.catalogue.text("range").format(low=first, high=last)

    def day(self, on: date) -> str:
        """Return a day in the language's own form.

        Parameters
        ----------
        on
            The day.

        Returns
        -------
        str
            For example ``23 May 2024`` or ``2024年5月23日``.
        """
        locale = {"en": "en_GB", "zh": "zh_CN"}[self.catalogue.language]
        return format_date(on, format="long", locale=locale)
