"""What charts of the plan over the years are drawn with: two layouts, and a few marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from steelyard.report.charts import FULL_SIZE, patterns, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

INK: Final = "#1a1a1a"
SOFT: Final = "#505050"
LINE: Final = "#c4c4c4"
SHARED: Final = "#1f2937"
"""What is shared belongs to no class of ways: it is drawn in near black."""
FAINT: Final = "#9ca3af"
SHORT: Final = "#991b1b"
"""What is missing."""
ELLIPSIS: Final = "…"
SLACK: Final = 1.08
"""Fonts differ: words are given a little more room than they usually take. [1]"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where labels and plot stand.

    Attributes
    ----------
    name
        For ids.
    label
        Room for labels left of the plot; 0 puts them above their row. [px]
    plot
        Width of the plot. [px]
    edge
        Room right of the plot. [px]
    size
        Size of type. [px]
    """

    name: str
    label: float
    plot: float
    edge: float
    size: float

    @property
    def width(self) -> float:
        """Width of the chart. [px]."""
        return self.label + self.plot + self.edge

    @property
    def is_stacked(self) -> bool:
        """Whether labels stand above their rows."""
        return self.label == 0


BROAD: Final = Layout("broad", 278, 568, 8, 12.0)
"""For screens and A4."""
NARROW: Final = Layout("narrow", 0, 346, 12, 11.0)
"""For phones: nothing is scaled down, so type stays as large as text."""


@dataclass(slots=True)
class Canvas:
    """A chart being drawn.

    Attributes
    ----------
    layout
        Where things stand.
    name
        Unique prefix of the chart's ids.
    parts
        SVG so far.
    """

    layout: Layout
    name: str
    parts: list[str] = field(default_factory=list)

    def words(
        self,
        left: float,
        base: float,
        said: str,
        *,
        size: float | None = None,
        anchor: str = "start",
        is_strong: bool = False,
    ) -> None:
        """Write words.

        Parameters
        ----------
        left, base
            Anchor and base line. [px]
        said
            The words.
        size
            Size of type; that of the layout if left out. [px]
        anchor
            ``start``, ``middle`` or ``end``.
        is_strong
            Whether they are bold.
        """
        weight = ' font-weight="600"' if is_strong else ""
        self.parts.append(
            f'<text x="{left:.1f}" y="{base:.1f}" font-size="{size or self.layout.size:g}" '
            f'text-anchor="{anchor}"{weight}>{escape(said)}</text>'
        )

    def patch(self, left: float, top: float, said: str, *, size: float, room: float) -> None:
        """Write words on a white patch, where there is room for them.

        Parameters
        ----------
        left, top
            Upper left corner of the room. [px]
        said
            The words.
        size
            Size of type. [px]
        room
            Width to be had. [px]
        """
        width = width_of(said, size) + 6
        if not said or width > room:
            return
        self.box(left, top, width, size + 3, fill="#fff", radius=2)
        self.words(left + 3, top + size, said, size=size)

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "",
        radius: float = 0,
        is_dashed: bool = False,
    ) -> None:
        """Draw a box.

        Parameters
        ----------
        left, top, width, height
            Where. [px]
        fill, stroke
            Colours.
        radius
            Of its corners. [px]
        is_dashed
            Whether its edge is broken.
        """
        if width <= 0 or height <= 0:
            return
        edge = f' stroke="{stroke}" stroke-width="1.2"' if stroke else ""
        edge += ' stroke-dasharray="3 2"' if is_dashed else ""
        edge += f' rx="{radius:g}"' if radius else ""
        self.parts.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'fill="{fill}"{edge}/>'
        )

    def line(
        self,
        ends: tuple[float, float, float, float],
        *,
        stroke: str = LINE,
        width: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a line.

        Parameters
        ----------
        ends
            Left, top, and left, top of the other end. [px]
        stroke
            Colour.
        width
            Of the line. [px]
        dash
            Pattern of dashes; unbroken if left out.
        """
        first_x, first_y, last_x, last_y = ends
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{first_x:.1f}" y1="{first_y:.1f}" x2="{last_x:.1f}" y2="{last_y:.1f}" '
            f'stroke="{stroke}" stroke-width="{width:g}"{dashes}/>'
        )

    def diamond(self, left: float, top: float, *, half: float, fill: str = INK) -> None:
        """Draw a diamond.

        Parameters
        ----------
        left, top
            Its centre. [px]
        half
            Half its height. [px]
        fill
            Colour.
        """
        self.parts.append(
            f'<path d="M{left:.1f} {top - half:.1f}L{left + half:.1f} {top:.1f}'
            f'L{left:.1f} {top + half:.1f}L{left - half:.1f} {top:.1f}Z" fill="{fill}" '
            'stroke="#fff" stroke-width="1.2"/>'
        )

    def circle(self, left: float, top: float, *, radius: float, fill: str, stroke: str) -> None:
        """Draw a circle.

        Parameters
        ----------
        left, top
            Its centre. [px]
        radius
            Of the circle. [px]
        fill, stroke
            Colours.
        """
        self.parts.append(
            f'<circle cx="{left:.1f}" cy="{top:.1f}" r="{radius:g}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="1.4"/>'
        )

    def svg(self, title: str, summary: str, height: float, *, style: str) -> str:
        """Return the finished chart.

        Parameters
        ----------
        title, summary
            For those who do not see it.
        height
            Of the chart. [px]
        style
            Class of the style sheet.

        Returns
        -------
        str
            SVG with title, description, and the fills of the classes where one is used.
        """
        name, width = f"{self.name}-{self.layout.name}", self.layout.width
        drawn = "".join(self.parts)
        fills = f"<defs>{patterns(name)}</defs>" if "url(#" in drawn else ""
        return (
            f'<svg class="{style}" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" aria-labelledby="{name}-t {name}-d" '
            f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(title)}</title>'
            f'<desc id="{name}-d">{escape(summary)}</desc>{fills}'
            f"{drawn}</svg>"
        )

    def fill(self, kind: str) -> str:
        """Return the fill of a class of ways.

        Parameters
        ----------
        kind
            ``keep``, ``buy``, ``hybrid`` or ``build``.

        Returns
        -------
        str
            Reference to its pattern.
        """
        return f"url(#{self.name}-{self.layout.name}-{kind})"


