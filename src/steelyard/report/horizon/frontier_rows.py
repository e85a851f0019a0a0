"""Plans along a frontier with the recommended one among them, and each step in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from steelyard.report.names import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.horizon.result import FrontierPlan
    from steelyard.report.horizon.section import HorizonSection
    from steelyard.report.horizon.things import Things

SAME: Final = 5e-3
"""Plans whose values differ by less are the same: they would be told alike. [point]"""
BOUNDED: Final = 0.05
"""Distance to the bound from which it is told. [point]"""
COARSE: Final = 10.0
"""Values from here on are told to a tenth, smaller ones to a hundredth. [point]"""
MOST_SAID: Final = 4
"""Changes named in a row before the rest is counted. [1]"""


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """One plan along a frontier.

    Attributes
    ----------
    number
        In the chart and in the table.
    money
        What it asks for. [CUR]
    points, bound
        What it is worth, and what no plan for that money exceeds. [point]
    ways
        Use cases by class of way.
    changes
        What it does otherwise than the one before.
    is_plan
        Whether it is the recommended plan.
    """

    number: int
    money: float
    points: float
    bound: float
    ways: Mapping[str, int]
    changes: tuple[str, ...]
    is_plan: bool


@dataclass(frozen=True, slots=True)
class FrontierStep:
    """One row of the table.

    Attributes
    ----------
    number
        As in the chart.
    is_plan
        Whether it is the recommended plan.
    money, points
        What it asks for, and its value.
    step
        What it adds to the one before; empty for the first.
    bound
        What no plan for that money exceeds; empty where it is reached.
    ways
        Number of use cases of each class of way.
    changes
        What it does otherwise than the one before.
    """

    number: str
    is_plan: bool
    money: str
    points: str
    step: str
    bound: str
    ways: tuple[str, ...]
    changes: str


def frontier_rows(
    section: HorizonSection, plans: Sequence[FrontierPlan], money: float
) -> tuple[FrontierRow, ...]:
    """Return the plans along a frontier, the recommended one among them.

    Parameters
    ----------
    section
        The plan over the years.
    plans
        By rising money.
    money
        What the recommended plan asks for. [CUR]

    Returns
    -------
    tuple of FrontierRow
        By rising money; plans that ask for as much as the recommended one and bring no more are
        left out, as the frontier was searched less far than the plan.
    """
    points = section.plan.points
    same = next((entry for entry in plans if abs(entry.points - points) < SAME), None)
    ways: dict[str, int] = {}
    for start in section.plan.starts:
        ways[start.way] = ways.get(start.way, 0) + 1
    changes = () if same is None else same.changes
    bound = max([points] if same is None else [points, same.bound])
    own = FrontierRow(0, money, points, bound, ways, changes, is_plan=True)
    others = [
        FrontierRow(0, entry.money, entry.points, entry.bound, entry.ways, entry.changes, False)
        for entry in plans
        if entry.points > points + SAME or (entry.money < money and entry.points < points - SAME)
    ]
    rows = sorted([own, *others], key=lambda row: (row.money, row.points))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def is_bounded(rows: Sequence[FrontierRow]) -> bool:
    """Return whether some plan stays below what none exceeds.

    Parameters
    ----------
    rows
        Plans.

    Returns
    -------
    bool
        By more than is told.
    """
    return any(row.bound - row.points > BOUNDED for row in rows)


def frontier_steps(
    rows: Sequence[FrontierRow], things: Things, *, is_net: bool
) -> tuple[FrontierStep, ...]:
    """Return the rows of the table.

    Parameters
    ----------
    rows
        Plans by rising money.
    things
        Section and voice.
    is_net
        Whether the money is net cost, that may be a saving.

    Returns
    -------
    tuple of FrontierStep
        In words.
    """
    before: tuple[FrontierRow | None, ...] = (None, *rows[:-1])
    digits = digits_of(rows)
    return tuple(
        _step(row, last, things, is_net=is_net, digits=digits)
        for row, last in zip(rows, before, strict=True)
    )


def digits_of(rows: Sequence[FrontierRow]) -> int:
    """Return the digits after the point to which values are told.

    Parameters
    ----------
    rows
        Plans.

    Returns
    -------
    int
        One, or two where all values are small. [1]
    """
    return 1 if max(row.points for row in rows) >= COARSE else 2


def _step(
    row: FrontierRow, last: FrontierRow | None, things: Things, *, is_net: bool, digits: int
) -> FrontierStep:
    step = changes = ""
    if last is not None:
        step = things.text(
            "frontier.step",
            amount=things.figures.money(row.money - last.money),
            gain=f"{row.points - last.points:.{digits}f}",
        )
        said = [things.thing(name) for name in row.changes[:MOST_SAID]]
        if len(row.changes) > MOST_SAID:
            said.append(things.text("more", n=float(len(row.changes) - MOST_SAID)))
        changes = things.joined(said)
    return FrontierStep(
        number=str(row.number),
        is_plan=row.is_plan,
        money=things.asked(row.money, is_net=is_net),
        points=f"{row.points:.{digits}f}",
        step=step,
        bound=f"{row.bound:.{digits}f}" if row.bound - row.points > BOUNDED else "",
        ways=tuple(str(row.ways.get(kind, 0)) for kind in CLASSES),
        changes=changes,
    )
