"""What options and shared capabilities ask for and bring, year by year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.quantities.arrays import FloatArray


SERVING: Final = "serving("
"""Beginning of the ids of clusters."""


class Cash(NamedTuple):
    """Expected money by year, in constant prices, shape ``(year,)`` each. [CUR/year].

    Attributes
    ----------
    capital
        Investment.
    running
        Running cost.
    """

    capital: FloatArray
    running: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class OwnYears:
    """One option in one use case, its shared capabilities open already.

    Attributes
    ----------
    expected
        Its own money, without machines beyond the footprint.
    cash
        The same in every draw, shape ``(year, draw)``. [CUR/year]
    exit
        Of this, what leaving costs at the end, shape ``(year, draw)``. [CUR/year]
    metered
        Of this, what a supplier charges for use, shape ``(year, draw)``. [CUR/year]
    gain
        Benefit against today's service, shape ``(year, draw)``. [CUR/year]
    served
        Expected part of each year in service, shape ``(year,)``. [1]
    handled
        Expected requests given to the model, shape ``(year,)``. [request/year]
    load
        Expected accelerators that its volume keeps busy, shape ``(year,)``. [accelerator]
    posts
        Expected posts of the government's own by role, shape ``(year,)``. [FTE]
    """

    expected: Cash
    cash: FloatArray
    exit: FloatArray
    metered: FloatArray
    gain: FloatArray
    served: FloatArray
    handled: FloatArray
    load: FloatArray
    posts: Mapping[Role, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """What one more replica of a model on its accelerators costs.

    Attributes
    ----------
    size
        Accelerators of one replica. [accelerator]
    bought, in_place
        Expected money where its accelerators must be had, and where they are there already.
    bought_cash, in_place_cash
        The same in every draw, shape ``(year, draw)``. [CUR/year]
    n_in_place
        Replicas that the free accelerators beyond the footprint hold. [1]
    """

    size: int
    bought: Cash
    in_place: Cash
    bought_cash: FloatArray
    in_place_cash: FloatArray
    n_in_place: int


@dataclass(frozen=True, slots=True, eq=False)
class SharedYears:
    """One shared capability over the years.

    Attributes
    ----------
    expected
        Its money.
    posts
        Expected posts of the government's own by role, shape ``(year,)``. [FTE]
    node
        What more machines cost, where it is a cluster.
    """

    expected: Cash
    posts: Mapping[Role, FloatArray] = field(default_factory=dict)
    node: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SharedCapability:
    """Something that serves several use cases once it is open.

    Attributes
    ----------
    id
        For example ``serving(qwen3-32b@H20-96GB@own_data_centre@own)``, ``platform_team``.
    cost
        Present value over the horizon, shape ``(draw,)``. [CUR]
    cash
        Constant prices, shape ``(year, draw)``. [CUR/year]
    lead_months
        Median time until it is open. [month]
    yearly
        What it asks for year by year; only where start years were given.
    """

    id: str
    cost: FloatArray
    cash: FloatArray
    lead_months: float
    yearly: SharedYears | None = None
