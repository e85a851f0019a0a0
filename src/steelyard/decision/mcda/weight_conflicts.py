"""Statements about weights that cannot hold together: the fewest to take back, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import linprog

from steelyard.decision.mcda.weight_polytope import is_feasible
from steelyard.decision.mcda.weight_statements import Conditions, Interval, Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.mcda.weight_statements import WeightStatement

NAMED: Final = 5
"""Ways out of a contradiction that a message names. [1]"""


class Reach(NamedTuple):
    """What conditions leave to one weight, or to the ratio of two."""

    least: float
    """Smallest share or ratio. [1]"""
    greatest: float
    """Largest share or ratio; infinite where a ratio has no bound. [1]"""


def joined_conditions(*, parts: Sequence[Conditions], n_items: int) -> Conditions:
    """Return the conditions of several statements as one set.

    Parameters
    ----------
    parts
        Conditions of each statement.
    n_items
        Items weighed. [1]

    Returns
    -------
    Conditions
        All of them, in order.
    """
    matrix = np.vstack([np.empty((0, n_items)), *(part.matrix for part in parts)])
    return Conditions(matrix, np.concatenate([np.empty(0), *(part.bounds for part in parts)]))


def hold_together(*, statements: Sequence[WeightStatement], n_items: int) -> bool:
    """Tell whether any weights meet all statements.

    Parameters
    ----------
    statements
        What was said.
    n_items
        Items weighed. [1]

    Returns
    -------
    bool
        Whether weights of at least 0 that sum to 1 exist, with a weight above 0 for every item that
        another is set in a ratio to.

    Notes
    -----
    Section "Contradictions" of ``docs/method/voices.md``: of items without weight any ratio would
    be true, and a circle of ratios would pass for a statement that all of them weigh nothing.
    """
    parts = [statement.conditions(n_items) for statement in statements]
    joined = joined_conditions(parts=parts, n_items=n_items)
    if not is_feasible(matrix=joined.matrix, bounds=joined.bounds):
        return False
    divisors = {statement.other for statement in statements if isinstance(statement, Ratio)}
    return all(_end(joined, item, item, 1.0) is not None for item in sorted(divisors))


def smallest_relaxations(
    *, statements: Sequence[WeightStatement], n_items: int
) -> tuple[list[int], ...]:
    """Return every smallest set of statements without which the others hold together.

    Parameters
    ----------
    statements
        What was said.
    n_items
        Items weighed. [1]

    Returns
    -------
    tuple of list
        Positions of the statements, in rising order; all sets are of one size. None where all
        statements hold together.

    Notes
    -----
    Section "Contradictions" of ``docs/method/voices.md``. Exact: a smallest set must take one
    statement out of every set that cannot hold together, so only those are tried, by rising size.
    """
    if hold_together(statements=statements, n_items=n_items):
        return ()
    size = 0
    found: set[frozenset[int]] = set()
    while not found:
        size += 1
        found = _relaxations(statements, n_items, frozenset(), size, set())
    return tuple(sorted(sorted(removed) for removed in found))


def conflicting(*, statements: Sequence[WeightStatement], n_items: int) -> list[int]:
    """Return statements that cannot hold together, none of which can be left out of that set.

    Parameters
    ----------
    statements
        What was said.
    n_items
        Items weighed. [1]

    Returns
    -------
    list of int
        Positions of the statements; empty where all hold together.

    Notes
    -----
    Section "Contradictions" of ``docs/method/voices.md``: statements are left out one after the
    other, and what cannot be left out belongs to the set.
    """
    if hold_together(statements=statements, n_items=n_items):
        return []
    kept = list(range(len(statements)))
    for candidate in range(len(statements)):
        rest = [index for index in kept if index != candidate]
        if not hold_together(statements=[statements[i] for i in rest], n_items=n_items):
            kept = rest
    return kept


def reach_of(*, conditions: Conditions, item: int, other: int | None = None) -> Reach:
    """Return what conditions leave to the weight of an item, or to its ratio to another.

    Parameters
    ----------
    conditions
        What must hold; they can hold together.
    item
        Index of the item.
    other
        Index of the item it is set against; its share of all weight if none.

    Returns
    -------
    Reach
        From the least to the greatest.

    Notes
    -----
    Section "Contradictions" of ``docs/method/voices.md``: one linear programme for either end, in
    weights scaled so that those of ``other``, or all together, are 1.
    """
    least, greatest = (_end(conditions, item, other, sign) for sign in (1.0, -1.0))
    return Reach(least or 0.0, float("inf") if greatest is None else greatest)


def conflict_words(*, statements: Sequence[WeightStatement], names: Sequence[str]) -> str:
    """Return in words which statements contradict each other, and the fewest to relax.

    Parameters
    ----------
    statements
        What was said; they cannot all hold.
    names
        Name of each item.

    Returns
    -------
    str
        The statements of one contradiction, then every smallest way out of all of them.
    """
    n_items = len(names)
    said = "; ".join(
        f"statement {index + 1}: {statements[index].words(names)}"
        for index in conflicting(statements=statements, n_items=n_items)
    )
    ways = smallest_relaxations(statements=statements, n_items=n_items)
    told = "; or ".join(_way(way, statements, names) for way in ways[:NAMED])
    more = "" if len(ways) <= NAMED else f"; or {len(ways) - NAMED} other ways"
    size = len(ways[0])
    count = "one statement" if size == 1 else f"{size} statements"
    return (
        f"weights: no weighting meets these statements together ({said}). It is enough to relax "
        f"{count}: {told}{more}."
    )


def _relaxations(
    statements: Sequence[WeightStatement],
    n_items: int,
    removed: frozenset[int],
    left: int,
    seen: set[frozenset[int]],
) -> set[frozenset[int]]:
    if removed in seen:
        return set()
    seen.add(removed)
    kept = [index for index in range(len(statements)) if index not in removed]
    clash = conflicting(statements=[statements[index] for index in kept], n_items=n_items)
    if not clash:
        return {removed}
    if left == 0:
        return set()
    return set().union(
        *(_relaxations(statements, n_items, removed | {kept[i]}, left - 1, seen) for i in clash)
    )


def _way(way: Sequence[int], statements: Sequence[WeightStatement], names: Sequence[str]) -> str:
    told = " and ".join(f"statement {index + 1}" for index in way)
    if len(way) > 1:
        return told
    parts = [s.conditions(len(names)) for index, s in enumerate(statements) if index != way[0]]
    left = joined_conditions(parts=parts, n_items=len(names))
    return f"{told}{_left_over(statements[way[0]], left, names)}"


def _left_over(statement: WeightStatement, others: Conditions, names: Sequence[str]) -> str:
    # How far a bound has to move: what the other statements leave to it.
    if isinstance(statement, Interval):
        reach = reach_of(conditions=others, item=statement.item)
        ends = f"between {reach.least:.3g} and {reach.greatest:.3g}"
        return f" (the others leave {names[statement.item]} {ends})"
    if isinstance(statement, Ratio):
        reach = reach_of(conditions=others, item=statement.item, other=statement.other)
        ends = f"{reach.least:.3g} to {reach.greatest:.3g} times {names[statement.other]}"
        return f" (the others leave {names[statement.item]} {ends})"
    return ""


def _end(conditions: Conditions, item: int, other: int | None, sign: float) -> float | None:
    # The least (sign 1) or greatest (-1); none where there is none, or ``other`` has no weight.
    # Weights over the scale t, so that a ratio becomes linear: A y <= b t, sum y = t, y_other = 1.
    n_items = conditions.matrix.shape[1]
    objective = np.zeros(n_items + 1)
    objective[item] = sign
    sums = np.append(np.ones(n_items), -1.0)
    unit = np.zeros(n_items + 1)
    unit[n_items if other is None else other] = 1.0
    found = linprog(
        objective,
        A_ub=np.column_stack([conditions.matrix, -conditions.bounds]) if len(conditions.bounds)
        else None,
        b_ub=np.zeros(len(conditions.bounds)) if len(conditions.bounds) else None,
        A_eq=np.vstack([sums, unit]),
        b_eq=np.array([0.0, 1.0]),
        bounds=(0.0, None),
        method="highs",
    )  # fmt: skip
    return None if found.x is None else max(float(found.x[item]) + 0.0, 0.0)
