"""The best option over a grid of two things that move, all else at the median."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, logit

from steelyard.decision.findings import FlipFamily
from steelyard.decision.grids import Scan, probability_below
from steelyard.decision.input_groups import is_bought_price
from steelyard.decision.json_form import number
from steelyard.decision.robustness.switching_map import grid_winners
from steelyard.decision.scans import family_of, relevant
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from steelyard.decision.json_form import Json
    from steelyard.decision.profiles import Points, Profile
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Parameter

VOLUME_DECADES: Final = 2.0
"""Volumes are mapped from a hundredth to a hundred times the median. [1]"""
PRICE_DECADES: Final = 0.9
"""Prices of bought services are mapped from about an eighth to eight times the median. [1]"""
PAY_DECADES: Final = 0.5
"""Pay is mapped from about a third to three times the median. [1]"""
QUALITY_END: Final = 2.5
"""Quality is mapped so many standard deviations of everything behind it to either side. [1]"""
TINY: Final = 1e-9
"""Keeps log-odds finite. [1]"""
DIGITS: Final = 5
"""Significant digits of what is only drawn. [1]"""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a map.

    Attributes
    ----------
    key
        ``volume``, ``bought_prices``, ``pay``, ``quality``, or a parameter id.
    unit
        Unit of ``values``; ``1`` where several parameters move by a common factor, and for an
        accepted share.
    values
        Coordinates in rising order.
    p05, p50, p95
        What is believed; none where nothing is uncertain.
    option
        Id of the option whose accepted share it is; empty for all else.
    """

    key: str
    unit: str
    values: tuple[float, ...]
    p05: float | None
    p50: float
    p95: float | None
    option: str = ""

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "key": self.key,
            "unit": self.unit,
            "values": [significant(value, DIGITS) for value in self.values],
            "p05": number(self.p05),
            "p50": number(self.p50),
            "p95": number(self.p95),
            "option": self.option,
        }


@dataclass(frozen=True, slots=True)
class SwitchingMap:
    """The best option over two axes.

    Attributes
    ----------
    first, second
        The axes.
    options
        Options that are best anywhere on the map.
    best
        Position in ``options`` at each point: a row for each value of ``second``, in it one entry
        for each value of ``first``.
    shares
        Probability, as believed, that things stand where each option is best, in the order of
        ``options``. [1]
    turned
        Probability, as believed, that the second thing makes another option best than the one that
        is best with it in the middle. [1]
    """

    first: Axis
    second: Axis
    options: tuple[str, ...]
    best: tuple[tuple[int, ...], ...]
    shares: tuple[float, ...]
    turned: float

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "options": list(self.options),
            "best": [list(row) for row in self.best],
            "shares": [number(share) for share in self.shares],
            "turned": number(self.turned),
        }


def switching_maps(
    profile: Profile, subject: int, *, steps: tuple[int, int]
) -> tuple[SwitchingMap, ...]:
    """Return the best option over the yearly volume and each of the things that may turn it.

    Parameters
    ----------
    profile
        The anchored median case.
    subject
        Row of the option whose accepted share tells where the quality of all answers stands.
    steps
        Points along the volume and along the second axis. [1]

    Returns
    -------
    tuple of SwitchingMap
        Prices of what is bought by use, pay, and the quality of the answers, where the use case has
        them; the one most likely to turn the answer first.
    """
    volume = Scan("volume", (profile.volume,), _factors(VOLUME_DECADES, steps[0]), is_factor=True)
    found = [
        switching_map(profile, volume, scan, subject=None if scan.is_factor else subject)
        for scan in _second_axes(profile, subject, steps[1])
    ]
    drawable = [entry for entry in found if _is_rising(entry.second.values)]
    return tuple(sorted(drawable, key=lambda entry: -entry.turned))


def _second_axes(profile: Profile, subject: int, n: int) -> list[Scan]:
    contest = profile.contest
    use_case = contest.appraisal.use_case
    known = relevant(contest.frame.sample.known, use_case)
    kinds = {parameter.id: family_of(parameter, use_case) for parameter in known}
    bought = tuple(parameter for parameter in known if is_bought_price(parameter))
    pay = tuple(parameter for parameter in known if kinds[parameter.id] is FlipFamily.STAFF_COST)
    scans = [
        Scan("bought_prices", bought, _factors(PRICE_DECADES, n), is_factor=True),
        Scan("pay", pay, _factors(PAY_DECADES, n), is_factor=True),
    ]
    if np.isfinite(contest.appraisal.quality[contest.table.options[subject]]).all():
        quality = tuple(
            parameter
            for parameter in known
            if kinds[parameter.id] is FlipFamily.QUALITY and not parameter.statement.is_certain
        )
        grid = np.linspace(-QUALITY_END, QUALITY_END, n)
        scans.append(Scan("quality", quality, grid, is_factor=False))
    return [scan for scan in scans if scan.members]


