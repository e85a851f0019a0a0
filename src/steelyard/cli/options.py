"""Options that several commands share, typed and checked once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final

import typer

from steelyard import study


class Language(StrEnum):
    """Languages of reports."""

    EN = "en"
    ZH = "zh"


MOST_OF_ONE: Final = 1_000_000
"""Draws of a single estimate or table. [1]"""


def day(text: str) -> date:
    """Return a day written as ``2024-05-23``.

    Parameters
    ----------
    text
        As typed.

    Returns
    -------
    date
        The day.

    Raises
    ------
    BadParameter
        If it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"expected a day as 2024-05-23, found '{text}'."
        raise typer.BadParameter(message) from None


def today() -> date:
    """Return today's date; only the command line asks the clock.

    Returns
    -------
    date
        In the local time zone.
    """
    return datetime.now().astimezone().date()


Json = Annotated[bool, typer.Option("--json", help="Print data as JSON.")]
AsOf = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="Nothing published later is used; today if omitted.",
        show_default=False,
    ),
]
Draws = Annotated[
    int,
    typer.Option(min=study.LEAST_DRAWS, max=study.MOST_DRAWS, help="Number of random draws."),
]
ManyDraws = Annotated[
    int, typer.Option(min=study.LEAST_DRAWS, max=MOST_OF_ONE, help="Number of random draws.")
]
"""For a single estimate or table, which takes little memory a draw."""
Seed = Annotated[int, typer.Option(min=0, help="Seed of the random draws.")]
