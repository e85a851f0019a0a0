"""The years on one picture: who starts when on which way, what is shared, people, money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.report.horizon.canvas import (
    FAINT,
    INK,
    LINE,
    SHARED,
    SHORT,
    SOFT,
    Canvas,
    first_fitting,
    fitted,
    width_of,
    wrapped,
)
from steelyard.report.horizon.roadmap_rows import (
    build_rows,
    money_rows,
    post_rows,
    service_rows,
)
from steelyard.report.names import CLASSES, KEEP

if TYPE_CHECKING:
    from steelyard.report.horizon.canvas import Layout
    from steelyard.report.horizon.roadmap_rows import BuildRow, ColumnRow, ServiceRow
    from steelyard.report.horizon.things import Things

BAR: Final = 15.0
SERVICE: Final = 22.0
BUILD: Final = 21.0
COLUMNS: Final = 33.0
TALLEST: Final = 17.0
"""The tallest column. [px]"""
HEAD: Final = 24.0
ABOVE: Final = 15.0
"""Room for a label above its row. [px]"""
SMALL: Final = 10.5
FURTHEST: Final = 1.5
"""What is at hand is drawn at most at this multiple of what is needed. [1]"""
NAMED: Final = 0.66
"""Part of a bar that words may cover. [1]"""
TODAY: Final = "#6b7280"
"""Today's service, in the colour of its class."""


def roadmap_chart(things: Things, layout: Layout, *, name: str) -> str:
    """Return the roadmap.

    Parameters
    ----------
    things
        Section and voice.
    layout
        For screens and paper, or for phones.
    name
        Unique prefix of the chart's ids.

    Returns
    -------
    str
        SVG with title and description.
    """
    return _Roadmap(things, Canvas(layout, name)).drawn()


