"""The roadmap as tables: who starts when on which way, people and money by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.report.catalogue import upper_first
from steelyard.report.horizon.roadmap_rows import money_rows, post_rows

if TYPE_CHECKING:
    from steelyard.decision.horizon.result import PlannedStart
    from steelyard.report.horizon.roadmap_rows import ColumnRow
    from steelyard.report.horizon.things import Things


@dataclass(frozen=True, slots=True)
class StartRow:
    """One use case.

    Attributes
    ----------
    use_case
        Its id, for the link to its sheet.
    year
        First year of service.
    service
        What it starts with, and under which volume tier.
    then
        What it changes to, and when; empty where it stays.
    is_conditional
        Whether it must first be confirmed.
    shares
        What it shares in the plan.
    """

    use_case: str
    year: str
    service: str
    then: str
    is_conditional: bool
    shares: str


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One row of figures by year.

    Attributes
    ----------
    label
        In words.
    cells
        Needed of what is at hand, one a year.
    """

    label: str
    cells: tuple[str, ...]


def start_rows(things: Things) -> tuple[StartRow, ...]:
    """Return what the plan does with every use case that gets a new service.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of StartRow
        The soonest first.
    """
    last = things.section.plan.years[-1]
    starts = sorted(things.section.new, key=lambda start: start.start_year or last)
    return tuple(_row(start, things) for start in starts)


def kept(things: Things) -> tuple[str, ...]:
    """Return the use cases that keep today's service.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of str
        Ids, in the order of the dossier.
    """
    starts = things.section.plan.starts
    return tuple(start.use_case for start in starts if start.start_year is None)


def _row(start: PlannedStart, things: Things) -> StartRow:
    service = things.voice.title(start.option)
    if start.tier:
        service = things.text("starts.tier", what=service, tier=things.shared(start.tier))
    then = ""
    if start.successor:
        option = things.voice.option(start.successor)
        then = things.text("starts.then", year=str(start.switch_year), what=option)
    shares = [name for name in start.capabilities if name in _several(things)]
    return StartRow(
        use_case=start.use_case,
        year=str(start.start_year),
        service=service,
        then=then,
        is_conditional=start.use_case in things.section.conditional,
        shares=things.joined(dict.fromkeys(things.shared_kind(name) for name in shares)) or "–",
    )


def _several(things: Things) -> frozenset[str]:
    return frozenset(build.id for build in things.section.shared)


def people_rows(things: Things) -> tuple[YearsRow, ...]:
    """Return the posts by year.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of YearsRow
        One per role.
    """
    return tuple(_years_row(row, things) for row in post_rows(things))


def budget_rows(things: Things) -> tuple[YearsRow, ...]:
    """Return the money by year.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of YearsRow
        Investment and running cost.
    """
    return tuple(_years_row(row, things) for row in money_rows(things))


def _years_row(row: ColumnRow, things: Things) -> YearsRow:
    cells = (
        things.text("starts.of", what=said, limit=limit) if limit else said
        for said, limit in zip(row.said, row.said_limits, strict=True)
    )
    return YearsRow(upper_first(row.label), tuple(cells))
