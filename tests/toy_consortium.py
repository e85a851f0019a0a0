"""Small made-up consortia: members as tables of plans, worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from steelyard.decision.horizon.flows import flow_of
from steelyard.decision.horizon.members import MemberTables, rows_among
from steelyard.decision.horizon.plans import Plan
from steelyard.decision.horizon.resources import Resource, ResourceKind, ResourceList
from steelyard.decision.horizon.restarts import Restarts
from steelyard.decision.horizon.rows import RowFiller
from steelyard.decision.horizon.shared import ModuleColumn, Opening, SharedColumn, SharedForm
from steelyard.decision.horizon.tables import HorizonTables
from steelyard.decision.horizon.together import build_together
from steelyard.decision.portfolio.problem import NEVER, PortfolioProblem
from steelyard.dossier.capacity import Role
from steelyard.dossier.consortium import Consortium
from steelyard.dossier.schema import Reading
from steelyard.options.model import DeliveryVehicle, Hosting, Option, Pathway, Pricing
from steelyard.options.years import Cash, Node, OwnYears
from steelyard.report.names import Names
from steelyard.report.together_inputs import Together, TogetherManifest
from steelyard.uncertainty import draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

N_YEARS = 4
N_DRAWS = 8
FIRST_YEAR = 2027
RATE = 0.0
ROLE = Role.ML_ENGINEER
PATHWAYS = {"buy": Pathway.API, "build": Pathway.OPEN_ADAPTATION, "tune": Pathway.RAG_PURCHASED}


@dataclass(frozen=True)
class Way:
    """One way of doing a use: yearly cost and gain, money once, posts, load, what it needs."""

    cost: float
    gain: float
    needs: tuple[str, ...] = ()
    once: float = 0.0
    posts: float = 0.0
    load: float = 0.0
    handled: float = 100.0
    pooled_only: bool = False
    better: float = 0.0  # more gain with everybody's people and money


@dataclass(frozen=True)
class Use:
    """One use with its ways; ``spread`` moves the gain from draw to draw."""

    id: str
    ways: Mapping[str, Way]
    spread: float = 0.0
    has_benefit: bool = True


@dataclass(frozen=True)
class Shared:
    """One shared capability: money once and a year, posts, and a node of so many accelerators."""

    once: float
    yearly: float = 0.0
    posts: float = 0.0
    node: int = 0
    node_cost: float = 0.0
    in_place: int = 0
    from_year: int = 0


@dataclass(frozen=True)
class Given:
    """What a member limits; none where it does not say."""

    running: float | None = None
    investment: float | None = None
    total: float | None = None
    posts: float | None = None
    reading: Reading = Reading.VALUE_AND_COST
    deadlines: tuple[str, ...] = ()


def member(
    name: str, uses: Sequence[Use], shared: Mapping[str, Shared], given: Given | None = None
) -> MemberTables:
    """Return a member laid out alone and with everybody's people and money."""
    used = given or Given()
    alone = tables(uses, shared, used, is_pooled=False)
    pooled = tables(uses, shared, used, is_pooled=True)
    limits: Any = SimpleNamespace(may_start=lambda restarts, plan, start: True)
    return MemberTables(name, alone, pooled, limits, rows_among(pooled.plans, alone.plans))