def width_of(said: str, size: float) -> float:
    """Return the width of words.

    Parameters
    ----------
    said
        The words.
    size
        Size of type. [px]

    Returns
    -------
    float
        Estimate. [px]
    """
    return text_width(said) * size / FULL_SIZE * SLACK


def fitted(said: str, size: float, room: float) -> str:
    """Return words cut to a width.

    Parameters
    ----------
    said
        The words.
    size
        Size of type. [px]
    room
        Width to be had. [px]

    Returns
    -------
    str
        With an ellipsis where they are cut.
    """
    if width_of(said, size) <= room:
        return said
    kept = said
    while kept and width_of(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def first_fitting(choices: Iterable[str], size: float, room: float) -> str:
    """Return the first words that have room.

    Parameters
    ----------
    choices
        The fullest first.
    size
        Size of type. [px]
    room
        Width to be had. [px]

    Returns
    -------
    str
        Empty where none has.
    """
    return next((said for said in choices if width_of(said, size) <= room), "")


def wrapped(said: str, size: float, room: float) -> list[str]:
    """Return words on two lines at most.

    Parameters
    ----------
    said
        The words.
    size
        Size of type. [px]
    room
        Width to be had. [px]

    Returns
    -------
    list of str
        Broken where a word ends, near the middle; cut where two lines do not hold them.
    """
    if width_of(said, size) <= room:
        return [said]
    middle = len(said) // 2
    breaks = [at for at, sign in enumerate(said) if sign == " "] or [middle]
    at = min(breaks, key=lambda place: abs(place - middle))
    return [fitted(part.strip(), size, room) for part in (said[:at], said[at:])]
