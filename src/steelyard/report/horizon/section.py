"""The plan over the years as the report takes it in, the same for every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.horizon.shared import MEASURE, TIER
from steelyard.quantities.units import MONTHS_PER_YEAR
from steelyard.report.names import class_of
from steelyard.report.standing import is_conditional

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.horizon.result import HorizonPlan, PlannedBuild, PlannedStart
    from steelyard.dossier.portfolio import PortfolioRules, ShareCap
    from steelyard.report.inputs import Study
    from steelyard.report.names import Text
    from steelyard.uncertainty.summary import Spread

SEVERAL: Final = 2
"""Users from which something counts as shared. [1]"""


@dataclass(frozen=True, slots=True)
class Span:
    """When something is set up and from when on it works.

    Attributes
    ----------
    begin, ready
        Since the beginning of the first year. [month]
    """

    begin: float
    ready: float


@dataclass(frozen=True, slots=True)
class Offered:
    """What an upper tier lets others use.

    Attributes
    ----------
    name
        As the dossier calls it.
    provider
        Who offers it.
    """

    name: Text
    provider: str


@dataclass(frozen=True, slots=True)
class HorizonSection:
    """The plan over the years, and what its pages need beside it.

    Attributes
    ----------
    plan
        What the decision stage found.
    spans
        Set-up and service, by use case and by id of what is shared.
    first_ways
        Class of the option with which each use case starts.
    conditional
        Use cases whose new service must first be confirmed.
    without_benefit
        Use cases with a new service and no benefit stated.
    offers
        What is taken over from an upper tier, by id of the capability.
    names
        Names of volume tiers and measures, by id without its beginning.
    lead_months
        From the decision until a measure works, by its id. [month]
    caps
        Caps of the dossier, by id.
    today
        Cost of keeping every service as it is, present value over the horizon. [CUR]
    mean_net_cost
        Expected net cost, of which the plan states quantiles; below zero where it saves. [CUR]
    """

    plan: HorizonPlan
    spans: Mapping[str, Span]
    first_ways: Mapping[str, str]
    conditional: tuple[str, ...]
    without_benefit: tuple[str, ...]
    offers: Mapping[str, Offered]
    names: Mapping[str, Text]
    lead_months: Mapping[str, float]
    caps: Mapping[str, ShareCap]
    today: Spread
    mean_net_cost: float

    @property
    def n_months(self) -> float:
        """Length of the horizon. [month]."""
        return float(len(self.plan.years) * MONTHS_PER_YEAR)

    def month_of(self, year: int) -> float:
        """Return when a year begins.

        Parameters
        ----------
        year
            Calendar year.

        Returns
        -------
        float
            Since the beginning of the first year. [month]
        """
        return float((year - self.plan.years[0]) * MONTHS_PER_YEAR)

    @property
    def new(self) -> tuple[PlannedStart, ...]:
        """Use cases that get a new service, in the order of the dossier."""
        return tuple(start for start in self.plan.starts if start.start_year is not None)

    @property
    def shared(self) -> tuple[PlannedBuild, ...]:
        """What several use cases share, or nobody alone: tiers and measures."""
        return tuple(
            build
            for build in self.plan.builds
            if len(build.users) >= SEVERAL or build.id.startswith((TIER, MEASURE))
        )

    def partners(self, start: PlannedStart) -> tuple[str, ...]:
        """Return the use cases with which one shares anything.

        Parameters
        ----------
        start
            The use case.

        Returns
        -------
        tuple of str
            Ids, in the order of the dossier.
        """
        with_it = {
            user
            for build in self.plan.builds
            if build.id in start.capabilities
            for user in build.users
        }
        return tuple(
            other.use_case
            for other in self.plan.starts
            if other.use_case in with_it and other.use_case != start.use_case
        )


def horizon_section_of(study: Study, today: Spread) -> HorizonSection | None:
    """Return the plan over the years of a study.

    Parameters
    ----------
    study
        A finished study.
    today
        Cost of keeping every service as it is over the horizon. [CUR]

    Returns
    -------
    HorizonSection or None
        None where the decision stage made no such plan.
    """
    plan = study.decision.horizon
    if plan is None:
        return None
    rules = study.dossier.portfolio
    new = [start for start in plan.starts if start.start_year is not None]
    decisions = {start.use_case: study.decision.of(start.use_case) for start in plan.starts}
    return HorizonSection(
        plan=plan,
        spans=_spans(study, plan),
        first_ways={
            start.use_case: class_of(decisions[start.use_case].option(start.option).option.pathways)
            for start in plan.starts
        },
        conditional=tuple(
            start.use_case
            for start in new
            if is_conditional(decisions[start.use_case], start.option)
        ),
        without_benefit=tuple(
            start.use_case for start in new if not decisions[start.use_case].has_benefit
        ),
        offers=_offers(rules, plan),
        names={
            entry.id: dict(entry.name) for group in (rules.tiers, rules.measures) for entry in group
        },
        lead_months={entry.id: entry.lead_months for entry in rules.measures},
        caps={cap.id: cap for cap in rules.share_caps},
        today=today,
        mean_net_cost=_mean_net_cost(plan),
    )


def _spans(study: Study, plan: HorizonPlan) -> dict[str, Span]:
    found = {}
    for start in plan.starts:
        months = study.decision.of(start.use_case).option(start.option).months_to_service
        if start.start_year is not None:
            lead = 0.0 if months is None else months.p50
            found[start.use_case] = _span(plan, start.start_year, lead)
    measures = {MEASURE + entry.id: entry for entry in study.dossier.portfolio.measures}
    for build in plan.builds:
        known = study.appraisal.capabilities.get(build.id)
        lead = 0.0 if known is None or build.form != "own" else known.lead_months
        if build.id in measures:
            lead = measures[build.id].lead_months
        found[build.id] = _span(plan, build.ready_year, lead)
    return found


def _span(plan: HorizonPlan, year: int, lead: float) -> Span:
    # Set up just before its year, or from the first day on where there is no time before it.
    first = float((year - plan.years[0]) * MONTHS_PER_YEAR)
    ready = min(max(first, lead), first + MONTHS_PER_YEAR)
    return Span(max(ready - lead, 0.0), ready)


def _offers(rules: PortfolioRules, plan: HorizonPlan) -> dict[str, Offered]:
    found = {}
    for build in plan.builds:
        kind = build.id.partition("(")[0].partition(":")[0]
        fitting = [
            offer
            for offer in rules.reuse
            if offer.kind.value == kind and offer.from_year <= build.ready_year
        ]
        if build.form == "reused" and len(fitting) == 1:
            found[build.id] = Offered(dict(fitting[0].name), fitting[0].provider)
    return found


def _mean_net_cost(plan: HorizonPlan) -> float:
    # Worth is value at its price less net cost: what is left of the value is the money.
    if plan.worth is None:
        return 0.0
    return plan.money_per_value_point * plan.points * len(plan.starts) - plan.worth
