"""Enabling measures: cost, lead time, the gap each closes, and whether it is credited with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.horizon.shared import MEASURE
from steelyard.dossier.portfolio import RECKONED

if TYPE_CHECKING:
    from steelyard.decision.horizon.result import MeasureNote
    from steelyard.report.horizon.things import Things


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure.

    Attributes
    ----------
    name, kind
        In words.
    cost
        Present value if begun at once.
    lead
        Time until it works.
    used
        Whether the plan takes it, and from when on it works.
    gaps
        What it is said to close: credited, or why not.
    """

    name: str
    kind: str
    cost: str
    lead: str
    used: str
    gaps: tuple[str, ...]


def measure_rows(things: Things) -> tuple[MeasureRow, ...]:
    """Return the enabling measures.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    tuple of MeasureRow
        In the order of the dossier.
    """
    return tuple(_row(entry, things) for entry in things.section.plan.measures)


def _row(entry: MeasureNote, things: Things) -> MeasureRow:
    used = things.text("measure.unused")
    if entry.ready_year is not None:
        used = things.text("measure.used", year=str(entry.ready_year))
    lead = things.section.lead_months.get(entry.id)
    return MeasureRow(
        name=things.shared(MEASURE + entry.id),
        kind=things.text(f"measure.kind.{entry.kind}"),
        cost=things.figures.money(entry.cost),
        lead=things.months(lead),
        used=used,
        gaps=tuple(_gap(gap, entry, things) for gap in entry.gaps),
    )


def _gap(gap: str, entry: MeasureNote, things: Things) -> str:
    what = things.text(f"measure.gap.{gap}")
    if gap in entry.credited:
        return things.text("measure.credited", what=what)
    reason = "no_evidence" if gap in RECKONED else gap
    return things.text("measure.not_credited", what=what, why=things.text(f"measure.why.{reason}"))
