"""Open the shipped facts as they were known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.errors import FactError
from steelyard.facts.book import FactBook
from steelyard.facts.tables import FactTables

if TYPE_CHECKING:
    from datetime import date
    from importlib.resources.abc import Traversable


def load_facts(
    edition: str | None = None, *, as_of: date, root: Traversable | None = None
) -> FactBook:
    """Return the facts as they were known on a day.

    Parameters
    ----------
    edition
        Calendar edition the study was made with; the shipped one if not given.
    as_of
        The study's date: nothing published later is seen.
    root
        Another folder of facts; the shipped one if not given.

    Returns
    -------
    FactBook
        Reads its files when they are first needed.

    Raises
    ------
    FactError
        If another edition than the one at hand is asked for.
    """
    tables = FactTables(root)
    if edition is not None and edition != tables.edition:
        message = (
            f"facts edition '{edition}': only '{tables.edition}' is installed. "
            "Install the release that ships it, or leave the edition out."
        )
        raise FactError(message)
    return FactBook(tables, as_of)
