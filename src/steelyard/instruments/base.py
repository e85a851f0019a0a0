"""What packs and instruments share: frozen entries, texts in several languages, references."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

NEEDED_LANGUAGES = ("en", "zh")
"""Languages in which every text must stand, because reports are written in them."""

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$")]
"""Id of an entry: lower case, digits, ``_ . -``."""

PackId = Annotated[str, Field(pattern=r"^[A-Z]+$")]
"""Id of a jurisdiction pack."""


def _in_needed_languages(text: dict[str, str]) -> dict[str, str]:
    missing = [language for language in NEEDED_LANGUAGES if not text.get(language)]
    if missing:
        message = f"expected a text in {', '.join(NEEDED_LANGUAGES)}, missing: {', '.join(missing)}"
        raise ValueError(message)
    return text


Bilingual = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], str], AfterValidator(_in_needed_languages)
]
"""A text by language; English and Chinese always, the original language where it is another."""


class InstrumentModel(BaseModel):
    """Base of all entries: frozen, no unknown fields, attribute docstrings as help text."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, str_strip_whitespace=True
    )


class Reference(InstrumentModel):
    """Where a rule, a question or a register entry was read."""

    publisher: Annotated[str, Field(min_length=1)]
    """Who published it."""
    title: Annotated[str, Field(min_length=1)]
    """Title."""
    published: dt.date
    """Day of publication."""
    url: str = ""
    """Address of the text, or of the page on which it was read."""
    read_as: Literal["primary", "copy", "secondary"]
    """Whether the text itself was read, a copy of it, or what somebody says of it."""
