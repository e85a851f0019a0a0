"""Identifiers and texts for readers in several languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for readers, named by its key in the message catalogues of the report.

    Attributes
    ----------
    key
        Key in ``report/locale/<language>.yaml``, for example ``gate.residency.rule``.
    values
        What the sentence names: texts and numbers, by placeholder.
    """

    key: str
    values: Mapping[str, str | float] = field(default_factory=dict)
