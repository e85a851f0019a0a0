"""What a study leaves behind: decision.json, the reports, and files that are whole or absent."""

from __future__ import annotations

import json
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steelyard.errors import OutputError
from steelyard.needs import finding_json
from steelyard.report import build_report, render_html
from steelyard.report.learning import learning_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.report.inputs import Study

DECISION_FILE: Final = "decision.json"
ONE_LINE_FROM: Final = 4
"""Depth of an option: study, use cases, use case, options. [1]"""
REPORT_PACKAGES: Final = ("jinja2",)
"""What the extra ``report`` brings."""


def decision_json(study: Study) -> str:
    """Return ``decision.json`` of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    str
        UTF-8 text, keys in a fixed order, no clock; the same study gives the same text.
    """
    body = {
        "id": study.dossier.id,
        "title": study.dossier.title,
        "currency": study.dossier.money.currency,
        "price_year": study.dossier.money.price_year,
        **study.decision.as_json(),
        **learning_of(study).as_json(),
        "assessments": [finding_json(entry) for entry in study.needs.assessments.findings],
        "manifest": study.manifest.as_json(),
    }
    return json_lines(body)


def json_lines(body: Mapping[str, Any]) -> str:
    """Return a result as JSON that people can read and programs compare line by line.

    Parameters
    ----------
    body
        Plain data.

    Returns
    -------
    str
        Indented; what holds single figures stands on one line.
    """
    return _lines(dict(body), "", 0) + "\n"


def _lines(value: Any, margin: str, depth: int) -> str:
    # Indented down to the options; each option, and what holds single figures, on one line.
    parts = list(value.values() if isinstance(value, dict) else value) if _holds(value) else []
    if depth >= ONE_LINE_FROM or not any(_holds(part) for part in parts):
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    inner = margin + " "
    told = [_lines(part, inner, depth + 1) for part in parts]
    if isinstance(value, dict):
        told = [f"{json.dumps(key)}:{text}" for key, text in zip(value, told, strict=True)]
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{inner}" + f",\n{inner}".join(told) + f"\n{margin}{right}"


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def require_report_extra() -> None:
    """Make sure, before a long run, that the packages of the HTML report are there.

    Raises
    ------
    OutputError
        If one is missing; names what to install.
    """
    missing = [name for name in REPORT_PACKAGES if find_spec(name) is None]
    if missing:
        message = (
            f"report: expected the package {', '.join(missing)}, found none. "
            "Install 'steelyard[report]', or ask for decision.json alone with --format json."
        )
        raise OutputError(message)


def render_reports(study: Study, languages: Iterable[str]) -> dict[str, str]:
    """Return the report of a study in each language.

    Parameters
    ----------
    study
        A finished study.
    languages
        ``en`` or ``zh``.

    Returns
    -------
    dict
        Text by file name, ``report.<language>.html``.

    Notes
    -----
    Raises ``OutputError`` where the extra ``report`` is not installed.
    """
    require_report_extra()
    report = build_report(study)
    return {f"report.{code}.html": render_html(report, code) for code in languages}


def check_folder(folder: str | os.PathLike[str]) -> None:
    """Make sure, before a long run, that a folder can be made and written.

    Parameters
    ----------
    folder
        It need not exist; nothing is made yet.

    Raises
    ------
    OutputError
        If it, or the folder that would hold it, is a file or must not be written.
    """
    target = Path(folder)
    try:
        nearest = next(path for path in (target, *target.absolute().parents) if path.exists())
        is_folder = nearest.is_dir()
    except OSError as error:
        raise OutputError(_unwritable(target, error.strerror or "an error")) from error
    if not is_folder:
        raise OutputError(_unwritable(target, f"'{nearest}' is a file"))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(_unwritable(target, f"'{nearest}' must not be written"))


def write_files(folder: str | os.PathLike[str], files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write result files, each whole or not at all.

    Parameters
    ----------
    folder
        Created if it does not exist.
    files
        Text by file name; put in place in this order, after all of them have been written.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    OutputError
        If the folder cannot be made or written; nothing is left half written.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".writing-") as scratch:
            for name, text in files.items():
                (Path(scratch) / name).write_text(text, encoding="utf-8", newline="\n")
            for name in files:
                (Path(scratch) / name).replace(target / name)
    except OSError as error:
        raise OutputError(_unwritable(target, error.strerror or "an error")) from error
    return tuple(target / name for name in files)


def _unwritable(target: Path, reason: str) -> str:
    return (
        f"folder '{target}': expected one that can be written, found that it cannot ({reason}). "
        "Name another; nothing was left half written."
    )
