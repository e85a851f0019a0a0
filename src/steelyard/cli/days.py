"""Days as typed on the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from steelyard.cli.console import stop

Day = Annotated[str | None, typer.Option("--as-of", help="Day of the study, as 2024-05-23.")]
"""An optional day."""


def day(text: str | None) -> date | None:
    """Return a day written as ``2024-05-23``.

    Parameters
    ----------
    text
        As typed.

    Returns
    -------
    date or None
        None where nothing was typed.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        stop(f"--as-of: expected a day as 2024-05-23, found '{text}'.")
