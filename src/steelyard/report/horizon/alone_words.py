"""Alone or together: use cases whose way in the plan is another than the one they take alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.report.names import KEEP

if TYPE_CHECKING:
    from steelyard.decision.horizon.result import PlannedStart
    from steelyard.report.horizon.things import Things

SCARCE: Final = frozenset({"investment", "running", "investment_total", "posts", "share"})
"""What may leave no room for a service that would pay alone."""


@dataclass(frozen=True, slots=True)
class AloneRow:
    """One use case.

    Attributes
    ----------
    use_case
        Its id, for the link to its sheet.
    alone, together
        Class of its way alone and in the plan.
    sentence
        What differs and why, with figures.
    cost_alone, cost_together
        Cost of the way it takes in the plan, all paid by itself and with what is shared paid
        together; a dash where today's service stays.
    """

    use_case: str
    alone: str
    together: str
    sentence: str
    cost_alone: str
    cost_together: str


def alone_rows(things: Things) -> tuple[AloneRow, ...]:
    """Return the use cases that take another way together than alone.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of AloneRow
        In the order of the dossier; those that stay with today's service among them.
    """
    return tuple(_row(start, things) for start in things.section.plan.starts if start.is_moved)


def same_way(things: Things) -> str:
    """Return for how many use cases the way is the same.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    str
        With those among them that take another service of the same kind.
    """
    starts = things.section.plan.starts
    same = [start for start in starts if not start.is_moved]
    if not same:
        return things.text("alone.none_same")
    others = [start for start in same if (start.successor or start.option) != start.alone]
    key = "alone.all_same" if len(same) == len(starts) else "alone.same"
    said = things.counted(key, len(same))
    if not others:
        return said
    names = things.use_cases(start.use_case for start in others)
    return things.sentences([said, things.text("alone.other_service", what=names)])


def _row(start: PlannedStart, things: Things) -> AloneRow:
    money = things.figures.money
    return AloneRow(
        use_case=start.use_case,
        alone=things.way(start.alone_way),
        together=things.way(start.way),
        sentence=_sentence(start, things),
        cost_alone="–" if start.cost_alone is None else money(start.cost_alone),
        cost_together="–" if start.cost_in_plan is None else money(start.cost_in_plan),
    )


def _sentence(start: PlannedStart, things: Things) -> str:
    alone = things.voice.word("class", start.alone_way)
    if start.way == KEEP:
        is_limited = any(entry.kind in SCARCE for entry in things.section.plan.shadows)
        return things.text("alone.to_keep" if is_limited else "alone.to_keep_free", alone=alone)
    key = "alone.from_keep" if start.alone_way == KEEP else "alone.other"
    together = things.voice.word("class", start.way)
    said = things.text(key, alone=alone, together=together, way=_services(start, things))
    return things.sentences([said, _reason(start, things)])


def _services(start: PlannedStart, things: Things) -> str:
    first = things.voice.brief(start.option)
    if not start.successor:
        return first
    then = things.voice.brief(start.successor)
    return things.text("alone.then", first=first, year=str(start.switch_year), then=then)


def _reason(start: PlannedStart, things: Things) -> str:
    if start.cost_alone is None or start.cost_in_plan is None:
        return ""
    values = {
        "amount": things.figures.money(start.cost_alone),
        "less": things.figures.money(start.cost_in_plan),
    }
    partners = things.section.partners(start)
    if partners and start.cost_in_plan < start.cost_alone:
        shared = [
            things.shared_kind(build.id)
            for build in things.section.plan.builds
            if build.id in start.capabilities and len(build.users) > 1
        ]
        what = things.joined(dict.fromkeys(shared))
        return things.text(
            "alone.shares", what=what, who=things.use_cases(partners, most=2), **values
        )
    if start.tier:
        return things.text("alone.tier", what=things.shared(start.tier), **values)
    return things.text("alone.limits", **values)
