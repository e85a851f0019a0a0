"""Time the portfolio over years beside plain HiGHS and linopy, and show how it grows.

Run ``python benchmarks/bench_portfolio.py [--peer-python PATH] [--seconds S]``. Every figure names
its regime: which budgets bind. Plain HiGHS gets the same rows, in this process, with the same time;
linopy the same tables in the environment of ``PATH``, with the same solver; without it, that part
says so. All use one thread. Wall time and processor time stand side by side, with the load of the
machine, since the first means little on a busy one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from portfolio_instances import Regime, made_up_portfolio
from steelyard.decision.portfolio.model_rows import portfolio_rows
from steelyard.decision.portfolio.relaxation import relax
from steelyard.decision.portfolio.solution import Effort
from steelyard.decision.portfolio.solve import solve_portfolio

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.solution import Solved

SEEDS = (1, 2, 3)
SIZES = (50, 100, 200, 300)
UNLIMITED = 10**9
GAP = 1e-3
# Seconds in which each regime must reach its gap at 50 use cases, 12 options, 5 years.
WANTED = {
    Regime.NONE: (1.0, 0.001),
    Regime.CAPACITY: (1.0, 0.001),
    Regime.HORIZON: (15.0, 0.001),
    Regime.ANNUAL: (60.0, 0.05),
    Regime.PEOPLE: (60.0, 0.05),
}
TIGHT = (Regime.HORIZON, Regime.ANNUAL, Regime.PEOPLE)
LINOPY = Path(__file__).parent / "linopy_portfolio.py"


class Timed(NamedTuple):
    """What a solve gave and took."""

    worth: float
    gap: float
    seconds: float
    processor: float


def timed(work: Callable[[], Solved]) -> Timed:
    """Return what some solve gave, with its wall and processor time."""
    wall, processor = time.perf_counter(), time.process_time()
    solved = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Timed(solved.worth, solved.gap, wall, processor)


def ours(problem: PortfolioProblem, gap: float, seconds: float) -> Timed:
    """Solve until a gap is reached or time is up."""
    effort = Effort(gap=gap, n_nodes=UNLIMITED, seconds=seconds)
    return timed(lambda: solve_portfolio(problem=problem, effort=effort))


def plain(problem: PortfolioProblem, seconds: float) -> Timed:
    """Give the same rows to HiGHS alone."""
    wall, processor = time.perf_counter(), time.process_time()
    rows = portfolio_rows(problem=problem)
    answer = rows.programme(is_whole=True).solved(gap=GAP, seconds=seconds)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    worth = -np.inf if answer.values is None else float(rows.worth @ answer.values)
    return Timed(worth, (answer.bound - worth) / answer.bound, wall, processor)


def by_linopy(
    problem: PortfolioProblem, n_options: int, seconds: float, python: Path
) -> tuple[Timed, float, str]:
    """Give the same tables to linopy; also say how long it built, and its version."""
    shape = (problem.n_use_cases, n_options)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "portfolio.npz"
        np.savez(
            path,
            worth=problem.plan_worth.reshape(*shape, -1),
            use=problem.plan_use.reshape(*shape, problem.n_years, -1),
            requires=problem.requires.reshape(*shape, -1),
            opening_use=problem.capability_use,
            limit=problem.limit,
        )
        done = subprocess.run(
            [python, LINOPY, path, str(seconds), str(GAP)],
            capture_output=True,
            text=True,
            check=True,
        )
    answer = json.loads(done.stdout.splitlines()[-1])
    gap = (answer["bound"] - answer["worth"]) / answer["bound"]
    took = Timed(answer["worth"], gap, answer["seconds"], float("nan"))
    return took, answer["built_in"], answer["version"]


def load() -> str:
    """Return how busy the machine is."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} (5 min {five:.1f}) on {os.cpu_count()} cores"