def tables(
    uses: Sequence[Use], shared: Mapping[str, Shared], given: Given, *, is_pooled: bool
) -> HorizonTables:
    """Return the portfolio of one member."""
    years = tuple(range(FIRST_YEAR, FIRST_YEAR + N_YEARS))
    contests: Any = tuple(_contest(use, given.reading, is_pooled) for use in uses)
    appraisals: Any = tuple(
        SimpleNamespace(
            use_cases=[
                _started(use, contest, start, is_pooled)
                for use, contest in zip(uses, contests, strict=True)
            ]
        )
        for start in range(N_YEARS)
    )
    restarts = Restarts(contests, years, draw((), n=N_DRAWS, seed=1), appraisals, RATE)
    plans = tuple(
        Plan(number, option)
        for number, use in enumerate(uses)
        for option, way in use.ways.items()
        if is_pooled or not way.pooled_only
    )
    columns = tuple(SharedColumn(key, _openings(entry)) for key, entry in shared.items())
    modules = tuple(
        ModuleColumn(key, is_in_place)
        for key, entry in shared.items()
        for is_in_place in (False, True)
        if entry.node and (entry.in_place or not is_in_place)
    )
    flows = tuple(
        tuple(
            flow_of(restarts, plan.use_case, plan.option, start, discount=None)
            for start in range(N_YEARS)
        )
        for plan in plans
    )
    rows = ResourceList(tuple(_rows(years, shared, given)))
    factors = np.array([(1 + RATE) ** -t for t in range(N_YEARS)])
    limits: Any = SimpleNamespace(
        deadline_use=lambda _, plan, start, row: (
            -float(uses[plan.use_case].id == row.name and years[start] <= row.year)
        )
    )
    filler = RowFiller(limits, restarts, plans, columns, modules, rows, factors, frozenset())
    names = list(shared)
    requires = np.full((len(plans), len(names)), NEVER, dtype=np.int64)
    for row, plan in enumerate(plans):
        for key in uses[plan.use_case].ways[plan.option].needs:
            requires[row, names.index(key)] = 0
    worths = np.array([[factors @ (flow.gain - flow.cash) for flow in by] for by in flows])
    worths = worths.reshape(-1, N_YEARS, N_DRAWS)
    opened = np.array([
        [np.zeros(N_DRAWS) if entry is None else -(factors @ entry.cash) for entry in row.openings]
        for row in columns
    ]).reshape(-1, N_YEARS, N_DRAWS)
    nodes = np.array([
        np.tile(-shared[module.cluster].node_cost, (N_YEARS, N_DRAWS))
        * (0.1 if module.is_in_place else 1.0)
        for module in modules
    ]).reshape(-1, N_YEARS, N_DRAWS)
    problem = PortfolioProblem(
        plan_use_case=np.array([plan.use_case for plan in plans], dtype=np.int64),
        n_use_cases=len(uses),
        plan_worth=worths.mean(axis=2),
        plan_use=filler.plan_use(flows),
        may_start=np.ones((len(plans), N_YEARS), dtype=np.bool_),
        requires=requires,
        capability_worth=opened.mean(axis=2),
        capability_use=filler.shared_use(),
        may_open=np.array(
            [[entry is not None for entry in row.openings] for row in columns], dtype=np.bool_
        ).reshape(-1, N_YEARS),
        module_worth=nodes.mean(axis=2),
        module_use=filler.module_use(),
        most_modules=np.array(
            [
                [shared[row.cluster].in_place if row.is_in_place else 64] * N_YEARS
                for row in modules
            ],
            dtype=np.int64,
        ).reshape(-1, N_YEARS),
        limit=rows.limits,
    )
    return HorizonTables(
        restarts=restarts,
        plans=plans,
        shared=columns,
        modules=modules,
        flows=flows,
        resources=rows,
        problem=problem,
        points=np.zeros((len(plans), N_YEARS)),
        plan_worths=worths,
        shared_worths=opened,
        module_worths=nodes,
        voice_worths=np.zeros((0, len(plans), N_YEARS, N_DRAWS)),
        price=1.0,
        weights=np.ones(len(uses)) / len(uses),
        floors=np.zeros((len(uses), 1)),
    )


def _contest(use: Use, reading: Reading, is_pooled: bool) -> SimpleNamespace:
    ids = ["do_minimum"]
    ids += [name for name, way in use.ways.items() if is_pooled or not way.pooled_only]
    options = [_option(name) for name in ids]
    capabilities = [frozenset()] + [frozenset(use.ways[name].needs) for name in ids[1:]]
    appraisal = SimpleNamespace(use_case=use.id, capabilities=capabilities, options=options)
    return SimpleNamespace(
        appraisal=appraisal,
        ids=tuple(ids),
        options=tuple(options),
        has_benefit=use.has_benefit,
        deciding=SimpleNamespace(reading=reading),
        table=SimpleNamespace(options=tuple(range(len(ids)))),
    )


