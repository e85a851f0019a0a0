"""Time weight sampling against the named peers, and show how it grows.

Run ``python benchmarks/bench_weight_sampling.py``. Peers take one weight vector a call: they are
timed on fewer calls and scaled, and the number of calls is printed. Both sides run in this process,
one after the other, on the same table and the same weights, whose results are compared first.
"""

from __future__ import annotations

import time
import warnings
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from pymcdm.methods import PROMETHEE_II, TOPSIS
from pymcdm.normalizations import vector_normalization
from skcriteria import mkdm
from skcriteria.agg import topsis
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import VectorScaler

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.promethee import promethee2_net_flows
from steelyard.decision.mcda.smaa import smaa2
from steelyard.decision.mcda.topsis import topsis_closeness
from steelyard.decision.mcda.weight_sampling import allowed_weights, sample_weights
from steelyard.decision.mcda.weight_statements import Ranking, Ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import FloatArray

N_OPTIONS, N_CRITERIA, N_WEIGHTS = 200, 10, 10_000
SEED = 20240501


def seconds(work: Callable[[], object], repeats: int = 9) -> float:
    """Return the median time of some work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def tables(n_options: int, n_weights: int) -> tuple[FloatArray, FloatArray]:
    """Return a random performance table and weights."""
    rng = np.random.default_rng(SEED)
    performance = rng.random((n_options, N_CRITERIA))
    weights = np.ascontiguousarray(rng.dirichlet(np.ones(N_CRITERIA), size=n_weights).T)
    return performance, weights


def our_topsis(performance: FloatArray, weights: FloatArray) -> FloatArray:
    """Return closeness under all weights."""
    up = np.ones(N_CRITERIA, dtype=bool)
    return topsis_closeness(performance=performance, weights=weights, is_benefit=up)


def our_promethee(
    performance: FloatArray, weights: FloatArray, preference: str = "usual"
) -> FloatArray:
    """Return net flows under all weights."""
    return promethee2_net_flows(
        performance=performance,
        weights=weights,
        is_benefit=np.ones(N_CRITERIA, dtype=bool),
        preferences=[preference] * N_CRITERIA,
        indifference=np.full(N_CRITERIA, 0.1),
        strict_preference=np.full(N_CRITERIA, 0.5),
    )


def peer_calls(
    performance: FloatArray,
) -> dict[str, list[tuple[str, int, Callable[[FloatArray], FloatArray]]]]:
    """Return each peer as a call on one weight vector, and how many calls to time."""
    types = np.ones(N_CRITERIA, dtype=int)
    plain, promethee = TOPSIS(vector_normalization), PROMETHEE_II("usual")
    pipeline = mkpipe(VectorScaler("matrix"), topsis.TOPSIS())

    def scikit(weights: FloatArray) -> FloatArray:
        matrix = mkdm(performance, list(types), weights=weights)
        return np.asarray(pipeline.evaluate(matrix).e_.similarity)

    return {
        "TOPSIS": [
            ("pymcdm, as it comes", 100, lambda w: plain(performance, w, types)),
            (
                "pymcdm, validation off",
                500,
                lambda w: plain(performance, w, types, validation=False),
            ),
            ("scikit-criteria", 100, scikit),
        ],
        "PROMETHEE II": [
            ("pymcdm, as it comes", 50, lambda w: promethee(performance, w, types)),
            (
                "pymcdm, validation off",
                50,
                lambda w: promethee(performance, w, types, validation=False),
            ),
        ],
    }


def against_peers() -> None:
    """Print ratios to the peers for scores only."""
    performance, weights = tables(N_OPTIONS, N_WEIGHTS)
    ours = {"TOPSIS": our_topsis, "PROMETHEE II": our_promethee}
    print(
        f"\nScores only, fixed performance: {N_OPTIONS} alternatives x {N_CRITERIA} criteria x "
        f"{N_WEIGHTS:,} weights"
    )
    for method, peers in peer_calls(performance).items():
        work = ours[method]
        found = work(performance, weights)
        own = seconds(lambda work=work: work(performance, weights))
        print(f"  {method:13} {'steelyard':24} {1e3 * own:10.1f} ms")
        for name, n_calls, call in peers:
            difference = np.abs(call(weights[:, 0]) - found[:, 0]).max()
            timed = seconds(lambda c=call, n=n_calls: [c(weights[:, i]) for i in range(n)], 3)
            scaled = timed * N_WEIGHTS / n_calls
            print(
                f"  {'':13} {name:24} {1e3 * scaled:10.0f} ms  {scaled / own:8.0f} x"
                f"   ({n_calls} calls, scaled; largest difference {difference:.0e})"
            )


def drawn_and_ranked() -> None:
    """Print what drawn performance and full ranks cost beside plain scores."""
    performance, weights = tables(N_OPTIONS, N_WEIGHTS)
    print(f"\nThe same with more asked of it ({N_OPTIONS} x {N_CRITERIA} x {N_WEIGHTS:,})")
    plain = seconds(lambda: additive_value(values=performance, weights=weights))
    print(f"  additive value, scores only                       {1e3 * plain:9.1f} ms")
    linear = seconds(lambda: our_promethee(performance, weights, "linear"))
    print(f"  PROMETHEE II, linear thresholds, scores only      {1e3 * linear:9.1f} ms")
    ranked = seconds(lambda: smaa2(values=performance, weights=weights), 3)
    print(f"  additive value, full ranks and the pairwise table {1e3 * ranked:9.1f} ms")
    n_drawn = 2_000
    drawn = np.random.default_rng(SEED).random((N_OPTIONS, N_CRITERIA, n_drawn))
    some = np.ascontiguousarray(weights[:, :n_drawn])
    print(f"  performance drawn too, {n_drawn:,} draws:")
    for name, work in (
        ("additive value", lambda: additive_value(values=drawn, weights=some)),
        ("TOPSIS", lambda: our_topsis(drawn, some)),
        ("PROMETHEE II, usual", lambda: our_promethee(drawn, some)),
        ("PROMETHEE II, linear", lambda: our_promethee(drawn, some, "linear")),
    ):
        print(f"    {name:47} {1e3 * seconds(work, 3):9.1f} ms")
    short, mixed = drawn[:12], np.random.default_rng(SEED).random((12, N_CRITERIA, N_WEIGHTS))
    print(
        f"  SMAA-2 of a short list: {len(short)} x {N_CRITERIA} x {N_WEIGHTS:,}, all drawn     "
        f"{1e3 * seconds(lambda: smaa2(values=mixed, weights=weights)):9.1f} ms"
    )


def growth() -> None:
    """Print how times grow as draws and alternatives double."""
    print("\nGrowth of scores as one size doubles, the other staying (ratio to the size before)")
    methods = {
        "additive": lambda p, w: additive_value(values=p, weights=w),
        "TOPSIS": our_topsis,
        "PROMETHEE II": our_promethee,
        "SMAA-2": lambda p, w: smaa2(values=p, weights=w),
    }
    steps = {
        "weights": [(50, n) for n in (5_000, 10_000, 20_000, 40_000)],
        "alternatives": [(n, 5_000) for n in (25, 50, 100, 200)],
    }
    for axis, sizes in steps.items():
        print(f"  {axis} {', '.join(f'{o} x {w:,}' for o, w in sizes)}")
        for name, work in methods.items():
            times = []
            for n_options, n_weights in sizes:
                performance, weights = tables(n_options, n_weights)
                times.append(seconds(lambda m=work, p=performance, w=weights: m(p, w), 5))
            ratios = ", ".join(f"{b / a:.1f}" for a, b in pairwise(times))
            shown = ", ".join(f"{1e3 * t:.1f}" for t in times)
            print(f"    {name:13} {shown:34} ms   x {ratios}")


def statements() -> None:
    """Print what it costs to draw weights from what somebody said."""
    print("\nTen thousand weights of twelve criteria from statements")
    names = [f"criterion {index}" for index in range(12)]
    narrow = (Ratio(0, 1, 1.5, 1.6), Ratio(2, 1, 1.5, 1.6), Ratio(3, 1, 2.5, 2.6))
    said = {
        "nothing": (),
        "a complete ranking": (Ranking(tuple((index,) for index in range(12))),),
        "one ratio interval": (Ratio(0, 1, 1.5, 3),),
        "two ratio intervals": (Ratio(0, 1, 1.0, 3), Ratio(0, 2, 1.0, 3)),
        "three narrow ratios": narrow,
    }
    for name, about in said.items():
        start = time.perf_counter()
        allowed = allowed_weights(n_items=12, statements=about, names=names)
        prepared = time.perf_counter() - start
        rng = np.random.default_rng(SEED)
        sample = sample_weights(weight_set=allowed, n_draws=N_WEIGHTS, rng=rng)
        drawn = seconds(
            lambda a=allowed: sample_weights(
                weight_set=a, n_draws=N_WEIGHTS, rng=np.random.default_rng(SEED)
            ),
            3,
        )
        print(
            f"  {name:20} {1e3 * prepared:6.0f} ms to look at, {1e3 * drawn:6.1f} ms to draw, "
            f"{sample.method}, worth {sample.effective_size:,.0f} independent draws"
        )


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # the peers warn of dominated alternatives
    print("Median times on this machine; ratios travel better than times.")
    against_peers()
    drawn_and_ranked()
    growth()
    statements()
