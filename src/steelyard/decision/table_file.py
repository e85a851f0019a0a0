"""The CSV table of ``steelyard rank``, read with every problem at once."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from steelyard.quantities.arrays import BoolArray, FloatArray

DIRECTIONS: Final = ("min", "max")
PREFERENCES: Final = ("usual", "linear")
NUMBER_ROWS: Final = ("#weight", "#best", "#worst", "#q", "#p")
HEADER_ROWS: Final = ("#direction", "#preference", *NUMBER_ROWS)


@dataclass(frozen=True, slots=True, eq=False)
class RankingTable:
    """A table ready to be ranked.

    Attributes
    ----------
    alternatives, criteria
        Their names.
    cells
        Performance or values, shape ``(alternative, criterion)``. [unit of each criterion]
    are_values
        Whether cells are values between 0 and 1.
    is_benefit
        Whether more is better, shape ``(criterion,)``.
    has_weights
        Whether the table states weights.
    weights
        Stated or equal weights that sum to one, shape ``(criterion,)``. [1]
    worst, best
        Anchors worth 0 and 1, shape ``(criterion,)``; equal where a column tells nothing apart.
        [unit of each criterion]
    preferences
        Preference of each criterion, for promethee2.
    indifference, strict_preference
        Thresholds q and p, shape ``(criterion,)``. [unit of each criterion]
    notes
        What the table left open and how it was read.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    cells: FloatArray
    are_values: bool
    is_benefit: BoolArray
    has_weights: bool
    weights: FloatArray
    worst: FloatArray
    best: FloatArray
    preferences: tuple[str, ...]
    indifference: FloatArray
    strict_preference: FloatArray
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    """Rows of the file by their purpose, and the problems found so far."""

    criteria: list[str] = field(default_factory=list)
    header: dict[str, list[str]] = field(default_factory=dict)
    alternatives: list[str] = field(default_factory=list)
    cells: list[list[float]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, path: str, expected: str, found: object, next_step: str) -> None:
        problem = Problem(path, expected, str(found), next_step)
        if problem not in self.problems:
            self.problems.append(problem)

    def number(self, text: str, path: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = np.nan
        if not np.isfinite(value) or "_" in text:
            self.refuse(path, "a number", repr(text), "Enter a plain number such as 12.5.")
        return value

    def place(self, row: str, criterion: int) -> str:
        return f"row {row}, column {self.criteria[criterion]}"


def read_table(table: Path | str, *, method: str, are_values: bool) -> RankingTable:
    """Read a table to be ranked.

    Parameters
    ----------
    table
        File, or the text of one.
    method
        Method it is read for.
    are_values
        Whether cells are values between 0 and 1.

    Returns
    -------
    RankingTable
        The table, complete and consistent.

    Raises
    ------
    DossierError
        With every problem of the table, each with its row and column.
    """
    reader = _Reader()
    _sort_rows(reader, table_text(table))
    if reader.problems:
        raise DossierError(reader.problems)
    is_benefit = _directions(reader, are_values=are_values)
    weights, has_weights = _weights(reader, method)
    worst, best = _anchors(reader, method, is_benefit, are_values=are_values)
    preferences, q, p = _thresholds(reader, method)
    if reader.problems:
        raise DossierError(reader.problems)
    return RankingTable(
        alternatives=tuple(reader.alternatives),
        criteria=tuple(reader.criteria),
        cells=np.array(reader.cells),
        are_values=are_values,
        is_benefit=is_benefit,
        has_weights=has_weights,
        weights=weights,
        worst=worst,
        best=best,
        preferences=preferences,
        indifference=q,
        strict_preference=p,
        notes=tuple(reader.notes),
    )


def table_text(table: Path | str) -> str:
    """Return the text of a table.

    Parameters
    ----------
    table
        File, or the text of one.

    Returns
    -------
    str
        Without a byte order mark.

    Raises
    ------
    DossierError
        If the file cannot be read as text.
    """
    if isinstance(table, str):
        return table.removeprefix("\ufeff")
    try:
        return table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(
            str(table), "text in UTF-8", "other bytes", "Save the table as CSV UTF-8."
        )
        raise DossierError([problem]) from error
    except OSError as error:
        problem = Problem(
            str(table), "a readable file", str(error.strerror), "Check the name of the file."
        )
        raise DossierError([problem]) from error


def _sort_rows(reader: _Reader, text: str) -> None:
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text), strict=True) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        reader.refuse("table", "comma-separated values", error, "Save the table as CSV UTF-8.")
        return
    if not rows:
        reader.refuse("table", "a header row and alternatives", "nothing", "Fill in the table.")
        return
    reader.criteria = [name.strip() for name in rows[0][1:]]
    _require_names(reader, "row 1", "criterion", reader.criteria)
    if not reader.criteria:
        reader.refuse(
            "row 1",
            "at least one criterion",
            "none",
            "Add a column per criterion, separated by commas.",
        )
    for row in rows[1:]:
        _sort_row(reader, [cell.strip() for cell in row])
    _require_names(reader, "column 1", "alternative", reader.alternatives)
    if len(reader.alternatives) <= 1:
        reader.refuse(
            "column 1",
            "at least two alternatives",
            len(reader.alternatives),
            "Add the alternatives to compare.",
        )


