"""Begin a dossier from a case, from twenty answers, or empty; nothing is ever overwritten."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steelyard.dossier.loader import typed
from steelyard.dossier.short import short_dossier
from steelyard.dossier.skeleton import skeleton
from steelyard.dossier.wording import nearest
from steelyard.dossier.yaml_text import FILE_NAME, read_text, read_yaml
from steelyard.errors import DossierError, OutputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

CASE_FOLDERS: Final = (
    Path(__file__).parent.parent / "examples",
    Path(__file__).parents[3] / "examples",
)
"""Where the cases lie: inside the installed package, or beside ``src`` in a checkout."""


def case_names() -> tuple[str, ...]:
    """Return the names of the cases that come with Steelyard.

    Returns
    -------
    tuple of str
        For example ``guangxi-2024`` or ``national/tw-taide-2023``.
    """
    return tuple(sorted(_cases()))


def init_dossier(
    directory: str | PathLike[str],
    case: str | None = None,
    *,
    short: bool = False,
    answers: Mapping[str, object] | None = None,
) -> Path:
    """Write a new dossier into a folder.

    Parameters
    ----------
    directory
        Folder; it is made if it does not exist.
    case
        Name of a case to copy, or path of a dossier file or its folder.
    short
        Whether to write a short dossier from answers.
    answers
        Answers to the twenty questions of a short dossier, by question id.

    Returns
    -------
    Path
        The dossier written: ``<directory>/dossier.yaml``.

    Raises
    ------
    DossierError
        If the case is unknown, or an answer cannot be used.
    OutputError
        If a dossier is there already, or the folder cannot be written.

    Notes
    -----
    Without case and answers, an empty dossier with the help text of every field is written.
    """
    if short and answers is None:
        answers = {}
    texts = _texts(case, answers)
    folder = Path(directory)
    target = folder / FILE_NAME
    if target.exists():
        message = f"{target}: expected no dossier yet, found one. Name another folder."
        raise OutputError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            _write_whole(folder / name, text)
    except OSError as error:
        reason = error.strerror or "an error"
        message = f"{folder}: expected a folder that can be written, found {reason}. Name another."
        raise OutputError(message) from error
    return target


def _texts(case: str | None, answers: Mapping[str, object] | None) -> dict[str, str]:
    if case is not None and answers is not None:
        problem = Problem("init", "a case or answers", "both", "Leave one out.")
        raise DossierError([problem])
    if case is not None:
        return _copied(case)
    if answers is None:
        return {FILE_NAME: skeleton()}
    text = short_dossier(answers)
    _, problems = typed(read_yaml(text))
    if problems:
        raise DossierError(problems)
    return {FILE_NAME: text}


def _copied(case: str) -> dict[str, str]:
    source = _cases().get(case) or _own_case(Path(case))
    if source is None:
        known = case_names()
        expected = f"one of {', '.join(known)}, or a dossier file"
        step = f"{nearest(case, known)}Choose one."
        raise DossierError([Problem("case", expected, f"'{case}'", step)])
    beside = source.with_name("sources.md")
    text, sources = read_text(source), read_text(beside) if beside.is_file() else ""
    head = (
        f"# Begun as a copy of the case '{case}': change id, title, subtitle and prepared_by.\n#\n"
    )
    texts = {"sources.md": sources} if sources else {}
    return texts | {FILE_NAME: head + text}


def _own_case(path: Path) -> Path | None:
    inside = path / FILE_NAME if path.is_dir() else path
    return inside if inside.is_file() else None


def _cases() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in CASE_FOLDERS:
        for path in sorted(folder.rglob(FILE_NAME)):
            found.setdefault(path.parent.relative_to(folder).as_posix(), path)
    return found


def _write_whole(path: Path, text: str) -> None:
    """Write beside the target and rename, so that an interruption leaves nothing half written."""
    if path.exists():
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=path.suffix)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
