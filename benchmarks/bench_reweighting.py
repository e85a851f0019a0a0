"""Time new weights on a cached study, against the named peer, and show how it grows.

Run ``python benchmarks/bench_reweighting.py``. A study keeps the values of every option, criterion
and draw; other weights are then one weighted sum. The peer takes one table a call: it is timed on
fewer calls and scaled, and the number of calls is printed. Results are compared first.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel

from steelyard.decision.mcda.additive import additive_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import FloatArray

N_USE_CASES, N_OPTIONS, N_CRITERIA, N_DRAWS = 50, 12, 20, 2_000
SEED = 20261127
PEER_CALLS = 60


def seconds(work: Callable[[], object], repeats: int = 7) -> float:
    """Return the median time of some work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def reweighted(cached: list[FloatArray], weights: FloatArray) -> list[FloatArray]:
    """Return the value of every option in every draw, use case by use case."""
    return [additive_value(values=values, weights=weights) for values in cached]


def peer(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the same of one use case in its first draws, by scikit-criteria, a table a call."""
    model = WeightedSumModel()
    found = []
    for draw in range(PEER_CALLS):
        table = mkdm(values[:, :, draw], [max] * N_CRITERIA, weights=weights)
        found.append(model.evaluate(table).e_.score)
    return np.array(found).T


def main() -> None:
    """Print times, the ratio to the peer, and growth as the number of draws doubles."""
    rng = np.random.default_rng(SEED)
    weights = rng.dirichlet(np.ones(N_CRITERIA))
    size = (N_OPTIONS, N_CRITERIA, N_DRAWS)
    cached = [rng.random(size) for _ in range(N_USE_CASES)]
    ours = seconds(lambda: reweighted(cached, weights))
    theirs = seconds(lambda: peer(cached[0], weights), repeats=3)
    same = reweighted(cached[:1], weights)[0][:, :PEER_CALLS]
    largest = np.abs(same - peer(cached[0], weights)).max()
    print(f"largest difference to scikit-criteria: {largest:.1e}")
    scaled = theirs / PEER_CALLS * N_USE_CASES * N_DRAWS
    print(f"{N_USE_CASES} x {N_OPTIONS} x {N_CRITERIA} x {N_DRAWS}: {1000 * ours:.0f} ms")
    print(f"scikit-criteria, scaled from {PEER_CALLS} calls: {scaled:.1f} s, {scaled / ours:.0f} x")
    for n_draws in (500, 1_000, 2_000):
        part = [np.ascontiguousarray(values[:, :, :n_draws]) for values in cached]
        taken = seconds(lambda part=part: reweighted(part, weights))
        print(f"{n_draws:>6} draws: {1000 * taken:.0f} ms")


if __name__ == "__main__":
    main()
