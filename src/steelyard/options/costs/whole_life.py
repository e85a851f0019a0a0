"""From yearly lines to whole-life cost: in service, refreshed, shared, and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def share_in_service(*, months_to_service: FloatArray, n_years: int) -> FloatArray:
    """Return the part of each year in which the service runs.

    Parameters
    ----------
    months_to_service
        From the first day of the horizon, shape ``(draw,)``. [month]
    n_years
        Length of the horizon. [year]

    Returns
    -------
    FloatArray
        Share, shape ``(year, draw)``. [1]

    Notes
    -----
    Equation C-10 of ``docs/method/whole-life-cost.md``.
    """
    ends = np.arange(1, n_years + 1, dtype=np.float64)[:, None]
    return np.clip(ends - months_to_service / MONTHS_PER_YEAR, 0.0, 1.0)


def recurring(*, interval_years: FloatArray, in_service: FloatArray) -> FloatArray:
    """Return how often something that comes round falls into each year of service.

    Parameters
    ----------
    interval_years
        Mean time between occurrences, shape ``(draw,)``. [year]
    in_service
        Part of each year in which the service runs, shape ``(year, draw)``. [1]

    Returns
    -------
    FloatArray
        Expected occurrences, shape ``(year, draw)``; none in the first year of service, which
        has just been set up. [1/year]

    Notes
    -----
    Equation C-11 of ``docs/method/whole-life-cost.md``.
    """
    before = np.cumsum(in_service, axis=0) - in_service
    return np.where(before > 0, in_service, 0.0) / interval_years


def benefit(
    *,
    handled: FloatArray,
    quality: FloatArray,
    value_of_accepted: FloatArray,
    cost_of_rejected: FloatArray,
) -> FloatArray:
    """Return the yearly benefit against today's service.

    Parameters
    ----------
    handled
        Requests given to the model, shape ``(year, draw)``. [request/year]
    quality
        Probability that a result is accepted, shape ``(draw,)``. [1]
    value_of_accepted, cost_of_rejected
        Worth of one accepted and cost of one rejected result, shape ``(year, draw)``.
        [CUR/request]

    Returns
    -------
    FloatArray
        Benefit, shape ``(year, draw)``; negative where rejected results cost more. [CUR/year]

    Notes
    -----
    Equation C-12 of ``docs/method/whole-life-cost.md``.
    """
    return handled * (quality * value_of_accepted - (1.0 - quality) * cost_of_rejected)


def shared_cost(*, own: FloatArray, capability: FloatArray, n_sharers: int) -> FloatArray:
    """Return an option's cost with a shared capability at an even share.

    Parameters
    ----------
    own
        The use case's own cost, shape ``(draw,)``. [CUR]
    capability
        Full cost of the capability, shape ``(draw,)``. [CUR]
    n_sharers
        Use cases that share it; 1 means alone. [1]

    Returns
    -------
    FloatArray
        Cost, shape ``(draw,)``. [CUR]

    Raises
    ------
    ValueError
        If ``n_sharers`` is below 1.

    Notes
    -----
    Equation C-13 of ``docs/method/whole-life-cost.md``.
    """
    if n_sharers < 1:
        message = f"expected at least one sharer, found {n_sharers}"
        raise ValueError(message)
    return own + capability / n_sharers
