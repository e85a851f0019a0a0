"""What more money buys, on one picture: value against money, with the plan marked."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from steelyard.report.horizon.canvas import FAINT, INK, SOFT, Canvas, Layout
from steelyard.report.horizon.frontier_rows import digits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.report.horizon.frontier_rows import FrontierRow
    from steelyard.report.horizon.things import Things

FRAME: Final = Layout("frontier", 44, 360, 22, 11.5)
"""Small enough for a phone and for two beside each other."""
TOP: Final = 26.0
DEPTH: Final = 176.0
FOOT: Final = 42.0
TICKS: Final = 4
RADIUS: Final = 8.0
STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def frontier_chart(
    rows: Sequence[FrontierRow], things: Things, *, key: str, name: str, is_bounded: bool
) -> str:
    """Return the value of plans against what they ask for.

    Parameters
    ----------
    rows
        Plans by rising money, two or more.
    things
        Section and voice.
    key
        ``net_cost`` or ``investment``.
    name
        Unique prefix of the chart's ids.
    is_bounded
        Whether some plan stays below what none exceeds, so that the bound is drawn.

    Returns
    -------
    str
        SVG with title and description.
    """
    canvas = Canvas(FRAME, name)
    scale = things.figures.scale_of(max(abs(row.money) for row in rows))
    across = _ticks(min(row.money for row in rows), max(row.money for row in rows))
    highest = max(row.bound if is_bounded else row.points for row in rows)
    upwards = _ticks(min(row.points for row in rows), highest)

    def x(money: float) -> float:
        return FRAME.label + (money - across[0]) / (across[-1] - across[0]) * FRAME.plot

    def y(points: float) -> float:
        return TOP + DEPTH - (points - upwards[0]) / (upwards[-1] - upwards[0]) * DEPTH

    for tick in upwards:
        canvas.line((FRAME.label, y(tick), FRAME.label + FRAME.plot, y(tick)), width=0.7)
        canvas.words(FRAME.label - 11, y(tick) + 4, f"{tick:g}", size=11, anchor="end")
    for tick in across:
        canvas.line((x(tick), TOP, x(tick), TOP + DEPTH), width=0.7)
        said = f"{round(tick / scale.divisor, 6):g}"
        canvas.words(x(tick), TOP + DEPTH + 18, said, size=11, anchor="middle")
    canvas.words(2, 14, things.text("frontier.value"), size=11)
    words = things.text(f"frontier.axis.{key}", how=scale.unit)
    canvas.words(FRAME.label + FRAME.plot, TOP + DEPTH + 35, words, size=11, anchor="end")
    if across[0] < 0 < across[-1]:
        canvas.line((x(0.0), TOP, x(0.0), TOP + DEPTH), stroke=SOFT, width=1.2)
    if is_bounded:
        _steps(canvas, [(x(row.money), y(row.bound)) for row in rows], dash="4 3", stroke=FAINT)
    _steps(canvas, [(x(row.money), y(row.points)) for row in rows], dash="", stroke=INK)
    for row in rows:
        _mark(canvas, row, x(row.money), y(row.points))
    plan = next((row for row in rows if row.is_plan), None)
    summary = things.text(
        f"frontier.summary.{key}",
        n=float(len(rows)),
        amount=things.asked(0.0 if plan is None else plan.money, is_net=key == "net_cost"),
        points=f"{0.0 if plan is None else plan.points:.{digits_of(rows)}f}",
    )
    title = things.text(f"frontier.title.{key}")
    return canvas.svg(title, summary, TOP + DEPTH + FOOT, style="frontier")


def _steps(canvas: Canvas, at: list[tuple[float, float]], *, dash: str, stroke: str) -> None:
    # More money buys nothing until the next plan can be paid: a stair, not a slope.
    for (left, top), (right, higher) in itertools.pairwise(at):
        canvas.line((left, top, right, top), stroke=stroke, width=1.4, dash=dash)
        canvas.line((right, top, right, higher), stroke=stroke, width=1.4, dash=dash)


def _mark(canvas: Canvas, row: FrontierRow, left: float, top: float) -> None:
    if row.is_plan:
        canvas.diamond(left, top, half=12)
        canvas.circle(left, top, radius=6.2, fill="#fff", stroke="#fff")
    else:
        canvas.circle(left, top, radius=RADIUS, fill="#fff", stroke=INK)
    canvas.words(left, top + 3.8, str(row.number), size=10, anchor="middle", is_strong=row.is_plan)


def _ticks(low: float, high: float) -> list[float]:
    # Round numbers around a range, some three to seven of them.
    span = high - low or max(abs(high), 1.0)
    rough = span / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in STEPS if part * power >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return [step * index for index in range(first, last + 1)]
