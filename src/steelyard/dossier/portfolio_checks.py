"""What must hold between the portfolio rules of a dossier and its other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steelyard.dossier.plain import entries
from steelyard.dossier.wording import nearest
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.yaml_text import Loc, PlainTree


def portfolio_problems(tree: PlainTree) -> Iterator[Problem]:
    """Find deadlines that no use case can keep, floors for no data class, and years beyond reach.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Yields
    ------
    Problem
        One for each.
    """
    yield from _deadlines(tree)
    yield from _floors(tree)
    yield from _first_years(tree)


def _problem(tree: PlainTree, loc: Loc, expected: str, found: str, step: str) -> Problem:
    return Problem(path_text(loc), expected, found, step, tree.line_of(loc))


def _deadlines(tree: PlainTree) -> Iterator[Problem]:
    starts = {
        case["id"]: case.get("start_year")
        for _, case in entries(tree.data, "use_cases")
        if isinstance(case.get("id"), str)
    }
    for number, entry in entries(tree.data, "portfolio", "deadlines"):
        name, year = entry.get("use_case"), entry.get("by")
        loc = ("portfolio", "deadlines", number)
        if isinstance(name, str) and name not in starts:
            known = tuple(starts)
            expected = f"a use case of this dossier ({', '.join(known)})"
            step = f"{nearest(name, known)}Correct the name or remove the entry."
            yield _problem(tree, (*loc, "use_case"), expected, f"'{name}'", step)
            continue
        first = starts.get(name) if isinstance(name, str) else None
        if isinstance(first, int) and isinstance(year, int) and year < first:
            expected = f"a year from {first} on, the first year of '{name}'"
            step = "Move the deadline, or the first year of the use case."
            yield _problem(tree, (*loc, "by"), expected, str(year), step)


def _floors(tree: PlainTree) -> Iterator[Problem]:
    used = tuple(
        dict.fromkeys(
            case["data_class"]
            for _, case in entries(tree.data, "use_cases")
            if isinstance(case.get("data_class"), str)
        )
    )
    for number, entry in entries(tree.data, "portfolio", "floors"):
        names = entry.get("data_classes")
        for place, name in enumerate(names if isinstance(names, list) else ()):
            if isinstance(name, str) and name not in used:
                expected = f"a data class of some use case ({', '.join(used)})"
                step = f"{nearest(name, used)}Correct the name, or leave the floor out."
                loc = ("portfolio", "floors", number, "data_classes", place)
                yield _problem(tree, loc, expected, f"'{name}'", step)


def _first_years(tree: PlainTree) -> Iterator[Problem]:
    last = _last_year(tree.data.get("horizon"))
    for part in ("reuse", "tiers"):
        for number, entry in entries(tree.data, "portfolio", part):
            year = entry.get("from_year")
            if last is not None and isinstance(year, int) and year > last:
                loc = ("portfolio", part, number, "from_year")
                expected = f"a year up to the last of the horizon, {last}"
                step = "Correct the year, lengthen the horizon, or remove the entry."
                yield _problem(tree, loc, expected, str(year), step)


def _last_year(horizon: Any) -> int | None:
    if not isinstance(horizon, dict):
        return None
    first, count = horizon.get("first_year"), horizon.get("n_years")
    if isinstance(first, int) and isinstance(count, int):
        return first + count - 1
    return None