class _Roadmap:
    """Draws from the top down."""

    def __init__(self, things: Things, canvas: Canvas) -> None:
        self.things = things
        self.canvas = canvas
        self.layout = canvas.layout
        self.section = things.section
        self.top = 0.0

    def drawn(self) -> str:
        self._legend()
        first = self.top
        self._years()
        self._services()
        self._builds()
        self._columns_of("people", post_rows(self.things))
        self._columns_of("money", money_rows(self.things))
        self._grid(first)
        n_new = len(self.section.new)
        summary = self.things.text(
            "roadmap.summary",
            n=float(n_new),
            of=float(len(self.section.plan.starts)),
            year=str(self.section.plan.years[0]),
            last=str(self.section.plan.years[-1]),
        )
        title = self.things.text("roadmap.title")
        return self.canvas.svg(title, summary, self.top + 4, style=self.layout.name)

    # ---- frame ----------------------------------------------------------------------------------

    def _x(self, month: float) -> float:
        return self.layout.label + month / self.section.n_months * self.layout.plot

    def _legend(self) -> None:
        used = {way for row in service_rows(self.section) for way in row.ways}
        entries = [(kind, self.things.voice.word("class", kind)) for kind in CLASSES]
        marks = [entry for entry in entries if entry[0] in used and entry[0] != KEEP]
        marks += [(key, self.things.text(f"roadmap.legend.{key}")) for key in self._keys()]
        left, top = self.layout.label or 2.0, 2.0
        for mark, words in marks:
            width = 24 + width_of(words, SMALL) + 10
            if left + width > self.layout.width and left > self.layout.label + 2:
                left, top = self.layout.label or 2.0, top + 16
            self._mark(mark, left, top)
            self.canvas.words(left + 20, top + 10, words, size=SMALL)
            left += width
        self.top = top + 24

    def _keys(self) -> list[str]:
        keys = ["today", "setup"]
        if any(start.successor for start in self.section.plan.starts):
            keys.append("switch")
        if any(row.added for row in build_rows(self.section)):
            keys.append("node")
        keys.append("columns")
        if any(limit is not None for row in self._columns() for limit in row.limits):
            keys.append("limit")
        return keys

    def _columns(self) -> tuple[ColumnRow, ...]:
        return (*post_rows(self.things), *money_rows(self.things))

    def _mark(self, mark: str, left: float, top: float) -> None:
        if mark in CLASSES:
            self.canvas.box(left, top, 16, 11, fill=self.canvas.fill(mark))
        elif mark == "today":
            self.canvas.line((left, top + 6, left + 16, top + 6), stroke=TODAY, width=2)
        elif mark == "setup":
            self.canvas.box(left, top + 1, 15, 9, fill="#fff", stroke=SOFT, is_dashed=True)
        elif mark == "switch":
            self.canvas.diamond(left + 8, top + 6, half=6)
        elif mark == "node":
            self.canvas.words(left, top + 10, "+1", size=SMALL, is_strong=True)
        elif mark == "columns":
            self.canvas.box(left + 4, top, 8, 11, fill=FAINT)
        else:
            self.canvas.line((left, top + 6, left + 16, top + 6), stroke=INK, width=2)

    def _years(self) -> None:
        for position, year in enumerate(self.section.plan.years):
            centre = self._x((position + 0.5) * 12.0)
            self.canvas.words(centre, self.top + 11, str(year), anchor="middle", is_strong=True)
        self.top += 18

    def _grid(self, first: float) -> None:
        # Behind everything else: put in front of the list.
        drawn, self.canvas.parts = self.canvas.parts, []
        for position in range(len(self.section.plan.years) + 1):
            at = self._x(position * 12.0)
            self.canvas.line((at, first + 2, at, self.top), stroke=LINE, width=0.8)
        self.canvas.parts += drawn

    def _heading(self, key: str) -> None:
        self.top += 4
        words = self.things.text(f"roadmap.group.{key}")
        self.canvas.box(0, self.top, self.layout.width, 15, fill="#f3f4f6")
        self.canvas.words(4, self.top + 11.5, words, size=SMALL + 0.5, is_strong=True)
        self.top += 19

    def _label(self, words: str, height: float) -> None:
        """Write the label of a row and leave room for it where it stands above."""
        if self.layout.is_stacked:
            room = self.layout.width - 4
            self.canvas.words(1, self.top + 10.5, fitted(words, self.layout.size, room))
            self.top += ABOVE
            return
        room, size = self.layout.label - 12, self.layout.size
        while width_of(words, size) > room and size > SMALL:
            size -= 0.5
        size = size if width_of(words, size) <= room else SMALL - 1.0
        lines = wrapped(words, size, room)
        middle = self.top + height / 2
        first = middle + 4 - (len(lines) - 1) * size / 2
        for index, line in enumerate(lines):
            at = first + index * size
            self.canvas.words(self.layout.label - 9, at, line, size=size, anchor="end")

    # ---- services -------------------------------------------------------------------------------

    def _services(self) -> None:
        self._heading("services")
        for row in service_rows(self.section):
            self._label(self._service_label(row), BAR)
            self._service(row)
            self.top += SERVICE

    def _service_label(self, row: ServiceRow) -> str:
        if len(row.use_cases) == 1:
            return self.things.voice.use_case(row.use_cases[0])
        names = self.things.use_cases(row.use_cases, most=1)
        return self.things.text("roadmap.several", n=float(len(row.use_cases)), what=names)

    def _service(self, row: ServiceRow) -> None:
        end = self.section.n_months
        ready = end if row.span is None else row.span.ready
        middle = self.top + BAR / 2
        self.canvas.line((self._x(0), middle, self._x(ready), middle), stroke=TODAY, width=2)
        if row.span is None:
            self._named(self.things.text("roadmap.stays"), 0.0, end)
            return
        left, right = self._x(row.span.begin), self._x(ready)
        self.canvas.box(left, self.top + 3, right - left, BAR - 6, stroke=SOFT, is_dashed=True)
        until = end if row.switch is None else row.switch
        self._bar(row.ways[0], row.start.option, ready, until)
        if row.switch is not None:
            self._bar(row.ways[1], row.start.successor, row.switch, end)
            self.canvas.diamond(self._x(row.switch), middle, half=BAR / 2 + 1)

    def _bar(self, kind: str, option: str, begin: float, end: float) -> None:
        left, right = self._x(begin), self._x(end)
        self.canvas.box(
            left, self.top, right - left, BAR, fill=self.canvas.fill(kind), stroke="#fff"
        )
        short = (self.things.pathway(option), self.things.model(option))
        self._named(self.things.voice.brief(option), begin, end, *short)

    def _named(self, full: str, begin: float, end: float, *short: str) -> None:
        # The fill must still be seen beside the words.
        left, room = self._x(begin) + 10, (self._x(end) - self._x(begin)) * NAMED
        said = first_fitting((full, *short), SMALL, room - 6)
        self.canvas.patch(left, self.top + 1, said, size=SMALL, room=room)

    # ---- what is shared -------------------------------------------------------------------------

    def _builds(self) -> None:
        rows = build_rows(self.section)
        if rows:
            self._heading("shared")
        for row in rows:
            self._label(self.things.shared_brief(row.build.id), BAR)
            self._build(row)
            self.top += BUILD

    def _build(self, row: BuildRow) -> None:
        middle = self.top + BAR / 2
        left, ready = self._x(row.span.begin), self._x(row.span.ready)
        end = self._x(self.section.n_months)
        self.canvas.box(left, middle - 3.5, ready - left, 7, stroke=SOFT, is_dashed=True)
        self.canvas.box(ready, middle - 3.5, end - ready, 7, fill=SHARED)
        for position, n in sorted(row.added.items()):
            at = max(self._x(position * 12.0), ready) + 6
            self.canvas.patch(at, self.top + 1, f"+{n}", size=SMALL, room=60)

    # ---- people and money -----------------------------------------------------------------------

    def _columns_of(self, key: str, rows: tuple[ColumnRow, ...]) -> None:
        if not rows:
            return
        self._heading(key)
        # Money has one scale for both rows; people one for each role.
        every = max((_highest(row) for row in rows), default=0.0)
        for row in rows:
            self._label(row.label, COLUMNS)
            self._columns_row(row, every if key == "money" else _highest(row))
            self.top += COLUMNS + 3

    def _columns_row(self, row: ColumnRow, highest: float) -> None:
        base = self.top + COLUMNS
        scale = TALLEST / highest if highest > 0 else 0.0
        width = self.layout.plot / len(row.values)
        self.canvas.line((self._x(0), base, self._x(self.section.n_months), base), width=0.8)
        for position, value in enumerate(row.values):
            left = self.layout.label + position * width
            limit = row.limits[position]
            within = value if limit is None else min(value, limit)
            for fill, low, high in ((FAINT, 0.0, within), (SHORT, within, value)):
                top, height = base - high * scale, (high - low) * scale
                self.canvas.box(left + width * 0.3, top, width * 0.4, height, fill=fill)
            if limit is not None:
                at = base - min(limit * scale, TALLEST)
                self.canvas.line(
                    (left + width * 0.2, at, left + width * 0.8, at), stroke=INK, width=1.8
                )
            said = row.said[position]
            if row.said_limits[position]:
                said = f"{said} / {row.said_limits[position]}"
            tallest = min(max(value, limit or 0.0) * scale, TALLEST)
            self.canvas.words(
                left + width / 2, base - tallest - 4, said, size=SMALL, anchor="middle"
            )


def _highest(row: ColumnRow) -> float:
    # At hand may be many times what is needed: such a line stands at the top of the row.
    needed = max(row.values, default=0.0)
    stated = max((limit for limit in row.limits if limit is not None), default=0.0)
    return max(needed, min(stated, FURTHEST * needed))
