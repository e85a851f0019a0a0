"""The yearly volume from which each pathway is best, or cheaper than the leading option."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.findings import BreakEven, VolumeProfile

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.profiles import Points, Scan
    from steelyard.quantities.arrays import BoolArray, FloatArray


class BreakEvens(NamedTuple):
    """Break-even of every pathway, and the profile they are read from."""

    pathways: tuple[BreakEven, ...]
    profile: VolumeProfile


class _Range(NamedTuple):
    start: float | None
    end: float | None


def break_evens(contest: Contest, leading: int, volume: Scan, points: Points) -> BreakEvens:
    """Read the break-evens off the volume profile.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.
    volume
        The scan of the yearly volume.
    points
        The anchored median case along it.

    Returns
    -------
    BreakEvens
        One entry per pathway of the short list, in its order.

    Notes
    -----
    Section "Break-even" of ``docs/method/decision.md``: volumes between grid points by straight
    lines over the logarithm of the volume.
    """
    volumes = volume.values(volume.members[0], volume.grid)
    axis = np.log(volumes)
    pathways = contest.pathways
    expected = contest.deciding.utility(contest.expected(contest.deciding.reading))[:, 0]
    found, net_cost = [], {}
    for name in dict.fromkeys(pathways):
        rows = [row for row, other in enumerate(pathways) if other == name]
        row = max(rows, key=lambda candidate: (expected[candidate], -candidate))
        is_best = np.isin(points.best, rows)
        best = _range(axis, is_best, np.where(is_best, 1.0, -1.0))
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
    profile = VolumeProfile(
        tuple(float(value) for value in volumes),
        tuple(contest.ids[row] for row in points.best),
        net_cost,
    )
    return BreakEvens(tuple(found), profile)


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
