"""What one accepted and one rejected result are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.quantities.units import SECONDS_PER_HOUR, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from steelyard.dossier.use_cases import UseCase
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


class Worth(NamedTuple):
    """Worth of results of one use case.

    Attributes
    ----------
    accepted, rejected
        Worth of one accepted and cost of one rejected result, shape ``(year, draw)``.
        [CUR/request]
    """

    accepted: FloatArray
    rejected: FloatArray


def worth(use_case: UseCase, *, wage_index: FloatArray, sample: Sample) -> Worth:
    """Return what results are worth; zeros where the dossier states no benefit.

    Parameters
    ----------
    use_case
        The dossier entry.
    wage_index
        Pay relative to the price year, shape ``(year, draw)``. [1]
    sample
        Draws common to all options.

    Returns
    -------
    Worth
        Of one accepted and one rejected result.

    Notes
    -----
    Equations N-5 and N-6 of ``docs/method/needs.md``: minutes saved x share realised x cost of an
    hour, rework spared at today's error rate, and other value. Self-reported minutes are not
    savings; the realised share says how many become money or other work done.
    """
    benefit = use_case.benefit
    if benefit is None:
        nothing = np.zeros_like(wage_index)
        return Worth(nothing, nothing)
    path = f"use_cases/{use_case.id}/benefit"
    stated = parameter_of(f"{path}/minutes_saved", benefit.minutes_saved, "min/request")
    taken = parameter_of(
        f"use_cases/{use_case.id}/today/minutes_per_request",
        use_case.today.minutes_per_request,
        "min/request",
    )
    # Nobody saves more minutes than the work takes today.
    minutes = np.minimum(sample.of(stated), sample.of(taken))
    hourly = sample.of(
        parameter_of(f"{path}/staff_cost_per_hour", benefit.staff_cost_per_hour, "CUR/h")
    )
    realised = sample.of(parameter_of(f"{path}/realised_share", benefit.realised_share, "1"))
    wrong = sample.of(
        parameter_of(f"{path}/cost_of_wrong_result", benefit.cost_of_wrong_result, "CUR/request")
    )
    saved = minutes * realised * hourly * (SECONDS_PER_MINUTE / SECONDS_PER_HOUR)
    # An accepted result is right, so it spares the rework that today's share of errors costs.
    error_rate = sample.of(
        parameter_of(f"use_cases/{use_case.id}/today/error_rate", use_case.today.error_rate, "1")
    )
    other = np.zeros(sample.n)
    if benefit.other_value is not None:
        other = sample.of(parameter_of(f"{path}/other_value", benefit.other_value, "CUR/request"))
    return Worth((saved + error_rate * wrong) * wage_index + other, wrong * wage_index)
