"""Time a pool of portfolios over drawn scenarios, what is said of it, and a frontier.

Run ``python benchmarks/bench_scenario_pool.py``. The case is the tight one (annual budgets and
people) of ``portfolio_instances.py``: 50 use cases, 12 options, 5 years, 6 shared capabilities.
Worths are drawn log-normally: 20 % for each use case, 10 % for each plan, 30 % for what stands on a
capability, of which the first is the signal for deciding in stages. Prints each part with
its time and, for the scores, the ratio to the loops a person would write first (timed on a part of
the pool, the same numbers checked). Asserts nothing about time. Ctrl-C ends it cleanly: searches
under way end, and nothing half done is printed. The tight frontier is that of people over the
horizon, a row without a limit of its own.
"""

from __future__ import annotations

import argparse
import resource as process
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from portfolio_instances import Regime, made_up_portfolio
from steelyard.decision.portfolio.commitment import completions, value_of_staging
from steelyard.decision.portfolio.core_over_years import Standing, core_index_over_years
from steelyard.decision.portfolio.frontier import frontier
from steelyard.decision.portfolio.pool_regret import regret_of_pool
from steelyard.decision.portfolio.pool_scores import score_pool
from steelyard.decision.portfolio.scenario_pool import Pool, fill_pool, upper_bounds
from steelyard.decision.portfolio.solution import Effort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.quantities.arrays import FloatArray, IntArray

SEED: Final = 20240501
N_SCENARIOS, N_PORTFOLIOS, N_DRAWS, N_POINTS = 60, 500, 10_000, 20
SPREAD_OF_USE_CASE, SPREAD_OF_PLAN, SPREAD_OF_CAPABILITY = 0.2, 0.1, 0.3
N_NAIVE: Final = 5
"""Portfolios scored by loops; the time of all is in proportion. [1]"""
KILO: Final = 1024


