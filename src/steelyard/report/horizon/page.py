"""The page of the plan over the years: everything it prints, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.report.horizon.alone_words import alone_rows, same_way
from steelyard.report.horizon.canvas import BROAD, NARROW
from steelyard.report.horizon.frontier_chart import frontier_chart
from steelyard.report.horizon.frontier_rows import frontier_rows, frontier_steps, is_bounded
from steelyard.report.horizon.headline import bound, condition, shared, spending, starts, total
from steelyard.report.horizon.measure_words import measure_rows
from steelyard.report.horizon.model_words import layers, model_rows
from steelyard.report.horizon.reliance_words import exit_rows, reliance_groups
from steelyard.report.horizon.roadmap_chart import roadmap_chart
from steelyard.report.horizon.scarce_words import conflict_rows, scarce_rows
from steelyard.report.horizon.shared_words import shared_rows
from steelyard.report.horizon.starts_words import budget_rows, kept, people_rows, start_rows
from steelyard.report.horizon.sure_words import sureness

if TYPE_CHECKING:
    from steelyard.decision.horizon.result import FrontierPlan
    from steelyard.report.horizon.alone_words import AloneRow
    from steelyard.report.horizon.frontier_rows import FrontierStep
    from steelyard.report.horizon.measure_words import MeasureRow
    from steelyard.report.horizon.model_words import ModelRow
    from steelyard.report.horizon.reliance_words import ExitRow, RelianceGroup
    from steelyard.report.horizon.scarce_words import ConflictRow, Scarce
    from steelyard.report.horizon.shared_words import SharedRow
    from steelyard.report.horizon.starts_words import StartRow, YearsRow
    from steelyard.report.horizon.sure_words import Sureness
    from steelyard.report.horizon.things import Things

LEAST_DRAWN: Final = 2
"""Plans from which a frontier is drawn. [1]"""


@dataclass(frozen=True, slots=True)
class FrontierPart:
    """One frontier.

    Attributes
    ----------
    title, lead
        What it sets against value, and how to read it.
    chart
        SVG.
    steps
        Rows of its table.
    has_bound
        Whether some plan stays below what none exceeds.
    """

    title: str
    lead: str
    chart: str
    steps: tuple[FrontierStep, ...]
    has_bound: bool


@dataclass(frozen=True, slots=True)
class HorizonPage:
    """Everything the page prints.

    Attributes
    ----------
    is_feasible
        Whether there is a plan.
    gist
        Sentences at its head: what must be found out first and what starts when, what is shared,
        what it comes to, what it spends.
    bound
        How far from the best there can be.
    years
        Calendar years, heads of columns.
    roadmap, roadmap_narrow
        The picture, for screens and paper and for phones.
    starts, people, money
        The same as tables.
    kept
        Use cases that keep today's service, by id.
    alone, same_way
        Use cases that take another way alone, and how many do not.
    shared
        What is shared.
    frontiers
        What a step more money buys.
    scarce
        What one more unit of what is scarce would bring.
    sure
        How sure; none where the decision stage did not look.
    reliance, exits
        On whom it rests, and the exit test.
    layers
        What the plan does on the layer of own models and on that of applications.
    models
        One common model for everything, against free choice.
    measures
        Enabling measures.
    conflicts
        Limits that together leave no plan.
    notes
        What the reader must know of it.
    """

    is_feasible: bool
    gist: tuple[str, ...]
    bound: str
    years: tuple[str, ...]
    roadmap: str
    roadmap_narrow: str
    starts: tuple[StartRow, ...]
    kept: tuple[str, ...]
    people: tuple[YearsRow, ...]
    money: tuple[YearsRow, ...]
    alone: tuple[AloneRow, ...]
    same_way: str
    shared: tuple[SharedRow, ...]
    frontiers: tuple[FrontierPart, ...]
    scarce: tuple[Scarce, ...]
    sure: Sureness | None
    reliance: tuple[RelianceGroup, ...]
    exits: tuple[ExitRow, ...]
    layers: str
    models: tuple[ModelRow, ...]
    measures: tuple[MeasureRow, ...]
    conflicts: tuple[ConflictRow, ...]
    notes: tuple[str, ...]


def horizon_page(things: Things) -> HorizonPage:
    """Put the plan over the years into words.

    Parameters
    ----------
    things
        Section and voice.

    Returns
    -------
    HorizonPage
        Where no plan keeps all limits, little more than these limits.
    """
    plan = things.section.plan
    is_drawn = plan.is_feasible
    first = things.sentences([condition(things), starts(things)]) if is_drawn else ""
    gist = (first, shared(things), total(things), spending(things)) if is_drawn else ()
    return HorizonPage(
        is_feasible=plan.is_feasible,
        gist=gist,
        bound=bound(things),
        years=tuple(str(year) for year in plan.years),
        roadmap=roadmap_chart(things, BROAD, name="roadmap") if is_drawn else "",
        roadmap_narrow=roadmap_chart(things, NARROW, name="roadmap") if is_drawn else "",
        starts=start_rows(things),
        kept=kept(things),
        people=people_rows(things),
        money=budget_rows(things),
        alone=alone_rows(things),
        same_way=same_way(things) if is_drawn else "",
        shared=shared_rows(things),
        frontiers=_frontiers(things) if is_drawn else (),
        scarce=scarce_rows(things),
        sure=sureness(things),
        reliance=reliance_groups(things),
        exits=exit_rows(things),
        layers=layers(things),
        models=model_rows(things),
        measures=measure_rows(things),
        conflicts=conflict_rows(things),
        notes=tuple(things.voice.say(note) for note in plan.notes),
    )


def _frontiers(things: Things) -> tuple[FrontierPart, ...]:
    plan = things.section.plan
    spent = sum(bill.investment for bill in plan.bills)
    parts = (
        _frontier("net_cost", plan.by_net_cost, things.section.mean_net_cost, things),
        _frontier("investment", plan.by_investment, spent, things),
    )
    return tuple(part for part in parts if part is not None)


def _frontier(
    key: str, plans: tuple[FrontierPlan, ...], money: float, things: Things
) -> FrontierPart | None:
    rows = frontier_rows(things.section, plans, money)
    if len(rows) < LEAST_DRAWN:
        return None
    has_bound = is_bounded(rows)
    return FrontierPart(
        title=things.text(f"frontier.title.{key}"),
        lead=things.text(f"frontier.lead.{key}"),
        chart=frontier_chart(rows, things, key=key, name=f"frontier-{key}", is_bounded=has_bound),
        steps=frontier_steps(rows, things, is_net=key == "net_cost"),
        has_bound=has_bound,
    )
