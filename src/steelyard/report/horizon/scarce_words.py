"""What one more unit of what is scarce would bring, and limits that conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.horizon.limits import WITHOUT_BENEFIT
from steelyard.report.horizon.things import step_of

if TYPE_CHECKING:
    from steelyard.decision.horizon.result import Conflict, ShadowValue
    from steelyard.report.horizon.things import Things

MONEY: Final = frozenset({"investment", "running", "investment_total"})
MOST: Final = 8
"""Scarce things listed at most. [1]"""
STEP_OF: Final = {"spend": 1e6, "requests": 1e6, "use_cases": 1.0}
"""Round steps of what a cap measures. [CUR, request, use case]"""


@dataclass(frozen=True, slots=True)
class Scarce:
    """One scarce thing.

    Attributes
    ----------
    sentence
        What one more of it would bring.
    state
        Limit and use; empty where that says nothing.
    """

    sentence: str
    state: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One of the limits that together leave no plan.

    Attributes
    ----------
    limit
        Which.
    gives
        What it alone would have to give.
    """

    limit: str
    gives: str


def scarce_rows(things: Things) -> tuple[Scarce, ...]:
    """Return what one more unit of what is scarce would bring.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of Scarce
        The most valuable first.
    """
    return tuple(
        Scarce(_sentence(entry, things), _state(entry, things))
        for entry in things.section.plan.shadows[:MOST]
    )


def _sentence(entry: ShadowValue, things: Things) -> str:
    money = things.figures.money
    key = f"scarce.{entry.kind}"
    year = "" if entry.year is None else str(entry.year)
    if entry.kind in MONEY:
        step = step_of(entry.limit)
        return things.text(key, amount=money(step), year=year, gain=money(step * entry.worth))
    if entry.kind == "share":
        return _cap(entry, things)
    if entry.kind == "deadline":
        return _deadline(entry, things)
    what = things.voice.word("role", entry.name) if entry.kind == "posts" else ""
    if entry.kind in {"room", "in_place"}:
        what = things.shared(entry.name)
    return things.text(key, what=what, year=year, gain=money(entry.worth))


def _cap(entry: ShadowValue, things: Things) -> str:
    cap = things.section.caps[entry.name]
    step = STEP_OF[cap.measure.value]
    return things.text(
        f"scarce.share.{cap.measure.value}",
        who=things.label(cap.on.value, entry.label),
        amount=things.figures.money(step),
        count=things.figures.scaled(step),
        share=cap.at_most,
        gain=things.figures.money(step * entry.worth),
    )


def _deadline(entry: ShadowValue, things: Things) -> str:
    key = "no_benefit" if entry.name.startswith(WITHOUT_BENEFIT) else "deadline"
    return things.text(
        f"scarce.{key}",
        use_case=entry.name.removeprefix(WITHOUT_BENEFIT),
        year="" if entry.year is None else str(entry.year),
        gain=things.figures.money(entry.worth),
    )


def _state(entry: ShadowValue, things: Things) -> str:
    if entry.kind in MONEY:
        said = [things.figures.money(part) for part in (entry.limit, entry.used)]
    elif entry.kind == "posts":
        said = [things.voice.posts(part) for part in (entry.limit, entry.used)]
    else:
        return ""
    return things.text("scarce.state", limit=said[0], used=said[1])


def conflict_rows(things: Things) -> tuple[ConflictRow, ...]:
    """Return the limits that together leave no plan.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of ConflictRow
        In the order of the decision stage.
    """
    return tuple(
        ConflictRow(_limit(entry, things), _gives(entry, things))
        for entry in things.section.plan.conflicts
    )


def _limit(entry: Conflict, things: Things) -> str:
    if entry.kind == "posts":
        return things.text("conflict.posts", what=things.voice.word("role", entry.name))
    if entry.kind == "share":
        return things.voice.local(things.section.caps[entry.name].reason)
    if entry.kind == "deadline":
        key = "no_benefit" if entry.name.startswith(WITHOUT_BENEFIT) else "deadline"
        return things.text(f"conflict.{key}", use_case=entry.name.removeprefix(WITHOUT_BENEFIT))
    if entry.kind in MONEY:
        return things.text(f"conflict.{entry.kind}")
    return things.text("conflict.other", what=things.shared(entry.name))


def _gives(entry: Conflict, things: Things) -> str:
    if entry.relaxation is None:
        return things.text("conflict.cannot")
    if entry.kind == "deadline":
        key = "no_benefit" if entry.name.startswith(WITHOUT_BENEFIT) else "deadline"
        return things.text(f"conflict.give.{key}")
    if entry.kind == "share":
        return _cap_gives(entry.name, entry.relaxation, things)
    said = things.figures.scaled(entry.relaxation)
    if entry.kind in MONEY:
        said = things.figures.money(entry.relaxation)
    elif entry.kind == "posts":
        said = things.voice.posts(entry.relaxation)
    key = "total" if entry.kind in {"investment_total", "in_place"} else "year"
    unit = "posts" if entry.kind == "posts" else "money"
    return things.text(f"conflict.give.{unit}.{key}", amount=said)


def _cap_gives(name: str, relaxation: float, things: Things) -> str:
    measure = things.section.caps[name].measure.value
    said = things.figures.scaled(relaxation)
    if measure == "spend":
        said = things.figures.money(relaxation)
    return things.text(f"conflict.give.share.{measure}", amount=said)
