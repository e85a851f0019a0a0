"""The texts of the report, one catalogue per language, read when a report is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ruamel.yaml import YAML

from steelyard.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "zh")
"""Languages in which the report can be written."""

FOLDER: Final = "locale"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Texts by key, in one language.

    Attributes
    ----------
    language
        Language code.
    entries
        Format strings by key.
    """

    language: str
    entries: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        """Return whether there is a text of that key.

        Returns
        -------
        bool
            Without raising.
        """
        return key in self.entries

    def text(self, key: str) -> str:
        """Return the format string of a key.

        Parameters
        ----------
        key
            For example ``verdict.best``.

        Returns
        -------
        str
            The text, placeholders unfilled.

        Raises
        ------
        LookupError
            If no text has that key: a mistake of ours, not of the reader's.
        """
        found = self.entries.get(key)
        if found is None:
            message = f"no text '{key}' in the {self.language} catalogue"
            raise LookupError(message)
        return found


def load_catalogue(language: str) -> Catalogue:
    """Read the texts of one language.

    Parameters
    ----------
    language
        ``en`` or ``zh``.

    Returns
    -------
    Catalogue
        All files ``locale/*.<language>.yaml`` together.

    Raises
    ------
    OutputError
        If the report is not written in that language.
    ValueError
        If two files state the same key.
    """
    if language not in LANGUAGES:
        message = (
            f"report language '{language}': expected one of {', '.join(LANGUAGES)}. "
            "The Korean text is not written yet; choose --lang en or --lang zh."
        )
        raise OutputError(message)
    entries: dict[str, str] = {}
    folder = files("steelyard.report").joinpath(FOLDER)
    reader = YAML(typ="safe")
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not path.name.endswith(f".{language}.yaml"):
            continue
        for key, text in (reader.load(path.read_text(encoding="utf-8")) or {}).items():
            if key in entries:
                message = f"{path.name}: '{key}' is stated twice"
                raise ValueError(message)
            entries[str(key)] = str(text)
    return Catalogue(language, entries)


def upper_first(text: str) -> str:
    """Return a text with its first letter as a capital.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        Unchanged where the script has no capitals.

    Examples
    --------
    >>> upper_first("keep it")
    'Keep it'
    """
    return text[:1].upper() + text[1:]
