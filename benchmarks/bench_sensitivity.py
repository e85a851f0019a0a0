"""Time sensitivity and scenario discovery beside the named peers, and show how they grow.

Run ``python benchmarks/bench_sensitivity.py [EMA_PYTHON]``. SALib runs in this process, on the same
outputs, and both answers are compared first. EMA workbench's PRIM runs by ``EMA_PYTHON``, the
interpreter of an environment of its own, on the same draws; without it, that part says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from SALib.analyze import sobol

from steelyard.decision.robustness.given_data import explained_shares
from steelyard.decision.robustness.prim import discover_box, range_stability
from steelyard.decision.robustness.sobol import sobol_indices

if TYPE_CHECKING:
    from collections.abc import Callable

    from steelyard.quantities.arrays import BoolArray, FloatArray

SEED = 20240501
N_BOOTSTRAP = 100
EMA = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd, ema_workbench
from ema_workbench.analysis import prim
ema_workbench.ema_logging.log_to_stderr(40)
data = np.load(sys.argv[1])
x = pd.DataFrame(data["draws"].T, columns=[f"x{i}" for i in range(len(data["draws"]))])
y = data["wanted"]
times = []
for _ in range(3):
    start = time.perf_counter()
    box = prim.Prim(x, y, threshold=0.1, peel_alpha=0.05).find_box()
    times.append(time.perf_counter() - start)
row = box.peeling_trajectory.iloc[
    (box.peeling_trajectory["coverage"] + box.peeling_trajectory["density"]).to_numpy().argmax()
]
print(json.dumps({
    "seconds": sorted(times)[1], "version": ema_workbench.__version__,
    "coverage": float(row["coverage"]), "density": float(row["density"]),
}))
"""


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the median time of some work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def outputs(n_inputs: int, n: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the outputs of a smooth made-up model on both samples and every mixture."""
    rng = np.random.default_rng(SEED)
    first, second = rng.random((2, n_inputs, n))
    weights = 1.0 / np.arange(1, n_inputs + 1)

    def model(x: FloatArray) -> FloatArray:
        return np.asarray(weights @ np.sin(3 * x) + x[0] * x[1])

    mixed = np.empty((n_inputs, 1, n))
    for row in range(n_inputs):
        moved = first.copy()
        moved[row] = second[row]
        mixed[row, 0] = model(moved)
    return model(first)[np.newaxis], model(second)[np.newaxis], mixed


def against_salib() -> None:
    """Print ratios to SALib's analysis, standard errors by 100 resamples in both."""
    print("\nFirst and total indices with 100 resamples, one output")
    for n_inputs in (20, 50):
        n = 4096
        base, resampled, mixed = outputs(n_inputs, n)
        flat = np.vstack([base, mixed[:, 0], resampled]).T.ravel()
        names = [f"x{i}" for i in range(n_inputs)]
        problem = {"num_vars": n_inputs, "names": names, "bounds": [[0, 1]] * n_inputs}

        def theirs(
            problem: dict[str, object] = problem, flat: FloatArray = flat
        ) -> dict[str, FloatArray]:
            return dict(
                sobol.analyze(
                    problem, flat, calc_second_order=False, num_resamples=N_BOOTSTRAP, seed=SEED
                )
            )

        def ours(
            base: FloatArray = base, resampled: FloatArray = resampled, mixed: FloatArray = mixed
        ) -> FloatArray:
            return sobol_indices(
                base=base,
                resampled=resampled,
                mixed=mixed,
                n_bootstrap=N_BOOTSTRAP,
                rng=np.random.default_rng(SEED),
            ).total[:, 0]

        np.testing.assert_allclose(ours(), theirs()["ST"], atol=1e-6)
        own, peer = seconds(ours), seconds(theirs, 3)
        print(
            f"  {n_inputs} inputs, N = {n}: ours {own * 1e3:7.1f} ms   SALib {peer * 1e3:7.1f} ms"
            f"   {peer / own:5.1f}x"
        )


def known_box(n_inputs: int, n: int) -> tuple[FloatArray, BoolArray]:
    """Return draws and which lie in a box of two inputs, one in ten blurred."""
    rng = np.random.default_rng(SEED)
    draws = rng.random((n_inputs, n))
    wanted = (draws[3] > 0.6) & (draws[7] < 0.35)
    return draws, np.where(rng.random(n) < 0.1, rng.random(n) < wanted.mean(), wanted)


def against_ema(interpreter: str | None) -> None:
    """Print our scenario discovery beside EMA workbench's on the same draws."""
    draws, wanted = known_box(20, 10_000)
    found = discover_box(parameters=draws, is_wanted=wanted)
    own = seconds(lambda: discover_box(parameters=draws, is_wanted=wanted))
    print("\nScenario discovery, 10,000 draws x 20 inputs, a known box of two, one in ten blurred")
    print(
        f"  ours            {own * 1e3:7.1f} ms   coverage {found.coverage:.3f}"
        f"   density {found.density:.3f}   {len(found.restricted)} ranges"
    )
    if interpreter is None:
        print("  EMA workbench   not run: give the interpreter of an environment that has it")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draws.npz"
        np.savez(path, draws=draws, wanted=wanted)
        done = subprocess.run(
            [interpreter, "-c", EMA, str(path)], capture_output=True, text=True, check=True
        )
    peer = json.loads(done.stdout.splitlines()[-1])
    print(
        f"  EMA {peer['version']:<11} {peer['seconds'] * 1e3:7.1f} ms   coverage"
        f" {peer['coverage']:.3f}   density {peer['density']:.3f}"
        f"   {peer['seconds'] / own:5.1f}x   (ours pastes and picks a box as well)"
    )


def growth() -> None:
    """Print how each kernel grows as the draws double."""
    print("\nGrowth as the draws double, 20 inputs")
    works: dict[str, Callable[[int], object]] = {
        "explained shares, 4 outputs": _shares,
        "one box": _box,
        "ten halves": _halves,
    }
    sizes = (2500, 5000, 10_000, 20_000, 40_000)
    for name, work in works.items():
        times = [seconds(lambda work=work, n=n: work(n), 3) for n in sizes]  # type: ignore[misc]
        steps = " ".join(f"{later / sooner:4.1f}" for sooner, later in pairwise(times))
        told = " ".join(f"{found * 1e3:7.1f}" for found in times)
        print(f"  {name:<28} {told} ms   x {steps}")


def _shares(n: int) -> object:
    draws, wanted = known_box(20, n)
    columns = np.vstack([wanted, draws[0], draws[1] * draws[2], draws[3] ** 2])
    return explained_shares(parameters=draws, outputs=columns.astype(np.float64))


def _box(n: int) -> object:
    draws, wanted = known_box(20, n)
    return discover_box(parameters=draws, is_wanted=wanted)


def _halves(n: int) -> object:
    draws, wanted = known_box(20, n)
    rng = np.random.default_rng(SEED)
    return range_stability(parameters=draws, is_wanted=wanted, n_resamples=10, rng=rng)


if __name__ == "__main__":
    against_salib()
    against_ema(sys.argv[1] if len(sys.argv) > 1 else None)
    growth()
