"""Time the shares of a cost and show how they grow with the players.

Run ``python benchmarks/bench_sharing.py``. No Python package for games of sharing is among the
dependencies, so the peers are what one would write from a textbook, in the same process: all orders
of joining for the Shapley value (up to eight players), and for the nucleolus linear programmes with
every group in them, and one more for each tight group to see whether it is tight in every optimum.
"""

from __future__ import annotations

import time
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from steelyard.decision.portfolio.cooperative_game import memberships, shapley_shares
from steelyard.decision.portfolio.nucleolus import nucleolus
from steelyard.decision.portfolio.stability_of_game import core_of_game

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import BoolArray, FloatArray

SEED = 20240501
SIZES = (*range(5, 13), 15)
MOST_FOR_ORDERS, MOST_FOR_TEXTBOOK = 8, 10
TIGHT = 1e-9


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Return the median time of some work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def costs(n_players: int) -> FloatArray:
    """Return costs of a shared platform, as worths: a fixed part, and parts that fall with size."""
    rng = np.random.default_rng((SEED, n_players))
    members = memberships(n_players=n_players)
    own = members @ rng.uniform(1, 3, n_players)
    worths = -(4.0 + own * (0.6 + 0.4 * rng.uniform(0.8, 1.0, len(own))))
    worths[0] = 0.0
    return np.asarray(worths, dtype=np.float64)


def all_orders(worths: FloatArray) -> FloatArray:
    """Return the Shapley value by going through all orders of joining."""
    n_players = len(worths).bit_length() - 1
    values, added, n_orders = worths.tolist(), [0.0] * n_players, 0
    for order in permutations(range(n_players)):
        present, n_orders = 0, n_orders + 1
        for player in order:
            joined = present | 1 << player
            added[player] += values[joined] - values[present]
            present = joined
    return np.array(added) / n_orders


def textbook(worths: FloatArray) -> FloatArray:
    """Return the prenucleolus by programmes with every group, testing each that is tight."""
    n_players = len(worths).bit_length() - 1
    members = memberships(n_players=n_players).astype(float)
    is_open = np.ones(len(worths), dtype=bool)
    is_open[[0, -1]] = False
    rows, sums = [members[-1]], [worths[-1]]
    while True:
        level, shares = _programme(worths, members, is_open, (rows, sums))
        if np.linalg.matrix_rank(np.array(rows)) == n_players:
            return shares
        for group in np.flatnonzero(is_open & (worths - members @ shares > level - 1e-7)):
            asked = linprog(
                -members[group],
                A_ub=-members[is_open],
                b_ub=level + TIGHT - worths[is_open],
                A_eq=np.array(rows),
                b_eq=np.array(sums),
                bounds=(None, None),
            )
            if -asked.fun <= worths[group] - level + 1e-6:
                is_open[group] = False
                if np.linalg.matrix_rank(np.array([*rows, members[group]])) > len(rows):
                    rows.append(members[group])
                    sums.append(worths[group] - level)


def _programme(
    worths: FloatArray,
    members: FloatArray,
    is_open: BoolArray,
    settled: tuple[list[FloatArray], list[float]],
) -> tuple[float, FloatArray]:
    n_players = members.shape[1]
    rows, sums = settled
    found = linprog(
        np.append(np.zeros(n_players), 1.0),
        A_ub=-np.column_stack([members[is_open], np.ones(is_open.sum())]),
        b_ub=-worths[is_open],
        A_eq=np.column_stack([np.array(rows), np.zeros(len(rows))]),
        b_eq=np.array(sums),
        bounds=(None, None),
    )
    return float(found.x[-1]), found.x[:-1]


def _line(name: str, times: list[float | None]) -> None:
    cells = "".join(f"{'–' if t is None else f'{1e3 * t:.2f}':>10}" for t in times)
    print(f"  {name:34}{cells}")


def growth() -> None:
    """Print times by the number of players, ours and the textbook's."""
    print(f"\nMilliseconds by players{' ' * 13}" + "".join(f"{n:>10}" for n in SIZES))
    games = {n: costs(n) for n in SIZES}
    ours = [seconds(lambda w=games[n]: shapley_shares(worths=w), 7) for n in SIZES]
    _line("Shapley value", ours)
    orders = [
        seconds(lambda w=games[n]: all_orders(w), 1) if n <= MOST_FOR_ORDERS else None
        for n in SIZES
    ]
    _line("  by all orders of joining", orders)
    least = [seconds(lambda w=games[n]: nucleolus(worths=w), 5) for n in SIZES]
    _line("nucleolus", least)
    books = [
        seconds(lambda w=games[n]: textbook(w), 1) if n <= MOST_FOR_TEXTBOOK else None
        for n in SIZES
    ]
    _line("  by programmes with every group", books)
    _line(
        "core and subsidy", [seconds(lambda w=games[n]: core_of_game(worths=w), 5) for n in SIZES]
    )
    print("\nRatios to the textbook")
    for name, own, other in (("Shapley value", ours, orders), ("nucleolus", least, books)):
        ratios = [f"{b / a:.0f} x" for a, b in zip(own, other, strict=True) if b is not None]
        print(f"  {name:34}{''.join(f'{ratio:>10}' for ratio in ratios)}")
    print("\nGrowth by one more player, 5 to 12")
    for name, times in (("Shapley value", ours), ("nucleolus", least)):
        steps = [f"{b / a:.1f}" for a, b in pairwise(times[:-1])]
        print(f"  {name:34}{', '.join(steps)}")


def agreement() -> None:
    """Print how far ours and the textbook's answers lie apart."""
    print("\nLargest difference, relative to the total")
    for n_players in (5, MOST_FOR_ORDERS):
        worths = costs(n_players)
        pairs = {
            "Shapley value": (shapley_shares(worths=worths), all_orders(worths)),
            "nucleolus": (nucleolus(worths=worths).shares, textbook(worths)),
        }
        for name, (own, other) in pairs.items():
            apart = np.abs(own - other).max() / abs(worths[-1])
            print(f"  {name}, {n_players} players: {apart:.1e}")


if __name__ == "__main__":
    print("Median times on this machine; ratios travel better than times.")
    growth()
    agreement()
