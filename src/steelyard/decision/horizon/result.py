"""What the plan over years says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steelyard.decision.json_form import record_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.horizon.dependence_result import Concentration, LossOf
    from steelyard.decision.horizon.robust_result import RobustPlans
    from steelyard.decision.json_form import Json
    from steelyard.decision.portfolio.solution import Ending
    from steelyard.dossier.text import Message
    from steelyard.uncertainty.summary import Spread


@dataclass(frozen=True, slots=True)
class PlannedStart:
    """What the plan does with one use case.

    Attributes
    ----------
    use_case
        Its id.
    option
        Option with which it starts, ``do_minimum`` where today's service stays.
    start_year
        First calendar year of service; none where today's service stays.
    successor, switch_year
        Option to which it switches, and when; empty and none where it stays.
    tier
        Volume tier under which it buys; empty for none.
    way
        Class of the way: ``keep``, ``buy``, ``hybrid`` or ``build``; that of the successor where
        there is one.
    alone, alone_way
        What the use case would choose alone, paying for everything itself, and its class.
    cost_alone
        Expected whole-life cost of the chosen option if the use case paid for everything itself;
        none where today's service stays. [CUR]
    cost_in_plan
        The same with its even part of what it shares in the plan. [CUR]
    capabilities
        Shared capabilities that it uses.
    """

    use_case: str
    option: str
    start_year: int | None
    successor: str
    switch_year: int | None
    tier: str
    way: str
    alone: str
    alone_way: str
    cost_alone: float | None
    cost_in_plan: float | None
    capabilities: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the plan takes another class of way than the use case alone."""
        return self.way != self.alone_way


@dataclass(frozen=True, slots=True)
class PlannedBuild:
    """Something shared that the plan opens.

    Attributes
    ----------
    id
        Capability, tier or measure.
    form
        ``own``, ``reused``, ``tier`` or ``measure``.
    ready_year
        First calendar year in which it can be used.
    cost
        Expected present value, its machines beyond the footprint included. [CUR]
    users
        Use cases that share it.
    nodes_bought, nodes_in_place
        Replicas beyond the footprint put in service by calendar year. [1]
    node_size
        Accelerators of one replica; none where it is no cluster. [accelerator]
    """

    id: str
    form: str
    ready_year: int
    cost: float
    users: tuple[str, ...]
    nodes_bought: Mapping[int, int]
    nodes_in_place: Mapping[int, int]
    node_size: int | None


@dataclass(frozen=True, slots=True)
class PlannedPosts:
    """People of one role over the years.

    Attributes
    ----------
    role
        Kind of post.
    needed
        Expected posts by calendar year. [FTE]
    at_hand
        People in post and hired at the stated rate, median, by calendar year; none where the
        dossier does not say. [FTE]
    """

    role: str
    needed: Mapping[int, float]
    at_hand: Mapping[int, float] | None


@dataclass(frozen=True, slots=True)
class YearBill:
    """Expected money of the plan in one year, constant prices.

    Attributes
    ----------
    year
        Calendar year.
    investment, running
        What it spends. [CUR]
    investment_budget, running_budget
        Stated budgets, medians; none where not stated. [CUR]
    """

    year: int
    investment: float
    running: float
    investment_budget: float | None
    running_budget: float | None


@dataclass(frozen=True, slots=True)
class ShadowValue:
    """What one more unit of something scarce would bring, at the relaxed plan.

    Attributes
    ----------
    kind, name, year
        Which resource: ``investment``, ``posts``, …, its name, its calendar year.
    label
        Whom a cap binds; empty otherwise.
    worth
        Worth of one more unit. [CUR per unit of the resource]
    limit, used
        Limit, and what the plan uses. [unit of the resource]
    """

    kind: str
    name: str
    year: int | None
    label: str
    worth: float
    limit: float
    used: float