def _option(name: str) -> Option:
    if name == "do_minimum":
        return Option(name, (Pathway.DO_MINIMUM,), DeliveryVehicle.AGENCY, Pricing.NOTHING)
    pathway = PATHWAYS[name]
    return Option(
        name,
        (pathway,),
        DeliveryVehicle.AGENCY,
        Pricing.TOKENS,
        model="model",
        hosting=Hosting.OWN_DATA_CENTRE,
    )


def _from(start: int, amount: float) -> np.ndarray:
    return np.where(np.arange(N_YEARS) >= start, amount, 0.0)


def _at(start: int, amount: float) -> np.ndarray:
    return np.where(np.arange(N_YEARS) == start, amount, 0.0)


def _started(use: Use, contest: Any, start: int, is_pooled: bool) -> SimpleNamespace:
    costs = [SimpleNamespace(yearly=None)]
    costs += [
        SimpleNamespace(yearly=_years(use, use.ways[name], start, is_pooled))
        for name in contest.ids[1:]
    ]
    met = np.ones((len(costs), N_DRAWS), dtype=np.bool_)
    return SimpleNamespace(options=contest.options, costs=costs, met=met)


def _years(use: Use, way: Way, start: int, is_pooled: bool) -> OwnYears:
    cash = Cash(_at(start, way.once), _from(start, way.cost))
    around = 1.0 + use.spread * np.linspace(-1.0, 1.0, N_DRAWS)
    gain = way.gain + (way.better if is_pooled else 0.0)
    ones = np.ones(N_DRAWS)
    return OwnYears(
        expected=cash,
        cash=np.outer(cash.capital + cash.running, ones),
        exit=np.zeros((N_YEARS, N_DRAWS)),
        metered=np.zeros((N_YEARS, N_DRAWS)),
        gain=np.outer(_from(start, gain), around),
        served=_from(start, 1.0),
        handled=_from(start, way.handled),
        load=_from(start, way.load),
        posts={ROLE: _from(start, way.posts)},
    )


def _openings(entry: Shared) -> tuple[Opening | None, ...]:
    found: list[Opening | None] = []
    ones = np.ones(N_DRAWS)
    for start in range(N_YEARS):
        if start < entry.from_year:
            found.append(None)
            continue
        cash = Cash(_at(start, entry.once), _from(start, entry.yearly))
        node = None
        if entry.node:
            bought = Cash(_at(start, entry.node_cost), np.zeros(N_YEARS))
            placed = Cash(np.zeros(N_YEARS), _at(start, 0.1 * entry.node_cost))
            node = Node(
                entry.node,
                bought,
                placed,
                np.outer(bought.capital, ones),
                np.outer(placed.running, ones),
                entry.in_place,
            )
        found.append(
            Opening(
                SharedForm.OWN,
                cash,
                np.outer(cash.capital + cash.running, ones),
                {ROLE: _from(start, entry.posts)},
                node,
            )
        )
    return tuple(found)


def _rows(years: Sequence[int], shared: Mapping[str, Shared], given: Given) -> list[Resource]:
    def limit(value: float | None) -> float:
        return np.inf if value is None else value

    found = [Resource(ResourceKind.INVESTMENT, "", year, limit(given.investment)) for year in years]
    found += [Resource(ResourceKind.RUNNING, "", year, limit(given.running)) for year in years]
    found.append(Resource(ResourceKind.INVESTMENT_TOTAL, "", None, limit(given.total)))
    found.append(Resource(ResourceKind.NET_COST, "", None, np.inf))
    if given.posts is not None:
        found += [Resource(ResourceKind.POSTS, ROLE, year, given.posts) for year in years]
    for name, entry in shared.items():
        if entry.node:
            found += [Resource(ResourceKind.ROOM, name, year, 0.0) for year in years]
        if entry.in_place:
            found.append(Resource(ResourceKind.IN_PLACE, name, None, float(entry.in_place)))
    found += [Resource(ResourceKind.DEADLINE, use, years[0], -1.0) for use in given.deadlines]
    if given.reading is Reading.SIX_DIMENSIONS:
        found.append(Resource(ResourceKind.PAYS, "", None, 0.0))
    return found


