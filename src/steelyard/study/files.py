"""Decisions read back from the files that ``steelyard decide`` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steelyard.errors import DomainError
from steelyard.study.output import DECISION_FILE

if TYPE_CHECKING:
    import os

MAX_BYTES: Final = 1_000_000_000
"""Far more than any study writes."""


def read_decision(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the content of a decision.json.

    Parameters
    ----------
    path
        The file, or the folder that holds it.

    Returns
    -------
    dict
        Plain data.

    Raises
    ------
    DomainError
        If there is no such file, or it is no JSON object.
    """
    file = Path(path)
    if file.is_dir():
        file /= DECISION_FILE
    try:
        content = json.loads(_text_of(file))
    except (json.JSONDecodeError, RecursionError):
        _refuse(file, "no JSON")
    if not isinstance(content, dict):
        _refuse(file, "JSON of another kind")
    return content


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            _refuse(file, f"a file of {file.stat().st_size} bytes")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        _refuse(file, (error.strerror or "an error").lower())
    except UnicodeDecodeError:
        _refuse(file, "binary data")


def _refuse(file: Path, found: str) -> NoReturn:
    message = (
        f"{file}: expected a {DECISION_FILE}, found {found}. "
        "Name two files that 'steelyard decide' wrote."
    )
    raise DomainError(message)
