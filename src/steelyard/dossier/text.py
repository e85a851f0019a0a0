"""Identifiers and texts for readers in several languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Identifier = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\s/:~+]+$")]
"""Unique name within its list, in any script; no blanks and none of ``/ : ~ +``."""

Text = Annotated[dict[Annotated[str, Field(pattern=r"^(en|zh|ko)$")], str], Field(min_length=1)]
"""A text by language code: ``{en: …, zh: …, ko: …}``, at least one of them."""


def in_language(text: dict[str, str], language: str) -> str:
    """Return a text in the wanted language, or in the first one it has.

    Parameters
    ----------
    text
        Text by language code.
    language
        ``en``, ``zh`` or ``ko``.

    Returns
    -------
    str
        The text; English before any other if the wanted language is missing.
    """
    for code in (language, "en", *text):
        if code in text:
            return text[code]
    return ""
