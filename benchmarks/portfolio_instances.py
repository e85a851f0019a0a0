"""Made-up portfolios over years, seeded and tight on purpose, for benchmarks.

Each use case has options that are worth more where they cost more; about two in three stand on one
or two shared capabilities, which are dear. A budget is half of what the most valuable option of
every use case and all the capabilities would need together, all at once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.problem import PortfolioProblem

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray

TIGHTNESS: Final = 0.5
DISCOUNT: Final = 0.965
PRICE_OF_MONEY: Final = 0.4
"""Worth of one unit of money where no budget limits it. [1]"""
CAPABILITY_SIZE: Final = 0.35
"""Of a shared capability beside the use cases that share it. [1]"""


class Regime(StrEnum):
    """Which limits bind; a time without its regime says nothing."""

    NONE = "no budget, worth net of money"
    CAPACITY = "capacity of two capabilities only, worth net of money"
    HORIZON = "one budget over the horizon"
    ANNUAL = "tight annual budgets"
    PEOPLE = "tight annual budgets and people"


class _Streams(NamedTuple):
    """What plans, then capabilities, take by year of start and year: (thing, start, year)."""

    money: FloatArray
    people: FloatArray
    load: FloatArray


def made_up_portfolio(
    *,
    seed: int,
    regime: Regime,
    n_use_cases: int = 50,
    n_options: int = 12,
    n_years: int = 5,
    n_capabilities: int = 6,
) -> PortfolioProblem:
    """Return a portfolio; the same seed and sizes give the same one under every regime."""
    rng = np.random.default_rng([seed, n_use_cases, n_options, n_years, n_capabilities])
    n_plans = n_use_cases * n_options
    scale = np.repeat(rng.lognormal(0.0, 0.5, n_use_cases), n_options)
    size = scale * rng.uniform(0.2, 1.0, n_plans)
    requires = _requirements(rng, n_plans, n_capabilities)
    yearly = size * (1.0 + 0.35 * (requires >= 0).sum(axis=1)) * rng.uniform(0.8, 1.2, n_plans)
    discounted = DISCOUNT ** np.arange(n_years) * np.ones((n_plans, 1)) * yearly[:, np.newaxis]
    worth = np.cumsum(discounted[:, ::-1], axis=1)[:, ::-1]
    plans = _streams(rng, size, n_years)
    share = n_use_cases / n_capabilities
    capabilities = _streams(rng, np.full(n_capabilities, CAPABILITY_SIZE * share), n_years)
    nets_money = regime in {Regime.NONE, Regime.CAPACITY}
    price = PRICE_OF_MONEY if nets_money else 0.0
    n_modules = 2 if regime is Regime.CAPACITY else 0
    plan_use = _use(regime, plans, requires)
    capability_use = _use(regime, capabilities, None)
    module_use = _node_use(n_modules, n_years, plan_use.shape[2], share)
    return PortfolioProblem(
        plan_use_case=np.repeat(np.arange(n_use_cases), n_options),
        n_use_cases=n_use_cases,
        plan_worth=worth - price * plans.money.sum(axis=2),
        plan_use=plan_use,
        may_start=np.ones((n_plans, n_years), dtype=np.bool_),
        requires=requires,
        capability_worth=-price * capabilities.money.sum(axis=2),
        capability_use=capability_use,
        may_open=np.ones((n_capabilities, n_years), dtype=np.bool_),
        module_worth=-price * share * 0.3 * np.arange(n_years, 0, -1) * np.ones((n_modules, 1)),
        module_use=module_use,
        most_modules=np.full((n_modules, n_years), 3, dtype=np.int64),
        limit=_limits(regime, worth, plan_use, capability_use, n_options),
    )


def _requirements(rng: np.random.Generator, n_plans: int, n_capabilities: int) -> IntArray:
    requires = np.full((n_plans, n_capabilities), -1, dtype=np.int64)
    for plan, n_needed in enumerate(rng.choice([0, 1, 2], size=n_plans, p=[0.35, 0.4, 0.25])):
        needed = rng.choice(n_capabilities, size=min(n_needed, n_capabilities), replace=False)
        requires[plan, needed] = rng.integers(0, 2, len(needed))
    return requires


def _streams(rng: np.random.Generator, size: FloatArray, n_years: int) -> _Streams:
    once = 2.0 * size * rng.uniform(0.6, 1.6, len(size))
    running = 0.5 * size * rng.uniform(0.5, 1.5, len(size))
    staff = 0.8 * size * rng.uniform(0.4, 1.6, len(size))
    start, year = np.indices((n_years, n_years))
    is_first, is_on = start == year, start <= year
    money = once[:, None, None] * is_first + running[:, None, None] * (is_on & ~is_first)
    people = staff[:, None, None] * (1.5 * is_first + is_on)
    return _Streams(money, people, size[:, None, None] * is_on)


def _use(regime: Regime, streams: _Streams, requires: IntArray | None) -> FloatArray:
    n_things, n_years, _ = streams.money.shape
    if regime is Regime.HORIZON:
        return streams.money.sum(axis=2, keepdims=True)
    if regime is Regime.ANNUAL:
        return streams.money
    if regime is Regime.PEOPLE:
        return np.concatenate([streams.money, streams.people], axis=2)
    if regime is Regime.CAPACITY:
        if requires is None:
            return np.zeros((n_things, n_years, 2 * n_years))
        needs = requires[:, :2, np.newaxis, np.newaxis] >= 0
        load = np.where(needs, streams.load[:, np.newaxis], 0.0)
        return np.concatenate([load[:, 0], load[:, 1]], axis=2)
    return np.zeros((n_things, n_years, 0))


def _node_use(n_modules: int, n_years: int, n_resources: int, share: float) -> FloatArray:
    # A node gives room from the year in which it is bought.
    use = np.zeros((n_modules, n_years, n_resources))
    for module in range(n_modules):
        for year in range(n_years):
            use[module, year, module * n_years + year : (module + 1) * n_years] = -0.4 * share
    return use


def _limits(
    regime: Regime,
    worth: FloatArray,
    plan_use: FloatArray,
    capability_use: FloatArray,
    n_options: int,
) -> FloatArray:
    if regime in {Regime.NONE, Regime.CAPACITY}:
        return np.zeros(plan_use.shape[2])
    best = worth[:, 0].reshape(-1, n_options).argmax(axis=1)
    best += n_options * np.arange(len(best))
    need = plan_use[best, 0].sum(axis=0) + capability_use[:, 0].sum(axis=0)
    if regime is Regime.HORIZON:
        return TIGHTNESS * need
    # The same each year, while money and people are wanted most at the start.
    by_kind = need.reshape(-1, worth.shape[1])
    return TIGHTNESS * np.repeat(by_kind.mean(axis=1), worth.shape[1])
