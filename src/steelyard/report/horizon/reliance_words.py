"""On whom the plan rests, what losing each would do, and the exit test of each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steelyard.decision.horizon.dependence_result import Concentration, LossOf
    from steelyard.decision.horizon.result import StageExit
    from steelyard.report.horizon.things import Things

MEASURES: Final = ("spend", "requests", "use_cases")
TINY: Final = 1e-3
"""Shares below this are not told exactly. [1]"""
ALONE: Final = 1.05
"""Number of equal ones below which it is one alone. [1]"""


@dataclass(frozen=True, slots=True)
class RelianceRow:
    """One vendor, jurisdiction, family of models or maker of chips.

    Attributes
    ----------
    who
        In words.
    spend, requests, use_cases
        Its share of what is newly served; a dash where not measured.
    rests
        Use cases that rest on it; a dash where they rest on nobody.
    value
        Share of the plan's value that rests on it.
    months
        Time until the slowest is replaced.
    """

    who: str
    spend: str
    requests: str
    use_cases: str
    rests: str
    value: str
    months: str


@dataclass(frozen=True, slots=True)
class RelianceGroup:
    """Everyone of one kind.

    Attributes
    ----------
    title
        The kind, and what losing one means.
    note
        How evenly the spending is spread; empty where nobody is named.
    rows
        The largest share first, nobody last.
    """

    title: str
    note: str
    rows: tuple[RelianceRow, ...]


@dataclass(frozen=True, slots=True)
class ExitRow:
    """The exit test at the end of one year.

    Attributes
    ----------
    year
        Calendar year.
    running
        Number of services then running.
    committed, exit_cost
        Spent so far, and what leaving them all would cost.
    months
        Time until the slowest is replaced.
    """

    year: str
    running: str
    committed: str
    exit_cost: str
    months: str


def reliance_groups(things: Things) -> tuple[RelianceGroup, ...]:
    """Return on whom the plan rests.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of RelianceGroup
        Vendors, jurisdictions, families of models, makers of chips.
    """
    found: dict[str, dict[str, Concentration]] = {}
    for entry in things.section.plan.concentrations:
        found.setdefault(entry.on, {})[entry.measure] = entry
    losses = {(loss.on, loss.label): loss for loss in things.section.plan.losses}
    return tuple(_group(on, by_measure, losses, things) for on, by_measure in found.items())


def _group(
    on: str,
    by_measure: dict[str, Concentration],
    losses: dict[tuple[str, str], LossOf],
    things: Things,
) -> RelianceGroup:
    first = next(by_measure[name] for name in MEASURES if name in by_measure)
    labels = sorted(first.shares, key=lambda label: (label == "", -first.shares[label]))
    return RelianceGroup(
        title=things.text(f"reliance.on.{on}"),
        note=_spread(first, things),
        rows=tuple(
            _reliance_row(on, label, by_measure, losses.get((on, label)), things)
            for label in labels
        ),
    )


def _spread(entry: Concentration, things: Things) -> str:
    if entry.hhi is None or entry.hhi <= 0:
        return ""
    n = 1.0 / entry.hhi
    if n < ALONE:
        return things.text("reliance.one")
    return things.text("reliance.like", n=f"{n:.1f}")


def _reliance_row(
    on: str,
    label: str,
    by_measure: dict[str, Concentration],
    loss: LossOf | None,
    things: Things,
) -> RelianceRow:
    said = {
        name: _percent(by_measure[name].shares.get(label, 0.0), things)
        if name in by_measure
        else "–"
        for name in MEASURES
    }
    return RelianceRow(
        who=things.label(on, label),
        spend=said["spend"],
        requests=said["requests"],
        use_cases=said["use_cases"],
        rests="–" if loss is None else things.use_cases(loss.use_cases, most=len(loss.use_cases)),
        value="–" if loss is None else things.figures.percent(loss.points_lost),
        months="–" if loss is None else things.months(loss.months_to_replace),
    )


def _percent(share: float, things: Things) -> str:
    if 0.0 < share < TINY:
        return things.text("reliance.tiny")
    return things.figures.percent(share)


def exit_rows(things: Things) -> tuple[ExitRow, ...]:
    """Return the exit test at the end of each year.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of ExitRow
        By year.
    """
    return tuple(_exit(entry, things) for entry in things.section.plan.exits)


def _exit(entry: StageExit, things: Things) -> ExitRow:
    return ExitRow(
        year=str(entry.year),
        running=str(len(entry.running)),
        committed=things.figures.money(entry.committed),
        exit_cost=things.figures.money(entry.exit_cost),
        months=things.months(entry.months_to_replace) if entry.running else "–",
    )
