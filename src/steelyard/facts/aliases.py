"""One id for every spelling of a model or an accelerator."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def folded(name: str) -> str:
    """Return a name without what spellings differ in.

    Parameters
    ----------
    name
        Any spelling.

    Returns
    -------
    str
        Lower case; blanks and underscores as hyphens.

    Examples
    --------
    >>> folded(" LLaMA v3.1_8B ")
    'llama-v3.1-8b'
    """
    return "-".join(name.strip().lower().replace("_", " ").replace("-", " ").split())


class Aliases:
    """The alias table: spelling to id, letter case and separators ignored.

    Parameters
    ----------
    models, hardware
        Id to its other spellings; the id is a spelling of itself.
    """

    def __init__(
        self, *, models: Mapping[str, Iterable[str]], hardware: Mapping[str, Iterable[str]]
    ) -> None:
        self._models = _inverted(models)
        self._hardware = _inverted(hardware)
        self.clashes = tuple(_clashes(models)) + tuple(_clashes(hardware))

    def model(self, name: str) -> str | None:
        """Return the id of a model.

        Parameters
        ----------
        name
            Any known spelling.

        Returns
        -------
        str | None
            The id, or nothing if the spelling is unknown.
        """
        return self._models.get(folded(name))

    def hardware(self, name: str) -> str | None:
        """Return the id of an accelerator.

        Parameters
        ----------
        name
            Any known spelling.

        Returns
        -------
        str | None
            The id, or nothing if the spelling is unknown.
        """
        return self._hardware.get(folded(name))


def near(name: str, known: Iterable[str], n: int = 4) -> str:
    """Return known names near to one that is not known, for an error message.

    Parameters
    ----------
    name
        What was asked for.
    known
        What there is.
    n
        How many at most.

    Returns
    -------
    str
        Names separated by commas, or ``none``.
    """
    by_fold = {folded(entry): entry for entry in known}
    close = difflib.get_close_matches(folded(name), by_fold, n=n, cutoff=0.5)
    return ", ".join(by_fold[entry] for entry in close) or "none"


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {folded(name): key for key, names in table.items() for name in (key, *names)}


def _clashes(table: Mapping[str, Iterable[str]]) -> Iterable[str]:
    seen: dict[str, str] = {}
    for key, names in table.items():
        for name in dict.fromkeys(folded(entry) for entry in (key, *names)):
            if seen.setdefault(name, key) != key:
                yield f"'{name}' stands for both '{seen[name]}' and '{key}'"
