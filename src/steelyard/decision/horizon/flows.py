"""What a plan of one use case asks for and brings, year by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from steelyard.options.years import SERVING, Cash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.horizon.restarts import Restarts
    from steelyard.dossier.capacity import Role
    from steelyard.quantities.arrays import BoolArray, FloatArray

LEAST_SERVED: Final = 0.25
"""Part of its first year in which a service must be expected to run to count as started. [1]"""

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """One plan of one use case, started in one year, its capabilities open.

    Attributes
    ----------
    expected
        Expected own money.
    cash
        Own money in every draw, shape ``(year, draw)``. [CUR/year]
    exit
        Of this, what leaving at the end costs, shape ``(year, draw)``. [CUR/year]
    leaving
        What leaving each option costs, expected. [CUR]
    gain
        Benefit where its gates are met, shape ``(year, draw)``. [CUR/year]
    served
        Expected part of each year in service, by option, shape ``(year,)``. [1]
    handled
        Expected requests given to the model, shape ``(year,)``. [request/year]
    load
        Expected accelerators kept busy, by the cluster that they belong to, shape ``(year,)``.
        [accelerator]
    posts
        Expected posts by role, shape ``(year,)``. [FTE]
    """

    expected: Cash
    cash: FloatArray
    exit: FloatArray
    leaving: Mapping[str, float]
    gain: FloatArray
    served: Mapping[str, FloatArray]
    handled: FloatArray
    load: Mapping[str, FloatArray]
    posts: Mapping[Role, FloatArray]


def flow_of(
    restarts: Restarts, use_case: int, option: str, start: int, *, discount: FloatArray | None
) -> Flow | None:
    """Return one option started in a year.

    Parameters
    ----------
    restarts
        Appraisals by start year.
    use_case
        Position of the use case.
    option
        Id.
    start
        Position of the year.
    discount
        Part taken off metered prices in every draw, shape ``(draw,)``; none without a tier. [1]

    Returns
    -------
    Flow or None
        None where it could not be priced, or would not be in service early enough in that year.
    """
    years = restarts.costs(use_case, option, start).yearly
    if years is None or years.served[start] < LEAST_SERVED:
        return None
    expected, cash = years.expected, years.cash
    if discount is not None:
        off = years.metered * discount
        cash = cash - off
        expected = Cash(expected.capital, expected.running - off.mean(axis=1))
    met: BoolArray = restarts.met(use_case, option, start)
    entry = restarts.contests[use_case].appraisal
    known = [row.id for row in entry.options].index(option)
    clusters = [name for name in sorted(entry.capabilities[known]) if name.startswith(SERVING)]
    return Flow(
        expected=expected,
        cash=cash,
        exit=years.exit,
        leaving={option: float(years.exit.mean(axis=1).sum())},
        gain=years.gain * met,
        served={option: years.served},
        handled=years.handled,
        load=dict.fromkeys(clusters, years.load),
        posts=years.posts,
    )


def followed(first: Flow, then: Flow, switch: int) -> Flow:
    """Return a plan that leaves one option for another.

    Parameters
    ----------
    first
        The option with which it starts.
    then
        The option to which it switches, started in the year of the switch.
    switch
        Position of that year.

    Returns
    -------
    Flow
        The first up to the switch, what leaving it costs in that year, then the other, whose
        set-up falls where its own schedule puts it.
    """
    before = np.arange(len(first.handled)) < switch
    leaving = first.exit.sum(axis=0)
    cash = _until(first.cash - first.exit, before) + then.cash
    cash[switch] += leaving
    at_the_end = first.exit.mean(axis=1)
    running = _until(first.expected.running - at_the_end, before) + then.expected.running
    running[switch] += at_the_end.sum()
    capital = _until(first.expected.capital, before) + then.expected.capital
    return replace(
        then,
        expected=Cash(capital, running),
        cash=cash,
        leaving={**first.leaving, **then.leaving},
        gain=_until(first.gain, before) + then.gain,
        served=_together(first.served, then.served, before),
        handled=_until(first.handled, before) + then.handled,
        load=_together(first.load, then.load, before),
        posts=_together(first.posts, then.posts, before),
    )


def _until(values: FloatArray, before: BoolArray) -> FloatArray:
    kept = before.reshape(-1, *[1] * (values.ndim - 1))
    return np.where(kept, values, 0.0)


def _together(
    first: Mapping[Name, FloatArray], then: Mapping[Name, FloatArray], before: BoolArray
) -> dict[Name, FloatArray]:
    found = {name: _until(values, before) for name, values in first.items()}
    for name, values in then.items():
        found[name] = found[name] + values if name in found else values
    return found
