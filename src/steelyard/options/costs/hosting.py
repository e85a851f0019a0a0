"""What machines cost: bought or rented, housed, powered and kept up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.quantities.units import HOURS_PER_YEAR, J_PER_KWH, MONTHS_PER_YEAR, SECONDS_PER_HOUR

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray


def whole_replicas(
    *, demand: FloatArray, replica_rate: FloatArray, ceiling: float, spare: int
) -> FloatArray:
    """Return the replicas that carry a peak demand, whole and with spares.

    Parameters
    ----------
    demand
        Output tokens per second in the busiest hour, shape ``(year, draw)``. [token/s]
    replica_rate
        What one replica delivers, shape ``(draw,)``. [token/s]
    ceiling
        Share of that rate up to which queues stay short. [1]
    spare
        Replicas kept against failure, where there is demand. [1]

    Returns
    -------
    FloatArray
        Replicas, shape ``(year, draw)``; zero without demand. [1]

    Notes
    -----
    Equation C-3 of ``docs/method/whole-life-cost.md``.
    """
    needed = np.ceil(demand / (replica_rate * ceiling))
    return np.where(demand > 0, needed + spare, 0.0)


def purchases(*, in_use: FloatArray, life_years: FloatArray) -> FloatArray:
    """Return what must be bought each year so that enough units are always young enough.

    Parameters
    ----------
    in_use
        Units needed in each year, shape ``(year, draw)``. [accelerator]
    life_years
        Years after which a unit is replaced, shape ``(draw,)``; rounded to whole years. [year]

    Returns
    -------
    FloatArray
        Units bought in each year, shape ``(year, draw)``. [accelerator/year]

    Notes
    -----
    Equation C-4 of ``docs/method/whole-life-cost.md``. Units bought in year t serve in the years
    t to t + life - 1.
    """
    n_years = in_use.shape[0]
    bought = np.zeros_like(in_use)
    life = np.maximum(np.rint(life_years), 1.0)
    serves = [(age < life).astype(np.float64) for age in range(n_years)]
    for year in range(n_years):
        alive = np.zeros(in_use.shape[1:])
        for before in range(year):
            alive += bought[before] * serves[year - before]
        bought[year] = np.maximum(in_use[year] - alive, 0.0)
    return bought


def rent(*, in_use: FloatArray, price_per_hour: FloatArray, overhead: FloatArray) -> FloatArray:
    """Return the yearly rent of accelerators held the whole year.

    Parameters
    ----------
    in_use
        Units, shape ``(year, draw)``. [accelerator]
    price_per_hour
        Price of one for an hour, shape ``(draw,)``. [CUR/h]
    overhead
        Storage, network and idle time over the accelerator's price, shape ``(draw,)``. [1]

    Returns
    -------
    FloatArray
        Rent, shape ``(year, draw)``. [CUR/year]

    Notes
    -----
    Equation C-5 of ``docs/method/whole-life-cost.md``.
    """
    return in_use * price_per_hour * overhead * HOURS_PER_YEAR


def electricity(
    *,
    in_use: FloatArray,
    power: FloatArray,
    pue: FloatArray,
    price: FloatArray,
) -> FloatArray:
    """Return the yearly electricity bill of accelerators and what surrounds them.

    Parameters
    ----------
    in_use
        Units, shape ``(year, draw)``. [accelerator]
    power
        Mean power of one at the wall, server included, shape ``(draw,)``. [W]
    pue
        Power usage effectiveness of the room, shape ``(draw,)``. [1]
    price
        Price of energy, shape ``(draw,)``. [CUR/kWh]

    Returns
    -------
    FloatArray
        Bill, shape ``(year, draw)``. [CUR/year]

    Notes
    -----
    Equation C-6 of ``docs/method/whole-life-cost.md``.
    """
    kwh = power * pue * (HOURS_PER_YEAR * SECONDS_PER_HOUR / J_PER_KWH)
    return in_use * kwh * price


def space(*, in_use: FloatArray, contracted_kw: FloatArray, price: FloatArray) -> FloatArray:
    """Return the yearly price of housed, contracted power.

    Parameters
    ----------
    in_use
        Units, shape ``(year, draw)``. [accelerator]
    contracted_kw
        Power contracted for one, shape ``(draw,)``. [kW]
    price
        Price of a kilowatt for a month, shape ``(draw,)``. [CUR/kW/month]

    Returns
    -------
    FloatArray
        Price, shape ``(year, draw)``. [CUR/year]

    Notes
    -----
    Equation C-7 of ``docs/method/whole-life-cost.md``.
    """
    return in_use * contracted_kw * price * MONTHS_PER_YEAR
