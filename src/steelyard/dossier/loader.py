"""From a file to a dossier, or to all that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from pydantic import ValidationError

from steelyard.dossier.migrate import migrate
from steelyard.dossier.schema import Dossier
from steelyard.dossier.structure import structural_problems
from steelyard.dossier.wording import problems_of, shown
from steelyard.dossier.yaml_text import MAX_BYTES, read_yaml
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from os import PathLike

    from steelyard.dossier.yaml_text import PlainTree

FILE_NAME: Final = "dossier.yaml"
"""Name of the dossier in a case folder."""


def load_dossier(path: str | PathLike[str]) -> Dossier:
    """Read and check a dossier.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    Dossier
        Typed, frozen, and consistent with itself.

    Raises
    ------
    DossierError
        With every problem found, each with its path, line, what was expected and found, and the
        next step.

    Notes
    -----
    What does not stop a study but should be read before it (a source later than the study's date,
    unsigned weights) is left to :func:`steelyard.dossier.checks.check_dossier`.
    """
    tree = read_tree(path)
    dossier, problems = typed(tree)
    if dossier is None or problems:
        raise DossierError(problems)
    return dossier


def read_tree(path: str | PathLike[str]) -> PlainTree:
    """Read a dossier file as plain data in the present format.

    Parameters
    ----------
    path
        A YAML file.

    Returns
    -------
    PlainTree
        A mapping, with lines.

    Raises
    ------
    DossierError
        If the file cannot be read, is empty, no YAML, no mapping, or of an unknown format version.
    """
    text = _text_of(Path(path))
    tree = read_yaml(text)
    if tree.data is None:
        _refuse("a dossier", "an empty file", "Write one with 'steelyard init'.")
    if not isinstance(tree.data, dict):
        _refuse("a mapping that begins with 'id:'", shown(tree.data), "See 'steelyard schema'.")
    return migrate(tree)


def typed(tree: PlainTree) -> tuple[Dossier | None, list[Problem]]:
    """Type plain data, and collect all problems of types, ranges and references.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Returns
    -------
    tuple
        The dossier, or none if it could not be typed; and the problems.
    """
    problems = structural_problems(tree)
    dossier: Dossier | None = None
    try:
        dossier = Dossier.model_validate(tree.data)
    except ValidationError as error:
        known = {problem.path for problem in problems}
        problems += [found for found in problems_of(error, tree) if found.path not in known]
    return dossier, sorted(problems, key=lambda problem: problem.line or 0)


def _text_of(path: Path) -> str:
    if path.is_dir():
        inside = path / FILE_NAME
        hint = f"Name the file {inside}." if inside.exists() else "Name a dossier file."
        _refuse("a file", f"the folder {path}", hint)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            _refuse(f"at most {MAX_BYTES} bytes", f"{size} bytes", "Is this a dossier?")
        raw = path.read_bytes()
    except FileNotFoundError:
        _refuse(f"the file {path}", "none", "Check the name, or write one with 'steelyard init'.")
    except OSError as error:
        _refuse(f"a readable file {path}", error.strerror or "an error", "Check its permissions.")
    if b"\x00" in raw:
        _refuse("a text file", "binary data", "Name the YAML file, not a workbook or an archive.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _refuse("UTF-8 text", f"byte 0x{raw[error.start]:02x}", "Save the file as UTF-8.", line)


def _refuse(expected: str, found: str, next_step: str, line: int | None = None) -> NoReturn:
    raise DossierError([Problem("file", expected, found, next_step, line)])
