"""Scenario discovery: the two or three ranges of inputs in which something happens most often.

The patient rule induction method: from a box around all draws a thin slice is peeled off, again and
again, each time the one whose loss raises most the share of wanted draws among those that are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

MOST_RANGES: Final = 3
"""Inputs that a box may restrict at most. [1]"""
LEAST_GAIN: Final = 0.01
"""What a range must add to coverage of wanted less coverage of unwanted draws to be kept. [1]"""
MOST_PEELED: Final = 0.5
"""Part of a box that one slice may take at most, itself left out. [1]"""
FINE: Final = 10.0
"""By how much finer the last slices are. [1]"""


class Box(NamedTuple):
    """Ranges of a few inputs, and how well they tell the wanted draws from the others."""

    lower: FloatArray
    """Lower end by input, minus infinity where open, shape ``(parameter,)``.
    [unit of the parameter]"""
    upper: FloatArray
    """Upper end by input, infinity where open, shape ``(parameter,)``. [unit of the parameter]"""
    restricted: IntArray
    """Inputs that are restricted, the most telling first, shape ``(range,)``."""
    coverage: float
    """Share of the wanted draws that lie inside. [1]"""
    density: float
    """Share of the draws inside that are wanted. [1]"""
    mass: float
    """Share of all draws that lie inside. [1]"""
    weakening: FloatArray
    """What the density loses where one range is given up, shape ``(range,)``. [1]"""


class _Ends(NamedTuple):
    lower: FloatArray
    upper: FloatArray


def inside_box(*, parameters: FloatArray, lower: FloatArray, upper: FloatArray) -> BoolArray:
    """Return which draws lie in a box.

    Parameters
    ----------
    parameters
        Draws of the inputs, shape ``(parameter, draw)``. [unit of the parameter]
    lower, upper
        Ends of the box, both included, shape ``(parameter,)``. [unit of the parameter]

    Returns
    -------
    BoolArray
        Shape ``(draw,)``.
    """
    found = np.ones(parameters.shape[1], dtype=np.bool_)
    for draws, low, high in zip(parameters, lower, upper, strict=True):
        if np.isfinite(low) or np.isfinite(high):
            found &= (draws >= low) & (draws <= high)
    return found


def discover_box(
    *,
    parameters: FloatArray,
    is_wanted: BoolArray,
    peel_share: float = 0.05,
    least_mass: float = 0.05,
    most_ranges: int = MOST_RANGES,
) -> Box:
    """Return the box of few ranges that best tells the wanted draws from the others.

    Parameters
    ----------
    parameters
        Draws of the inputs, shape ``(parameter, draw)``. [unit of the parameter]
    is_wanted
        Draws in which what is to be explained happens, shape ``(draw,)``.
    peel_share
        Share of the draws inside that one slice takes, between 0 and 0.5. [1]
    least_mass
        Share of all draws below which no slice is taken. [1]
    most_ranges
        Inputs that may be restricted, at most three. [1]

    Returns
    -------
    Box
        Without ranges where no box tells more than none; coverage, density and mass are then 1, the
        share of wanted draws, and 1.

    Raises
    ------
    ValueError
        If the draws differ in number, an input is missing, no or every draw is wanted, or a setting
        lies outside its range.

    Notes
    -----
    Equations SN-7 to SN-9 of ``docs/method/sensitivity.md``. Inputs are peeled, the most telling of
    those restricted are kept, and the peeling is done again with these alone. Of the boxes passed
    through, the one with the largest coverage of wanted less coverage of unwanted draws is taken,
    then pasted: one end moves out (or in) by one slice, at last by a tenth of one, while that
    difference grows. Ranges that add less than 0.01 to it are given up. Equal draws of an input are
    never parted.

    References
    ----------
    .. [1] Source id ``friedman-1999-bump``.
    .. [2] Source id ``bryant-2010-thinking``.
    """
    _require(parameters, is_wanted, peel_share, least_mass, most_ranges)
    wanted = is_wanted.astype(np.float64)
    ends = _first_box(parameters, wanted, peel_share, least_mass, most_ranges)
    for slice_share in (peel_share, peel_share / FINE):
        ends = _adjusted(parameters, wanted, ends, slice_share)
    ends = _needed(parameters, wanted, ends)
    return _box(parameters, wanted, ends)


def range_stability(
    *,
    parameters: FloatArray,
    is_wanted: BoolArray,
    n_resamples: int,
    rng: np.random.Generator,
    peel_share: float = 0.05,
    least_mass: float = 0.05,
    most_ranges: int = MOST_RANGES,
) -> FloatArray:
    """Return how often each input is among the ranges when half of the draws are left out.

    Parameters
    ----------
    parameters
        Draws of the inputs, shape ``(parameter, draw)``. [unit of the parameter]
    is_wanted
        Draws in which what is to be explained happens, shape ``(draw,)``.
    n_resamples
        Halves that are tried. [1]
    rng
        Chooses them.
    peel_share, least_mass, most_ranges
        As in :func:`discover_box`. [1]

    Returns
    -------
    FloatArray
        Share of the halves, shape ``(parameter,)``. [1] Halves in which no or every draw is wanted
        find nothing.

    Notes
    -----
    Equation SN-10 of ``docs/method/sensitivity.md``, after source id ``bryant-2010-thinking``.
    Ranges are sought as in :func:`discover_box`, without pasting, which moves ends only.
    """
    n_draws = parameters.shape[1]
    _require(parameters, is_wanted, peel_share, least_mass, most_ranges)
    counts = np.zeros(len(parameters))
    for _ in range(n_resamples):
        half = np.sort(rng.permutation(n_draws)[: n_draws // 2])
        if not 0 < is_wanted[half].sum() < len(half):
            continue
        draws, wanted = parameters[:, half], is_wanted[half].astype(np.float64)
        ends = _first_box(draws, wanted, peel_share, least_mass, most_ranges)
        counts[_restricted(_needed(draws, wanted, ends))] += 1.0
    return counts / max(n_resamples, 1)


def _require(
    parameters: FloatArray,
    is_wanted: BoolArray,
    peel_share: float,
    least_mass: float,
    most_ranges: int,
) -> None:
    if parameters.shape[1:] != is_wanted.shape or not np.isfinite(parameters).all():
        message = (
            "expected a finite draw of every input for each that is wanted or not, found shapes "
            f"{parameters.shape} and {is_wanted.shape}"
        )
        raise ValueError(message)
    if not 0 < int(is_wanted.sum()) < len(is_wanted):
        message = "expected some draws that are wanted and some that are not"
        raise ValueError(message)
    sound = 0 < peel_share < MOST_PEELED and 0 < least_mass < 1 and 1 <= most_ranges <= MOST_RANGES
    if not sound:
        message = (
            "expected a slice between 0 and 0.5, a mass between 0 and 1 and one to three ranges, "
            f"found {peel_share}, {least_mass} and {most_ranges}"
        )
        raise ValueError(message)


def _first_box(
    parameters: FloatArray,
    wanted: FloatArray,
    peel_share: float,
    least_mass: float,
    most_ranges: int,
) -> _Ends:
    least = max(least_mass * len(wanted), 2.0)
    every = np.arange(len(parameters))
    ends = _peeled(parameters, wanted, every, peel_share, least)
    kept = _most_telling(parameters, wanted, ends)[:most_ranges]
    if len(kept) < len(_restricted(ends)):
        ends = _peeled(parameters, wanted, np.sort(kept), peel_share, least)
    return ends


def _peeled(
    parameters: FloatArray, wanted: FloatArray, rows: IntArray, peel_share: float, least: float
) -> _Ends:
    # The draws inside stand once for each input, in the order of that input.
    draws, n_wanted = parameters[rows], wanted.sum()
    orders = np.argsort(draws, axis=1, kind="stable")
    lower, upper = _open(len(parameters))
    best, most = _Ends(lower.copy(), upper.copy()), 0.0
    inside = np.ones(len(wanted), dtype=np.bool_)
    while orders.shape[1] > least:
        n_off = max(int(peel_share * orders.shape[1]), 1)
        peel = _best_peel(draws, wanted, orders, n_off, least)
        if peel is None:
            break
        order = orders[peel.row]
        inside[order[: peel.n_off] if peel.is_low else order[len(order) - peel.n_off :]] = False
        orders = orders[inside[orders]].reshape(len(rows), -1)
        kept = draws[peel.row, orders[peel.row]]
        if peel.is_low:
            lower[rows[peel.row]] = kept[0]
        else:
            upper[rows[peel.row]] = kept[-1]
        n_in = wanted[orders[0]].sum()
        told = n_in / n_wanted - (orders.shape[1] - n_in) / (len(wanted) - n_wanted)
        if told > most:
            best, most = _Ends(lower.copy(), upper.copy()), told
    return best


class _Peel(NamedTuple):
    row: int
    is_low: bool
    n_off: int


def _best_peel(
    draws: FloatArray, wanted: FloatArray, orders: IntArray, n_off: int, least: float
) -> _Peel | None:
    # Which slice of which input leaves the largest share of wanted draws; of equal ones the
    # thinnest, then the first. A slice that takes all, or leaves too few, is none.
    n_inputs, n_inside = orders.shape
    total = wanted[orders[0]].sum()
    densities, counts = [], []
    for ordered in (orders, orders[:, ::-1]):
        n_gone = _with_equals(draws, ordered, n_off)
        gone = wanted[ordered[:, :n_off]].sum(axis=1)
        for row in np.flatnonzero(n_gone > n_off):
            gone[row] = wanted[ordered[row, : n_gone[row]]].sum()
        left = n_inside - n_gone
        possible = left >= least
        densities.append(np.where(possible, (total - gone) / np.where(possible, left, 1), -1.0))
        counts.append(n_gone)
    density, count = np.concatenate(densities), np.concatenate(counts)
    chosen = int(np.lexsort((count, -density))[0])
    if density[chosen] < 0:
        return None
    return _Peel(chosen % n_inputs, chosen < n_inputs, int(count[chosen]))


def _with_equals(draws: FloatArray, ordered: IntArray, n_off: int) -> IntArray:
    # Draws equal to the last one taken go with it.
    inputs = np.arange(len(ordered))
    last, following = draws[inputs, ordered[:, n_off - 1]], draws[inputs, ordered[:, n_off]]
    found = np.full(len(ordered), n_off)
    for row in np.flatnonzero(last == following):
        found[row] = n_off + np.searchsorted(draws[row, ordered[row, n_off:]] != last[row], v=True)
    return found


def _open(n: int) -> tuple[FloatArray, FloatArray]:
    return np.full(n, -np.inf), np.full(n, np.inf)


def _restricted(ends: _Ends) -> IntArray:
    return np.flatnonzero(np.isfinite(ends.lower) | np.isfinite(ends.upper))


def _told(inside: BoolArray, wanted: FloatArray) -> float:
    n_in, n_wanted = wanted[inside].sum(), wanted.sum()
    return float(n_in / n_wanted - (inside.sum() - n_in) / (len(wanted) - n_wanted))


def _most_telling(parameters: FloatArray, wanted: FloatArray, ends: _Ends) -> IntArray:
    # Without which range the box tells least; of equal ones the earlier.
    rows = _restricted(ends)
    left = [_told(_without(parameters, ends, row), wanted) for row in rows]
    return np.asarray(rows[np.argsort(left, kind="stable")], dtype=np.int64)


def _without(parameters: FloatArray, ends: _Ends, row: int) -> BoolArray:
    lower, upper = ends.lower.copy(), ends.upper.copy()
    lower[row], upper[row] = -np.inf, np.inf
    return inside_box(parameters=parameters, lower=lower, upper=upper)


def _needed(parameters: FloatArray, wanted: FloatArray, ends: _Ends) -> _Ends:
    # Without the ranges that hardly tell anything, the least telling first.
    while len(rows := _most_telling(parameters, wanted, ends)):
        weakest = rows[-1]
        told = _told(inside_box(parameters=parameters, **ends._asdict()), wanted)
        if told - _told(_without(parameters, ends, weakest), wanted) >= LEAST_GAIN:
            break
        ends = _Ends(_with(ends.lower, weakest, -np.inf), _with(ends.upper, weakest, np.inf))
    return ends


def _adjusted(parameters: FloatArray, wanted: FloatArray, ends: _Ends, slice_share: float) -> _Ends:
    # Moves one end of one range by one slice, out or in, as long as the box tells more.
    inside = inside_box(parameters=parameters, lower=ends.lower, upper=ends.upper)
    told = _told(inside, wanted)
    while True:
        tried = list(_moved(parameters, ends, max(int(slice_share * inside.sum()), 1)))
        boxes = [inside_box(parameters=parameters, lower=e.lower, upper=e.upper) for e in tried]
        scores = [_told(box, wanted) for box in boxes]
        if not tried or max(scores) <= told:
            return ends
        chosen = int(np.argmax(scores))
        ends, told, inside = tried[chosen], scores[chosen], boxes[chosen]


def _moved(parameters: FloatArray, ends: _Ends, n: int) -> Iterable[_Ends]:
    # About n draws come back in, or go out, at one end of one range.
    for row in _restricted(ends):
        draws = np.sort(parameters[row, _without(parameters, ends, row)])
        low, high = ends.lower[row], ends.upper[row]
        if np.isfinite(low):
            at = int(np.searchsorted(draws, low))
            yield _Ends(_with(ends.lower, row, draws[at - n] if at > n else -np.inf), ends.upper)
            if at + n < len(draws) and draws[at + n] <= high:
                yield _Ends(_with(ends.lower, row, draws[at + n]), ends.upper)
        if np.isfinite(high):
            at = int(np.searchsorted(draws, high, side="right")) - 1
            wider = draws[at + n] if at + n < len(draws) - 1 else np.inf
            yield _Ends(ends.lower, _with(ends.upper, row, wider))
            if at >= n and draws[at - n] >= low:
                yield _Ends(ends.lower, _with(ends.upper, row, draws[at - n]))


def _with(ends: FloatArray, row: int, value: float) -> FloatArray:
    found = ends.copy()
    found[row] = value
    return found


def _box(parameters: FloatArray, wanted: FloatArray, ends: _Ends) -> Box:
    inside = inside_box(parameters=parameters, lower=ends.lower, upper=ends.upper)
    density = float(wanted[inside].mean())
    rows = _most_telling(parameters, wanted, ends)
    weakening = [density - float(wanted[_without(parameters, ends, row)].mean()) for row in rows]
    return Box(
        ends.lower,
        ends.upper,
        rows,
        float(wanted[inside].sum() / wanted.sum()),
        density,
        float(inside.mean()),
        np.array(weakening, dtype=np.float64),
    )
