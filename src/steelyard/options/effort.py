"""Which work an option asks for, who does it, and how long until the service runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.options.market import Amount
from steelyard.options.model import Adaptation, DeliveryVehicle, Hosting, Pathway, Pricing, Tenure
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.quantities.arrays import FloatArray

PLATFORM_TEAM: Final = "platform_team"
SAFETY_TEAM: Final = "safety_team"
RETRIEVAL_PLATFORM: Final = "retrieval_platform"

TRAINED: Final = frozenset({
    Adaptation.LORA,
    Adaptation.FULL_FINE_TUNING,
    Adaptation.CONTINUED_PRETRAINING,
    Adaptation.PRETRAINING,
})
"""Adaptations that change weights."""

OWN_TEAMS: Final = frozenset({DeliveryVehicle.AGENCY, DeliveryVehicle.UPPER_TIER_GOVERNMENT})
"""Vehicles whose people are the government's own."""

TECHNICAL: Final = frozenset({Role.ML_ENGINEER, Role.DATA_ENGINEER, Role.PLATFORM_ENGINEER})
"""Roles that a supplier can bring along."""


class Activity(NamedTuple):
    """A kind of work, as named in the effort table.

    Attributes
    ----------
    name
        Entity in ``facts/data/effort.csv``.
    capability
        Shared capability it belongs to; empty if done for each use case.
    by_vehicle
        Whether the delivery vehicle's people do it.
    """

    name: str
    capability: str = ""
    by_vehicle: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """Work of one role in one activity.

    Attributes
    ----------
    activity
        The activity.
    role
        Kind of post.
    months
        Work done once, shape ``(draw,)``. [FTE-month]
    posts
        Posts kept while the service runs, shape ``(draw,)``. [FTE]
    from_supplier
        Whether a supplier's people do it, so that no post of the government's is filled.
    rate_multiple
        Price over the full cost of own staff, shape ``(draw,)``. [1]
    inputs
        Ids of the parameters behind it.
    """

    activity: Activity
    role: Role
    months: FloatArray
    posts: FloatArray
    from_supplier: bool
    rate_multiple: FloatArray
    inputs: tuple[str, ...]


def adapted_capability(option: Option) -> str:
    """Return the id of the shared capability that an adapted or trained model is.

    Parameters
    ----------
    option
        The option.

    Returns
    -------
    str
        Empty where the adaptation is made for each use case.
    """
    if option.adaptation is Adaptation.CONTINUED_PRETRAINING:
        return f"adapted_model({option.model})"
    if option.adaptation is Adaptation.PRETRAINING:
        return f"pretrained_model({option.model})"
    return ""


def serving_capability(option: Option) -> str:
    """Return the id of the shared capability that the option's machines are.

    Parameters
    ----------
    option
        The option.

    Returns
    -------
    str
        Empty where serving is paid by tokens.
    """
    if option.pricing is not Pricing.CAPACITY:
        return ""
    return f"serving({option.model}@{option.hardware}@{option.hosting}@{option.tenure})"


def activities(option: Option) -> tuple[Activity, ...]:
    """Return the work an option asks for.

    Parameters
    ----------
    option
        Any option but do_minimum, which asks for none.

    Returns
    -------
    tuple of Activity
        In a fixed order.
    """
    if option.is_do_minimum:
        return ()
    return tuple(_activities(option))


def _activities(option: Option) -> Iterator[Activity]:
    yield _procurement(option)
    yield Activity("integration")
    yield Activity("evaluation")
    holds_weights = Pathway.OPEN_ADAPTATION in option.pathways or (
        option.adaptation is Adaptation.PRETRAINING
    )
    yield Activity("red_team_own", SAFETY_TEAM) if holds_weights else Activity("red_team_vendor")
    if uses_retrieval(option):
        yield Activity("retrieval_platform", RETRIEVAL_PLATFORM)
        yield Activity("retrieval_content")
    if option.adaptation in TRAINED:
        yield Activity(str(option.adaptation), adapted_capability(option), by_vehicle=True)
    if option.pricing is Pricing.CAPACITY and option.vehicle is not DeliveryVehicle.VENDOR:
        yield Activity("platform_team", PLATFORM_TEAM)


def uses_retrieval(option: Option) -> bool:
    """Return whether answers are grounded in retrieved passages.

    Parameters
    ----------
    option
        The option.

    Returns
    -------
    bool
        True for retrieval itself and for a purchased model with retrieval.
    """
    return option.adaptation is Adaptation.RETRIEVAL or Pathway.RAG_PURCHASED in option.pathways


