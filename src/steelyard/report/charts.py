"""Charts as inline SVG, without script or style: stacked shares, bands along the volume, bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from steelyard.report.names import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steelyard.report.front_page import CaseAnswer
    from steelyard.report.speaker import Speaker
    from steelyard.report.volumes import Volumes

COLOURS: Final = {"keep": "#6b7280", "buy": "#1d6fb8", "hybrid": "#b45309", "build": "#14532d"}
"""At most four; each at least 3:1 against white, told apart by pattern as well."""
MARKS: Final = {
    "keep": "",
    "buy": '<path d="M0 8L8 0" stroke="#fff" stroke-width="1.2" stroke-opacity=".55"/>',
    "hybrid": '<circle cx="3" cy="3" r="1.3" fill="#fff" fill-opacity=".6"/>',
    "build": '<path d="M0 4H8M4 0V8" stroke="#fff" stroke-width="1" stroke-opacity=".5"/>',
}
LABEL_WIDTH: Final = 280
PLOT: Final = 530
ROW: Final = 21
BAR: Final = 16
LEGEND: Final = 26
LEAST_LABELLED: Final = 0.055
"""Shares below this have no room for their number; the table has it. [1]"""
EDGE: Final = 44
SPLIT: Final = 56
"""Full width of a small bar in a table cell; its height and colours stand in the style. [px]"""
FIRST_WIDE: Final = 0x2E00
"""Signs from here on are written full width."""
DECADE: Final = 10.0
FULL_SIZE: Final = 12.5
"""Size of type at which widths are reckoned. [px]"""


def legend_width(text: str) -> float:
    """Return the room a legend entry takes.

    Parameters
    ----------
    text
        The words.

    Returns
    -------
    float
        Wide signs count double. [px]
    """
    return 26 + text_width(text)


def text_width(text: str) -> float:
    """Return the room words take at full size.

    Parameters
    ----------
    text
        The words.

    Returns
    -------
    float
        Chinese signs are about twice as wide as Latin letters. [px]
    """
    return sum(13.0 if ord(sign) > FIRST_WIDE else 6.7 for sign in text)


def shares_chart(cases: Sequence[CaseAnswer], speaker: Speaker, *, name: str) -> str:
    """Return the shares of use cases by class of pathway as stacked bars.

    Parameters
    ----------
    cases
        Answers of the use cases.
    speaker
        The voice.
    name
        Unique prefix of the chart's ids.

    Returns
    -------
    str
        SVG with title, description, direct labels and legend.
    """
    parts = []
    for index, case in enumerate(cases):
        top = LEGEND + index * ROW
        parts.append(_row_label(speaker.use_case(case.use_case), top))
        left = float(LABEL_WIDTH)
        for kind in CLASSES:
            share = case.class_shares.get(kind, 0.0)
            width = share * PLOT
            parts.append(_cell(name, kind, left, top, width))
            if share >= LEAST_LABELLED:
                parts.append(_number(round(share * 100), left + width / 2, top))
            left += width
    title = speaker.text("front.chart.title")
    most = [max(CLASSES, key=lambda kind: case.class_shares[kind]) for case in cases]
    counts = {kind: float(most.count(kind)) for kind in CLASSES}
    summary = speaker.text("front.chart.summary", n=float(len(cases)), **counts)
    height = LEGEND + len(cases) * ROW
    return _svg(name, title, summary, height, [_legend(speaker, name), *parts])


def volumes_chart(volumes: Volumes, speaker: Speaker, *, name: str) -> str:
    """Return the best class along the yearly volume, a strip per use case.

    Parameters
    ----------
    volumes
        Break-evens.
    speaker
        The voice.
    name
        Unique prefix of the chart's ids.

    Returns
    -------
    str
        SVG with what is believed of each volume marked on its strip.
    """
    cases = [case for case in volumes.cases if case.bands]
    low = min(case.p05 for case in cases) / DECADE
    high = max(case.p95 for case in cases) * DECADE
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))

    def across(volume: float) -> float:
        at = (math.log10(max(volume, 1e-9)) - first) / (last - first)
        return LABEL_WIDTH + min(max(at, 0.0), 1.0) * PLOT

    parts = [_legend(speaker, name)]
    for index, case in enumerate(cases):
        top = LEGEND + index * ROW
        parts.append(_row_label(speaker.use_case(case.use_case), top))
        for band in case.bands:
            start, end = across(band.start), across(band.end)
            parts.append(_cell(name, band.kind, start, top + 3, end - start, height=BAR - 6))
        middle = top + BAR / 2
        parts += [
            f'<line x1="{across(case.p05):.1f}" x2="{across(case.p95):.1f}" y1="{middle:.1f}" '
            f'y2="{middle:.1f}" stroke="#fff" stroke-width="5"/>',
            f'<line x1="{across(case.p05):.1f}" x2="{across(case.p95):.1f}" y1="{middle:.1f}" '
            f'y2="{middle:.1f}" stroke="#000" stroke-width="2"/>',
            f'<circle cx="{across(case.p50):.1f}" cy="{middle:.1f}" r="5" fill="#000" '
            'stroke="#fff" stroke-width="1.5"/>',
        ]
    bottom = LEGEND + len(cases) * ROW
    parts += _axis(first, last, bottom, speaker)
    at_middle = [
        next((band.kind for band in case.bands if band.start <= case.p50 <= band.end), "keep")
        for case in cases
    ]
    counts = {kind: float(at_middle.count(kind)) for kind in CLASSES}
    title = speaker.text("volumes.chart.title")
    summary = speaker.text("volumes.chart.summary", **counts)
    return _svg(name, title, summary, bottom + 22, parts)


def bar(share: float) -> str:
    """Return a small bar for a table cell; the number stands beside it.

    Parameters
    ----------
    share
        Between 0 and 1. [1]

    Returns
    -------
    str
        SVG hidden from screen readers.
    """
    width = 32
    return (
        f'<svg class="bar" width="{width}" height="9" viewBox="0 0 {width} 9" aria-hidden="true" '
        f'focusable="false"><rect width="{width}" height="9" fill="#e5e7eb"/>'
        f'<rect width="{min(max(share, 0.0), 1.0) * width:.1f}" height="9" fill="#1d6fb8"/></svg>'
    )


def split_bar(part: float, whole: float) -> str:
    """Return a small bar with a part of it set off, for a table cell.

    Parameters
    ----------
    part, whole
        Between 0 and 1. [1]

    Returns
    -------
    str
        SVG hidden from screen readers.
    """
    widths = [round(min(max(share, 0.0), 1.0) * SPLIT) for share in (whole, min(part, whole))]
    bars = "".join(f'<rect width="{width}"/>' for width in widths)
    return f'<svg class="split" aria-hidden="true">{bars}</svg>'


def patterns(name: str) -> str:
    """Return the fills of the classes of pathways.

    Parameters
    ----------
    name
        Unique prefix of the chart's ids.

    Returns
    -------
    str
        SVG patterns, ``<name>-<class>`` each.
    """
    return "".join(
        f'<pattern id={quoteattr(f"{name}-{kind}")} width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{COLOURS[kind]}"/>'
        f"{MARKS[kind]}</pattern>"
        for kind in CLASSES
    )


def _svg(name: str, title: str, summary: str, height: float, parts: Iterable[str]) -> str:
    width = LABEL_WIDTH + PLOT + EDGE
    return (
        f'<svg role="img" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(summary)}</desc><defs>{patterns(name)}</defs>'
        f"{''.join(parts)}</svg>"
    )


def _cell(
    name: str, kind: str, left: float, top: float, width: float, *, height: float = BAR
) -> str:
    if width <= 0:
        return ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height}" '
        f'fill="url(#{name}-{kind})" stroke="#fff" stroke-width="1"/>'
    )


def _number(value: int, centre: float, top: float) -> str:
    # The number stands on a plain patch, so that no pattern runs through it.
    half = 6.0 if value < 10 else 9.5 if value < 100 else 13.0  # noqa: PLR2004 - digits
    return (
        f'<rect x="{centre - half:.1f}" y="{top + 2:.1f}" width="{2 * half:.1f}" height="14" '
        f'fill="#fff" rx="2"/><text x="{centre:.1f}" y="{top + 13.5:.1f}" font-size="12" '
        f'text-anchor="middle">{value}</text>'
    )


def _row_label(text: str, top: float) -> str:
    # Long names stand smaller, longer ones on two lines, broken where a word ends.
    lines, size = _fitted(text)
    first = top + 12.5 if len(lines) == 1 else top + 7.0
    return "".join(
        f'<text x="{LABEL_WIDTH - 8}" y="{first + index * 9.5:.1f}" font-size="{size}" '
        f'text-anchor="end">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )


def _fitted(text: str) -> tuple[list[str], float]:
    room = LABEL_WIDTH - 8
    for size in (12.5, 11.0):
        if text_width(text) * size / FULL_SIZE <= room:
            return [text], size
    middle = len(text) // 2
    breaks = [at for at, sign in enumerate(text) if sign == " "] or [middle]
    at = min(breaks, key=lambda place: abs(place - middle))
    return [text[:at].rstrip(), text[at:].lstrip()], 9.5


def _legend(speaker: Speaker, name: str) -> str:
    left, parts = float(LABEL_WIDTH), []
    for kind in CLASSES:
        words = speaker.word("class", kind)
        parts.append(_cell(name, kind, left, 2, 16, height=12))
        parts.append(f'<text x="{left + 21:.1f}" y="12.5" font-size="12">{escape(words)}</text>')
        left += legend_width(words)
    return "".join(parts)


def _axis(first: int, last: int, top: float, speaker: Speaker) -> list[str]:
    parts = []
    for power in range(first, last + 1):
        at = LABEL_WIDTH + (power - first) / (last - first) * PLOT
        words = speaker.figures.scaled(DECADE**power)
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{LEGEND - 4}" y2="{top:.1f}" stroke="#9ca3af" '
            f'stroke-width=".6" stroke-dasharray="2 3"/><text x="{at:.1f}" y="{top + 14:.1f}" '
            f'font-size="11" text-anchor="middle">{escape(words)}</text>'
        )
    return parts
