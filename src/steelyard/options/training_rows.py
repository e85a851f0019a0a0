"""Published training runs that can test hours, as the utilisation fit sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.errors import FactError
from steelyard.facts.observations import Tier
from steelyard.options.physics.training import TrainingKind, implied_utilisation, training_flop
from steelyard.quantities.units import BILLION, SECONDS_PER_HOUR, TERA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.facts.observations import TrainingRun

SCORED_TIERS: Final = frozenset({Tier.A, Tier.B})
_FAMILY_PATTERNS: Final = {
    "ampere": re.compile(r"^(A100|A800|A10|A30|A40)(?![0-9A-Z])", re.IGNORECASE),
    "hopper": re.compile(r"^(H100|H800|H200|H20|GH200)(?![0-9A-Z])", re.IGNORECASE),
}


class ChipFamily(StrEnum):
    """Generations of accelerators told apart by the fit."""

    AMPERE = "ampere"
    HOPPER = "hopper"
    OTHER = "other"


def chip_family(hardware: str) -> ChipFamily:
    """Return the family of an accelerator.

    Parameters
    ----------
    hardware
        Id, as in the hardware table.

    Returns
    -------
    ChipFamily
        ``other`` for everything that is neither Ampere nor Hopper.

    Examples
    --------
    >>> chip_family("H800-SXM-80GB").value
    'hopper'
    """
    for name, pattern in _FAMILY_PATTERNS.items():
        if pattern.match(hardware):
            return ChipFamily(name)
    return ChipFamily.OTHER


@dataclass(frozen=True, slots=True)
class UtilisationRow:
    """One scored run, as the fit sees it.

    Attributes
    ----------
    run
        Id of the run in the fact book.
    organisation
        Who ran it.
    hardware
        Accelerator id.
    family
        Chip family.
    is_mixture
        Whether a token uses a part of the parameters only.
    active_b
        Active parameters. [billion]
    utilisation
        Implied run-level utilisation. [1]
    """

    run: str
    organisation: str
    hardware: str
    family: ChipFamily
    is_mixture: bool
    active_b: float
    utilisation: float

    @property
    def group(self) -> tuple[ChipFamily, bool]:
        """Chip family, and whether a mixture of experts."""
        return self.family, self.is_mixture


def scored_rows(runs: Iterable[TrainingRun]) -> tuple[UtilisationRow, ...]:
    """Return the runs whose hours are independent of their size, as the fit sees them.

    Parameters
    ----------
    runs
        Training runs of the fact book.

    Returns
    -------
    tuple[UtilisationRow, ...]
        Tiers A and B, in the order of the table.
    """
    return tuple(row for run in runs if (row := _scored(run)) is not None)


def _scored(run: TrainingRun) -> UtilisationRow | None:
    active, tokens, hours, peak = (
        run.params_active_b,
        run.tokens_b,
        run.accelerator_hours,
        run.peak_tflops,
    )
    if run.backtest_tier not in SCORED_TIERS:
        return None
    if active is None or tokens is None or hours is None or peak is None:
        message = (
            f"training run '{run.id}': tier {run.backtest_tier} needs parameters, tokens, hours "
            "and peak. Complete the row or lower its tier."
        )
        raise FactError(message)
    hardware = run.hardware_id or run.hardware
    n_flop = training_flop(
        kind=TrainingKind.PRETRAINING,
        n_active_parameters=np.array(active * BILLION),
        n_tokens=np.array(tokens * BILLION),
    )
    utilisation = implied_utilisation(
        n_flop=n_flop,
        peak_flop_per_s=np.array(peak * TERA),
        accelerator_time=np.array(hours * SECONDS_PER_HOUR),
    )
    return UtilisationRow(
        run=run.id,
        organisation=run.organisation,
        hardware=hardware,
        family=chip_family(hardware),
        is_mixture=run.is_mixture,
        active_b=active,
        utilisation=float(utilisation),
    )
