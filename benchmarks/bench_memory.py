"""Memory and time as the draws double: the weighing kernels in streamed blocks, and a full study.

Each size runs in a process of its own, so that its peak memory is its own. The kernels make the
draws block by block and let each block go; beside them stands the same with all draws at once. A
study holds its draws: what a parameter is worth to know needs net benefit and parameter draw by
draw, and so do quantiles, switching values and the reports, so its memory grows with them. Prints
ratios to the size before, and how far streamed and whole results are apart; asserts nothing.

Run: ``python benchmarks/bench_memory.py [CASE] [--kernels | --study]``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

# As the command line does, before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from steelyard.decision.mcda.smaa import smaa2
from steelyard.decision.mcda.smaa_blocks import DrawBlock, smaa2_of_blocks
from steelyard.study import run_study

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: Final = Path(__file__).parents[1] / "examples"
N_OPTIONS, N_CRITERIA, BLOCK = 12, 20, 2_000
KERNEL_DRAWS: Final = (10_000, 20_000, 40_000, 80_000, 160_000)
STUDY_DRAWS: Final = (2_500, 5_000, 10_000, 20_000)
SEED: Final = 20261127
KILO: Final = 1024


def drawn(number: int) -> DrawBlock:
    """Return one block of made-up values and weights; its number alone settles its draws."""
    rng = np.random.default_rng([SEED, number])
    values = rng.random((N_OPTIONS, N_CRITERIA, BLOCK))
    return DrawBlock(values, rng.dirichlet(np.ones(N_CRITERIA), size=BLOCK).T)


def stream(n_draws: int) -> Iterator[DrawBlock]:
    """Yield the blocks one after the other."""
    for number in range(n_draws // BLOCK):
        yield drawn(number)


def whole(n_draws: int) -> DrawBlock:
    """Return all draws at once."""
    blocks = [*stream(n_draws)]
    return DrawBlock(
        np.concatenate([block.values for block in blocks], axis=2),
        np.concatenate([block.weights for block in blocks], axis=1),
    )


def measure(kind: str, case: str, n_draws: int) -> dict[str, float]:
    """Run one size and say how long it took, and the most memory held before and after."""
    before = peak()
    begin = time.perf_counter()
    if kind == "streamed":
        smaa2_of_blocks(blocks=stream(n_draws))
    elif kind == "whole":
        block = whole(n_draws)
        smaa2(values=block.values, weights=block.weights)
    else:
        run_study(EXAMPLES / case / "dossier.yaml", draws=n_draws)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "before": before, "peak": peak()}


def peak() -> float:
    """Return the most memory that this process has held. [MiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILO


def agree(n_draws: int) -> float:
    """Return the largest difference between streamed and whole results."""
    block = whole(n_draws)
    pairs = zip(
        smaa2_of_blocks(blocks=stream(n_draws)),
        smaa2(values=block.values, weights=block.weights),
        strict=True,
    )
    return max(float(np.nanmax(np.abs(one - other))) for one, other in pairs)


def table(kind: str, case: str, sizes: tuple[int, ...]) -> None:
    """Print time and memory of every size, with the ratio to the size before."""
    heads = {"draws": 10, "s": 9, "ratio": 7, "MiB": 8, "ratio ": 7, "over start": 12}
    print(f"{kind:>10s}" + "".join(f"{head:>{width}s}" for head, width in heads.items()))
    last: dict[str, float] = {}
    for n_draws in sizes:
        command = [sys.executable, __file__, case, "--one", kind, str(n_draws)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        over = found["peak"] - found["before"]
        ratios = [found[name] / last[name] if last else 1.0 for name in ("seconds", "peak")]
        print(
            f"{kind:>10s}{n_draws:>10,d}{found['seconds']:>9.2f}{ratios[0]:>7.2f}"
            f"{found['peak']:>8.0f}{ratios[1]:>7.2f}{over:>12.0f}",
            flush=True,
        )
        last = found


def main() -> None:
    """Run every size and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", default="guangxi-2024")
    parser.add_argument("--kernels", action="store_true", help="the kernels alone")
    parser.add_argument("--study", action="store_true", help="the study alone")
    parser.add_argument("--one", nargs=2, help="measure one kind and size and print JSON")
    asked = parser.parse_args()
    if asked.one is not None:
        print(json.dumps(measure(asked.one[0], asked.case, int(asked.one[1]))))
        return
    if not asked.study:
        apart = agree(KERNEL_DRAWS[0])
        print(
            f"{N_OPTIONS} options x {N_CRITERIA} criteria, streamed in blocks of {BLOCK:,d} draws"
        )
        print(f"largest difference between streamed and whole: {apart:.1e}")
        table("streamed", asked.case, KERNEL_DRAWS)
        table("whole", asked.case, KERNEL_DRAWS)
    if not asked.kernels:
        table("study", asked.case, STUDY_DRAWS)


if __name__ == "__main__":
    main()
