"""Whether the people an option asks for can be had in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.dossier.capacity import Role
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

LARGEST_SHORTFALL: Final = 0.5
"""Where more than this share of a role's posts is missing, the option counts as not delivered;
the reason stands in ``docs/method/delivery.md``. [1]"""


class Shortfall(NamedTuple):
    """People that cannot be had in time.

    Attributes
    ----------
    share
        Largest share of required posts missing, over roles and years, shape ``(draw,)``. [1]
    scarcest
        Role with the largest mean shortfall; none if nothing is missing.
    unknown
        Roles asked for of which the dossier states nothing.
    """

    share: FloatArray
    scarcest: Role | None
    unknown: tuple[Role, ...]


def shortfall_of(
    people: Mapping[Role, FloatArray], *, staff: Mapping[Role, FloatArray], sample: Sample
) -> Shortfall:
    """Return the largest share of required posts that cannot be filled.

    Parameters
    ----------
    people
        Posts required by role, shape ``(year, draw)``. [FTE]
    staff
        People at hand by role, shape ``(year, draw)``; a role left out is unknown. [FTE]
    sample
        Draws.

    Returns
    -------
    Shortfall
        Where the supply of a role is unknown its share is drawn from the whole range 0–1, the
        same for every option: a role is as scarce for one as for another.

    Notes
    -----
    Equation D-1 of ``docs/method/delivery.md``.
    """
    largest = np.zeros(sample.n)
    means: dict[Role, float] = {}
    unknown = []
    for role, required in people.items():
        supply = staff.get(role)
        if supply is None:
            unknown.append(role)
            largest = np.maximum(largest, sample.uniform(f"unknown-staff/{role}"))
            continue
        missing = np.maximum(required - supply, 0.0)
        share = np.divide(missing, required, out=np.zeros_like(missing), where=required > 0)
        worst = share.max(axis=0)
        means[role] = float(worst.mean())
        largest = np.maximum(largest, worst)
    scarcest = max(means, key=lambda role: means[role], default=None)
    if scarcest is not None and means[scarcest] <= 0:
        scarcest = None
    return Shortfall(largest, scarcest, tuple(unknown))
