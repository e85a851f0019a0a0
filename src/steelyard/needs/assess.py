"""The needs stage: from dossier and draws to workload, benefit and capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.dossier.parameters import parameter_of
from steelyard.instruments import load_pack
from steelyard.needs.assessments import assessments_of
from steelyard.needs.benefit import worth
from steelyard.needs.capacity import assess_capacity
from steelyard.needs.model import Needs, UseCaseNeed
from steelyard.needs.workload import workload

if TYPE_CHECKING:
    from collections.abc import Collection

    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.use_cases import UseCase
    from steelyard.instruments import JurisdictionPack
    from steelyard.needs.assessments import Assessments
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample


def assess_needs(
    dossier: Dossier,
    sample: Sample,
    *,
    names: Collection[str] | None = None,
    assessments: Assessments | None = None,
) -> Needs:
    """Return workload, benefit and capacity of use cases.

    Parameters
    ----------
    dossier
        What the government brings.
    sample
        Draws common to all options.
    names
        Ids of the use cases wanted; every one if omitted.
    assessments
        What the instruments say, where it is at hand already: no draw moves it.

    Returns
    -------
    Needs
        Over use cases, years and draws.

    Raises
    ------
    DossierError
        If a data class is not one of the jurisdiction pack.
    """
    first = dossier.horizon.first_year
    years = tuple(range(first, first + dossier.horizon.n_years))
    growth = sample.of(
        parameter_of("money/real_wage_growth", dossier.money.real_wage_growth, "1/year")
    )
    elapsed = np.array(years, dtype=np.float64)[:, None] - dossier.money.price_year
    wage_index = (1.0 + growth) ** elapsed
    pack = load_pack(dossier.jurisdiction.pack)
    return Needs(
        use_cases=tuple(
            _assess_use_case(entry, years, wage_index, pack, sample)
            for entry in dossier.use_cases
            if names is None or entry.id in names
        ),
        capacity=assess_capacity(dossier.capacity, n_years=len(years), sample=sample),
        years=years,
        wage_index=wage_index,
        assessments=assessments_of(dossier) if assessments is None else assessments,
    )


def _assess_use_case(
    use_case: UseCase,
    years: tuple[int, ...],
    wage_index: FloatArray,
    pack: JurisdictionPack,
    sample: Sample,
) -> UseCaseNeed:
    load = workload(use_case, years=years, sample=sample)
    value = worth(use_case, wage_index=wage_index, sample=sample)
    path = f"use_cases/{use_case.id}/today"
    today = use_case.today
    unit_cost = sample.of(
        parameter_of(f"{path}/cost_per_request", today.cost_per_request, "CUR/request")
    )
    return UseCaseNeed(
        use_case=use_case,
        sensitivity=pack.sensitivity_of(use_case.data_class),
        requests=load.requests,
        handled=load.handled,
        input_tokens=load.input_tokens,
        output_tokens=load.output_tokens,
        peak_output_rate=load.peak_output_rate,
        cost_today=load.requests * unit_cost * wage_index,
        value_of_accepted=value.accepted,
        cost_of_rejected=value.rejected,
        error_rate_today=sample.of(parameter_of(f"{path}/error_rate", today.error_rate, "1")),
    )