@dataclass(frozen=True)
class Form:
    """One form of governance in a few numbers."""

    once: float = 0.0
    yearly: float = 0.0
    months: float = 0.0
    factor: float = 1.0
    id: str = "pact"
    control: int = 2
    more: Mapping[str, Any] = field(default_factory=dict)

    def stated(self) -> dict[str, Any]:
        """Return it as a consortium file states it."""
        return {
            "id": self.id,
            "name": {"en": self.id.capitalize(), "zh": "方案"},
            "vehicle": "consortium",
            "set_up_cost": self.once,
            "cost_per_year": self.yearly,
            "delay_months": self.months,
            "control": {
                "level": self.control,
                "rationale": {"en": "Made up.", "zh": "虚构。"},
                "rater": "tests",
            },
            "shared_cost_factor": self.factor,
            "source": "made up",
            **self.more,
        }


def consortium(members: Sequence[str], *forms: Form, **changes: Any) -> Consortium:
    """Return a consortium of members by name; the first form is the chosen one."""
    stated = [form.stated() for form in forms or (Form(),)]
    entry = {
        "id": "toy",
        "title": {"en": "Toy", "zh": "小例"},
        "as_of": "2026-01-01",
        "prepared_by": "tests",
        "members": [
            {"id": name, "name": {"en": name.capitalize(), "zh": name.upper()},
             "dossier": f"{name}.yaml", "kind": "agency"}
            for name in members
        ],
        "governance": stated,
        "chosen": stated[0]["id"],
        **changes,
    }  # fmt: skip
    return Consortium.model_validate(entry)


PLATFORM = "platform_team"


def buyers_who_build_together() -> tuple[MemberTables, ...]:
    """Return three members that buy alone and build together.

    Buying brings 10 a year to each of a, b, c; building 15, 13, 12 once a platform is open, which
    costs 36: over four years 20, 12 and 8 more than buying. Alone nobody builds; two seldom do.
    """
    return tuple(
        member(
            name,
            [Use("drafts", {"buy": Way(10, 20), "build": Way(2, 2 + gain, (PLATFORM,))}, 0.2)],
            {PLATFORM: Shared(36)},
        )
        for name, gain in (("a", 15), ("b", 13), ("c", 12))
    )


def nothing_to_share() -> tuple[MemberTables, ...]:
    """Return two members for whom building together brings less than the pact costs."""
    return tuple(
        member(
            name,
            [Use("drafts", {"buy": Way(10, 20), "build": Way(2, 12, (PLATFORM,))})],
            {PLATFORM: Shared(5)},
        )
        for name in ("a", "b")
    )


def one_would_leave() -> tuple[MemberTables, ...]:
    """Return three members of whom one would leave if the platform were shared by use.

    The platform costs 40. It brings 25, 25 and 16 to a, b and c, who ask 100, 100 and 800 times a
    year; b and c alike cannot pay it alone. By use c pays 32 of 40 for what brings it 16.
    """
    return tuple(
        member(
            name,
            [Use("drafts", {"build": Way(0, gain / N_YEARS, (PLATFORM,), handled=use)})],
            {PLATFORM: Shared(40)},
        )
        for name, gain, use in (("a", 25, 100), ("b", 25, 100), ("c", 16, 800))
    )


def paper(members: Sequence[MemberTables], *forms: Form, result: Any = None, **changes: Any) -> Any:
    """Return what the page is made of; ``result`` changes what was found."""
    stated = consortium([entry.id for entry in members], *forms, **changes)
    found = build_together(stated, members)
    options = {
        option.id: option
        for entry in members
        for contest in entry.pooled.restarts.contests
        for option in contest.options
    }
    cases = {
        name: {"en": name.capitalize(), "zh": "用途"}
        for entry in members
        for name in entry.use_cases
    }
    names = Names("EUR", options, cases, {}, {}, {}, {})
    return Together(
        consortium=stated,
        currency="EUR",
        price_year=2026,
        discount_rate=0.03,
        is_illustration=True,
        result=replace(found, **(result or {})),
        names={entry.id: names for entry in members},
        manifest=TogetherManifest(
            "1.0", "2026.11", {"numpy": "2"}, {"c.yaml": "ab"}, dt.date(2026, 1, 1), 100, N_DRAWS, 1
        ),
    )
