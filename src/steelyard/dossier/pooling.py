"""A member's dossier as it would read with everybody's people and money at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.dossier.base import Quantity, Status
from steelyard.dossier.capacity import Budget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.dossier.capacity import Capacity, Staff
    from steelyard.dossier.schema import Dossier

NOTE: Final = "Sum over the members that state it, each quantile for itself."


def with_pooled_capacity(dossier: Dossier, others: Sequence[Dossier]) -> Dossier:
    """Return a dossier with the people and the money of all members at hand.

    Parameters
    ----------
    dossier
        Of one member.
    others
        Of the other members.

    Returns
    -------
    Dossier
        Posts are summed over the members that state the role; a budget that one member does not
        state is unknown. Pay, machines and sites stay the member's own.

    Notes
    -----
    Equation J-1 of ``docs/method/joint-portfolio.md``. Quantiles are summed: members that are well
    off are taken to be so together.
    """
    capacities = [dossier.capacity, *(other.capacity for other in others)]
    own = dossier.capacity
    budget = Budget(**{
        name: _summed([getattr(entry.budget, name) for entry in capacities])
        for name in Budget.model_fields
    })
    staff = tuple(_staff(entry, capacities[1:]) for entry in own.staff)
    capacity = own.model_copy(update={"staff": staff, "budget": budget})
    return dossier.model_copy(update={"capacity": capacity})


def _staff(own: Staff, others: Sequence[Capacity]) -> Staff:
    same = [entry for other in others for entry in other.staff if entry.role is own.role]
    pooled = {
        "in_post": _summed([own.in_post, *(entry.in_post for entry in same)]),
        "hires_per_year": _summed([
            own.hires_per_year,
            *(entry.hires_per_year for entry in same),
        ]),
    }
    return own.model_copy(update=pooled)


def _summed(quantities: Sequence[Quantity | None]) -> Quantity | None:
    stated = [entry.statement for entry in quantities if entry is not None]
    if len(stated) < len(quantities):
        return None
    quantiles = np.sum([(entry.p05, entry.p50, entry.p95) for entry in stated], axis=0).tolist()
    low, middle, high = quantiles
    is_certain = low == high
    return Quantity(
        value=middle if is_certain else None,
        p05=None if is_certain else low,
        p50=None if is_certain else middle,
        p95=None if is_certain else high,
        status=Status.DERIVED,
        note=NOTE,
    ).within(0.0, float("inf"))
