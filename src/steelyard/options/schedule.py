"""When an option is set up and when it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.options.costs import staff, whole_life
from steelyard.options.effort import activities, longest_span, months_to_service
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Hashable

    from steelyard.needs.model import Needs, UseCaseNeed
    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.quantities.arrays import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Set-up and service of an option over the years of the horizon.

    Attributes
    ----------
    key
        The same for every option and use case with the same schedule.
    months
        From the decision to the first service, shape ``(draw,)``. [month]
    in_service
        Part of each year in which the service runs, shape ``(year, draw)``. [1]
    set_up
        Posts that one post-year of set-up work fills, shape ``(year, draw)``. [1]
    """

    key: Hashable
    months: FloatArray
    in_service: FloatArray
    set_up: FloatArray


def schedule_of(option: Option, *, need: UseCaseNeed, needs: Needs, market: Market) -> Schedule:
    """Return the schedule of an option in a use case.

    Parameters
    ----------
    option
        Any option but do_minimum.
    need, needs
        First year of the use case, and years of the horizon.
    market
        Facts and draws.

    Returns
    -------
    Schedule
        One object for all that share it.
    """
    names = tuple(entry.name for entry in activities(option))
    first = (need.use_case.start_year - needs.years[0]) * MONTHS_PER_YEAR
    longest = longest_span(option)
    key = ("schedule", names, longest, first)

    def compute() -> Schedule:
        months = months_to_service(option, market)
        n_years = len(needs.years)
        return Schedule(
            key=key,
            months=months,
            in_service=whole_life.share_in_service(
                months_to_service=np.maximum(months, first), n_years=n_years
            ),
            set_up=staff.spread_work(
                months_of_work=np.full(market.sample.n, MONTHS_PER_YEAR),
                # A use case that starts later is set up later, not on the first day.
                begin=np.maximum(first - months, 0.0),
                duration=np.minimum(months, longest),
                n_years=n_years,
            ),
        )

    return market.kept(key, compute)
