"""Which things are moved to see what would change the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtri

from steelyard.decision.findings import FlipFamily
from steelyard.decision.grids import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Parameter

QUANTILES: Final = (0.001, 0.05, 0.25, 0.75, 0.95, 0.999)
"""Where a parameter is tried, before the change is narrowed down. [1]"""

FACTOR_DECADES: Final = 1.5
"""Prices and staff are tried from 1/32 to 32 times the median. [1]"""
FACTOR_STEPS: Final = 12
"""Steps of a factor on either side. [1]"""

VOLUME_DECADES: Final = 4.0
"""Volumes are tried from 1/10,000 to 10,000 times the median. [1]"""
VOLUME_STEPS: Final = 40
"""Steps of the volume on either side. [1]"""

STAFF_FIELDS: Final = ("in_post", "hires_per_year")
QUALITY_NAMES: Final = (
    "model:ability/",
    "model:acceptance.",
    "model:effect.",
    "model:language-gap/",
    "model:quality",
    "model:residual.",
)
"""What the parameters of the quality model are called."""


def volume_id(use_case: str) -> str:
    """Return the parameter of a use case's yearly volume.

    Parameters
    ----------
    use_case
        Its id.

    Returns
    -------
    str
        Parameter id.
    """
    return f"dossier:use_cases/{use_case}/workload/requests_per_year"


def family_of(parameter: Parameter, use_case: str) -> FlipFamily:
    """Return the kind of thing a parameter is.

    Parameters
    ----------
    parameter
        Any parameter.
    use_case
        The use case under study.

    Returns
    -------
    FlipFamily
        ``parameter`` where it belongs to none of the named kinds.
    """
    name, unit = parameter.id, parameter.unit
    if name == volume_id(use_case):
        return FlipFamily.VOLUME
    if unit.endswith("/Mtoken"):
        return FlipFamily.API_PRICE
    if unit.endswith("/FTE/year"):
        return FlipFamily.STAFF_COST
    if name.startswith("dossier:capacity/staff/") and name.endswith(STAFF_FIELDS):
        return FlipFamily.STAFF_AVAILABILITY
    if name.startswith(QUALITY_NAMES):
        return FlipFamily.QUALITY
    return FlipFamily.PARAMETER


def relevant(known: Mapping[str, Parameter], use_case: str) -> list[Parameter]:
    """Return the parameters that can matter for one use case.

    Parameters
    ----------
    known
        Every parameter drawn so far, by id.
    use_case
        Its id.

    Returns
    -------
    list of Parameter
        Sorted by id, those of other use cases left out.
    """
    own = f"dossier:use_cases/{use_case}/"
    return [
        known[name]
        for name in sorted(known)
        if name.startswith(own) or not name.startswith("dossier:use_cases/")
    ]


def family_scans(parameters: Iterable[Parameter], use_case: str) -> dict[FlipFamily, Scan]:
    """Return the scans in which the members of a named kind move together.

    Parameters
    ----------
    parameters
        Those that can matter.
    use_case
        The use case under study.

    Returns
    -------
    dict
        Scan by kind; a kind without members is absent.
    """
    members: dict[FlipFamily, list[Parameter]] = {}
    for parameter in parameters:
        members.setdefault(family_of(parameter, use_case), []).append(parameter)
    grids = {
        FlipFamily.VOLUME: _factors(VOLUME_DECADES, VOLUME_STEPS),
        FlipFamily.API_PRICE: _factors(FACTOR_DECADES, FACTOR_STEPS),
        FlipFamily.STAFF_COST: _factors(FACTOR_DECADES, FACTOR_STEPS),
        FlipFamily.STAFF_AVAILABILITY: _factors(FACTOR_DECADES, FACTOR_STEPS),
    }
    found = {
        family: Scan(f"family:{family.value}", tuple(members[family]), grid, is_factor=True)
        for family, grid in grids.items()
        if family in members
    }
    uncertain = [p for p in members.get(FlipFamily.QUALITY, ()) if not p.statement.is_certain]
    if uncertain:
        found[FlipFamily.QUALITY] = Scan(
            f"family:{FlipFamily.QUALITY.value}", tuple(uncertain), _quantiles(), is_factor=False
        )
    return found


def single_scans(parameters: Iterable[Parameter], use_case: str) -> list[Scan]:
    """Return one scan for every uncertain parameter but the volume.

    Parameters
    ----------
    parameters
        Those that can matter.
    use_case
        The use case under study.

    Returns
    -------
    list of Scan
        In the order of the parameters.
    """
    grid = _quantiles()
    return [
        Scan(parameter.id, (parameter,), grid, is_factor=False)
        for parameter in parameters
        if not parameter.statement.is_certain and parameter.id != volume_id(use_case)
    ]


def _quantiles() -> FloatArray:
    return np.asarray(ndtri(np.array(QUANTILES)), dtype=np.float64)


def _factors(decades: float, steps: int) -> FloatArray:
    end = decades * float(np.log(10.0))
    return np.linspace(-end, end, 2 * steps + 1)
