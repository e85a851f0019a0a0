"""Bars of what each member has alone and together, as inline SVG without script or style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from steelyard.report.charts import legend_width

if TYPE_CHECKING:
    from collections.abc import Sequence

COLOURS: Final = ("#6b7280", "#1d6fb8", "#b45309", "#14532d")
"""Alone, then one colour a rule; each at least 3:1 against white."""
MARKS: Final = (
    "",
    '<path d="M0 8L8 0" stroke="#fff" stroke-width="1.2" stroke-opacity=".55"/>',
    '<circle cx="3" cy="3" r="1.3" fill="#fff" fill-opacity=".6"/>',
    '<path d="M0 4H8M4 0V8" stroke="#fff" stroke-width="1" stroke-opacity=".5"/>',
)
"""Told apart by pattern as well."""
WIDTH: Final = 640
LEFT: Final = 8.0
RIGHT: Final = 120.0
"""Room for the amount behind a bar. [px]"""
NAME: Final = 20
BAR: Final = 13
STEP: Final = 16
GROUP: Final = 12
LEGEND: Final = 24


@dataclass(frozen=True, slots=True)
class MemberBars:
    """Bars of one member.

    Attributes
    ----------
    name
        In words.
    amounts
        Alone, then by rule. [CUR]
    words
        The same in words.
    """

    name: str
    amounts: tuple[float, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TogetherChart:
    """What the picture shows.

    Attributes
    ----------
    title, summary
        For those who cannot see it.
    legend
        Alone, then by rule.
    members
        Bars of each.
    """

    title: str
    summary: str
    legend: tuple[str, ...]
    members: tuple[MemberBars, ...]


def together_chart(chart: TogetherChart, *, name: str) -> str:
    """Return what each member has alone and together as bars.

    Parameters
    ----------
    chart
        Names and amounts.
    name
        Unique prefix of the chart's ids.

    Returns
    -------
    str
        SVG with title, description, legend and direct labels.
    """
    rows = _legend_rows(chart.legend)
    parts = [_legend(name, rows)]
    amounts = [amount for member in chart.members for amount in member.amounts]
    low, high = min([0.0, *amounts]), max([0.0, *amounts])
    span = (high - low) or 1.0
    plot = WIDTH - LEFT - RIGHT
    zero = LEFT - low / span * plot
    top = float(LEGEND * len(rows) + 4)
    for member in chart.members:
        parts.append(
            f'<text x="{LEFT:.0f}" y="{top + 13:.1f}" font-size="13" font-weight="600">'
            f"{escape(member.name)}</text>"
        )
        top += NAME
        bottom = top + STEP * len(member.amounts)
        parts.append(
            f'<line x1="{zero:.1f}" x2="{zero:.1f}" y1="{top - 1:.1f}" y2="{bottom:.1f}" '
            'stroke="#000" stroke-width="1"/>'
        )
        for number, (amount, words) in enumerate(zip(member.amounts, member.words, strict=True)):
            ends = (zero, zero + amount / span * plot)
            parts.append(_bar(f"{name}-{number}", min(ends), max(ends), top, words))
            top += STEP
        top += GROUP
    return _svg(name, chart, top - GROUP + 4, parts)


def _bar(fill: str, left: float, end: float, top: float, words: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{end - left:.1f}" height="{BAR}" '
        f'fill="url(#{fill})"/><text x="{end + 6:.1f}" y="{top + 11:.1f}" '
        f'font-size="12">{escape(words)}</text>'
    )


def _legend_rows(legend: Sequence[str]) -> list[list[tuple[int, str]]]:
    # Entries that do not fit into the width go into the next row.
    rows: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for number, words in enumerate(legend):
        width = legend_width(words)
        if rows[-1] and used + width > WIDTH - LEFT:
            rows.append([])
            used = 0.0
        rows[-1].append((number, words))
        used += width
    return rows


def _legend(name: str, rows: Sequence[Sequence[tuple[int, str]]]) -> str:
    parts = []
    for row, entries in enumerate(rows):
        left, top = LEFT, LEGEND * row
        for number, words in entries:
            parts.append(
                f'<rect x="{left:.1f}" y="{top + 2}" width="16" height="12" '
                f'fill="url(#{name}-{number})"/><text x="{left + 21:.1f}" y="{top + 12.5}" '
                f'font-size="12">{escape(words)}</text>'
            )
            left += legend_width(words)
    return "".join(parts)


def _svg(name: str, chart: TogetherChart, height: float, parts: Sequence[str]) -> str:
    patterns = "".join(
        f'<pattern id="{name}-{number}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colour}"/>{mark}</pattern>'
        for number, (colour, mark) in enumerate(zip(COLOURS, MARKS, strict=True))
    )
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.summary)}</desc><defs>{patterns}</defs>'
        f"{''.join(parts)}</svg>"
    )
