"""What would change the answer: the nearest switching values, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.special import expit, logit, ndtr

from steelyard.decision.findings import Flip, FlipFamily
from steelyard.decision.grids import boundaries, changes, probability_below
from steelyard.decision.profiles import profile_of
from steelyard.decision.scans import family_of, family_scans, relevant, single_scans
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.findings import InputStatus
    from steelyard.decision.grids import Bracket, Scan
    from steelyard.decision.influence import Influence
    from steelyard.decision.input_status import Statuses
    from steelyard.decision.profiles import Points, Profile
    from steelyard.options.model import AppraisalModel
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Parameter

TRIED: Final = 60
"""Single parameters that are moved at most: those that the lead follows most closely. [1]"""

LISTED: Final = 12
"""Flips of single parameters that are listed at most. [1]"""

OUTER: Final = (0.05, 0.95)
"""Probabilities within which a switching value is likely enough to be decisive. [1]"""

TINY: Final = 1e-9
"""Keeps log-odds finite. [1]"""


class Scanned(NamedTuple):
    """The flips of one use case, and the volume profile they came with."""

    flips: tuple[Flip, ...]
    """Every flip found, the nearest first."""
    profile: Profile
    """The anchored median case."""
    volume: Scan
    """The scan of the yearly volume."""
    volume_points: Points
    """The case along it."""
    turns: tuple[float, ...]
    """Where along it the best option changes, on its axis, rising. [1]"""


@dataclass(frozen=True, slots=True)
class _Belief:
    p05: float | None
    p50: float | None
    p95: float | None
    position: float | None


def scan_flips(
    contest: Contest,
    model: AppraisalModel,
    *,
    volume: Parameter,
    leading: int,
    influence: Influence,
    statuses: Statuses,
) -> Scanned:
    """Move parameters, and the named kinds together, and return what changes the answer.

    Parameters
    ----------
    contest
        The use case.
    model
        The appraisal as a function of the sample.
    volume
        Parameter of the yearly volume.
    leading
        Row of the option of the highest expected value.
    influence
        Which parameters move its lead at all; the sixty strongest are tried one by one.
    statuses
        Who stands behind them.

    Returns
    -------
    Scanned
        All flips, and the volume profile for the break-evens.

    Notes
    -----
    Section "What would change the answer" of ``docs/method/decision.md``. Two evaluations of the
    model: one along coarse grids, one within the cells in which the best option changes.
    """
    use_case = contest.appraisal.use_case
    parameters = relevant({**contest.frame.sample.known, volume.id: volume}, use_case)
    families = family_scans(parameters, use_case)
    chosen = influence.strongest(
        [parameter.id for parameter in parameters], _leads(contest, leading), TRIED
    )
    singles = single_scans([p for p in parameters if p.id in chosen], use_case)
    scans = [*families.values(), *singles]
    kinds = [*families, *(family_of(scan.members[0], use_case) for scan in singles)]
    kind_of = {scan.key: kind for scan, kind in zip(scans, kinds, strict=True)}
    profile, points = profile_of(contest, model, volume, scans)
    moved = families[FlipFamily.VOLUME]
    along_volume = points[scans.index(moved)]
    coarse = [
        bracket
        for scan, found in zip(scans, points, strict=True)
        for bracket in changes(scan, found.best, leading)
    ]
    turns = boundaries(moved, along_volume.best)
    fine = profile.narrowed([*coarse, *turns])
    by_key = {scan.key: found for scan, found in zip(scans, points, strict=True)}
    flips = [
        _flip(profile, change, kind_of[change.scan.key], by_key[change.scan.key], statuses)
        for change in fine[: len(coarse)]
    ]
    known = [flip for flip in flips if np.isfinite(flip.value)]  # unknown quality has no value
    known = once_each(known)
    coordinates = tuple(bracket.coordinate for bracket in fine[len(coarse) :])
    return Scanned(tuple(known), profile, moved, along_volume, coordinates)


def _leads(contest: Contest, leading: int) -> FloatArray:
    # What the lead hangs on: value and money against every other option.
    standing = contest.standing(contest.deciding.reading)
    value = standing.value[leading] - standing.value
    delta = standing.delta[leading] - standing.delta
    return np.vstack([value, delta])


def once_each(flips: Sequence[Flip]) -> list[Flip]:
    """Return flips without a second one of the same input that makes the same option best.

    Parameters
    ----------
    flips
        In any order.

    Returns
    -------
    list of Flip
        The nearest first; of two on either side of what is believed the nearer.
    """
    found: dict[tuple[str, str], Flip] = {}
    for flip in ordered(flips):
        found.setdefault((flip.parameter, flip.becomes), flip)
    return list(found.values())


def ordered(flips: Sequence[Flip]) -> list[Flip]:
    """Return flips with the nearest first.

    Parameters
    ----------
    flips
        In any order.

    Returns
    -------
    list of Flip
        By distance, then by name.
    """
    return sorted(flips, key=lambda flip: (flip.distance, flip.parameter, flip.direction))


def listed(flips: Sequence[Flip]) -> tuple[Flip, ...]:
    """Return the flips for the report: every named kind, and the nearest single parameters.

    Parameters
    ----------
    flips
        All flips of the use case.

    Returns
    -------
    tuple of Flip
        The nearest first; a parameter whose kind is listed does not appear a second time, and of
        the several parameters behind one option's quality only the nearest.
    """
    named = [flip for flip in flips if _is_named(flip)]
    kinds = {flip.family for flip in named}
    single: list[Flip] = []
    told: set[object] = set()
    for flip in ordered(flips):
        if _is_named(flip) or flip.family in kinds:
            continue
        is_quality = flip.family is FlipFamily.QUALITY
        key = (flip.words.values["name"], flip.becomes, flip.direction)
        if is_quality and key in told:
            continue
        told.add(key if is_quality else flip.parameter)
        single.append(flip)
    return tuple(ordered([*named, *single[:LISTED]]))


def _is_named(flip: Flip) -> bool:
    return flip.family is FlipFamily.VOLUME or flip.parameter.startswith(("family:", "weight:"))


def _flip(
    profile: Profile, change: Bracket, family: FlipFamily, points: Points, statuses: Statuses
) -> Flip:
    scan = change.scan
    member = scan.members[0]
    becomes = profile.contest.ids[change.becomes]
    is_named = scan.key.startswith("family:") and family is not FlipFamily.VOLUME
    key = scan.key if is_named else member.id
    status: InputStatus | None = None if is_named else statuses.of(member.id)
    unit, told = "1", member.label or member.id
    if family is FlipFamily.QUALITY:
        row = _row_of_quality(points, change)
        told = profile.contest.ids[row]
        value, belief = _quality_at(profile, change, points, row)
    elif is_named:
        value = float(np.exp(change.coordinate))
        belief = _belief_of_factor(scan, value)
    else:
        unit = member.unit
        value = float(scan.values(member, np.array([change.coordinate]))[0])
        belief = _belief_of(member, value)
    words = Message(
        f"flip.{family.value}.{'above' if change.is_above else 'below'}",
        {"value": value, "unit": unit, "name": told, "option": becomes},
    )
    position = belief.position
    return Flip(
        family,
        key,
        value,
        unit,
        "above" if change.is_above else "below",
        belief.p05,
        belief.p50,
        belief.p95,
        position,
        distance_of(position, value, belief.p50),
        _is_inside(change, position),
        becomes,
        status,
        words,
    )


def distance_of(position: float | None, value: float, middle: float | None) -> float:
    """Return how far a switching value lies from where things are believed to stand.

    Parameters
    ----------
    position
        Probability that the parameter lies below it, or none. [1]
    value
        The switching value, in the parameter's unit.
    middle
        The median, in the same unit; none where there is none.

    Returns
    -------
    float
        Between 0 and 1. [1]
    """
    if position is not None:
        return abs(2.0 * position - 1.0)
    if middle is None or middle <= 0 or value <= 0:
        return 1.0
    return min(1.0, abs(float(np.log(value / middle))))


def _belief_of(member: Parameter, value: float) -> _Belief:
    stated = member.statement
    if stated.is_certain:
        return _Belief(None, stated.p50, None, None)
    return _Belief(stated.p05, stated.p50, stated.p95, probability_below(stated, value))


def _belief_of_factor(scan: Scan, value: float) -> _Belief:
    # The members' spreads relative to their medians, averaged.
    spread = [
        member.statement
        for member in scan.members
        if not member.statement.is_certain and member.statement.p50 > 0
    ]
    if not spread:
        return _Belief(None, 1.0, None, None)
    low = float(np.mean([stated.p05 / stated.p50 for stated in spread]))
    high = float(np.mean([stated.p95 / stated.p50 for stated in spread]))
    below = [probability_below(stated, stated.p50 * value) for stated in spread]
    return _Belief(low, 1.0, high, float(np.mean(below)))


def _row_of_quality(points: Points, change: Bracket) -> int:
    # Whose accepted share tells the change: the leading option's where it moves at all (today's
    # service never tells), else that of the option which becomes best.
    moves = float(np.ptp(points.quality[change.stays])) > 0
    return change.stays if change.stays != 0 and moves else change.becomes


def _quality_at(
    profile: Profile, change: Bracket, points: Points, row: int
) -> tuple[float, _Belief]:
    # The accepted share at the change: the option's own median, moved in log-odds as its quality
    # moves along the scan. What is believed is the option's own spread over the draws.
    axis = np.append(change.scan.grid, 0.0)
    quality = np.append(points.quality[row], profile.base.quality[row])
    order = np.argsort(axis)
    log_odds = logit(np.clip(quality[order], TINY, 1.0 - TINY))
    here, there = np.interp([0.0, change.coordinate], axis[order], log_odds)
    contest = profile.contest
    drawn = contest.appraisal.quality[contest.table.options[row]]
    low, middle, high = (float(part) for part in np.quantile(drawn, (OUTER[0], 0.5, OUTER[1])))
    value = float(expit(logit(np.clip(middle, TINY, 1.0 - TINY)) + there - here))
    return value, _Belief(low, middle, high, float((drawn < value).mean()))


def _is_inside(change: Bracket, position: float | None) -> bool:
    # One parameter of the quality model must itself be able to bring the share there.
    if position is None:
        return False
    scan = change.scan
    is_single = len(scan.members) == 1 and not scan.is_factor
    asked = (position, float(ndtr(change.coordinate))) if is_single else (position,)
    return all(OUTER[0] <= part <= OUTER[1] for part in asked)
