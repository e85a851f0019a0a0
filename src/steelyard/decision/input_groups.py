"""Kinds of inputs, by what they are about; inputs that move together stay together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.decision.scans import QUALITY_NAMES, relevant

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.uncertainty import Parameter

VOLUME: Final = "volume"
SERVICE: Final = "service_today"
QUALITY: Final = "quality"
BOUGHT: Final = "bought_prices"
PEOPLE: Final = "people"
MACHINES: Final = "machines"
TIME: Final = "time_to_service"
MONEY: Final = "money"
OTHER: Final = "other"
GROUPS: Final = (VOLUME, SERVICE, QUALITY, BOUGHT, PEOPLE, MACHINES, TIME, MONEY, OTHER)
"""Every kind, in the order in which they are shown."""

PRICE_NAMES: Final = (
    "model:price-level/",
    "dossier:offers/",
    "fact:eff.hosting.",
    "fact:eff.api.price",
    "fact:eco.price-fall",
)
MACHINE_NAMES: Final = (
    "fact:hw.",
    "fact:eff.hardware.",
    "fact:eco.colo",
    "fact:eco.depreciation",
    "fact:eco.derate",
    "fact:eco.power",
    "fact:eco.programme",
    "fact:eco.pue",
    "dossier:site/",
    "dossier:capacity/published/",
    "model:serving",
    "model:utilisation",
)
MONEY_NAMES: Final = ("dossier:money/", "dossier:rules/", "fact:eco.fx")
PEOPLE_UNITS: Final = ("/FTE/year", "FTE", "FTE-month", "FTE/year")


def is_bought_price(parameter: Parameter) -> bool:
    """Return whether a parameter is a price of something bought by use from a supplier.

    Parameters
    ----------
    parameter
        Any parameter.

    Returns
    -------
    bool
        Prices per token, of offers received, and what is paid over a list price.
    """
    stated = parameter.id.startswith("dossier:offers/") and "/price_" in parameter.id
    level = parameter.id.startswith("model:price-level/")
    return stated or level or parameter.unit.endswith("/Mtoken")


def group_of(parameter: Parameter) -> str:
    """Return the kind of an input.

    Parameters
    ----------
    parameter
        Any parameter.

    Returns
    -------
    str
        One of ``GROUPS``.
    """
    name, unit = parameter.id, parameter.unit
    if "/workload/" in name:
        return VOLUME
    if name.startswith(QUALITY_NAMES) or name.endswith("/quality_bar"):
        return QUALITY
    if "/benefit/" in name or "/today/" in name:
        return SERVICE
    if is_bought_price(parameter) or name.startswith(PRICE_NAMES):
        return BOUGHT
    return _of_supply(name, unit)


def _of_supply(name: str, unit: str) -> str:
    if name.startswith(MACHINE_NAMES):
        return MACHINES
    if name.startswith("dossier:capacity/staff/") or "rate-multiple" in name:
        return PEOPLE
    if unit.endswith(PEOPLE_UNITS):
        return PEOPLE
    if unit == "month":
        return TIME
    return MONEY if name.startswith(MONEY_NAMES) else OTHER


def uncertain_inputs(contest: Contest) -> list[Parameter]:
    """Return the uncertain parameters that can matter for one use case.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    list of Parameter
        Sorted by id.
    """
    known = relevant(contest.frame.sample.known, contest.appraisal.use_case)
    return [parameter for parameter in known if not parameter.statement.is_certain]


def grouped(parameters: list[Parameter]) -> dict[str, list[Parameter]]:
    """Return inputs by kind, those with a common cause all in the kind of the first of them.

    Parameters
    ----------
    parameters
        Sorted by id.

    Returns
    -------
    dict
        Parameters by kind, in the order of ``GROUPS``; kinds without any are absent.
    """
    by_cause: dict[str, str] = {}
    found: dict[str, list[Parameter]] = {name: [] for name in GROUPS}
    for parameter in parameters:
        kind = group_of(parameter)
        if parameter.common_factor:
            kind = by_cause.setdefault(parameter.common_factor, kind)
        found[kind].append(parameter)
    return {name: members for name, members in found.items() if members}
