"""The yearly volume from which each pathway is best, or cheaper than the leading option."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.findings import BreakEven, VolumeProfile

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.flips import Scanned
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class BreakEvens(NamedTuple):
    """Break-even of every pathway, and the profile they are read from."""

    pathways: tuple[BreakEven, ...]
    profile: VolumeProfile


class _Range(NamedTuple):
    start: float | None
    end: float | None


def break_evens(contest: Contest, leading: int, scanned: Scanned) -> BreakEvens:
    """Read the break-evens off the volume profile.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.
    scanned
        The anchored median case along the yearly volume.

    Returns
    -------
    BreakEvens
        One entry per pathway of the short list, in its order.

    Notes
    -----
    Section "Break-even" of ``docs/method/decision.md``: where a pathway becomes best, by narrowing
    down; where it becomes cheaper, by straight lines over the logarithm of the volume.
    """
    volume, points = scanned.volume, scanned.volume_points
    volumes = volume.values(volume.members[0], volume.grid)
    axis = np.log(volumes)
    middle = float(np.log(scanned.profile.volume.statement.p50))
    turns = [middle + turn for turn in scanned.turns]
    pathways = contest.pathways
    expected = contest.deciding.utility(contest.expected(contest.deciding.reading))[:, 0]
    found, net_cost = [], {}
    for name in dict.fromkeys(pathways):
        rows = [row for row, other in enumerate(pathways) if other == name]
        row = max(rows, key=lambda candidate: (expected[candidate], -candidate))
        is_best = np.isin(points.best, rows)
        best = _best_range(axis, is_best, points.best, turns)
        lead = points.standing.delta[leading] - points.standing.delta[row]
        cheaper = _range(axis, lead > 0, lead)
        at = best.start if best.start is not None else cheaper.start
        found.append(
            BreakEven(
                name,
                contest.ids[row],
                _volume(best.start),
                _volume(best.end),
                _volume(cheaper.start),
                _volume(cheaper.end),
                None if at is None else float(np.interp(at, axis, points.spending[row])),
                None if at is None else float(np.interp(at, axis, points.investment[row])),
            )
        )
        net_cost[name] = tuple(float(value) for value in points.standing.delta[row])
    shown = VolumeProfile(
        tuple(float(value) for value in volumes),
        tuple(contest.ids[row] for row in points.best),
        net_cost,
    )
    return BreakEvens(tuple(found), shown)


def _best_range(axis: FloatArray, is_best: BoolArray, best: IntArray, turns: list[float]) -> _Range:
    # Like _range, with the narrowed boundaries in place of straight lines.
    where = np.flatnonzero(is_best)
    if len(where) == 0:
        return _Range(None, None)
    edges = iter(turns)
    edge_after = {int(left): next(edges) for left in np.flatnonzero(np.diff(best))}
    first = int(where[0])
    start = float(axis[0]) if first == 0 else edge_after[first - 1]
    beyond = np.flatnonzero(~is_best[first:])
    return _Range(start, edge_after[first + int(beyond[0]) - 1] if len(beyond) else None)


def _range(axis: FloatArray, holds: BoolArray, lead: FloatArray) -> _Range:
    # First stretch of the axis where something holds; its end is none where the axis ends.
    where = np.flatnonzero(holds)
    if len(where) == 0:
        return _Range(None, None)
    first = int(where[0])
    beyond = np.flatnonzero(~holds[first:])
    start = float(axis[first]) if first == 0 else _crossing(axis, lead, first - 1)
    if len(beyond) == 0:
        return _Range(start, None)
    return _Range(start, _crossing(axis, lead, first + int(beyond[0]) - 1))


def _crossing(axis: FloatArray, lead: FloatArray, left: int) -> float:
    step = lead[left] - lead[left + 1]
    share = float(lead[left] / step) if step else 0.5
    return float(axis[left] + share * (axis[left + 1] - axis[left]))


def _volume(logarithm: float | None) -> float | None:
    return None if logarithm is None else float(np.exp(logarithm))
