"""Rows of the roadmap: services, shared things, and what is needed of what is at hand by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.report.horizon.section import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.horizon.result import PlannedBuild, PlannedStart
    from steelyard.report.horizon.section import HorizonSection
    from steelyard.report.horizon.things import Things

MOST_ROWS: Final = 18
"""New services drawn one by one; more are drawn in groups that do the same. [1]"""
MOST_KEPT: Final = 6
"""Use cases that keep today's service drawn one by one; more are drawn together. [1]"""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One bar: a use case, or several that do the same.

    Attributes
    ----------
    use_cases
        Their ids.
    start
        What the plan does with the first of them.
    ways
        Class of way at first, and after the switch; the same where there is none.
    span
        Set-up and service; none where today's service stays.
    switch
        When the successor takes over, since the beginning of the first year; none where it stays.
        [month]
    """

    use_cases: tuple[str, ...]
    start: PlannedStart
    ways: tuple[str, str]
    span: Span | None
    switch: float | None


@dataclass(frozen=True, slots=True)
class BuildRow:
    """One line: something shared.

    Attributes
    ----------
    build
        What.
    span
        Set-up and use.
    added
        Copies of a model put in service, by position of the year. [1]
    """

    build: PlannedBuild
    span: Span
    added: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One row of columns, one a year.

    Attributes
    ----------
    label
        In words, with the unit.
    values
        What is needed, by year.
    limits
        What is at hand; none where it is not stated.
    said
        Value of each year in words.
    said_limits
        Limit of each year in words; empty where there is none.
    """

    label: str
    values: tuple[float, ...]
    limits: tuple[float | None, ...]
    said: tuple[str, ...]
    said_limits: tuple[str, ...]


def service_rows(section: HorizonSection) -> tuple[ServiceRow, ...]:
    """Return the bars of the use cases.

    Parameters
    ----------
    section
        The plan over the years.

    Returns
    -------
    tuple of ServiceRow
        The soonest first, those that keep today's service last.
    """
    groups: dict[tuple[object, ...], list[PlannedStart]] = {}
    n_new = len(section.new)
    few = {True: n_new <= MOST_ROWS, False: len(section.plan.starts) - n_new <= MOST_KEPT}
    for start in section.plan.starts:
        first = section.first_ways[start.use_case]
        same: tuple[object, ...] = (start.start_year, first, start.switch_year, start.way)
        if few[start.start_year is not None]:
            same = (start.use_case,)
        groups.setdefault(same, []).append(start)
    rows = [_service_row(section, starts) for starts in groups.values()]
    latest = section.n_months
    return tuple(
        sorted(rows, key=lambda row: row.span.ready if row.span is not None else latest + 1)
    )


def _service_row(section: HorizonSection, starts: list[PlannedStart]) -> ServiceRow:
    first = starts[0]
    spans = [section.spans[start.use_case] for start in starts if start.use_case in section.spans]
    span = None
    if spans:
        n = len(spans)
        span = Span(sum(s.begin for s in spans) / n, sum(s.ready for s in spans) / n)
    switch = None
    if first.switch_year is not None:
        switch = section.month_of(first.switch_year)
    return ServiceRow(
        tuple(start.use_case for start in starts),
        first,
        (section.first_ways[first.use_case], first.way),
        span,
        switch,
    )


def build_rows(section: HorizonSection) -> tuple[BuildRow, ...]:
    """Return the lines of what is built or taken over.

    Parameters
    ----------
    section
        The plan over the years.

    Returns
    -------
    tuple of BuildRow
        The soonest first.
    """
    rows = []
    for build in section.plan.builds:
        added: dict[int, int] = {}
        for table in (build.nodes_bought, build.nodes_in_place):
            for year, n in table.items():
                at = year - section.plan.years[0]
                added[at] = added.get(at, 0) + n
        rows.append(BuildRow(build, section.spans[build.id], added))
    return tuple(sorted(rows, key=lambda row: row.span.ready))


def post_rows(things: Things) -> tuple[ColumnRow, ...]:
    """Return the columns of the posts.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of ColumnRow
        One per role of which any is needed.
    """
    years = things.section.plan.years
    rows = []
    for entry in things.section.plan.posts:
        values = tuple(entry.needed.get(year, 0.0) for year in years)
        limits = tuple(None if entry.at_hand is None else entry.at_hand.get(year) for year in years)
        rows.append(
            ColumnRow(
                things.voice.word("role", entry.role),
                values,
                limits,
                tuple(things.voice.posts(value) for value in values),
                tuple("" if limit is None else things.voice.posts(limit) for limit in limits),
            )
        )
    return tuple(row for row in rows if any(value > 0 for value in row.values))


def money_rows(things: Things) -> tuple[ColumnRow, ...]:
    """Return the columns of the money.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of ColumnRow
        Investment and running cost, in one scale.
    """
    bills = things.section.plan.bills
    by_kind = {
        "investment": [(bill.investment, bill.investment_budget) for bill in bills],
        "running": [(bill.running, bill.running_budget) for bill in bills],
    }
    every = [abs(part) for pairs in by_kind.values() for pair in pairs for part in pair if part]
    scale = things.figures.scale_of(max(every, default=0.0))
    return tuple(
        ColumnRow(
            things.text(f"roadmap.{kind}", how=scale.unit),
            tuple(value for value, _ in pairs),
            tuple(limit for _, limit in pairs),
            tuple(scale.said(value) for value, _ in pairs),
            tuple("" if limit is None else scale.said(limit) for _, limit in pairs),
        )
        for kind, pairs in by_kind.items()
    )
