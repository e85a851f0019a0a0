"""Whether floors name criteria that there are, at performances that there can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.criteria import load_criteria
from steelyard.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.schema import Dossier


def floor_problems(dossier: Dossier) -> Iterator[Problem]:
    """Find floors about criteria that do not exist, or beyond their range.

    Parameters
    ----------
    dossier
        Its portfolio rules.

    Yields
    ------
    Problem
        One for each.
    """
    known = {row.id: row for row in load_criteria() if row.anchors == "fixed"}
    for number, floor in enumerate(dossier.portfolio.floors):
        where = f"portfolio.floors[{number}]"
        row = known.get(floor.criterion)
        if row is None:
            expected = f"a criterion with anchors of its own ({', '.join(known)})"
            yield Problem(
                f"{where}.criterion", expected, f"'{floor.criterion}'", "Name one of them."
            )
            continue
        low, high = sorted((row.worst or 0.0, row.best or 0.0))
        if not low <= floor.at_least <= high:
            expected = f"a performance between the anchors, {low:g} to {high:g} [{row.unit}]"
            found = f"{floor.at_least:g}"
            yield Problem(f"{where}.at_least", expected, found, "State one between them.")
