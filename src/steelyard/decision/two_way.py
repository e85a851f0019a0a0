"""The best option over a grid of two things that move, all else at the median."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.grids import Scan, probability_below
from steelyard.decision.input_groups import is_bought_price
from steelyard.decision.json_form import number
from steelyard.decision.robustness.switching_map import grid_winners
from steelyard.decision.scans import relevant
from steelyard.uncertainty.summary import significant

if TYPE_CHECKING:
    from steelyard.decision.json_form import Json
    from steelyard.decision.profiles import Profile
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Parameter

VOLUME_DECADES: Final = 2.0
"""Volumes are mapped from a hundredth to a hundred times the median. [1]"""
PRICE_DECADES: Final = 0.9
"""Prices of bought services are mapped from about an eighth to eight times the median. [1]"""
DIGITS: Final = 5
"""Significant digits of what is only drawn. [1]"""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a map.

    Attributes
    ----------
    key
        ``volume``, ``bought_prices``, or a parameter id.
    unit
        Unit of ``values``; ``1`` where several parameters move by a common factor.
    values
        Coordinates in rising order.
    p05, p50, p95
        What is believed; none where nothing is uncertain.
    """

    key: str
    unit: str
    values: tuple[float, ...]
    p05: float | None
    p50: float
    p95: float | None

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
    """

    first: Axis
    second: Axis
    options: tuple[str, ...]
    best: tuple[tuple[int, ...], ...]
    shares: tuple[float, ...]

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
        }


def volume_and_price(profile: Profile, *, steps: tuple[int, int]) -> SwitchingMap | None:
    """Return the best option over the yearly volume and the price of what is bought by use.

    Parameters
    ----------
    profile
        The anchored median case.
    steps
        Points along the volume and along the price. [1]

    Returns
    -------
    SwitchingMap or None
        None where nothing is bought by use.
    """
    contest = profile.contest
    known = relevant(contest.frame.sample.known, contest.appraisal.use_case)
    bought = tuple(parameter for parameter in known if is_bought_price(parameter))
    if not bought:
        return None
    volume = Scan("volume", (profile.volume,), _factors(VOLUME_DECADES, steps[0]), is_factor=True)
    price = Scan("bought_prices", bought, _factors(PRICE_DECADES, steps[1]), is_factor=True)
    return switching_map(profile, volume, price)


def switching_map(profile: Profile, first: Scan, second: Scan) -> SwitchingMap:
    """Return the best option over any two scans.

    Parameters
    ----------
    profile
        The anchored median case.
    first, second
        What moves along the axes; they have no member in common.

    Returns
    -------
    SwitchingMap
        One evaluation of the model.

    Notes
    -----
    Equations SN-12 and SN-15 of ``docs/method/sensitivity.md``. The two count as independent of
    each other in ``shares``.
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
    return SwitchingMap(
        _axis(first),
        _axis(second),
        tuple(profile.contest.ids[row] for row in rows),
        tuple(tuple(place[int(row)] for row in line) for line in found.best),
        tuple(float(share) for share in found.shares[rows]),
    )


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
