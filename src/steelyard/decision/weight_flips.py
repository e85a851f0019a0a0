"""Where the weight of a dimension, or the price of a value point, changes the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.findings import Flip, FlipFamily
from steelyard.decision.flips import OUTER, distance_of
from steelyard.decision.preferences import COST, DIMENSIONS
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.reading_result import ReadingResult
    from steelyard.decision.readings import Standing
    from steelyard.quantities.arrays import FloatArray, IntArray

TINY: Final = 1e-12
"""Keeps shares finite. [1]"""
STEPS: Final = 2000
"""Weights tried between 0 and 1. [1]"""


class _Crossing(NamedTuple):
    weight: float
    becomes: int
    is_above: bool


def weight_flips(contest: Contest, leading: int) -> list[Flip]:
    """Return where the weight of each dimension changes the answer, the others in proportion.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the option that is best at the decided weights.

    Returns
    -------
    list of Flip
        At most two per dimension; none where value has no price.

    Notes
    -----
    Equation D-10 of ``docs/method/decision.md``: expected value is linear in the weight, so the
    crossing is exact to 1/2,000 of the weight. Where orders are joined, it is the mean weight of
    those who decide, equation O-17 of ``docs/method/voices.md``.
    """
    if not contest.deciding.is_priced:
        return []
    decided = contest.frame.preferences.decided
    allowed = np.hstack([voice.weights for voice in contest.frame.preferences.deciding])
    flips: list[Flip] = []
    for index in range(len(DIMENSIONS)):
        if index == COST and contest.deciding.reading is Reading.VALUE_AND_COST:
            continue
        flips.extend(
            _flip(contest, index, crossing, allowed[index], float(decided[index]))
            for crossing in _crossings(contest, decided, index, leading)
        )
    return flips


def _crossings(contest: Contest, decided: FloatArray, index: int, leading: int) -> list[_Crossing]:
    grid = np.linspace(0.0, 1.0, STEPS + 1)
    best = _best_along(contest, decided, index, grid)
    here = int(np.argmin(np.abs(grid - decided[index])))
    found = []
    for order, is_above in ((range(here, STEPS + 1), True), (range(here, -1, -1), False)):
        changed = next((step for step in order if best[step] != leading), None)
        if changed is not None:
            half = (-0.5 if is_above else 0.5) / STEPS
            weight = float(np.clip(grid[changed] + half, 0.0, 1.0))
            found.append(_Crossing(weight, int(best[changed]), is_above))
    return found


def _best_along(contest: Contest, decided: FloatArray, index: int, grid: FloatArray) -> IntArray:
    # Where orders are joined, everybody's weight moves by the same part of the way to 0 or to 1, so
    # that its mean runs along the grid.
    def settled(weights: FloatArray) -> Standing:
        moved = (
            grid if weights is decided else _in_step(grid, float(decided[index]), weights[index])
        )
        return _standing_along(contest, weights, index, moved)

    return contest.best(contest.deciding.reading, settled)


def _in_step(grid: FloatArray, middle: float, own: float) -> FloatArray:
    rising = own + (grid - middle) * (1.0 - own) / max(1.0 - middle, TINY)
    falling = own * grid / max(middle, TINY)
    return np.where(grid >= middle, rising, falling)


def _standing_along(
    contest: Contest, weights: FloatArray, index: int, grid: FloatArray
) -> Standing:
    # Expected values are linear in the weights: one small product for all weights on the grid.
    rest = weights.copy()
    rest[index] = 0.0
    total = rest.sum()
    even = np.full(len(rest), 1.0 / (len(rest) - 1))
    even[index] = 0.0
    share = rest / total if total > 0 else even
    corner = np.zeros(len(rest))
    corner[index] = 1.0
    reading = contest.deciding.reading
    low, high = (contest.expected(reading, ends) for ends in (share, corner))
    if reading is Reading.VALUE_AND_COST:
        # Cost keeps its own share, which this reading leaves out of the value.
        cost = share[COST] * (1.0 - grid)
        grid = np.where(cost < 1.0, grid / (1.0 - cost), 1.0)
    value = low.value * (1.0 - grid) + high.value * grid
    delta = np.repeat(low.delta, len(grid), axis=1)
    return low._replace(value=value, delta=delta)


def _flip(
    contest: Contest, index: int, crossing: _Crossing, allowed: FloatArray, decided: float
) -> Flip:
    name = DIMENSIONS[index].value
    low, high = (float(part) for part in np.quantile(allowed, OUTER))
    is_fixed = high - low <= 1e-9  # noqa: PLR2004 - rounding of weights that are stated exactly
    position = None if is_fixed else float((allowed < crossing.weight).mean())
    side = "above" if crossing.is_above else "below"
    words = Message(
        f"flip.weight.{side}",
        {
            "value": crossing.weight,
            "unit": "1",
            "name": name,
            "now": decided,
            "option": contest.ids[crossing.becomes],
        },
    )
    return Flip(
        FlipFamily.WEIGHT,
        f"weight:{name}",
        crossing.weight,
        "1",
        side,
        None if is_fixed else low,
        decided,
        None if is_fixed else high,
        position,
        distance_of(position, crossing.weight, decided),
        position is not None and OUTER[0] <= position <= OUTER[1],
        contest.ids[crossing.becomes],
        None,
        words,
    )


def price_flips(contest: Contest, result: ReadingResult) -> list[Flip]:
    """Return where the price of a value point changes the answer.

    Parameters
    ----------
    contest
        The use case.
    result
        Its answer under value and cost.

    Returns
    -------
    list of Flip
        The prices next to the decided one; every price where none is decided. Empty under six
        dimensions.

    Notes
    -----
    Equation D-5 of ``docs/method/decision.md``.
    """
    rules = contest.deciding
    if rules.reading is Reading.SIX_DIMENSIONS:
        return []
    if contest.joining.is_of_orders and rules.price is not None:
        return [_price_flip(*entry, contest.frame.price) for entry in _order_switches(contest)]
    switches = result.price_switches
    if rules.price is None:
        chosen = [(switch.from_price, switch.option, True) for switch in switches]
        return [_price_flip(*entry, None) for entry in chosen]
    above = [switch for switch in switches if switch.from_price > rules.price]
    below = [switch for switch in switches if switch.from_price <= rules.price]
    chosen = [(above[0].from_price, above[0].option, True)] if above else []
    if below:
        before = below[-2].option if len(below) > 1 else _cheapest(contest)
        chosen.append((below[-1].from_price, before, False))
    return [_price_flip(*entry, contest.frame.price) for entry in chosen]


def _order_switches(contest: Contest) -> list[tuple[float, str, bool]]:
    # Orders change only where two options are worth the same to somebody: one price in each stretch
    # between two such prices is enough.
    reading, now = Reading.VALUE_AND_COST, contest.deciding.price or 0.0
    crossings = np.unique(
        np.concatenate([_equal_prices(contest, own) for own in contest.joining.own])
    )
    edges = np.concatenate([
        [0.0],
        crossings,
        [2.0 * crossings[-1] if len(crossings) else 2.0 * now],
    ])
    prices = np.append(0.5 * (edges[1:] + edges[:-1]), now)
    best = contest.joining.best(
        contest.rules[reading], lambda own: contest.expected(reading, own), price=prices
    )
    leading, found = int(best[-1]), []
    above = [at for at in range(len(edges) - 1) if edges[at] > now and best[at] != leading]
    below = [at for at in range(len(edges) - 1) if edges[at + 1] < now and best[at] != leading]
    if above:
        found.append((float(edges[above[0]]), contest.ids[best[above[0]]], True))
    if below:
        found.append((float(edges[below[-1] + 1]), contest.ids[best[below[-1]]], False))
    return found


def _equal_prices(contest: Contest, weights: FloatArray) -> FloatArray:
    expected = contest.expected(Reading.VALUE_AND_COST, weights)
    first = 0 if contest.has_benefit else 1
    value, delta = (part[first:, 0] for part in expected)
    one, other = np.triu_indices(len(value), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        prices = (delta[one] - delta[other]) / (POINTS * (value[one] - value[other]))
    return np.asarray(prices[np.isfinite(prices) & (prices > 0)], dtype=np.float64)


def _cheapest(contest: Contest) -> str:
    mean = contest.expected(Reading.VALUE_AND_COST)
    first = 0 if contest.has_benefit else 1
    return contest.ids[first + int(mean.delta[first:, 0].argmin())]


def _price_flip(value: float, option: str, is_above: bool, price: FloatArray | None) -> Flip:
    side = "above" if is_above else "below"
    low = middle = high = position = None
    if price is not None:
        low, middle, high = (float(part) for part in np.quantile(price, [0.05, 0.5, 0.95]))
        position = None if low == high else float((price < value).mean())
    words = Message(
        f"flip.money_per_value_point.{side}",
        {"value": value, "unit": "CUR/point", "name": "money_per_value_point", "option": option},
    )
    return Flip(
        FlipFamily.MONEY_PER_VALUE_POINT,
        "dossier:rules/money_per_value_point",
        value,
        "CUR/point",
        side,
        low,
        middle,
        high,
        position,
        distance_of(position, value, middle),
        position is not None and OUTER[0] <= position <= OUTER[1],
        option,
        None,
        words,
    )
