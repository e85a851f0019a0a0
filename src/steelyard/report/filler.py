"""Fills the placeholders of a sentence: in words, or in a format that the sentence asks for."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.report.figures import Figures


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a sentence: as it is, and in words.

    Attributes
    ----------
    raw
        For a format of the sentence's own, as ``{share:.0%}``.
    words
        Used where the sentence asks for no format.
    """

    raw: str | float
    words: str


class Filler(string.Formatter):
    """Formats values as the sentence asks, or in words where it asks for nothing.

    Parameters
    ----------
    figures
        How numbers are said.
    """

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as the sentence asks.

        Parameters
        ----------
        value
            A :class:`Said`, or anything that Python formats.
        format_spec
            ``money``, ``hundred``, ``percent``, ``number``, or a format of Python's.

        Returns
        -------
        str
            Its words where no format is asked for.
        """
        if not isinstance(value, Said):
            return str(super().format_field(value, format_spec))
        if not format_spec:
            return value.words
        if isinstance(value.raw, str):
            return value.words
        special: dict[str, Callable[[float], str]] = {
            "money": self.figures.money,
            "hundred": self.figures.of_hundred,
            "percent": self.figures.percent,
            "number": self.figures.scaled,
        }
        if format_spec in special:
            return special[format_spec](value.raw)
        return format(value.raw, format_spec)
