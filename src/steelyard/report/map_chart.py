"""Maps of the best option over two things that move, as inline SVG without script or style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import numpy as np
from scipy.ndimage import distance_transform_edt, label

from steelyard.report.charts import text_width
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from steelyard.decision.two_way import Axis, SwitchingMap
    from steelyard.quantities.arrays import BoolArray, IntArray
    from steelyard.report.page_voice import PageVoice

LEFT: Final = 46
TOP: Final = 24
PLOT: Final = (370, 210)
"""Width and height that the map itself fills as far as whole cells go. [px]"""
WIDTH: Final = 440
BELOW: Final = 44
"""Room for the axis below the map. [px]"""
LEAST_ROOM: Final = 10.0
"""Distance to the next region that a letter needs. [px]"""
LEAST_GAP: Final = 8.0
"""Between two marks of an axis. [px]"""
TYPE: Final = 11.0
"""Size of the marks' type. [px]"""
FULL_TYPE: Final = 12.5
MARKS_OF_SHARES: Final = (0.5, 0.9, 0.8, 0.95, 0.99, 0.2, 0.1, 0.7, 0.6, 0.3, 0.4, 0.05, 0.01)
"""Shares that an axis marks, the most wanted first. [1]"""
MARKS_OF_FACTORS: Final = (1.0, 0.25, 4.0, 0.5, 2.0, 8.0, 0.125)
"""Multiples that an axis marks, the most wanted first. [1]"""
DECADE: Final = 10.0
TINY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the points of a map lie on the drawing: each in a cell of whole pixels."""

    drawn: SwitchingMap
    best: IntArray

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a cell."""
        rows, columns = self.best.shape
        return max(PLOT[0] // columns, 1), max(PLOT[1] // rows, 1)

    @property
    def right(self) -> int:
        """Right end of the map."""
        return LEFT + len(self.best[0]) * self.cell[0]

    @property
    def bottom(self) -> int:
        """Lower end of the map."""
        return TOP + len(self.best) * self.cell[1]

    # Where a column or row of cells begins, and where a value of an axis lies.

    def x(self, column: float) -> float:
        return LEFT + column * self.cell[0]

    def y(self, row: float) -> float:
        return self.bottom - row * self.cell[1]

    def across(self, value: float) -> float:
        return self.x(_place(self.drawn.first, value))

    def up(self, value: float) -> float:
        return self.y(_place(self.drawn.second, value))


def _place(axis: Axis, value: float) -> float:
    # Between two points as the logarithm goes.
    values = np.log(np.maximum(axis.values, TINY))
    return float(np.interp(np.log(max(value, TINY)), values, np.arange(len(values)))) + 0.5


def map_chart(
    drawn: SwitchingMap,
    voice: PageVoice,
    *,
    letters: Mapping[str, str],
    name: str,
    fills: str,
    legend: str,
) -> str:
    """Return a map of the best option, one region an option.

    Parameters
    ----------
    drawn
        The map.
    voice
        The speaker.
    letters
        Letter by option id; regions of other options stay without.
    name
        Unique id of the chart.
    fills
        Prefix of the ids of the fills by class, as another chart of the page defines them.
    legend
        Id of the element that says in words what the map shows.

    Returns
    -------
    str
        SVG with title, axes with units, letters, and what is believed as a cross.
    """
    frame = _Frame(drawn, np.array(drawn.best))
    height = frame.bottom + BELOW
    parts = [
        *_regions(frame, voice, fills),
        _borders(frame),
        *_axes(frame, letters, voice),
        *_cross(frame),
        *_letters(frame, letters),
    ]
    return (
        f'<svg class="map" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" aria-labelledby="{name}" aria-describedby="{legend}">'
        f'<title id="{name}">{escape(map_title(drawn, voice))}</title>{"".join(parts)}</svg>'
    )


def map_title(drawn: SwitchingMap, voice: PageVoice) -> str:
    """Return what a map is about.

    Parameters
    ----------
    drawn
        The map.
    voice
        The speaker.

    Returns
    -------
    str
        Both axes, without units.
    """
    return voice.text(f"annex.map.title.{drawn.second.key}")


def _regions(frame: _Frame, voice: PageVoice, fills: str) -> Iterator[str]:
    # The largest region lies under all others, which are drawn as a few rectangles each.
    options = frame.drawn.options
    counts = np.bincount(frame.best.ravel(), minlength=len(options))
    width, height = frame.cell
    for index in np.argsort(-counts, kind="stable"):
        kind = class_of(voice.names.options[options[index]].pathways)
        blocks = _blocks(frame.best == index)
        if index == counts.argmax():
            blocks = [(0, frame.best.shape[0], 0, frame.best.shape[1])]
        path = "".join(
            f"M{frame.x(left):g} {frame.y(high):g}h{(right - left) * width}"
            f"v{(high - low) * height}h-{(right - left) * width}z"
            for low, high, left, right in blocks
        )
        yield f'<path d="{path}" fill="url(#{fills}-{kind})"/>'


def _blocks(cells: BoolArray) -> list[tuple[int, int, int, int]]:
    # Equal stretches of rows above each other are one rectangle: rows, then columns, end excluded.
    found: list[tuple[int, int, int, int]] = []
    begun: dict[tuple[int, int], int] = {}
    for row in range(len(cells) + 1):
        here = set(_stretches(cells[row])) if row < len(cells) else set()
        ended = [stretch for stretch in begun if stretch not in here]
        found.extend((begun.pop(stretch), row, *stretch) for stretch in ended)
        for stretch in sorted(here):
            begun.setdefault(stretch, row)
    return sorted(found)


def _stretches(cells: BoolArray) -> list[tuple[int, int]]:
    # Where a run of true entries begins, and where it ends.
    edges = np.flatnonzero(np.diff(np.concatenate([[False], cells, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _borders(frame: _Frame) -> str:
    best = frame.best
    width, height = frame.cell
    upright = [
        f"M{frame.x(column + 1):g} {frame.y(start):g}v-{(end - start) * height}"
        for column, turns in enumerate((best[:, 1:] != best[:, :-1]).T)
        for start, end in _stretches(turns)
    ]
    level = [
        f"M{frame.x(start):g} {frame.y(row + 1):g}h{(end - start) * width}"
        for row, turns in enumerate(best[1:] != best[:-1])
        for start, end in _stretches(turns)
    ]
    lines = "".join([*upright, *level])
    return f'<path d="{lines}" fill="none" stroke="#fff" stroke-width="1.6"/>' if lines else ""


def _axes(frame: _Frame, letters: Mapping[str, str], voice: PageVoice) -> Iterator[str]:
    first, second = frame.drawn.first, frame.drawn.second
    bottom = frame.bottom
    along = [(frame.across(value), words) for value, words in _marks(first, voice, frame.across)]
    up = [(frame.up(value), words) for value, words in _marks(second, voice, frame.up)]
    ticks = [f"M{at:.1f} {bottom}v4" for at, _ in along]
    ticks += [f"M{LEFT} {at:.1f}h-4" for at, _ in up]
    yield f'<path d="{"".join(ticks)}" stroke="#6b7280"/>'
    yield f'<g font-size="{TYPE:g}" text-anchor="middle">'
    yield from (_text(words, at, bottom + 16) for at, words in along)
    yield f'</g><g font-size="{TYPE:g}" text-anchor="end">'
    yield from (_text(words, LEFT - 7, at + 4) for at, words in up)
    yield '</g><g font-size="12" font-weight="600">'
    middle = (LEFT + frame.right) / 2
    yield _text(_axis_title(second, letters, voice), 2, 14)
    yield _text(_axis_title(first, letters, voice), middle, bottom + 36, ' text-anchor="middle"')
    yield "</g>"


def _axis_title(axis: Axis, letters: Mapping[str, str], voice: PageVoice) -> str:
    letter = letters.get(axis.option, "")
    return voice.catalogue.text(f"annex.axis.{axis.key}").format(letter=letter)


def _marks(
    axis: Axis, voice: PageVoice, place: Callable[[float], float]
) -> list[tuple[float, str]]:
    # The most wanted marks that find room, each in words: beside each other along the first axis,
    # above each other along the second.
    is_first = place(axis.values[0]) < place(axis.values[-1])
    told: list[tuple[float, str]] = []
    taken: list[tuple[float, float]] = []
    for value in _wanted(axis):
        if not axis.values[0] <= value <= axis.values[-1]:
            continue
        words = _mark_words(axis, value, voice)
        at = place(value)
        size = text_width(words) * TYPE / FULL_TYPE if is_first else TYPE
        half = (size + LEAST_GAP) / 2
        if all(at + half <= start or at - half >= end for start, end in taken):
            taken.append((at - half, at + half))
            told.append((value, words))
    return told


def _wanted(axis: Axis) -> Sequence[float]:
    if axis.option:
        return MARKS_OF_SHARES
    if axis.unit == "1":
        return MARKS_OF_FACTORS
    first, last = (int(np.floor(np.log10(end))) for end in (axis.values[0], axis.values[-1]))
    middle = round(float(np.log10(axis.p50)))
    powers = sorted(range(first, last + 1), key=lambda power: ((power - middle) % 2, power))
    return [DECADE**power for power in powers]


def _mark_words(axis: Axis, value: float, voice: PageVoice) -> str:
    if axis.option:
        return voice.figures.percent(value)
    if axis.unit == "1":
        return voice.catalogue.text("annex.times").format(number=f"{value:g}")
    return voice.figures.scaled(value)


def _cross(frame: _Frame) -> Iterator[str]:
    # What is believed: the middle as a point, 5 to 95 per cent as lines, lined with white.
    first, second = frame.drawn.first, frame.drawn.second
    x, y = frame.across(first.p50), frame.up(second.p50)
    lines = ""
    if first.p05 is not None and first.p95 is not None:
        ends = (frame.across(end) for end in (first.p05, first.p95))
        lines += "M{:.1f} {y:.1f}H{:.1f}".format(*ends, y=y)
    if second.p05 is not None and second.p95 is not None:
        ends = (frame.up(end) for end in (second.p05, second.p95))
        lines += "M{x:.1f} {:.1f}V{:.1f}".format(*ends, x=x)
    if lines:
        yield f'<path d="{lines}" stroke="#fff" stroke-width="5"/>'
        yield f'<path d="{lines}" stroke="#000" stroke-width="2"/>'
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" stroke="#fff" stroke-width="2"/>'


def _letters(frame: _Frame, letters: Mapping[str, str]) -> Iterator[str]:
    # In the middle of every connected region that has the room, clear of the cross.
    first, second = frame.drawn.first, frame.drawn.second
    column, row = (int(_place(axis, axis.p50)) for axis in (first, second))
    found: list[tuple[str, float, float]] = []
    for index, option in enumerate(frame.drawn.options):
        if option not in letters:
            continue
        parts, n_parts = label(frame.best == index)
        for part in range(1, n_parts + 1):
            at = _roomiest(parts == part, column, row, frame.cell)
            if at is not None:
                found.append((letters[option], frame.x(at[1] + 0.5), frame.y(at[0] + 0.5)))
    yield '<g fill="#fff">'
    yield from (f'<circle cx="{x:g}" cy="{y:g}" r="8.5"/>' for _, x, y in found)
    yield '</g><g class="letters" font-size="13" font-weight="700" text-anchor="middle">'
    yield from (_text(letter, x, y + 4.5) for letter, x, y in found)
    yield "</g>"


def _roomiest(
    region: BoolArray, column: int, row: int, cell: tuple[int, int]
) -> tuple[int, int] | None:
    free = np.pad(region, 1)
    free[row + 1, :] = False
    free[:, column + 1] = False
    room = distance_transform_edt(free, sampling=cell[::-1])[1:-1, 1:-1]
    best = np.unravel_index(int(room.argmax()), room.shape)
    return (int(best[0]), int(best[1])) if room[best] >= LEAST_ROOM else None


def _text(words: str, x: float, y: float, look: str = "") -> str:
    return f'<text x="{round(x, 1):g}" y="{round(y, 1):g}"{look}>{escape(words)}</text>'