@dataclass(frozen=True, slots=True)
class FrontierPlan:
    """One plan along a frontier.

    Attributes
    ----------
    money
        What it asks for. [CUR]
    points
        What it is worth: weighted mean value of all use cases, 0–100. [point]
    bound
        No plan for that money is worth more. [point]
    ways
        Use cases by class of way.
    changes
        What it does otherwise than the plan before: ids of use cases and capabilities.
    """

    money: float
    points: float
    bound: float
    ways: Mapping[str, int]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageExit:
    """Exit test at the end of one year.

    Attributes
    ----------
    year
        Calendar year.
    running
        Use cases then served by the plan.
    committed
        Expected money spent so far. [CUR]
    exit_cost
        What leaving all of them would cost then. [CUR]
    months_to_replace
        Expected time until the slowest of them is replaced; none where nothing runs or it is
        unknown. [month]
    """

    year: int
    running: tuple[str, ...]
    committed: float
    exit_cost: float
    months_to_replace: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One of the limits that together leave no plan.

    Attributes
    ----------
    kind, name
        Which.
    relaxation
        Least by which it alone would have to give so that there is a plan; none where it alone
        cannot. [unit of the resource]
    """

    kind: str
    name: str
    relaxation: float | None


@dataclass(frozen=True, slots=True)
class CommonModel:
    """The best plan that uses one model only.

    Attributes
    ----------
    model
        Its id.
    worth, bound
        What the plan is worth, and what none of that model exceeds; none where none is feasible.
        [CUR]
    points
        Weighted mean value of all use cases, 0–100. [point]
    n_served
        Use cases that get a new service. [1]
    """

    model: str
    worth: float | None
    bound: float | None
    points: float
    n_served: int


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """One enabling measure: what it costs, and what it is credited with.

    Attributes
    ----------
    id, kind
        Which, and what it is.
    ready_year
        First year in which the plan has it working; none where the plan does without it.
    gaps
        What it is said to close.
    credited
        Of these, what is reckoned: there is evidence, and it is people or money.
    cost
        Expected present value if begun at once. [CUR]
    """

    id: str
    kind: str
    ready_year: int | None
    gaps: tuple[str, ...]
    credited: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class HorizonPlan:
    """One plan for all use cases over the years.

    Attributes
    ----------
    years
        Calendar years.
    ending, bound, gap
        Why the search stopped, what no plan exceeds, and how far the plan stays below it.
        [CUR, 1]
    worth
        What the plan is worth: value at its price, less net cost; none where there is no plan.
        [CUR]
    money_per_value_point, is_price_implied
        What a point of value of one use case is reckoned at, and whether the weight of cost implies
        it. [CUR/point]
    points
        Weighted mean value of all use cases over the horizon, 0–100. [point]
    net_cost
        Cost less benefit of all use cases and everything shared, over the draws; none where there
        is no plan. [CUR]
    starts, builds, posts, bills
        What it does, builds, needs of people, and spends.
    shadows
        What one more unit of what is scarce would bring, the most valuable first.
    by_net_cost, by_investment
        Frontiers of value.
    concentrations, losses
        On whom it rests, and what losing each would do.
    exits
        Exit test at the end of each year.
    measures
        Enabling measures.
    common_models
        One common model for everything, model by model, the best first.
    conflicts
        Limits that together leave no plan; empty where there is one.
    robust
        The same under uncertainty; none where there is nothing to choose from.
    n_draws
        Draws behind every expectation. [1]
    notes
        What the reader must know of it.
    """

    years: tuple[int, ...]
    ending: Ending
    bound: float
    gap: float
    worth: float | None
    money_per_value_point: float
    is_price_implied: bool
    points: float
    net_cost: Spread | None
    starts: tuple[PlannedStart, ...]
    builds: tuple[PlannedBuild, ...]
    posts: tuple[PlannedPosts, ...]
    bills: tuple[YearBill, ...]
    shadows: tuple[ShadowValue, ...]
    by_net_cost: tuple[FrontierPlan, ...]
    by_investment: tuple[FrontierPlan, ...]
    concentrations: tuple[Concentration, ...]
    losses: tuple[LossOf, ...]
    exits: tuple[StageExit, ...]
    measures: tuple[MeasureNote, ...]
    conflicts: tuple[Conflict, ...]
    robust: RobustPlans | None
    n_draws: int
    notes: tuple[Message, ...] = ()
    common_models: tuple[CommonModel, ...] = ()

    @property
    def is_feasible(self) -> bool:
        """Whether there is a plan."""
        return self.worth is not None

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        found: Json = record_json(self)
        return found
