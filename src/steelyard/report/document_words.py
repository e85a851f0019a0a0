"""Words for what is documented about a model, in the languages of letters to providers."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from babel.dates import format_date
from ruamel.yaml import YAML

from steelyard.errors import OutputError
from steelyard.instruments.documents import LETTER_LANGUAGES
from steelyard.report.catalogue import FOLDER, Catalogue

if TYPE_CHECKING:
    from datetime import date

    from steelyard.options.audit_documents import AuditDocuments

LOCALES: Final = {"en": "en_GB", "zh": "zh_CN", "ko": "ko_KR"}


class DocumentWords:
    """The texts of one language.

    Parameters
    ----------
    language
        ``en``, ``zh`` or ``ko``.

    Raises
    ------
    OutputError
        If letters are not written in that language.
    """

    def __init__(self, language: str) -> None:
        if language not in LETTER_LANGUAGES:
            message = (
                f"language '{language}': expected one of {', '.join(LETTER_LANGUAGES)}. "
                "Choose one of these."
            )
            raise OutputError(message)
        path = files("steelyard.report").joinpath(FOLDER).joinpath(f"documents.{language}.yaml")
        entries = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        self.language = language
        self.catalogue = Catalogue(language, entries)

    def say(self, key: str, **values: object) -> str:
        """Return a text with its placeholders filled.

        Parameters
        ----------
        key
            For example ``letter.title``.
        **values
            By name of placeholder.

        Returns
        -------
        str
            The sentence.
        """
        return self.catalogue.text(key).format_map(values)

    def day(self, on: date) -> str:
        """Return a day in words.

        Parameters
        ----------
        on
            The day.

        Returns
        -------
        str
            As the language writes it.
        """
        return str(format_date(on, format="long", locale=LOCALES[self.language]))

    def transparency(self, key: str, found: AuditDocuments) -> list[str]:
        """Return what the index found, if it assessed the developer.

        Parameters
        ----------
        key
            Which sentence.
        found
            Documents of a model.

        Returns
        -------
        list of str
            One sentence, or none.
        """
        share = found.transparency
        if share is None:
            return []
        return [
            self.say(
                key,
                developer=found.model.developer,
                edition=share.edition,
                met=share.n_met,
                asked=share.n_indicators,
            )
        ]