def show_wanted(seconds: float) -> None:
    """Print whether each regime reaches its gap in its time, and how far tight ones come."""
    print(f"\n50 use cases x 12 options x 5 years x 6 shared capabilities; {load()}")
    for regime, (allowed, gap) in WANTED.items():
        for seed in SEEDS:
            problem = made_up_portfolio(seed=seed, regime=regime)
            done = ours(problem, gap, max(allowed, seconds))
            verdict = "met" if done.seconds <= allowed and done.gap <= gap else "NOT MET"
            print(
                f"  {regime}, seed {seed}: {gap:.1%} in {done.seconds:.2f} s "
                f"(processor {done.processor:.2f} s), wanted {allowed:g} s: {verdict}"
            )
            if gap > GAP:
                for further in (0.03, 0.01, GAP):
                    done = ours(problem, further, seconds)
                    print(
                        f"      {further:.1%} asked: {done.gap:.2%} after {done.seconds:.2f} s "
                        f"(processor {done.processor:.2f} s)"
                    )


def show_peers(seconds: float, python: Path | None) -> None:
    """Print what plain HiGHS and linopy reach in the same time, and the ratios."""
    print(f"\nBeside peers, {seconds:g} s each or a gap of {GAP:.1%}; {load()}")
    if python is None:
        print("  linopy: not measured; name the python of an environment that has it")
    for regime in TIGHT:
        for seed in SEEDS:
            problem = made_up_portfolio(seed=seed, regime=regime)
            own, highs = ours(problem, GAP, seconds), plain(problem, seconds)
            as_good = ours(problem, max(highs.gap, GAP), seconds)
            print(
                f"  {regime}, seed {seed}: ours {own.worth:.3f}, gap {own.gap:.2%} in "
                f"{own.seconds:.1f} s (processor {own.processor:.1f} s); plain HiGHS "
                f"{highs.worth:.3f}, gap {highs.gap:.2%} in {highs.seconds:.1f} s (processor "
                f"{highs.processor:.1f} s); worth {own.worth / highs.worth - 1:+.2%}, gap "
                f"{highs.gap / own.gap:.1f} times smaller; its gap reached "
                f"{highs.seconds / as_good.seconds:.0f} times sooner"
            )
            if python is not None:
                peer, built_in, version = by_linopy(problem, 12, seconds, python)
                print(
                    f"      linopy {version}, same solver, semantics v1: {peer.worth:.3f}, gap "
                    f"{peer.gap:.2%} in {peer.seconds:.1f} s, of which {built_in:.2f} s to build; "
                    f"worth {own.worth / peer.worth - 1:+.2%}, "
                    f"gap {peer.gap / own.gap:.1f} times smaller"
                )


def show_building() -> None:
    """Print how long the rows take, beside the relaxation."""
    problem = made_up_portfolio(seed=1, regime=Regime.PEOPLE)
    rows = min(_processor(lambda: portfolio_rows(problem=problem)) for _ in range(5))
    relaxed = min(_processor(lambda: relax(problem=problem)) for _ in range(3))
    print(f"\nRows {rows * 1e3:.0f} ms, full relaxation {relaxed * 1e3:.0f} ms (processor)")


def _processor(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def show_growth(seconds: float, gap: float = 0.01) -> None:
    """Print how time grows as the size doubles, as a line of signs for each size."""
    for regime in (Regime.HORIZON, Regime.PEOPLE):
        print(f"\nGrowth to a gap of {gap:.0%}, {regime}, median of three seeds; {load()}")
        before = None
        for size in SIZES:
            runs = [
                ours(made_up_portfolio(seed=seed, regime=regime, n_use_cases=size), gap, seconds)
                for seed in SEEDS
            ]
            took = float(np.median([run.processor for run in runs]))
            times = "" if before is None else f", {took / before[1]:.1f} times the time"
            times += "" if before is None else f" for {size / before[0]:.1f} times the use cases"
            print(
                f"  {size:3d} use cases {took:6.2f} s processor, gaps up to "
                f"{max(run.gap for run in runs):.2%} {'#' * max(round(10 * took), 1)}{times}"
            )
            before = (size, took)


def main() -> None:
    """Print every part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", type=Path, help="python of an environment with linopy")
    parser.add_argument("--seconds", type=float, default=30.0, help="time of each tight solve")
    parser.add_argument(
        "--part", choices=["wanted", "peers", "building", "growth"], help="one part only"
    )
    asked = parser.parse_args()
    parts = {
        "wanted": lambda: show_wanted(asked.seconds),
        "building": show_building,
        "peers": lambda: show_peers(asked.seconds, asked.peer_python),
        "growth": lambda: show_growth(asked.seconds),
    }
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")
    for name, show in parts.items():
        if asked.part in {None, name}:
            show()


if __name__ == "__main__":
    main()
