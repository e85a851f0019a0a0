"""What the plan over years says under uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CoreEntry:
    """How often the choices of one use case belong to the best plan.

    Attributes
    ----------
    use_case
        Its id.
    shares
        Share of draws, and over all stakeholders, by option, the largest first; ``do_minimum``
        where today's service stays. [1]
    standing
        ``always``, ``never`` or ``borderline``: whether a new service is in the best plan.
    by_stakeholder
        Share of draws in whose best plan the use case gets a new service, by stakeholder. [1]
    """

    use_case: str
    shares: Mapping[str, float]
    standing: str
    by_stakeholder: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RegretOf:
    """How much one plan can be regretted.

    Attributes
    ----------
    least_mean, most_mean
        Expected regret against the best plan found in each draw, and against what no plan exceeds.
        [CUR]
    least_p95, most_p95
        The same, one in twenty is worse. [CUR]
    """

    least_mean: float
    most_mean: float
    least_p95: float
    most_p95: float


@dataclass(frozen=True, slots=True)
class RobustPlans:
    """The pool of plans scored on all draws.

    Attributes
    ----------
    n_plans, n_scenarios, n_draws
        Distinct plans, drawn scenarios solved to find them, draws on which all are scored. [1]
    largest_gap
        Largest gap left in any scenario. [1]
    median
        Regret of the plan for what is expected.
    robust
        Regret of the plan of least expected regret.
    differs
        Use cases for which the two plans differ, with the option of the robust one.
    core
        By use case.
    capabilities
        Share of draws in whose best plan each shared capability is open. [1]
    commit
        Use cases and capabilities of the plan's first year in which anything starts that most
        best plans begin alike: to be committed now.
    leave_open
        Use cases on which the draws disagree, or that start later: to be left open.
    value_of_stages
        What deciding in stages brings over fixing one plan, among the plans of the pool. [CUR]
    """

    n_plans: int
    n_scenarios: int
    n_draws: int
    largest_gap: float
    median: RegretOf
    robust: RegretOf
    differs: Mapping[str, str]
    core: tuple[CoreEntry, ...]
    capabilities: Mapping[str, float]
    commit: tuple[str, ...]
    leave_open: tuple[str, ...]
    value_of_stages: float
