"""Which work an option asks for, who does it, and how long until the service runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.dossier.capacity import Role
from steelyard.options.model import Adaptation, DeliveryVehicle, Hosting, Pathway, Pricing, Tenure
from steelyard.options.years import SERVING
from steelyard.quantities.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.options.market import Market
    from steelyard.options.model import Option
    from steelyard.quantities.arrays import FloatArray

PLATFORM_TEAM: Final = "platform_team"
SAFETY_TEAM: Final = "safety_team"
RETRIEVAL_PLATFORM: Final = "retrieval_platform"
CLOUD_TENANCY: Final = "cloud_tenancy"
EVALUATION: Final = "evaluation"

TRAINED: Final = frozenset({
    Adaptation.LORA,
    Adaptation.FULL_FINE_TUNING,
    Adaptation.CONTINUED_PRETRAINING,
    Adaptation.PRETRAINING,
})
"""Adaptations that change weights."""

OWN_TEAMS: Final = frozenset({DeliveryVehicle.AGENCY})
"""Vehicles whose people are the government's own."""

OPERATORS: Final = frozenset({DeliveryVehicle.VENDOR, DeliveryVehicle.UPPER_TIER_GOVERNMENT})
"""Vehicles that also run what they set up; the others hand it over."""

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
        Work done once, shape ``(draw,)``; none where the table names none. [FTE-month]
    posts
        Posts kept while the service runs, shape ``(draw,)``; none where there are none. [FTE]
    from_supplier
        Whether a supplier's people do it, so that no post of the government's is filled.
    rate_multiple
        A supplier's price over the full cost of own staff, shape ``(draw,)``; none for own
        staff. [1]
    inputs
        Ids of the parameters behind it.
    """

    activity: Activity
    role: Role
    months: FloatArray | None
    posts: FloatArray | None
    from_supplier: bool
    rate_multiple: FloatArray | None
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
    return f"{SERVING}{option.model}@{option.hardware}@{option.hosting}@{option.tenure})"


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
    yield Activity(EVALUATION)
    holds_weights = Pathway.OPEN_ADAPTATION in option.pathways or (
        option.adaptation is Adaptation.PRETRAINING
    )
    yield Activity("red_team_own", SAFETY_TEAM) if holds_weights else Activity("red_team_vendor")
    if uses_retrieval(option):
        yield Activity("retrieval_platform", RETRIEVAL_PLATFORM)
        yield Activity("retrieval_content")
    if option.hosting is Hosting.SOVEREIGN_CLOUD and option.pricing is Pricing.TOKENS:
        # Rented machines have a platform team; a bought service in a cloud of one's own has this.
        yield Activity(CLOUD_TENANCY, CLOUD_TENANCY)
    if option.adaptation in TRAINED:
        yield Activity(str(option.adaptation), adapted_capability(option), by_vehicle=True)
    if option.pricing is Pricing.CAPACITY:
        run_for_us = option.vehicle in OPERATORS
        team = f"{PLATFORM_TEAM}({option.vehicle})" if run_for_us else PLATFORM_TEAM
        yield Activity("platform_team", team, by_vehicle=run_for_us)


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
        name = role.replace("_", "-")
        months = market.number_if_known(activity.name, f"setup-{name}", "FTE-month")
        posts = market.number_if_known(activity.name, f"running-{name}", "FTE")
        if months is None and posts is None:
            continue
        outside = supplied and role in TECHNICAL
        rate = None
        if outside:
            rate = market.number(f"vehicle_{vehicle}", "rate-multiple", "1")
        inputs = tuple(name for part in (months, posts, rate) if part for name in part.inputs)
        found.append(
            Work(
                activity=activity,
                role=role,
                months=None if months is None else months.values,
                posts=None if posts is None else posts.values,
                from_supplier=outside,
                rate_multiple=None if rate is None else rate.values,
                inputs=inputs,
            )
        )
    return tuple(found)


def duration(name: str, market: Market) -> FloatArray | None:
    """Return how long an activity lasts.

    Parameters
    ----------
    name
        Entity in the effort table.
    market
        Facts and draws.

    Returns
    -------
    FloatArray or None
        Months, shape ``(draw,)``; none where the table gives none. [month]
    """
    found = market.number_if_known(name, "duration", "month")
    return None if found is None else found.values


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
    names = tuple(entry.name for entry in activities(option))
    return market.kept(("months", names), lambda: _months(names, market))


def _months(names: tuple[str, ...], market: Market) -> FloatArray:
    total = np.zeros(market.sample.n)
    if not names:
        return total
    building = total
    for name in names:
        lasting = duration(name, market)
        if lasting is not None and name != EVALUATION and not name.startswith("procurement"):
            building = np.maximum(building, lasting)
    procuring, checking = duration(names[0], market), duration(EVALUATION, market)
    total = building
    if procuring is not None:
        beside = names[0] == "procurement_hardware"
        total = np.maximum(procuring, building) if beside else procuring + building
    return total if checking is None else total + checking


def longest_span(option: Option) -> float:
    """Return the longest time over which work done once is spread.

    Parameters
    ----------
    option
        The option.

    Returns
    -------
    float
        One year for everything but pretraining, which takes as long as it takes. [month]
    """
    return np.inf if option.adaptation is Adaptation.PRETRAINING else MONTHS_PER_YEAR
