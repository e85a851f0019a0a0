"""Requests, tokens and peak rate of a use case over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.quantities.units import SECONDS_PER_YEAR

if TYPE_CHECKING:
    from steelyard.dossier.use_cases import UseCase
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


class WorkloadDraws(NamedTuple):
    """Workload of one use case; fields as in :class:`steelyard.needs.model.UseCaseNeed`."""

    requests: FloatArray
    handled: FloatArray
    input_tokens: FloatArray
    output_tokens: FloatArray
    peak_output_rate: FloatArray


def workload(use_case: UseCase, *, years: tuple[int, ...], sample: Sample) -> WorkloadDraws:
    """Return the workload over years and draws.

    Parameters
    ----------
    use_case
        The dossier entry.
    years
        Calendar years of the horizon.
    sample
        Draws common to all options.

    Returns
    -------
    WorkloadDraws
        Requests, handled requests, tokens and the peak rate.

    Notes
    -----
    Equations N-1 to N-4 of ``docs/method/needs.md``. Without a stated benefit every request counts
    as handled, because nothing says which share could not be.
    """
    path = f"use_cases/{use_case.id}/workload"
    load = use_case.workload
    volume = sample.of(
        parameter_of(f"{path}/requests_per_year", load.requests_per_year, "request/year")
    )
    growth = sample.of(parameter_of(f"{path}/growth", load.growth, "1/year"))
    peak = sample.of(parameter_of(f"{path}/peak_to_mean", load.peak_to_mean, "1"))
    tokens_in = sample.of(parameter_of(f"{path}/input_tokens", load.input_tokens, "token/request"))
    tokens_out = sample.of(
        parameter_of(f"{path}/output_tokens", load.output_tokens, "token/request")
    )
    age = np.array(years, dtype=np.float64)[:, None] - use_case.start_year
    requests = np.where(age >= 0, volume * (1.0 + growth) ** np.maximum(age, 0.0), 0.0)
    handled = requests * _taken_up(use_case, age, sample)
    rate = handled / SECONDS_PER_YEAR * peak * tokens_out
    return WorkloadDraws(requests, handled, tokens_in, tokens_out, rate)


def _taken_up(use_case: UseCase, age: FloatArray, sample: Sample) -> FloatArray:
    benefit = use_case.benefit
    if benefit is None:
        return np.ones((age.shape[0], sample.n))
    path = f"use_cases/{use_case.id}/benefit"
    share = sample.of(parameter_of(f"{path}/addressable_share", benefit.addressable_share, "1"))
    uptake = sample.of(parameter_of(f"{path}/uptake", benefit.uptake, "1"))
    ramp = np.clip((age + 1.0) / benefit.ramp_years, 0.0, 1.0)
    return share * uptake * ramp