@contextmanager
def bar(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while something is filled, and yield what tells it how far it is."""
    columns = (TextColumn(f"{what:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, wanted: shown.update(task, completed=done, total=wanted)


def drawn(problem: PortfolioProblem, n_draws: int) -> tuple[dict[str, FloatArray], IntArray]:
    """Return worths in single precision, as a study keeps them, and a signal."""
    rng = np.random.default_rng(SEED)
    n_capabilities = len(problem.capability_worth)
    of_capability = rng.normal(0, SPREAD_OF_CAPABILITY, (n_capabilities, n_draws))
    of_use_case = rng.normal(0, SPREAD_OF_USE_CASE, (problem.n_use_cases, n_draws))
    of_plan = rng.normal(0, SPREAD_OF_PLAN, (len(problem.plan_worth), n_draws))
    on_capability = (problem.requires >= 0) @ of_capability
    factor = np.exp(of_use_case[problem.plan_use_case] + of_plan + on_capability).astype(np.float32)
    plan = problem.plan_worth.astype(np.float32)[:, :, np.newaxis] * factor[:, np.newaxis]
    others = {
        "capability_worths": problem.capability_worth,
        "module_worths": problem.module_worth,
    }
    worths = {"plan_worths": plan} | {
        name: np.repeat(table[:, :, np.newaxis], n_draws, axis=2).astype(np.float32)
        for name, table in others.items()
    }
    return worths, np.digitize(of_capability[0], np.quantile(of_capability[0], [1 / 3, 2 / 3]))


def first(worths: dict[str, FloatArray], n_draws: int) -> dict[str, FloatArray]:
    """Return the first draws."""
    return {name: table[:, :, :n_draws] for name, table in worths.items()}


def naive_seconds(pool: Pool, worths: dict[str, FloatArray], scores: FloatArray) -> float:
    """Return the processor time of loops over portfolios, draws and what they hold. [s]."""
    plan, capability = worths["plan_worths"], worths["capability_worths"]
    begin = time.process_time()
    for row, selection in enumerate(pool.selections[:N_NAIVE]):
        for draw in range(N_DRAWS // 10):
            total = 0.0
            for held, year in zip(selection.plan, selection.start, strict=True):
                if held >= 0:
                    total += plan[held, year, draw]
            for held, year in enumerate(selection.opening):
                if year >= 0:
                    total += capability[held, year, draw]
            if abs(total - scores[row, draw]) > 1e-4 * abs(total):
                message = "scores differ from those of the loops"
                raise RuntimeError(message)
    return (time.process_time() - begin) * 10 * len(pool.selections) / N_NAIVE


class Clock:
    """Prints each part with the time since the one before."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.last = time.perf_counter()

    def lap(self, what: str, said: str = "") -> float:
        """Print a part; return its time. [s]."""
        now = time.perf_counter()
        took, self.last = now - self.last, now
        self.console.print(f"{what:<44}{took:9.3f} s   {said}", highlight=False, soft_wrap=True)
        return took


def bounded(
    console: Console,
    clock: Clock,
    problem: PortfolioProblem,
    worths: dict[str, FloatArray],
    effort: Effort,
) -> FloatArray:
    """Return the nearer of two bounds of each draw: of its relaxation and of a search."""
    n_draws = worths["plan_worths"].shape[2]
    with bar(console, "bounds") as told:
        relaxed = upper_bounds(problem=problem, **worths, progress=told)
    clock.lap(f"{n_draws} bounds by relaxation")
    with bar(console, "nearer bounds") as told:
        nearer = upper_bounds(problem=problem, **worths, effort=effort, progress=told)
    said = f"{np.mean(1 - nearer / relaxed):.1%} lower"
    clock.lap(f"{n_draws} bounds by a search to {effort.gap:.0%}", said)
    return np.minimum(relaxed, nearer)


def bench_pool(console: Console, problem: PortfolioProblem, effort: Effort, n_bounds: int) -> None:
    """Fill a pool, score it, and say what follows."""
    worths, signal = drawn(problem, N_DRAWS)
    clock = Clock(console)
    began = clock.last
    with bar(console, "scenarios") as told:
        pool = fill_pool(
            problem=problem,
            **first(worths, N_SCENARIOS),
            n_portfolios=N_PORTFOLIOS,
            effort=effort,
            progress=told,
        )
    clock.lap(
        f"{N_SCENARIOS} scenarios to {len(pool.selections)} portfolios",
        f"{pool.n_solved} solved for; gap {np.mean(pool.gap):.1%} on average,"
        f" {pool.gap.max():.1%} at most",
    )
    scores = score_pool(selections=pool.selections, **worths)
    clock.lap(f"scores, {len(pool.selections)} x {N_DRAWS:,} draws")
    bounds = np.full(N_DRAWS, np.inf)
    bounds[:n_bounds] = bounded(console, clock, problem, first(worths, n_bounds), effort)
    bounds[:N_SCENARIOS] = np.minimum(bounds[:N_SCENARIOS], pool.bound)
    mean = {
        name: table.mean(axis=2, dtype=np.float64, keepdims=True) for name, table in worths.items()
    }
    (mean_bound,) = upper_bounds(problem=problem, **mean, effort=effort)
    regret = regret_of_pool(
        scores=scores,
        worth_bounds=bounds,
        is_scenario=np.arange(N_DRAWS) < N_SCENARIOS,
        mean_bound=mean_bound,
    )
    scale = scores.max(axis=0).mean()
    say = regret.expected / scale, regret.expected_upper / scale
    clock.lap(
        "regret",
        f"robust portfolio {say[0][regret.robust]:.2%} to {say[1][regret.robust]:.2%} of worth,"
        f" at medians {say[0][pool.median]:.2%}; no other is better by more than"
        f" {regret.robust_gap / scale:.2%}",
    )
    core = core_index_over_years(problem=problem, selections=pool.selections, scores=[scores])
    standing = [f"{core.option_standing.count(kind)} {kind}" for kind in Standing]
    clock.lap("core index over years", ", ".join(standing))
    staging = value_of_staging(selections=pool.selections, scores=scores, signal=signal)
    clock.lap("value of staging, pool", f"{staging.value / scale:.3%} of worth")
    further = completions(
        problem=problem,
        committed=pool.selections[staging.completion[-1]],
        n_years=1,
        **{
            name: np.stack([table[:, :, signal == seen].mean(axis=2) for seen in range(3)], axis=2)
            for name, table in worths.items()
        },
        effort=effort,
    )
    selections = (*pool.selections, *further.selections)
    scores = score_pool(selections=selections, **worths)
    staging = value_of_staging(selections=selections, scores=scores, signal=signal)
    clock.lap("value of staging, 3 completions solved", f"{staging.value / scale:.3%} of worth")
    memory = process.getrusage(process.RUSAGE_SELF).ru_maxrss / KILO
    console.print(
        f"in all {clock.last - began:.0f} s; at most {memory:.0f} MiB",
        highlight=False,
        soft_wrap=True,
    )
    begin = time.process_time()
    scores = score_pool(selections=pool.selections, **worths)
    scored = time.process_time() - begin
    loops = naive_seconds(pool, worths, scores)
    say = f"scores in processor time {scored:.3f} s, by loops {loops:.0f} s: {loops / scored:.0f} x"
    console.print(say, highlight=False, soft_wrap=True)


def bench_frontier(console: Console, problem: PortfolioProblem, effort: Effort) -> None:
    """Time a frontier of a row without a limit: the sum of the people of all years."""
    n_years = problem.n_years
    tables = {
        name: np.concatenate([table, table[:, :, n_years:].sum(axis=2, keepdims=True)], axis=2)
        for name in ("plan_use", "capability_use", "module_use")
        for table in [getattr(problem, name)]
    }
    wider = replace(problem, **tables, limit=np.append(problem.limit, np.inf))
    clock = Clock(console)
    found = frontier(problem=wider, resource=len(problem.limit), n_points=N_POINTS, effort=effort)
    gaps = [(point.bound - point.worth) / point.bound for point in found.points[1:]]
    clock.lap(
        f"frontier of {N_POINTS} points",
        f"{len(found.points)} undominated; gap {np.mean(gaps):.1%} on average,"
        f" {max(gaps):.1%} at most",
    )


def main() -> int:
    """Run all parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=500, help="nodes of each search at most")
    parser.add_argument("--gap", type=float, default=0.01, help="gap at which a search stops")
    parser.add_argument("--bounds", type=int, default=100, help="draws with a bound")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up case")
    parser.add_argument("--only", choices=["pool", "frontier"])
    asked = parser.parse_args()
    console, effort = Console(), Effort(gap=asked.gap, n_nodes=asked.nodes)
    problem = made_up_portfolio(seed=asked.seed, regime=Regime.PEOPLE)
    console.print(f"{Regime.PEOPLE}; seed {asked.seed}, {effort}", highlight=False, soft_wrap=True)
    try:
        if asked.only != "frontier":
            bench_pool(console, problem, effort, asked.bounds)
        if asked.only != "pool":
            bench_frontier(console, problem, effort)
    except KeyboardInterrupt:
        console.print("interrupted: nothing half done is kept")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