def _sort_row(reader: _Reader, row: list[str]) -> None:
    name, cells = row[0], row[1:]
    if len(cells) != len(reader.criteria):
        expected = f"{len(reader.criteria)} cells after the name"
        reader.refuse(f"row {name}", expected, len(cells), "Fill in every cell of the row.")
    elif not name.startswith("#"):
        places = [reader.place(name, criterion) for criterion in range(len(cells))]
        reader.alternatives.append(name)
        reader.cells.append([reader.number(c, p) for c, p in zip(cells, places, strict=True)])
    elif name not in HEADER_ROWS:
        reader.refuse(f"row {name}", f"one of {', '.join(HEADER_ROWS)}", name, "Rename the row.")
    elif name in reader.header:
        reader.refuse(f"row {name}", "one such row", "two", "Remove one of them.")
    else:
        reader.header[name] = cells


def _require_names(reader: _Reader, path: str, kind: str, names: list[str]) -> None:
    if not all(names):
        reader.refuse(path, f"a name for each {kind}", "an empty one", f"Name every {kind}.")
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        reader.refuse(path, f"each {kind} once", f"{name} twice", "Rename one of them.")


def _choices(
    reader: _Reader, row: Literal["#direction", "#preference"], allowed: tuple[str, ...]
) -> list[str] | None:
    if row not in reader.header:
        return None
    cells = [cell.lower() for cell in reader.header[row]]
    for criterion, cell in enumerate(cells):
        if cell not in allowed:
            expected, path = " or ".join(allowed), reader.place(row, criterion)
            reader.refuse(path, expected, repr(cell), f"Enter {expected}.")
    return cells


def _numbers(reader: _Reader, row: str) -> FloatArray | None:
    # A blank cell is NaN; the caller says what a blank means in its row.
    cells = reader.header.get(row)
    if cells is None:
        return None
    return np.array([
        reader.number(cell, reader.place(row, criterion)) if cell else np.nan
        for criterion, cell in enumerate(cells)
    ])


def _directions(reader: _Reader, *, are_values: bool) -> BoolArray:
    directions = _choices(reader, "#direction", DIRECTIONS)
    if are_values:
        for criterion, direction in enumerate(directions or ()):
            if direction == "min":
                path = reader.place("#direction", criterion)
                reader.refuse(path, "max, as cells are values", "min", "Turn the values round.")
        return np.ones(len(reader.criteria), dtype=np.bool_)
    if directions is not None:
        return np.array([direction == "max" for direction in directions])
    worst, best = _numbers(reader, "#worst"), _numbers(reader, "#best")
    if worst is None or best is None or np.isnan([worst, best]).any():
        reader.notes.append("No #direction: more is taken as better on every criterion.")
        return np.ones(len(reader.criteria), dtype=np.bool_)
    return np.asarray(best > worst)


def _weights(reader: _Reader, method: str) -> tuple[FloatArray, bool]:
    n_criteria = len(reader.criteria)
    weights = _numbers(reader, "#weight")
    if weights is None:
        drawn = "all weightings alike" if method == "smaa" else "equal weights"
        reader.notes.append(f"No #weight: {drawn}.")
        return np.full(n_criteria, 1.0 / n_criteria), False
    for criterion, weight in enumerate(weights):
        if not weight >= 0:
            path, found = reader.place("#weight", criterion), reader.header["#weight"][criterion]
            reader.refuse(path, "a weight of at least 0", repr(found), "Enter 0 or more.")
    with np.errstate(over="ignore"):
        total = float(weights.sum())
    if np.all(weights >= 0) and not 0 < total < np.inf:
        reader.refuse("row #weight", "weights with a sum above 0", total, "Change the weights.")
        return weights, True
    return weights / total, True


