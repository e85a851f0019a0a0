"""The CSV table of ``steelyard information``: a row a draw, read with every problem at once."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.information.perfect_information import LEAST_DRAWS, LEAST_OPTIONS
from steelyard.decision.table_file import table_text
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from steelyard.quantities.arrays import FloatArray

MOST_TOLD: Final = 20
"""Cells told to the user at most; the rest are counted. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class DrawsTable:
    """Draws of net benefits and of the parameters behind them.

    Attributes
    ----------
    options, parameters
        Their names, in the order of the table.
    utilities
        Net benefit of each option, shape ``(option, draw)``. [unit of the net benefits]
    draws
        Shape ``(parameter, draw)``. [unit of each parameter]
    notes
        What there is to know of the table.
    """

    options: tuple[str, ...]
    parameters: tuple[str, ...]
    utilities: FloatArray
    draws: FloatArray
    notes: tuple[str, ...]


def read_draws(table: Path | str, options: Sequence[str]) -> DrawsTable:
    """Read a table of draws.

    Parameters
    ----------
    table
        File, or the text of one.
    options
        Columns that hold net benefits.

    Returns
    -------
    DrawsTable
        The table, complete and consistent.

    Raises
    ------
    DossierError
        With every problem of the table, each with its row and column, or of the options named.
    """
    header, rows = _rows(table_text(table))
    problems = [*_header_problems(header), *_option_problems(header, options)]
    if problems:
        raise DossierError(problems)
    cells = _cells(header, rows)
    names = [name for name in header if name in options]
    others = [name for name in header if name not in options]
    column = {name: position for position, name in enumerate(header)}
    draws = cells[[column[name] for name in others]]
    notes = [
        f"{name} is the same in every draw: there is nothing to find out."
        for name, row in zip(others, draws, strict=True)
        if np.ptp(row) == 0
    ]
    if not others:
        notes.append("Every column is an option: only knowing everything has a worth.")
    utilities = cells[[column[name] for name in names]]
    return DrawsTable(tuple(names), tuple(others), utilities, draws, tuple(notes))


def _rows(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    # Rows with their line in the file; blank lines are left out.
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        expected, step = "comma-separated values", "Save the table as CSV UTF-8."
        raise DossierError([Problem("table", expected, str(error), step)]) from error
    if not rows:
        expected = "a header row and a row for each draw"
        raise DossierError([Problem("table", expected, "nothing", "Fill in the table.")])
    return [name.strip() for name in rows[0][1]], rows[1:]


def _header_problems(header: Sequence[str]) -> list[Problem]:
    found = []
    if not all(header):
        step = "Name every column, or remove the empty one."
        found.append(Problem("row 1", "a name for each column", "an empty one", step))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    found += [
        Problem("row 1", "different names", f"'{name}' twice", "Rename one of them.")
        for name in twice
    ]
    return found


def _option_problems(header: Sequence[str], options: Sequence[str]) -> list[Problem]:
    known = ", ".join(header)
    found = [
        Problem("--options", f"a column of the table ({known})", f"'{name}'", "Correct the name.")
        for name in dict.fromkeys(options)
        if name not in header
    ]
    different = len(set(options))
    if different < LEAST_OPTIONS or different < len(options):
        listed = ", ".join(options) or "none"
        expected = "at least two different options to choose between"
        step = "Name a column of net benefit for each option; a constant 0 for doing nothing."
        found.append(Problem("--options", expected, listed, step))
    return found


def _cells(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> FloatArray:
    # All at once where the table is in order; cell by cell only to say what is wrong.
    if len(rows) < LEAST_DRAWS:
        expected = f"at least {LEAST_DRAWS} draws, better some thousands"
        step = "Draw more often: fewer draws say nothing of what a parameter does."
        raise DossierError([Problem("table", expected, f"{len(rows)}", step)])
    problems = _length_problems(header, rows)
    if problems:
        raise DossierError(_told(problems))
    found = np.array([[_number(cell) for cell in row] for _, row in rows], dtype=np.float64)
    if not np.isfinite(found).all():
        raise DossierError(_told(_number_problems(header, rows, found)))
    return np.ascontiguousarray(found.T)


def _length_problems(header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> list[Problem]:
    step = "Fill in every cell of the row."
    return [
        Problem(f"row {line}", f"{len(header)} cells", f"{len(row)}", step)
        for line, row in rows
        if len(row) != len(header)
    ]


def _number_problems(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]], found: FloatArray
) -> list[Problem]:
    step = "Enter a plain number such as 12.5, or leave the draw out."
    return [
        Problem(
            f"row {rows[row][0]}, column {header[column]}",
            "a number",
            repr(rows[row][1][column].strip()),
            step,
        )
        for row, column in np.argwhere(~np.isfinite(found))
    ]


def _number(text: str) -> float:
    try:
        return np.nan if "_" in text else float(text)
    except ValueError:
        return np.nan


def _told(problems: list[Problem]) -> list[Problem]:
    more = len(problems) - MOST_TOLD
    if more <= 0:
        return problems
    step = "Repair those above first."
    return [*problems[:MOST_TOLD], Problem("table", "no such cells", f"{more} more", step)]