def _procurement(option: Option) -> Activity:
    if option.pricing is not Pricing.CAPACITY:
        return Activity("procurement_service")
    if option.tenure is Tenure.OWN:
        return Activity("procurement_hardware", serving_capability(option))
    return Activity("procurement_rent", serving_capability(option))


def exit_activity(option: Option) -> Activity:
    """Return the work of leaving the option at the end of the horizon.

    Parameters
    ----------
    option
        Any option but do_minimum.

    Returns
    -------
    Activity
        Leaving a service, a service tuned at the supplier's, or what one holds oneself.
    """
    if option.pricing is Pricing.CAPACITY and option.hosting is not Hosting.VENDOR_IN_COUNTRY:
        return Activity("exit_own")
    if option.adaptation in TRAINED:
        return Activity("exit_tuned_service")
    return Activity("exit_service")


def work_of(activity: Activity, *, vehicle: DeliveryVehicle, market: Market) -> tuple[Work, ...]:
    """Return the work of an activity by role.

    Parameters
    ----------
    activity
        The activity.
    vehicle
        Who carries the option out.
    market
        Facts and draws.

    Returns
    -------
    tuple of Work
        One entry per role that the effort table names.
    """
    supplied = activity.by_vehicle and vehicle not in OWN_TEAMS
    found = []
    for role in Role:
        months, month_inputs = _effort(activity, f"setup-{_dashed(role)}", "FTE-month", market)
        posts, post_inputs = _effort(activity, f"running-{_dashed(role)}", "FTE", market)
        if not (month_inputs or post_inputs):
            continue
        outside = supplied and role in TECHNICAL
        rate = Amount(np.ones(market.sample.n), ())
        if outside:
            rate = market.number(f"vehicle_{vehicle}", "rate-multiple", "1")
        inputs = month_inputs + post_inputs + rate.inputs
        found.append(Work(activity, role, months, posts, outside, rate.values, inputs))
    return tuple(found)


def _effort(
    activity: Activity, parameter: str, unit: str, market: Market
) -> tuple[FloatArray, tuple[str, ...]]:
    if market.book.find(activity.name, parameter, places=market.places) is None:
        return np.zeros(market.sample.n), ()
    amount = market.number(activity.name, parameter, unit)
    return amount.values, amount.inputs


def _dashed(role: Role) -> str:
    return role.replace("_", "-")


def duration(name: str, market: Market) -> FloatArray:
    """Return how long an activity lasts.

    Parameters
    ----------
    name
        Entity in the effort table.
    market
        Facts and draws.

    Returns
    -------
    FloatArray
        Months, shape ``(draw,)``; zero where the table gives none. [month]
    """
    if market.book.find(name, "duration", places=market.places) is None:
        return np.zeros(market.sample.n)
    return market.number(name, "duration", "month").values


def months_to_service(option: Option, market: Market) -> FloatArray:
    """Return the time from the decision to the first service.

    Parameters
    ----------
    option
        The option.
    market
        Facts and draws.

    Returns
    -------
    FloatArray
        Months, shape ``(draw,)``; zero for do_minimum. [month]

    Notes
    -----
    Equation C-15 of ``docs/method/whole-life-cost.md``: procurement, then the longest of
    integration, retrieval and adaptation, then evaluation. Machines are procured while a model
    is adapted on rented ones, so hardware procurement runs beside adaptation.
    """
    if option.is_do_minimum:
        return np.zeros(market.sample.n)
    names = [entry.name for entry in activities(option)]
    building = np.zeros(market.sample.n)
    for name in names:
        if name not in {"evaluation"} and not name.startswith("procurement"):
            building = np.maximum(building, duration(name, market))
    procuring = duration(names[0], market)
    first = (
        np.maximum(procuring, building)
        if names[0] == "procurement_hardware"
        else procuring + building
    )
    return first + duration("evaluation", market)


def setup_span(option: Option, market: Market) -> FloatArray:
    """Return the time over which work done once is spread.

    Parameters
    ----------
    option
        The option.
    market
        Facts and draws.

    Returns
    -------
    FloatArray
        Months, shape ``(draw,)``, at most one year for everything but training. [month]
    """
    longest = MONTHS_PER_YEAR if option.adaptation is not Adaptation.PRETRAINING else np.inf
    return np.minimum(months_to_service(option, market), longest)
