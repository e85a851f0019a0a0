"""Whether what stakeholders say about weights is well formed, read as plain data."""

from __future__ import annotations

import math
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any, Final

from steelyard.dossier.plain import entries
from steelyard.dossier.voices import Dimension
from steelyard.dossier.wording import shown
from steelyard.dossier.yaml_text import path_text
from steelyard.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.dossier.yaml_text import Loc, PlainTree

SUM_TOLERANCE: Final = 1e-6
"""How far shares may miss 1 by rounding. [1]"""

ALONE: Final = ("points", "pairwise")
"""Forms that fix every weight and stand alone."""

PAIRS: Final = tuple(frozenset(pair) for pair in combinations(map(str, Dimension), 2))
"""Every pair of dimensions."""


def weight_problems(tree: PlainTree) -> Iterator[Problem]:
    """Find statements about weights that mean nothing, or cannot stand beside each other.

    Parameters
    ----------
    tree
        A mapping, with lines.

    Yields
    ------
    Problem
        One for each; whether any weights meet well-formed statements is left to the decision.
    """
    for number, person in entries(tree.data, "stakeholders"):
        stated = person.get("weights")
        if isinstance(stated, dict):
            loc: Loc = ("stakeholders", number, "weights")
            for place, expected, found, step in _of_one(stated):
                where = (*loc, *place)
                yield Problem(path_text(where), expected, found, step, tree.line_of(where))


Fault = tuple[tuple[str | int, ...], str, str, str]


def _of_one(stated: dict[str, Any]) -> Iterator[Fault]:
    forms = [str(name) for name, part in stated.items() if part is not None]
    if not forms or (len(forms) > 1 and set(ALONE) & set(forms)):
        expected = "points alone, pairwise alone, or any of ranking, intervals, ratios, trade_offs"
        found = ", ".join(forms) or "none"
        yield (), expected, found, "Keep what belongs together, or leave weights out."
    yield from (
        ((name,), "at least one entry", "none", "Enter one, or leave the form out.")
        for name, part in stated.items()
        if part in ([], {})
    )
    yield from _points(stated.get("points"))
    yield from _ranking(stated.get("ranking"))
    yield from _intervals(stated.get("intervals"))
    yield from _ratios(entries(stated, "ratios"))
    yield from _trade_offs(entries(stated, "trade_offs"))
    yield from _pairwise(entries(stated, "pairwise"))


def _points(points: Any) -> Iterator[Fault]:
    if isinstance(points, dict) and points and not any(points.values()):
        expected = "at least one dimension with points above 0"
        yield ("points",), expected, "only 0", "Give the greatest swing 100."


def _ranking(ranking: Any) -> Iterator[Fault]:
    if not isinstance(ranking, list):
        return
    places = [place if isinstance(place, list) else [place] for place in ranking]
    named = [str(name) for name in chain.from_iterable(places)]
    if len(set(named)) < len(named):
        yield ("ranking",), "each dimension once", "one twice", "Remove the second."


def _intervals(intervals: Any) -> Iterator[Fault]:
    if not isinstance(intervals, dict):
        return
    for name, bounds in intervals.items():
        if not _is_range(bounds, most=1):
            expected = "two shares of 1, the lower first"
            yield ("intervals", name), expected, str(bounds), "Correct the interval."
            return
    lowest = math.fsum(bounds[0] for bounds in intervals.values())
    if lowest > 1.0 + SUM_TOLERANCE:
        expected = "least weights that together do not exceed 1"
        yield ("intervals",), expected, f"{lowest:.6g}", "Lower some of them."


def _ratios(ratios: list[tuple[int, dict[str, Any]]]) -> Iterator[Fault]:
    for number, entry in ratios:
        loc = ("ratios", number)
        if entry.get("of") is not None and entry.get("of") == entry.get("to"):
            yield (*loc, "to"), "another dimension", shown(entry["to"]), "Name two dimensions."
        least, greatest = entry.get("least"), entry.get("greatest")
        if not (_is_number(least) and _is_number(greatest)):
            continue
        if float(least or 0.0) > float(greatest or 0.0):
            expected = f"at least {least:g}, the least ratio"
            yield (*loc, "greatest"), expected, f"{greatest:g}", "Correct one of them."


def _trade_offs(trade_offs: list[tuple[int, dict[str, Any]]]) -> Iterator[Fault]:
    for number, entry in trade_offs:
        money = entry.get("money_per_year")
        stated = [money, money] if _is_number(money) else money
        if isinstance(stated, list) and not (_is_range(stated) and stated[1] > 0):
            expected = "one amount above 0, or two, the lower first [CUR/year]"
            loc = ("trade_offs", number, "money_per_year")
            yield loc, expected, str(money), "Enter what would be given each year."


def _pairwise(judged: list[tuple[int, dict[str, Any]]]) -> Iterator[Fault]:
    seen: set[frozenset[str]] = set()
    for number, entry in judged:
        pair = frozenset({str(entry.get("of")), str(entry.get("over"))})
        if pair in seen or len(pair) == 1:
            found = " and ".join(sorted(pair))
            found = f"{found} again" if pair in seen else f"{found} with itself"
            yield ("pairwise", number), "each pair once", found, "Remove it, or name the other."
        seen.add(pair)
    missing = [" and ".join(_in_order(pair)) for pair in PAIRS if pair not in seen]
    if judged and missing:
        expected = f"all {len(PAIRS)} pairs of dimensions"
        step = f"Judge also {'; '.join(missing)}."
        yield ("pairwise",), expected, f"{len(PAIRS) - len(missing)} of them", step


def _in_order(pair: frozenset[str]) -> list[str]:
    return [str(name) for name in Dimension if name in pair]


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _is_range(bounds: Any, most: float = math.inf) -> bool:
    return (
        isinstance(bounds, list)
        and len(bounds) == len(("least", "greatest"))
        and all(isinstance(part, int | float) for part in bounds)
        and 0 <= bounds[0] <= bounds[1] <= most
    )
