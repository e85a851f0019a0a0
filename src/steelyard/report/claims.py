"""What the government's paper claims, and what the study finds, claim by claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.dossier.voices import ClaimCheck
from steelyard.report import claims_money, claims_supply

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.dossier.voices import Claim
    from steelyard.report.claim_finding import Finding
    from steelyard.report.inputs import Study

EXAMINATIONS: Final[dict[ClaimCheck, Callable[[Study], Finding]]] = {
    ClaimCheck.TRAINING_ACCELERATORS: claims_supply.training_accelerators,
    ClaimCheck.CAPACITY_SUFFICES: claims_supply.capacity_suffices,
    ClaimCheck.CAPACITY_FAILS_TRAINING: claims_supply.capacity_fails_training,
    ClaimCheck.STAFF_SUPPLY: claims_supply.staff_supply,
    ClaimCheck.SHARED_DATA_SUPPORTS_TRAINING: claims_supply.shared_data_supports_training,
    ClaimCheck.PURCHASE_LOWERS_OUTLAY: claims_money.purchase_lowers_outlay,
    ClaimCheck.ADAPTATION_COSTS_LESS: claims_money.adaptation_costs_less,
    ClaimCheck.BUILD_SECURES_DATA: claims_money.build_secures_data,
    ClaimCheck.ONE_MODEL_INSUFFICIENT: claims_money.one_model_insufficient,
}
"""The examination that answers each kind of claim."""


@dataclass(frozen=True, slots=True)
class ExaminedClaim:
    """One claim beside what the study finds.

    Attributes
    ----------
    claim
        As the dossier quotes it.
    finding
        Verdict and figures.
    """

    claim: Claim
    finding: Finding


def claims_of(study: Study) -> tuple[ExaminedClaim, ...]:
    """Examine every claim of the dossier.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    tuple of ExaminedClaim
        In the order of the dossier.
    """
    return tuple(
        ExaminedClaim(claim, EXAMINATIONS[claim.check](study)) for claim in study.dossier.claims
    )