def _anchors(
    reader: _Reader, method: str, is_benefit: BoolArray, *, are_values: bool
) -> tuple[FloatArray, FloatArray]:
    cells = np.array(reader.cells)
    low, high = cells.min(axis=0), cells.max(axis=0)
    if are_values:
        _require_values(reader, cells)
    stated = [row for row in ("#best", "#worst") if row in reader.header]
    if stated and (are_values or method not in {"additive", "smaa"}):
        reader.notes.append(f"{' and '.join(stated)} not used: {_why_unused(are_values)}.")
    if are_values or method not in {"additive", "smaa"}:
        return low, high
    local = {"#worst": np.where(is_benefit, low, high), "#best": np.where(is_benefit, high, low)}
    found = {row: _anchor(reader, row, ends) for row, ends in local.items()}
    _require_range(reader, found["#worst"], found["#best"], is_benefit)
    return found["#worst"], found["#best"]


def _anchor(reader: _Reader, row: str, local: FloatArray) -> FloatArray:
    stated = _numbers(reader, row)
    if stated is None:
        stated = np.full(len(local), np.nan)
    blank = np.isnan(stated)
    if blank.any():
        names = ", ".join(np.array(reader.criteria)[blank])
        reader.notes.append(f"No {row} for {names}: the range of this table is used.")
    return np.where(blank, local, stated)


def _why_unused(are_values: bool) -> str:
    return "cells are values already" if are_values else "the method takes ranges from the table"


def _require_values(reader: _Reader, cells: FloatArray) -> None:
    for alternative, criterion in zip(*np.nonzero((cells < 0) | (cells > 1)), strict=True):
        path = reader.place(reader.alternatives[alternative], int(criterion))
        found = cells[alternative, criterion]
        reader.refuse(path, "a value between 0 and 1", found, "Enter values or leave out --values.")


def _require_range(
    reader: _Reader, worst: FloatArray, best: FloatArray, is_benefit: BoolArray
) -> None:
    for criterion, name in enumerate(reader.criteria):
        if worst[criterion] == best[criterion]:
            if "#best" in reader.header or "#worst" in reader.header:
                path = f"rows #best and #worst, column {name}"
                reader.refuse(path, "two different anchors", best[criterion], "Change one of them.")
            else:
                reader.notes.append(f"{name} is the same for all: it tells nothing apart.")
        elif (best[criterion] > worst[criterion]) != is_benefit[criterion]:
            expected = "#best above #worst" if is_benefit[criterion] else "#best below #worst"
            found = f"{best[criterion]:g} and {worst[criterion]:g}"
            path = f"rows #best and #worst, column {name}"
            reader.refuse(path, expected, found, "Exchange the anchors or change #direction.")


def _thresholds(reader: _Reader, method: str) -> tuple[tuple[str, ...], FloatArray, FloatArray]:
    zeros = np.zeros(len(reader.criteria))
    if method != "promethee2":
        return (), zeros, zeros
    preferences = _choices(reader, "#preference", PREFERENCES)
    q, p = _numbers(reader, "#q"), _numbers(reader, "#p")
    if preferences is None:
        chosen = "usual" if p is None else "linear"
        reader.notes.append(f"No #preference: {chosen} on every criterion.")
        preferences = [chosen] * len(zeros)
    if q is None and p is not None:
        reader.notes.append("No #q: any difference counts, q is 0.")
        q = zeros
    missing = np.full(len(zeros), np.nan)
    q, p = missing if q is None else q, missing if p is None else p
    for criterion, preference in enumerate(preferences):
        if preference == "linear" and not 0 <= q[criterion] <= p[criterion]:
            found = f"q {q[criterion]:g} and p {p[criterion]:g}"
            path = f"rows #q and #p, column {reader.criteria[criterion]}"
            reader.refuse(path, "0 <= q <= p", found, "Enter both thresholds.")
    return tuple(preferences), np.nan_to_num(q), np.nan_to_num(p)