def _is_rising(values: tuple[float, ...]) -> bool:
    return bool(np.all(np.diff(values) > 0))


def switching_map(
    profile: Profile, first: Scan, second: Scan, *, subject: int | None = None
) -> SwitchingMap:
    """Return the best option over any two scans.

    Parameters
    ----------
    profile
        The anchored median case.
    first, second
        What moves along the axes; they have no member in common.
    subject
        Row of the option by whose accepted share the second axis is told, where it moves quality;
        none where it is told as a multiple of what is believed.

    Returns
    -------
    SwitchingMap
        One evaluation of the model.

    Notes
    -----
    Equations SN-12, SN-15 and SN-17 of ``docs/method/sensitivity.md``. The two are independent of
    each other in ``shares`` and ``turned``.
    """
    at_first, at_second = (
        part.ravel() for part in np.meshgrid(first.grid, second.grid, indexing="xy")
    )
    fixed = {
        member.id: scan.values(member, at)
        for scan, at in ((first, at_first), (second, at_second))
        for member in scan.members
    }
    points = profile.at(fixed, len(at_first))
    shape = (len(second.grid), len(first.grid))
    # The group's first option stands out; by whom it is put there does not matter here.
    utilities = np.arange(len(profile.contest.ids))[:, np.newaxis] == points.best
    weights = np.outer(_weights(second), _weights(first))
    found = grid_winners(
        utilities=utilities.astype(np.float64).reshape(-1, *shape), weights=weights
    )
    rows = np.flatnonzero(np.bincount(found.best.ravel(), minlength=len(utilities)))
    place = {int(row): position for position, row in enumerate(rows)}
    middle = found.best[int(np.abs(second.grid).argmin())]
    return SwitchingMap(
        _axis(first),
        _factor_axis(second) if subject is None else _share_axis(profile, second, points, subject),
        tuple(profile.contest.ids[row] for row in rows),
        tuple(tuple(place[int(row)] for row in line) for line in found.best),
        tuple(float(share) for share in found.shares[rows]),
        float(weights[found.best != middle].sum()),
    )


def _share_axis(profile: Profile, scan: Scan, points: Points, row: int) -> Axis:
    # The option's own median, moved in log-odds as its quality moves along the scan; what is
    # believed is its own spread over the draws, as for a change of the answer by quality.
    contest = profile.contest
    drawn = contest.appraisal.quality[contest.table.options[row]]
    low, middle, high = (float(part) for part in np.quantile(drawn, (0.05, 0.5, 0.95)))
    along = points.quality[row].reshape(len(scan.grid), -1)[:, 0]
    moved = _log_odds(along) - _log_odds(profile.base.quality[row])
    shares = expit(_log_odds(np.array(middle)) + moved)
    return Axis(
        scan.key, "1", tuple(float(share) for share in shares), low, middle, high, contest.ids[row]
    )


def _log_odds(share: FloatArray) -> FloatArray:
    return np.asarray(logit(np.clip(share, TINY, 1.0 - TINY)), dtype=np.float64)


def _factors(decades: float, steps: int) -> FloatArray:
    end = decades * float(np.log(10.0))
    return np.linspace(-end, end, steps)


def _axis(scan: Scan) -> Axis:
    if len(scan.members) == 1:
        member = scan.members[0]
        stated = member.statement
        sure = stated.is_certain
        return Axis(
            scan.key,
            member.unit,
            tuple(float(value) for value in scan.values(member, scan.grid)),
            None if sure else stated.p05,
            stated.p50,
            None if sure else stated.p95,
        )
    return _factor_axis(scan)


def _factor_axis(scan: Scan) -> Axis:
    stated_of = _spread_of(scan)
    low = [m.statement.p05 / m.statement.p50 for m in stated_of]
    high = [m.statement.p95 / m.statement.p50 for m in stated_of]
    return Axis(
        scan.key,
        "1",
        tuple(float(np.exp(at)) for at in scan.grid),
        float(np.mean(low)) if low else None,
        1.0,
        float(np.mean(high)) if high else None,
    )


def _spread_of(scan: Scan) -> list[Parameter]:
    return [m for m in scan.members if not m.statement.is_certain and m.statement.p50 > 0]


def _weights(scan: Scan) -> FloatArray:
    # Probability of the cell around each point; the outer cells have no outer end.
    edges = 0.5 * (scan.grid[1:] + scan.grid[:-1])
    stated = [(member.statement, scan.values(member, edges)) for member in _spread_of(scan)]
    below = (edges >= 0).astype(np.float64)
    if stated:
        below = np.mean([[probability_below(s, float(v)) for v in at] for s, at in stated], axis=0)
    return np.asarray(np.diff(np.concatenate([[0.0], below, [1.0]])), dtype=np.float64)
